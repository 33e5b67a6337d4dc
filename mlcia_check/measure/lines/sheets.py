"""Sheets on which several pages stand side by side, as a print dialogue or pdfpages lays them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.gutters import Strip
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts

_PAGE_CHARACTERS_MIN: Final = 300
"""Characters of a page that is laid on a sheet; a stamp, a watermark or a running head has fewer."""

_LAID_MIN_SHARE: Final = 0.95
"""Share of a sheet's characters that stand in such pages; a tool may add a folio of its own."""

_MARGINS_MIN_GUTTERS: Final = 2.0
"""Between two pages lie both their margins, 108bp in the format, whose gutter is 24bp; columns of one
page have gutters of one width."""


def are_imposed(pages: Sequence[PageFacts], gutters: Sequence[tuple[Strip, ...]]) -> bool:
    """Return whether the document's sheets hold several pages each: the first one and at least half of
    all.
    """
    found = [_holds_pages(page) or _has_margins_inside(own) for page, own in zip(pages, gutters, strict=True)]
    return bool(found) and found[0] and 2 * sum(found) >= len(found)


def labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return the text of such sheets as floats: its order, sizes and columns are not the paper's."""
    return {line: "float" for line in lines if line.role == "unclassified"}


def _holds_pages(page: PageFacts) -> bool:
    """Return whether all the text stands in two or more forms that lie apart: pages that were included
    whole.
    """
    if len(page.forms) < 2:
        return False
    characters: Counter[int] = Counter()
    for run in page.runs:
        characters[run.form] += len(run.text)
    laid = [form for form, count in characters.items() if form and count >= _PAGE_CHARACTERS_MIN]
    if len(laid) < 2 or sum(characters[form] for form in laid) < _LAID_MIN_SHARE * characters.total():
        return False
    boxes = [page.forms[form - 1] for form in laid]
    return not any(_overlap(one, other) for one, other in combinations(boxes, 2))


def _has_margins_inside(strips: Sequence[Strip]) -> bool:
    """Return whether the middle one of an odd number of gutters is far wider than the others: margins of two
    pages.

    The pages themselves have two columns or more: two columns with a wide gutter are no two pages.
    """
    if len(strips) < 3 or len(strips) % 2 == 0:
        return False
    widths = [strip.right - strip.left for strip in strips]
    middle = widths.pop(len(widths) // 2)
    return middle > _MARGINS_MIN_GUTTERS * max(widths)


def _overlap(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.top, other.top) > max(
        one.bottom, other.bottom
    )
