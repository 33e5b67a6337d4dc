"""Where floats begin and end: from the page's edges, at the top and the foot of columns, and below text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.observed.body_text import is_of_size, is_own_caption
from mlcia_check.model.measured_paper import FURNITURE, FloatCaption, Space

_TITLE_PAGE: Final = 1
"""This page begins with a title, and with badges and logos beside it."""

_FLOAT_MAX_HEIGHT_SHARE: Final = 0.75
"""Of the page's height: what is higher is a page that is shown, or a frame around the text."""

_SAME_INK_BP: Final = 1.0
"""bp by which a float may reach into what stands above it, and still stand below."""


def float_edges(
    lines: Sequence[DraftLine],
    regions: Sequence[Sequence[Region]],
    captions: Sequence[FloatCaption],
    heights: Sequence[float],
    size: float,
) -> Iterator[Space]:
    """Yield one space for each caption, above the float that it belongs to, and one below it at the foot.

    A float that begins or ends its column is measured from the page's edge. Below running text, floats of the
    labelled `captions` are measured from the text's ink: the second line of a caption can pass for one.
    `regions` and `heights`, in bp, are those of each page; `size` is the body's in bp.
    """
    pages: dict[int, list[DraftLine]] = {line.page: [] for line in lines if line.role == "caption"}
    for line in lines:
        if line.page in pages and line.role not in FURNITURE:
            pages[line.page].append(line)
    labelled = {(caption.page, caption.text) for caption in captions}
    for page, members in pages.items():
        yield from _on_page(members, regions[page - 1], labelled, heights[page - 1], size)


def _on_page(
    lines: Sequence[DraftLine],
    regions: Sequence[Region],
    labelled: Collection[tuple[int, str]],
    height: float,
    size: float,
) -> Iterator[Space]:
    drawn = [region for region in regions if region.box.height < _FLOAT_MAX_HEIGHT_SHARE * height]
    for caption in lines:
        if not is_own_caption(caption, size):
            continue
        over = [
            line for line in lines if line.bottom > caption.top - _SAME_INK_BP and _is_over(line, caption)
        ]
        before = min(
            (line for line in over if line.role != "float"), key=lambda line: line.bottom, default=None
        )
        edge = height if before is None else before.bottom
        tops = [line.top for line in over if line.role == "float" and line.bottom < edge]
        tops += [
            region.box.top
            for region in drawn
            if region.box.left < caption.right
            and caption.left < region.box.right
            and caption.top < region.box.top < edge + _SAME_INK_BP
        ]
        distance = edge - max(tops, default=caption.top)
        if before is None and caption.page > _TITLE_PAGE:
            yield Space("float-top", caption.page, caption.box, distance, caption.text)
        elif (
            before is not None
            and before.role == "body"
            and is_of_size(before, size)
            and (caption.page, caption.text) in labelled
        ):
            yield Space("float-above", caption.page, caption.box, distance, caption.text)
        yield from _at_foot(caption, lines, drawn)


def _at_foot(caption: DraftLine, lines: Sequence[DraftLine], drawn: Sequence[Region]) -> Iterator[Space]:
    """Yield the space below a float under which its column has nothing else."""
    under = [line for line in lines if line.top < caption.bottom + _SAME_INK_BP and _is_over(line, caption)]
    if any(line.role != "float" for line in under):
        return
    bottoms = [line.bottom for line in under]
    bottoms += [
        region.box.bottom
        for region in drawn
        if region.box.left < caption.right
        and caption.left < region.box.right
        and region.box.top < caption.bottom + _SAME_INK_BP
    ]
    distance = min(bottoms, default=caption.bottom)
    yield Space("float-bottom", caption.page, caption.box, distance, caption.text)


def _is_over(line: DraftLine, caption: DraftLine) -> bool:
    return line.left < caption.right and caption.left < line.right
