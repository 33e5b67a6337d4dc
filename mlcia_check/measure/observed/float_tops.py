"""How far below the page's top edge the floats begin that stand at the top of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.model.measured_paper import FURNITURE, Space

_FIRST_PAGE: Final = 2
"""The first page has a title, and badges and logos beside it."""

_FLOAT_MAX_HEIGHT_SHARE: Final = 0.75
"""Of the page's height: what is higher is a page that is shown, or a frame around the text."""

_THUMBNAIL_MAX_SIZES: Final = 0.5
"""Of the body's type size: smaller captions belong to a page that is shown as a figure."""


def float_tops(
    lines: Sequence[DraftLine], regions: Sequence[Sequence[Region]], heights: Sequence[float], size: float
) -> Iterator[Space]:
    """One space for each caption above which its column holds floats alone; `size` is the body's in bp.

    `regions` and `heights`, in bp, are those of each page.
    """
    captioned = {line.page for line in lines if line.role == "caption" and line.page >= _FIRST_PAGE}
    pages: dict[int, list[DraftLine]] = {page: [] for page in captioned}
    for line in lines:
        if line.page in captioned and line.role not in FURNITURE:
            pages[line.page].append(line)
    for page, members in pages.items():
        yield from _on_page(members, regions[page - 1], heights[page - 1], size)


def _on_page(
    lines: Sequence[DraftLine], regions: Sequence[Region], height: float, size: float
) -> Iterator[Space]:
    for caption in lines:
        if caption.role != "caption" or caption.figure or caption.size_bp < _THUMBNAIL_MAX_SIZES * size:
            continue
        above = [line for line in lines if line.bottom > caption.top - 1.0 and _is_over(line, caption)]
        if any(line.role != "float" for line in above):
            continue
        tops = [line.top for line in above]
        for region in regions:
            box = region.box
            if (
                box.left < caption.right
                and caption.left < box.right
                and box.top > caption.top
                and box.height < _FLOAT_MAX_HEIGHT_SHARE * height
            ):
                tops.append(box.top)
        yield Space(
            "float-top", caption.page, caption.box, height - max(tops, default=caption.top), caption.text
        )


def _is_over(line: DraftLine, caption: DraftLine) -> bool:
    return line.left < caption.right and caption.left < line.right
