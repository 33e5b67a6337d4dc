"""Overfull lines: one that sticks out across the gutter belongs to the column where it begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import WIDE

_NEXT_LEADINGS: Final = 1.3
"""From a line to its neighbour in the paragraph; a head or a float across the columns stands two off."""

_SAME_SIZE_BP: Final = 0.3
"""Between lines of one paragraph, each of the size of most of its glyphs."""

_MOST_TOGETHER: Final = 2
"""Overfull lines under each other; more lines across the gutter are set across the columns."""

_FILLED_BP: Final = 3.0
"""A line that ends so near the text block's right edge is set across; overfull ones end anywhere."""

_BEFORE_EDGE_BP: Final = 3.0
"""A line may begin this far left of its column's edge: labels and marks hang out."""


def settle(lines: Sequence[DraftLine], edges: Mapping[int, tuple[float, float]], leading: float) -> None:
    """Move each lone WIDE line of one page that stands amid a column's lines into that column.

    "The long identifier is coastal.schedules.RosterRepairStep..." with lines of the left column
    right above and below -> the left column, where it is an overfull line.
    """
    wide = sorted((line for line in lines if line.column == WIDE and line.role is None), key=_height)
    heights = [line.baseline_bp for line in wide]
    reach = _NEXT_LEADINGS * leading
    for line in wide:
        column = _begins_in(line, edges)
        together = bisect_left(heights, line.baseline_bp + _MOST_TOGETHER * reach) - bisect_left(
            heights, line.baseline_bp - _MOST_TOGETHER * reach
        )
        fills_block = abs(line.right - edges[WIDE][1]) < _FILLED_BP if WIDE in edges else False
        if column is None or together > _MOST_TOGETHER or fills_block:
            continue
        if any(_adjoins(other, line, column, reach) for other in lines):
            line.column = column


def _height(line: DraftLine) -> float:
    return line.baseline_bp


def _adjoins(other: DraftLine, line: DraftLine, column: int, reach: float) -> bool:
    """Whether a line of the column stands right above or below `line`, in the same type."""
    return (
        other.column == column
        and other.role is None
        and 0.0 < abs(other.baseline_bp - line.baseline_bp) < reach
        and abs(other.size_bp - line.size_bp) < _SAME_SIZE_BP
    )


def _begins_in(line: DraftLine, edges: Mapping[int, tuple[float, float]]) -> int | None:
    for column, (left, right) in edges.items():
        if column != WIDE and left - _BEFORE_EDGE_BP < line.left < right:
            return column
    return None
