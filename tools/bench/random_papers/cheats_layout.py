# ruff: noqa: E501  (lines of TeX are not broken)
"""Cheats in the text block, in type and leading, and by scaling."""

from __future__ import annotations

from collections.abc import Iterable

from tools.bench.random_papers.cheat import (
    Cheat,
    Truth,
    around_last_third,
    at_begin,
    before_appendix,
    has_appendix,
    in_preamble,
    nine_point,
    unchanged,
)
from tools.bench.random_papers.source import Source

PT_PER_BP = 72.27 / 72
LEFT_BP, TOP_BP, BOTTOM_BP, LEADING_BP = 53.8, 698.35, 84.6, 10.959
BODY_PT, LEADING_PT, REFERENCES_PT, REFERENCES_LEADING_PT = 9.0, 11.0, 7.0, 8.0


def type_size(size_pt: float, leading_pt: float) -> str:
    """TeX that sets running text at another size and leading, from here on."""
    return (
        "\\let\\honestnormalsize\\normalsize"
        f"\\renewcommand\\normalsize{{\\honestnormalsize\\fontsize{{{size_pt:.4g}}}{{{leading_pt:.5g}}}\\selectfont}}"
        "\\normalsize\n"
    )


HONEST = "\\let\\normalsize\\honestnormalsize\\normalsize\n"


def margins() -> Iterable[Cheat]:
    sides: dict[str, tuple[float, float, tuple[Truth, ...]]] = {}
    for size in (1.0, 2.0, 3.0, 6.0):
        sides = {
            "left": (-size, size, (Truth("left", -size),)),
            "right": (0.0, size, (Truth("right", size),)),
            "both": (-size, 2 * size, (Truth("left", -size), Truth("right", size))),
            "shift": (-size, 0.0, (Truth("left", -size), Truth("right", -size))),
        }
        for side, (move, widen, truth) in sides.items():
            tex = (
                f"\\addtolength\\oddsidemargin{{{move * PT_PER_BP:.4f}pt}}\\addtolength\\evensidemargin{{{move * PT_PER_BP:.4f}pt}}"
                f"\\addtolength\\textwidth{{{widen * PT_PER_BP:.4f}pt}}"
            )
            target = size == 3
            share = 0.12 if target else 0.08
            yield Cheat(
                f"margin-{side}-{size:g}",
                f"margin, {side}",
                size,
                ("text-block",),
                in_preamble(tex),
                truth,
                target,
                share,
            )


def block() -> Iterable[Cheat]:
    for size in (1.0, 2.0, 3.0):
        yield Cheat(
            f"gutter-{size:g}", "gutter", size, ("column-gap",), in_preamble(f"\\addtolength\\columnsep{{-{size * PT_PER_BP:.4f}pt}}"),
            (Truth("gutter", -size),), size == 2, 0.38 if size == 2 else 0.1,
        )  # fmt: skip
    for lines in (1, 2):
        tex = f"\\addtolength\\textheight{{{LEADING_PT * lines}pt}}"
        yield Cheat(
            f"bottom-{lines}", "lines at the bottom", lines, ("text-block",), in_preamble(tex),
            (Truth("bottom", LEADING_BP * lines),), lines == 1, 0.2 if lines == 1 else 0.06, applies=nine_point,
        )  # fmt: skip
        tex += f"\\addtolength\\headsep{{-{LEADING_PT * lines}pt}}"
        yield Cheat(
            f"top-{lines}", "lines at the top", lines, ("text-block",), in_preamble(tex),
            (Truth("top", -LEADING_BP * lines),), lines == 1, 0.2 if lines == 1 else 0.06, applies=nine_point,
        )  # fmt: skip


