# ruff: noqa: E501  (lines of TeX are not broken)
"""Cheats in white space: around headings, floats, captions, lists and formulas, between words and letters."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from tools.bench.random_papers.cheat import MOVED, Change, Cheat, Truth, at_begin, has_places, in_preamble
from tools.bench.random_papers.source import Source


def squeezes() -> Iterable[Cheat]:
    squeeze = ("spacing-squeeze",)
    figures = ("\\begin{figure", "\\begin{table")
    lists = ("\\begin{itemize}", "\\begin{enumerate}", "\\begin{description}")
    displays = ("\\begin{equation", "\\begin{align", "\\[ ", "\\begin{multline", "\\begin{gather")
    for percent in (25, 50, 75):
        f = 1 - percent / 100
        heads = (
            f"\\usepackage{{titlesec}}\\titlespacing*{{\\section}}{{0pt}}{{{8.25 * f:.3g}pt}}{{{2.75 * f:.3g}pt}}"
            f"\\titlespacing*{{\\subsection}}{{0pt}}{{{8.25 * f:.3g}pt}}{{{2.75 * f:.3g}pt}}"
        )
        yield Cheat(
            f"headings-{percent}",
            "space at headings",
            percent,
            squeeze,
            in_preamble(heads),
            MOVED,
            share=0.08,
        )
        tex = f"\\textfloatsep={15 * f:.4g}pt\\dbltextfloatsep={15 * f:.4g}pt\\intextsep={10 * f:.4g}pt"
        yield Cheat(
            f"floats-{percent}",
            "space at floats",
            percent,
            squeeze,
            at_begin(tex),
            MOVED,
            share=0.2,
            applies=has_places(*figures),
        )
        tex = f"\\floatsep={12 * f:.4g}pt\\dblfloatsep={12 * f:.4g}pt"
        yield Cheat(
            f"floatsep-{percent}", "space between floats", percent, squeeze, at_begin(tex), MOVED, share=0.2,
            applies=has_places(*figures, least=7),
        )  # fmt: skip
        tex = f"\\captionsetup{{skip={12 * f:.3g}pt}}"
        yield Cheat(
            f"captions-{percent}", "space at captions", percent, squeeze, in_preamble(tex), MOVED, share=0.2,
            applies=has_places("\\begin{figure"),
        )  # fmt: skip
        tex = (
            "\\let\\honestnormalsize\\normalsize\\renewcommand\\normalsize{\\honestnormalsize"
            f"\\abovedisplayskip={f:.3g}\\abovedisplayskip\\belowdisplayskip={f:.3g}\\belowdisplayskip"
            f"\\abovedisplayshortskip={f:.3g}\\abovedisplayshortskip"
            f"\\belowdisplayshortskip={f:.3g}\\belowdisplayshortskip}}\\normalsize"
        )
        yield Cheat(
            f"displays-{percent}",
            "space at formulas",
            percent,
            squeeze,
            at_begin(tex),
            MOVED,
            share=0.3,
            applies=has_places(*displays),
        )
    for points in (1, 2, 3):
        change = _after_sections(f"\\vspace{{-{points}pt}}\n")
        yield Cheat(
            f"vspace-{points}", "negative space after sections", points, squeeze, change, MOVED, share=0.07
        )
    for points in (4, 8, 12):
        change = _in_floats(f"\\vspace{{-{points}pt}}")
        yield Cheat(
            f"pulled-{points}", "negative space in floats", points, squeeze, change, MOVED, share=0.1, applies=has_places(*figures),
        )  # fmt: skip
    yield Cheat(
        "lists-nosep", "space at lists", 1, squeeze, in_preamble("\\usepackage{enumitem}\\setlist{nosep}"), MOVED, share=0.25,
        applies=has_places(*lists),
    )  # fmt: skip
    # The class refuses another \\baselinestretch, so savetrees has to leave the leading alone.
    for size, level in enumerate(("subtle", "moderate", "extreme"), 1):
        yield Cheat(
            f"savetrees-{level}", "savetrees", size, (*squeeze, "line-spacing", "body-font-width", "text-block"),
            in_preamble(f"\\usepackage[{level},leading=normal,bibliography=normal]{{savetrees}}"), MOVED, share=0.06,
        )  # fmt: skip


def _after_sections(tex: str) -> Change:
    """In front of a heading, \\vspace has no effect: the heading's own space takes it back."""

    def change(source: Source) -> Source:
        blocks = tuple(block + tex if block.startswith("\\section") else block for block in source.body)
        return structs.replace(source, body=blocks)

    return change


def _in_floats(tex: str) -> Change:
    """Below the caption of a figure, and below a table."""

    def change(source: Source) -> Source:
        def pulled(block: str) -> str:
            return block.replace("\\end{figure", f"{tex}\\end{{figure").replace(
                "\\end{table", f"{tex}\\end{{table"
            )

        return structs.replace(source, body=tuple(map(pulled, source.body)))

    return change


def words_and_letters() -> Iterable[Cheat]:
    for percent in (5, 10, 20):
        f = 1 - percent / 100
        tex = f"\\spaceskip={0.25 * f:.4g}em plus {0.11 * f:.4g}em minus {0.08 * f:.4g}em"
        yield Cheat(
            f"words-{percent}", "word space", percent, ("body-font-width", "spacing-squeeze"), at_begin(tex), MOVED, share=0.07,
            applies=latin,
        )  # fmt: skip
    for thousandths in (30, 50):
        yield Cheat(
            f"microtype-{thousandths}", "glyph width, microtype", thousandths, ("body-font-width",), _shrunk(thousandths), MOVED,
            share=0.1, applies=latin,
        )  # fmt: skip
    for percent in (2, 4):
        tex = f"\\addfontfeatures{{FakeStretch={1 - percent / 100:.3g}}}\n"
        yield Cheat(
            f"fakestretch-{percent}", "glyph width, fontspec", percent, ("body-font-width",), _at_start(tex),
            (Truth("widths", times=1 - percent / 100),), percent == 4, 1.0, applies=_xelatex,
        )  # fmt: skip
    for thousandths in (10, 20):
        yield Cheat(
            f"tracking-{thousandths}", "letter space", thousandths, ("body-font-width",), _tracked(thousandths), MOVED, share=0.2,
            applies=latin,
        )  # fmt: skip


def latin(source: Source) -> bool:
    return source.language == "en" and source.engine == "pdflatex"


def _xelatex(source: Source) -> bool:
    return source.language == "en" and source.engine == "xelatex"


def _at_start(tex: str) -> Change:
    return lambda source: structs.replace(source, body=(tex, *source.body))


def _shrunk(thousandths: int) -> Change:
    options = f"\\PassOptionsToPackage{{stretch=10,shrink={thousandths}}}{{microtype}}"
    return lambda source: structs.replace(source, opening=options)


def _tracked(thousandths: int) -> Change:
    def change(source: Source) -> Source:
        opening = f"\\PassOptionsToPackage{{tracking=true,letterspace=-{thousandths}}}{{microtype}}"
        return structs.replace(source, opening=opening, body=("\\lsstyle ", *source.body))

    return change
