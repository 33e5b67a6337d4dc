# ruff: noqa: E501  (lines of TeX are not broken)
"""PDFs that papers include: a page of another paper, a picture with words around it, a drawing of a whole page."""

from __future__ import annotations

from pathlib import Path

from tools.bench.random_papers import compiling
from tools.bench.random_papers.front import front, references
from tools.bench.random_papers.source import Source
from tools.bench.random_papers.text import Writer

FOLDER = "included"
PAGE, PICTURE, SHEET = (f"../{FOLDER}/{name}.pdf" for name in ("page", "picture", "sheet"))
"""As a paper names them, from the folder beside."""
PICTURE_CROP = "120bp 150bp 60bp 90bp"
"""What lies around the picture itself, on its left, bottom, right and top: the words there are cut off."""
BOXES = ("store", "filter", "model", "ledger", "audit", "prices", "history", "clients", "alarms")
TEX = {
    "picture": (
        r"\documentclass{article}\usepackage[paperwidth=480bp,paperheight=420bp,margin=10bp]{geometry}"
        r"\usepackage{tikz}\pagestyle{empty}\begin{document}\noindent"
        r"\begin{tikzpicture}[x=1bp,y=1bp,remember picture,overlay,shift={(current page.south west)}]"
        r"\node[inner sep=0,anchor=south west] at (60,100) {\includegraphics[width=370bp,height=280bp]{example-image-a.png}};"
        r"\draw[very thick,->] (140,170) -- (330,300) node[fill=white] {above the bound};"
        r"\node[anchor=west,text width=95bp] at (15,250) {The panel on the left shows every client that asked more than once, and is not part of the figure.};"
        r"\node[anchor=west,text width=420bp] at (20,75) {These words stand below the picture in the file from which it was cut, and run over its lower edge as they do in exported slides.};"
        r"\node[anchor=west] at (150,125) {An axis that is cut off as well};"
        r"\end{tikzpicture}\end{document}"
    ),
    "sheet": (
        r"\documentclass{article}\usepackage[letterpaper,margin=0in]{geometry}\usepackage{tikz}\pagestyle{empty}"
        r"\begin{document}\noindent\begin{tikzpicture}[x=1bp,y=1bp,remember picture,overlay,shift={(current page.south west)},font=\sffamily\Large]"
        + "".join(
            rf"\node[draw,rounded corners,fill=black!6,minimum width=110bp,minimum height=70bp] (n{i}) at ({140 + 165 * (i % 3)},{640 - 230 * (i // 3)}) {{{name}}};"
            for i, name in enumerate(BOXES)
        )
        + "".join(
            rf"\draw[very thick,->] (n{i}) -- node[fill=white,font=\sffamily\small] {{{20 * i + 10} ms}} (n{i + 1});"
            for i in range(len(BOXES) - 1)
        )
        + r"\end{tikzpicture}\end{document}"
    ),
}
"""Sources of those that are no papers."""


def prepare(folder: Path) -> None:
    """Make the PDFs in a folder beside those of the papers. Raises RuntimeError when TeX fails."""
    home = folder / FOLDER
    w = Writer("included", references=8)
    paper = Source(
        name=FOLDER,
        engine="pdflatex",
        language="en",
        options=("sigconf",),
        packages=(),
        front=front(Writer("included/front")),
        body=("\\section{Introduction}\n", *(w.paragraph(6) for _ in range(6)), w.uncited()),
        references=references("included", 8, "en"),
    )
    for name, tex in {"page": paper.tex(), **TEX}.items():
        made = compiling.compiled(tex, "pdflatex", home, name, compiling.PASSES_COUNT)
        if made.trouble:
            raise RuntimeError(f"{name}.tex: {made.trouble}")