def running_type() -> Iterable[Cheat]:
    for percent in (1, 2, 3, 5):
        factor = 1 - percent / 100
        tight, small = (
            type_size(BODY_PT, LEADING_PT * factor),
            type_size(BODY_PT * factor, LEADING_PT),
        )
        target = percent == 3
        leading = Truth("leading", times=factor)
        part = Truth("leadings", times=factor)
        share = 0.2 if target else 0.1
        yield Cheat(
            f"leading-{percent}", "leading", percent, ("line-spacing",), at_begin(tight), (leading,), target, share,
            applies=nine_point,
        )  # fmt: skip
        yield Cheat(
            f"leading-third-{percent}", "leading, last third", percent, ("line-spacing",), around_last_third(tight, HONEST), (part,),
            target, share, applies=nine_point,
        )  # fmt: skip
        yield Cheat(
            f"leading-appendix-{percent}", "leading, appendix", percent, ("line-spacing",), before_appendix(tight), (part,),
            target, 2 * share, applies=has_appendix,
        )  # fmt: skip
        target = percent == 2
        size = Truth("size", times=factor)
        part = Truth("sizes", times=factor)
        share = 0.2 if target else 0.1
        yield Cheat(
            f"size-{percent}", "type size", percent, ("body-font-size",), at_begin(small), (size,), target, share,
            applies=nine_point,
        )  # fmt: skip
        yield Cheat(
            f"size-third-{percent}", "type size, last third", percent, ("body-font-size",), around_last_third(small, HONEST), (part,),
            target, share, applies=nine_point,
        )  # fmt: skip
        yield Cheat(
            f"size-appendix-{percent}", "type size, appendix", percent, ("body-font-size",), before_appendix(small), (part,),
            target, 2 * share, applies=has_appendix,
        )  # fmt: skip


def scaling() -> Iterable[Cheat]:
    """Pages set too large and scaled down into the format's block, and pages simply scaled down."""
    for percent in (1, 2, 4, 6):
        f = 1 - percent / 100
        wider = f"\\textwidth={1 / f:.6f}\\textwidth\\columnsep={1 / f:.6f}\\columnsep"
        yield Cheat(
            f"width-{percent}", "glyph width", percent, ("body-font-width",), in_preamble(wider),
            (Truth("widths", times=f), Truth("right")), percent == 4, 0.38 if percent == 4 else 0.1,
            (f, 0, 0, 1, LEFT_BP * (1 - f), 0), applies=lambda source: source.language == "en",
        )  # fmt: skip
    for percent in (1, 3, 5):
        f = 1 - percent / 100
        lines = int((TOP_BP - BOTTOM_BP) / (LEADING_BP * f)) - 56
        taller = (
            f"\\textwidth={1 / f:.6f}\\textwidth\\columnsep={1 / f:.6f}\\columnsep"
            f"\\addtolength\\textheight{{{LEADING_PT * lines}pt}}"
        )
        rules = ("body-font-size", "line-spacing")
        yield Cheat(
            f"scaling-fit-{percent}", "scaling into the block", percent, rules, in_preamble(taller),
            (Truth("size", times=f), Truth("leading", times=f), Truth("right")), percent == 3,
            0.18 if percent == 3 else 0.1, (f, 0, 0, f, LEFT_BP * (1 - f), TOP_BP * (1 - f)), nine_point,
        )  # fmt: skip
        yield Cheat(
            f"scaling-{percent}", "scaling", percent, rules, unchanged, (Truth("size", times=f), Truth("leading", times=f)),
            percent == 3, 0.18 if percent == 3 else 0.1, (f, 0, 0, f, 306 * (1 - f), 396 * (1 - f)), nine_point,
        )  # fmt: skip


def references() -> Iterable[Cheat]:
    for percent in (2, 5, 10):
        f = 1 - percent / 100
        small = (
            f"\\def\\bibfont{{\\fontsize{{{REFERENCES_PT * f:.4g}}}{{{REFERENCES_LEADING_PT}}}\\selectfont}}"
        )
        yield Cheat(
            f"references-size-{percent}", "references, size", percent, ("bibliography-font-size",), at_begin(small),
            (Truth("references", times=f),), share=0.15, applies=_many_references,
        )  # fmt: skip
    # Tighter than this, the lines of the entries touch, and TeX sets them apart by \lineskip.
    for percent in (2, 3, 5):
        f = 1 - percent / 100
        tight = (
            f"\\def\\bibfont{{\\fontsize{{{REFERENCES_PT}}}{{{REFERENCES_LEADING_PT * f:.4g}}}\\selectfont}}"
        )
        yield Cheat(
            f"references-leading-{percent}", "references, leading", percent, ("spacing-squeeze", "line-spacing"),
            at_begin(tight), (Truth("references_leading", times=f),), share=0.15, applies=_many_references,
        )  # fmt: skip


def _many_references(source: Source) -> bool:
    return nine_point(source) and source.references.count("\\bibitem") >= 20
