# ruff: noqa: E501  (lines of TeX are not broken)
"""Figures and tables, in one column and across both."""

from __future__ import annotations

from tools.bench.random_papers.source import Piece
from tools.bench.random_papers.text import Writer

TIKZ = "\\usepackage{tikz}"
PLOTS = "\\usepackage{pgfplots}\\pgfplotsset{compat=1.16}"
WIDE_SHARE = 0.3
PLACES = ("", "[t]", "[b]", "[htbp]", "[tb]", "[!t]")
SIZES = ("", "\\small", "\\footnotesize", "\\scriptsize")


def _float(w: Writer, kind: str, content: str, *, wide: bool = False, caption: int | None = None) -> str:
    """A float with its caption: above a table, below all else, as the class has it."""
    star = "*" if wide else ""
    words = w.sentences(caption or w.rng.choice((1, 1, 1, 2, 3))).rstrip(".。")
    title = f"\\caption{{{words}}}"
    inside = f"{title}\n{content}" if kind == "table" else f"{content}\n{title}"
    description = "\\Description{A picture}" if kind == "figure" else ""
    centring = w.rng.choice(("\\centering\n", "\\centering\n", ""))
    place = "[t]" if wide and w.rng.random() < 0.5 else "" if wide else w.rng.choice(PLACES)
    return f"\\begin{{{kind}{star}}}{place}\n{centring}{inside}{description}\n\\end{{{kind}{star}}}\n"


def image(w: Writer) -> Piece:
    """An included picture."""
    wide = w.rng.random() < WIDE_SHARE
    height = w.rng.choice((2.5, 3.5, 4, 5, 6.5))
    width = w.rng.choice((1, 1, 0.9, 0.75))
    name = w.rng.choice(("example-image-a", "example-image-b", "example-image"))
    content = f"\\includegraphics[width={width}\\linewidth,height={height}cm]{{{name}}}"
    return Piece(_float(w, "figure", content, wide=wide))


def diagram(w: Writer) -> Piece:
    """Boxes and arrows with words in them."""
    wide = w.rng.random() < WIDE_SHARE
    count, step = (5, 3.4) if wide else (3, 2.8)
    font = w.rng.choice(("\\scriptsize", "\\footnotesize", "\\small"))
    steps = [
        f"\\node[draw,rounded corners,text width={step - 1}cm,align=center] (n{i}) at ({i * step},{i % 2}) "
        f"{{{w.phrase(3)}}};"
        for i in range(count)
    ]
    steps += [
        f"\\draw[->] (n{i}) -- node[above,sloped] {{\\tiny $m_{i}$}} (n{i + 1});" for i in range(count - 1)
    ]
    content = f"\\begin{{tikzpicture}}[font={font}]\n" + "\n".join(steps) + "\n\\end{tikzpicture}"
    return Piece(_float(w, "figure", content, wide=wide), (TIKZ,))


def plot(w: Writer) -> Piece:
    """Curves with axes and a legend."""
    wide = w.rng.random() < WIDE_SHARE
    curves = "".join(
        "\\addplot coordinates {"
        + " ".join(f"({x},{w.rng.randrange(10 * x, 20 * x + 20)})" for x in range(6))
        + "};\n"
        for _ in range(w.rng.choice((2, 3)))
    )
    axis = (
        f"\\begin{{axis}}[width=\\linewidth,height={w.rng.choice((3.5, 4.5, 5.5))}cm,xlabel={{Queries (thousands)}},"
        "ylabel={Recovered (\\%)},legend pos=north west,font=\\footnotesize]\n"
        f"{curves}\\legend{{none,history,prices}}\n\\end{{axis}}"
    )
    return Piece(
        _float(w, "figure", f"\\begin{{tikzpicture}}\n{axis}\n\\end{{tikzpicture}}", wide=wide), (PLOTS,)
    )


