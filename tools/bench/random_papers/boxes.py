# ruff: noqa: E501  (lines of TeX are not broken)
"""Prompts and remarks in boxes, code, algorithms."""

from __future__ import annotations

from tools.bench.random_papers.source import Piece
from tools.bench.random_papers.text import Writer

BOXES = "\\usepackage[most]{tcolorbox}"
LISTINGS = "\\usepackage{listings}"
NAMES = ("score", "budget", "client", "history", "model", "noise", "alarm", "label", "trace", "secret")
BODIES = (
    "    for {a} in {b}.log:",
    "        {a} = step({b}, {a})",
    "    if {a} < {b}.limit:",
    "        return None  # nothing of {a} is kept",
    "    {a} = {{k: v for k, v in {b}.items() if v}}",
    "    assert len({a}) == len({b})",
    "    # draw {a} once more, then compare",
)


def code(w: Writer, lines: int) -> str:
    """Lines of a program."""
    rows = []
    for number in range(lines):
        a, b = w.rng.sample(NAMES, 2)
        row = f"def {a}_{b}({b}, rounds=8):" if number % 7 == 0 else w.rng.choice(BODIES).format(a=a, b=b)
        rows.append(row)
    return "\n".join(rows)


def prompt(w: Writer, sentences: int) -> str:
    """What is said to a language model, in plain words of the paper."""
    return "\n\n".join(
        f"\\textbf{{{who}:}} {w.sentences(max(1, sentences // 3))}"
        for who in ("System", "User", "Assistant", "User")[: max(1, min(4, sentences // 2))]
    )


def prompt_box(w: Writer) -> Piece:
    """A titled box in the text."""
    size = w.rng.choice(("\\small", "\\footnotesize", "\\scriptsize", "\\small\\ttfamily\\raggedright"))
    look = w.rng.choice(("", ",colback=blue!5", ",colback=gray!10,boxrule=0.4pt", ",sharp corners"))
    breakable = w.rng.choice(("", ",breakable"))
    return Piece(
        f"\\begin{{tcolorbox}}[title={{{w.phrase(3)}}},fontupper={size}{look}{breakable}]\n"
        f"{prompt(w, w.rng.randrange(3, 14 if breakable else 8))}\n\\end{{tcolorbox}}\n",
        (BOXES,),
    )


def prompt_figure(w: Writer) -> Piece:
    """A box in a float of one column or two."""
    star, length = w.rng.choice((("", 7), ("*", 12)))
    size = w.rng.choice(("\\small", "\\footnotesize", "\\scriptsize"))
    inside = w.rng.choice(
        (
            f"\\begin{{tcolorbox}}[title=Prompt,fontupper={size}]\n{{text}}\n\\end{{tcolorbox}}",
            f"\\begin{{mdframed}}{size} {{text}}\n\\end{{mdframed}}",
            f"\\fbox{{\\begin{{minipage}}{{0.95\\linewidth}}{size} {{text}}\n\\end{{minipage}}}}",
        )
    ).replace("{text}", prompt(w, length))
    return Piece(
        f"\\begin{{figure{star}}}\n{inside}\\caption{{{w.phrase(8)}}}\\Description{{A prompt}}\\end{{figure{star}}}\n",
        (BOXES, "\\usepackage[framemethod=tikz]{mdframed}"),
    )


def takeaway(w: Writer) -> Piece:
    """A remark in a frame or on a tint, in the body's own size."""
    width = "\\dimexpr\\columnwidth-2\\fboxsep-2\\fboxrule\\relax"
    box = w.rng.choice((f"\\fbox{{\\parbox{{{width}}}", f"\\colorbox{{gray!15}}{{\\parbox{{{width}}}"))
    return Piece(f"\\medskip\\noindent{box}{{\\textbf{{Takeaway.}} {w.sentences(2)}}}}}\\medskip\n\n")


def listing(w: Writer) -> Piece:
    """Code in the text."""
    size = w.rng.choice(("\\small", "\\footnotesize", "\\scriptsize"))
    extra = w.rng.choice(
        (
            "",
            ",frame=single",
            ",frame=tb",
            ",numbers=left,xleftmargin=1.5em",
            ",backgroundcolor=\\color{gray!10}",
        )
    )
    caption = f",caption={{{w.phrase(5)}}}" if w.rng.random() < 0.5 else ""
    floating = ",float" if caption and w.rng.random() < 0.4 else ""
    return Piece(
        f"\\begin{{lstlisting}}[language=Python,basicstyle=\\ttfamily{size},breaklines=true{extra}{caption}{floating}]\n"
        f"{code(w, w.rng.randrange(6, 30))}\n\\end{{lstlisting}}\n\n",
        (LISTINGS,),
    )


def verbatim(w: Writer) -> Piece:
    """Code by fancyvrb, with numbers or in a frame."""
    options = w.rng.choice(
        ("fontsize=\\small", "fontsize=\\footnotesize,frame=single", "fontsize=\\scriptsize,numbers=left")
    )
    return Piece(
        f"\\begin{{Verbatim}}[{options}]\n{code(w, w.rng.randrange(5, 16))}\n\\end{{Verbatim}}\n\n",
        ("\\usepackage{fancyvrb}",),
    )


def algorithm2e(w: Writer) -> Piece:
    """Steps by algorithm2e."""
    steps = "".join(
        f"\\For{{each $t = {i}$}}{{{w.phrase(5)}\\; \\If{{$d < \\tau_{i}$}}{{{w.phrase(4)}\\; \\Return $\\bot$\\;}}}}\n"
        for i in range(1, w.rng.randrange(2, 5))
    )
    style = w.rng.choice(("ruled,vlined,linesnumbered", "boxed,linesnumbered", "ruled,noend"))
    return Piece(
        f"\\begin{{algorithm}}\\caption{{{w.phrase(4)}}}\n\\KwIn{{a log $D$}}\\KwOut{{a model $\\theta$}}\n"
        f"{steps}\\end{{algorithm}}\n",
        (f"\\usepackage[{style}]{{algorithm2e}}",),
    )


def algorithmic(w: Writer) -> Piece:
    """Steps by algpseudocode."""
    star = w.rng.choice(("", "", "*"))
    steps = "".join(
        f"\\State {w.phrase(5)} \\Comment{{step {i}}}\n\\If{{$d < \\tau_{i}$}} \\State {w.phrase(4)}\n"
        "\\State \\Return $\\bot$ \\EndIf\n"
        for i in range(1, w.rng.randrange(2, 6))
    )
    return Piece(
        f"\\begin{{algorithm{star}}}\n\\caption{{{w.phrase(4)}}}\n\\begin{{algorithmic}}[1]\n"
        f"\\Require a log $D$\n\\Ensure a model $\\theta$\n{steps}\\end{{algorithmic}}\n\\end{{algorithm{star}}}\n",
        ("\\usepackage{algorithm}", "\\usepackage{algpseudocode}"),
    )


def long_prompt(w: Writer) -> Piece:
    """A box over more than a column, as appendices print their prompts."""
    size = w.rng.choice(
        ("\\small", "\\footnotesize", "\\footnotesize\\ttfamily\\raggedright", "\\scriptsize")
    )
    text = "\n\n".join(w.sentences(5) for _ in range(w.rng.randrange(6, 14)))
    return Piece(
        f"\\begin{{tcolorbox}}[breakable,title={{{w.phrase(3)}}},fontupper={size}]\n{text}\n\\end{{tcolorbox}}\n",
        (BOXES,),
    )


def protocol(w: Writer) -> Piece:
    """The steps of a protocol in a frame, in a float of one column or two."""
    star = w.rng.choice(("", "*"))
    size = w.rng.choice(("\\small", "\\footnotesize", ""))
    items = "".join(f"\\item {w.sentences(w.rng.choice((1, 2)))}\n" for _ in range(w.rng.randrange(4, 8)))
    return Piece(
        f"\\begin{{figure{star}}}\n\\fbox{{\\begin{{minipage}}{{0.96\\linewidth}}{size}\\textbf{{Protocol "
        f"$\\Pi$.}} {w.sentence()}\n\\begin{{enumerate}}\n{items}\\end{{enumerate}}\\end{{minipage}}}}\n"
        f"\\caption{{{w.phrase(7)}}}\\Description{{Steps}}\\end{{figure{star}}}\n"
    )
