"""What `measure --roles` draws: the role of every line, and the edges that were measured, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from mlcia_check.model.annotation_marks import Colour, DrawnBox, PageOverlay
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Column, Line, PageMeasure, Paper, Role, Unmeasured

COLOURS: Final[dict[Role, Colour]] = {
    "title-block": (0.85, 0.1, 0.1),
    "body": (0.55, 0.55, 0.55),
    "heading": (0.0, 0.25, 0.85),
    "caption": (0.9, 0.45, 0.0),
    "footnote": (0.45, 0.3, 0.1),
    "reference": (0.0, 0.5, 0.2),
    "running-head": (0.75, 0.0, 0.55),
    "folio": (0.95, 0.35, 0.65),
    "line-number": (0.4, 0.4, 0.75),
    "margin-note": (0.6, 0.5, 0.0),
    "watermark": (0.3, 0.3, 0.3),
    "float": (0.5, 0.15, 0.75),
    "listing": (0.0, 0.5, 0.55),
    "display": (0.3, 0.65, 0.0),
    "front-note": (0.65, 0.35, 0.35),
}

_EDGES: Final[Colour] = (0.0, 0.6, 0.9)
_GUTTER: Final[Colour] = (1.0, 0.8, 0.0)
_TEXT_BLOCK: Final[Colour] = (0.0, 0.0, 0.0)


def overlays(paper: Paper) -> tuple[PageOverlay, ...]:
    """Return an overlay for each page: text block, gutters and columns as measured, and the box of each
    line.
    """
    by_page: dict[int, list[Line]] = {page.number: [] for page in paper.pages}
    for line in paper.lines:
        by_page[line.page].append(line)
    return tuple(_overlay(paper, page, by_page[page.number]) for page in paper.pages)


def _overlay(paper: Paper, page: PageMeasure, lines: Sequence[Line]) -> PageOverlay:
    columns = [column for column in paper.columns if column.page == page.number]
    roles = {line.role for line in lines}
    legend = [(role, colour) for role, colour in COLOURS.items() if role in roles]
    edges = [("text block", _TEXT_BLOCK), ("column", _EDGES), ("gutter", _GUTTER)]
    return PageOverlay(
        page=page.number,
        boxes=(*_measured_edges(paper, columns), *_lines(lines)),
        legend=(*legend, *edges),
        remark=f"page {page.number}: {page.kind}",
    )


def _measured_edges(paper: Paper, columns: Sequence[Column]) -> Iterator[DrawnBox]:
    """Yield the measured gutters and columns of a page, and the document's text block."""
    boxes = [box for column in columns if (box := _column_box(column)) is not None]
    for left, right in pairwise(boxes):
        if left.right < right.left:
            gutter = Box(left.right, min(left.bottom, right.bottom), right.left, max(left.top, right.top))
            yield DrawnBox(gutter, _GUTTER, f"{gutter.width:.1f}", filled=True)
    for box in boxes:
        yield DrawnBox(box, _EDGES)
    if not isinstance(paper.text_block, Unmeasured):
        yield DrawnBox(paper.text_block, _TEXT_BLOCK)


def _column_box(column: Column) -> Box | None:
    """Return the box between the column's edges and baselines; None if one of them is unmeasured."""
    left, bottom = column.left_bp, column.last_baseline_bp
    right, top = column.right_bp, column.first_baseline_bp
    if isinstance(left, Unmeasured) or isinstance(right, Unmeasured):
        return None
    if isinstance(bottom, Unmeasured) or isinstance(top, Unmeasured):
        return None
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _lines(lines: Sequence[Line]) -> Iterator[DrawnBox]:
    """Yield each line in its role's colour. The first line of a block is labelled with role and type size."""
    previous: Line | None = None
    for line in lines:
        goes_on = previous is not None and (previous.role, previous.column) == (line.role, line.column)
        name = "" if goes_on else f"{line.role} {line.size_bp:.1f}"
        yield DrawnBox(line.box, COLOURS[line.role], name, filled=True)
        previous = line