def subfigures(w: Writer) -> Piece:
    """Two to four pictures with captions of their own."""
    wide = w.rng.random() < 0.6
    count = w.rng.choice((3, 4)) if wide else 2
    share = 0.98 / count - 0.01
    parts = "\\hfill\n".join(
        f"\\begin{{subfigure}}{{{share:.2f}\\linewidth}}\\includegraphics[width=\\linewidth,height=2.6cm]"
        f"{{example-image-{'abc'[i % 3]}}}\\caption{{{w.phrase(4)}}}\\end{{subfigure}}"
        for i in range(count)
    )
    return Piece(_float(w, "figure", parts, wide=wide), ("\\usepackage{subcaption}",))


def _numbers(w: Writer, columns: int) -> str:
    return " & ".join(f"{w.rng.random() * 100:.{w.rng.choice((0, 1, 2))}f}" for _ in range(columns))


def table(w: Writer) -> Piece:
    """Names and figures between booktabs rules."""
    wide = w.rng.random() < WIDE_SHARE
    columns = w.rng.choice((6, 8)) if wide else w.rng.choice((2, 3, 4))
    heads = " & ".join(w.phrase(1)[:9] for _ in range(columns))
    rows = "".join(f"{w.phrase(2)} & {_numbers(w, columns)} \\\\\n" for _ in range(w.rng.randrange(4, 14)))
    content = (
        f"{w.rng.choice(SIZES)}\\begin{{tabular}}{{l{'r' * columns}}}\n\\toprule\nMethod & {heads} \\\\\n"
        f"\\midrule\n{rows}\\bottomrule\n\\end{{tabular}}"
    )
    return Piece(_float(w, "table", content, wide=wide), ("\\usepackage{booktabs}",))


def grid(w: Writer) -> Piece:
    """A table with a line around every cell, words in some of them."""
    rows = "".join(
        f"{w.phrase(2)} & {w.phrase(6)} & {_numbers(w, 1)} \\\\ \\hline\n"
        for _ in range(w.rng.randrange(3, 10))
    )
    content = (
        f"{w.rng.choice(SIZES)}\\begin{{tabular}}{{|p{{1.6cm}}|p{{3.6cm}}|r|}}\n\\hline\nName & Remark & Cost \\\\ "
        f"\\hline\n{rows}\\end{{tabular}}"
    )
    return Piece(_float(w, "table", content))


def bare(w: Writer) -> Piece:
    """A table without any rule, under shaded rows now and then."""
    rows = "".join(f"{w.phrase(3)} & {_numbers(w, 2)} \\\\\n" for _ in range(w.rng.randrange(4, 10)))
    shade = w.rng.choice(("", "\\rowcolor{gray!15}"))
    content = (
        f"\\begin{{tabular}}{{@{{}}lrr@{{}}}}\n{shade}Item & First & Second \\\\\n{rows}\\end{{tabular}}"
    )
    return Piece(_float(w, "table", content), ("\\usepackage{colortbl}",))


def prose_table(w: Writer) -> Piece:
    """A table whose cells are sentences."""
    wide = w.rng.random() < 0.5
    cells = 3 if wide else 2
    size = w.rng.choice(SIZES[1:])
    rows = "".join(
        " & ".join([w.phrase(2), *(w.sentence() for _ in range(cells - 1))])
        + w.rng.choice((" \\\\\n", " \\\\ \\addlinespace\n"))
        for _ in range(w.rng.randrange(3, 8))
    )
    columns = "l" + "X" * (cells - 1)
    content = (
        f"{size}\\begin{{tabularx}}{{\\linewidth}}{{{columns}}}\n\\toprule\n"
        f"{rows}\\bottomrule\n\\end{{tabularx}}"
    )
    return Piece(_float(w, "table", content, wide=wide), ("\\usepackage{booktabs}", "\\usepackage{tabularx}"))


