# ruff: noqa: E501  (lines of TeX are not broken)
"""What honest papers hold that was misjudged once: line numbers, hanging labels, wide tables, included pages.

Each kind is drawn by a seed of its own and put into a finished paper, so that the rest of it stays as it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from msgspec import Struct, structs

from tools.bench.random_papers import included
from tools.bench.random_papers.source import Piece, Source
from tools.bench.random_papers.text import Writer

ENUMITEM = "\\usepackage{enumitem}"
HANGING = (
    "\\begin{itemize}[leftmargin=0.1in]",
    "\\begin{itemize}[leftmargin=8pt]",
    "\\begin{itemize}[leftmargin=*,labelsep=2pt]",
    "\\begin{enumerate}[leftmargin=1em]",
    "\\begin{enumerate}[leftmargin=0.8em,label=(\\roman*)]",
    "\\begin{enumerate}[leftmargin=0pt,itemindent=1.6em,label=\\textbf{(\\arabic*)}]",
    "\\begin{enumerate}[leftmargin=1.2em,label=\\textbf{C\\arabic*:}]",
    "\\begin{description}[leftmargin=1em]",
    "\\begin{description}[leftmargin=0pt,labelindent=-3pt]",
)
"""Lists whose labels reach to the left of the column, or just to its edge."""
LINENO = (
    "\\usepackage{lineno}",
    "\\usepackage[switch]{lineno}",
    "\\usepackage[switch*]{lineno}",
    "\\usepackage[right]{lineno}",
    "\\usepackage[columnwise]{lineno}",
    "\\usepackage[pagewise]{lineno}",
    "\\usepackage[modulo]{lineno}",
    "\\usepackage[switch,mathlines]{lineno}",
    "\\usepackage{lineno}\\renewcommand\\linenumberfont{\\normalfont\\scriptsize\\sffamily\\color{gray}}",
)
TABLE_PACKAGES = ("\\usepackage{booktabs}", "\\usepackage{tabularx}")


class Kind(Struct, frozen=True):
    """A kind, the share of papers that hold it, and in how many places at most."""

    name: str
    share: float
    make: Callable[[Writer], Piece]
    places: int = 1
    appended: bool = False


def hanging(w: Writer) -> Piece:
    """A list whose labels hang out of the column."""
    begin = w.rng.choice(HANGING)
    name = begin.split("{")[1].split("}")[0]
    label = "[{label}] " if name == "description" else " "
    items = "".join(
        f"\\item{label.replace('{label}', w.phrase(2))}{w.sentences(w.rng.choice((1, 2, 2)))}\n"
        for _ in range(w.rng.randrange(4, 12))
    )
    return Piece(f"{w.sentence()}\n{begin}\n{items}\\end{{{name}}}\n\n{w.paragraph(3)}", (ENUMITEM,))


def wide_table(w: Writer) -> Piece:
    """A table across both columns: figures, or words in narrow columns."""
    size = w.rng.choice(("\\small", "\\footnotesize", ""))
    rows = w.rng.randrange(8, 26)
    if w.rng.random() < 0.5:
        columns = "l" + "r" * 9
        cells = [f"{w.phrase(2)} & " + _figures(w, 9) for _ in range(rows)]
        head = "Method & " + " & ".join(f"B{i}" for i in range(1, 10))
    else:
        columns = "lXXX"
        cells = [
            f"{w.phrase(1)} & " + " & ".join(w.phrase(w.rng.randrange(4, 12)) for _ in range(3))
            for _ in range(max(4, rows // 2))
        ]
        head = "Name & What it needs & What it gives & What it costs"
    table = (
        f"\\begin{{table*}}\n\\caption{{{w.sentence().rstrip('.。')}}}\n{size}\\begin{{tabularx}}{{\\textwidth}}{{{columns}}}\n"
        f"\\toprule\n{head} \\\\\n\\midrule\n" + " \\\\\n".join(cells) + " \\\\\n\\bottomrule\n\\end{tabularx}\n\\end{table*}\n"
    )  # fmt: skip
    return Piece(table, TABLE_PACKAGES)


def long_table(w: Writer) -> Piece:
    """A table over pages of its own, for which the page has one column."""
    rows = "".join(
        f"{w.phrase(2)} & {w.phrase(9)} & {_figures(w, 3)} \\\\\n" for _ in range(w.rng.randrange(40, 90))
    )
    return Piece(
        "\\clearpage\\onecolumn\n\\begin{longtable}{lp{7cm}rrr}\n"
        f"\\caption{{{w.phrase(9)}}}\\\\\\toprule\nName & Remark & First & Second & Third \\\\\\midrule\\endhead\n"
        f"{rows}\\bottomrule\n\\end{{longtable}}\n\\clearpage\\twocolumn\n",
        ("\\usepackage{booktabs}", "\\usepackage{longtable}"),
    )  # fmt: skip


def _figures(w: Writer, columns: int) -> str:
    return " & ".join(f"{w.rng.random() * 100:.1f}" for _ in range(columns))


def cropped(w: Writer) -> Piece:
    """A figure cut out of a picture with words around it, some of them over its raster image."""
    wide = w.rng.random() < 0.3
    part = f"\\includegraphics[trim={included.PICTURE_CROP},clip,width=\\linewidth]{{{included.PICTURE}}}"
    return Piece(_figure(w, part, wide=wide))


def page_figure(w: Writer) -> Piece:
    """The page of a paper as a figure, whole or its upper half."""
    crop = w.rng.choice(("", "trim=40bp 400bp 40bp 50bp,clip,", "trim=45bp 80bp 45bp 300bp,clip,"))
    width = w.rng.choice(("0.6\\linewidth", "\\linewidth", "0.8\\linewidth"))
    page = f"\\includegraphics[{crop}width={width}]{{{included.PAGE}}}"
    if w.rng.random() < 0.5:
        page = f"\\fbox{{{page.replace(width, '0.9' + chr(92) + 'linewidth')}}}"
    return Piece(_figure(w, f"\\centering {page}", wide=False))


def sheet(w: Writer) -> Piece:
    """A drawing that fills a page, by pdfpages."""
    return Piece(
        f"\\clearpage\n\\includepdf[pages=1]{{{included.SHEET}}}\n{w.paragraph(4)}",
        ("\\usepackage{pdfpages}",),
    )


def _figure(w: Writer, content: str, *, wide: bool) -> str:
    star = "*" if wide else ""
    return (
        f"\\begin{{figure{star}}}\n{content}\\caption{{{w.sentence().rstrip('.。')}}}\\Description{{A picture}}"
        f"\\end{{figure{star}}}\n"
    )


KINDS = (
    Kind("hanging", 0.25, hanging, places=3),
    Kind("wide-tables", 0.2, wide_table, places=5),
    Kind("long-table", 0.06, long_table, appended=True),
    Kind("cropped", 0.15, cropped, places=2),
    Kind("page-figure", 0.1, page_figure),
    Kind("sheet", 0.08, sheet, appended=True),
)
LINENO_SHARE = 0.2
NUMBERED = {"review", "authordraft"}
"""Options of the class that number the lines themselves."""


def with_kinds(source: Source) -> Source:
    """The paper with the kinds that its name draws."""
    for kind in KINDS:
        rng = random.Random(f"{source.name}/{kind.name}")
        if rng.random() < kind.share:
            source = _put(source, kind, rng)
    rng = random.Random(f"{source.name}/lineno")
    if rng.random() < LINENO_SHARE and not NUMBERED.intersection(source.options):
        package = rng.choice(LINENO)
        body = ("\\linenumbers\n", *source.body)
        source = structs.replace(source, packages=(*source.packages, package), body=body)
    return source


def _put(source: Source, kind: Kind, rng: random.Random) -> Source:
    """One kind in some places of the body, or at the end of what is last in the paper."""
    w = Writer(f"{source.name}/{kind.name}/text", source.language)
    packages = source.packages
    body, appendix = list(source.body), list(source.appendix)
    if kind.appended and not appendix:
        appendix = [f"\\section{{{w.title(3)}}}\n", w.paragraph(6), w.paragraph(6)]
    for _ in range(rng.randrange(1, kind.places + 1)):
        piece = kind.make(w)
        if kind.appended:
            appendix.append(piece.tex)
        else:
            body.insert(rng.randrange(2, len(body)), piece.tex)
        packages = _loaded(packages, piece.needs)
    return structs.replace(source, packages=packages, body=tuple(body), appendix=tuple(appendix))


def _loaded(packages: tuple[str, ...], needs: tuple[str, ...]) -> tuple[str, ...]:
    """The packages with those that are needed in front: cleveref has to stay last, and none is loaded twice."""
    known = {line.rpartition("{")[2] for line in packages}
    return (*(need for need in needs if need.rpartition("{")[2] not in known), *packages)