def grouped(w: Writer) -> Piece:
    """A table with cells over several rows and columns, and notes under it."""
    groups = "\\midrule\n".join(
        f"\\multirow{{3}}{{*}}{{{w.phrase(1)}}} & {w.phrase(1)} & {_numbers(w, 2)} \\\\\n"
        f"& {w.phrase(1)} & {_numbers(w, 2)} \\\\\n& {w.phrase(1)} & {_numbers(w, 2)}\\tnote{{a}} \\\\\n"
        for _ in range(w.rng.choice((2, 3)))
    )
    content = (
        "\\begin{threeparttable}\\small\\begin{tabular}{llrr}\n\\toprule\n"
        "& & \\multicolumn{2}{c}{Accuracy} \\\\ \\cmidrule{3-4}\nGroup & Name & Mean & Least \\\\\n\\midrule\n"
        f"{groups}\\bottomrule\n\\end{{tabular}}\\begin{{tablenotes}}\\footnotesize\\item[a] {w.sentences(2)}"
        "\\end{tablenotes}\\end{threeparttable}"
    )
    return Piece(
        _float(w, "table", content),
        ("\\usepackage{booktabs}", "\\usepackage{multirow}", "\\usepackage{threeparttable}"),
    )


def sideways(w: Writer) -> Piece:
    """A turned table on a page of its own."""
    rows = "".join(f"{w.phrase(2)} & {_numbers(w, 7)} & {w.phrase(3)} \\\\\n" for _ in range(18))
    caption = w.sentences(1).rstrip(".。")
    tex = (
        "\\begin{table*}[p]\\centering\\rotatebox{90}{\\begin{minipage}{20cm}\\centering\\small\n"
        f"\\captionof{{table}}{{{caption}}}\n\\begin{{tabular}}{{l{'r' * 7}l}}\n\\toprule\n"
        f"{rows}\\bottomrule\n\\end{{tabular}}\\end{{minipage}}}}\\end{{table*}}\n"
    )
    return Piece(tex, ("\\usepackage{booktabs}",))


def side_by_side(w: Writer) -> Piece:
    """Two blocks of small text next to each other under one caption."""
    size = w.rng.choice(("\\small", "\\footnotesize"))
    content = "\\hfill\n".join(
        f"\\begin{{minipage}}[t]{{.48\\textwidth}}{size} {w.sentences(w.rng.randrange(5, 10))}\\end{{minipage}}"
        for _ in range(2)
    )
    return Piece(_float(w, "figure", content, wide=True))


def nudged(w: Writer) -> Piece:
    """A picture pulled up by hand, as authors do here and there."""
    pull = w.rng.choice(("-2mm", "-4pt", "-3mm"))
    content = f"\\includegraphics[width=\\linewidth,height=4cm]{{example-image}}\\vspace{{{pull}}}"
    return Piece(_float(w, "figure", content))


def wrapped(w: Writer) -> Piece:
    """A picture that the text runs around."""
    return Piece(
        "\\begin{wrapfigure}{r}{.42\\linewidth}\\includegraphics[width=\\linewidth]{example-image-b}"
        f"\\caption{{{w.phrase(4)}}}\\Description{{A picture}}\\end{{wrapfigure}}\n{w.paragraph(7)}{w.paragraph(5)}",
        ("\\usepackage{wrapfig}",),
    )


def codebook(w: Writer) -> Piece:
    """Tables in a row, as appendices have them: codes and what they mean."""
    tables = []
    for _ in range(w.rng.choice((2, 3))):
        rows = "".join(
            f"{w.phrase(2)} & {w.sentence()} \\\\ \\hline\n" for _ in range(w.rng.randrange(5, 12))
        )
        content = (
            f"\\footnotesize\\begin{{tabularx}}{{\\linewidth}}{{|l|X|}}\n\\hline\n{rows}\\end{{tabularx}}"
        )
        tables.append(_float(w, "table", content, wide=w.rng.random() < 0.4))
    return Piece("".join(tables), ("\\usepackage{tabularx}",))
