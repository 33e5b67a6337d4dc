"""Overfull lines: one that sticks out across the gutter belongs to the column where it begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.gutters import Interval
from mlcia_check.model.measured_paper import WIDE

_NEIGHBOUR_MAX_LEADINGS: Final = 1.3
"""From a line to its neighbour in the paragraph; a head or a float across the columns stands two off."""

_SAME_SIZE_BP: Final = 0.3
"""Between lines of one paragraph, each of the size of most of its glyphs."""

_TOGETHER_MAX_LINES: Final = 2
"""Overfull lines under each other; more lines across the gutter are set across the columns."""

_BLOCK_EDGE_SLACK_BP: Final = 3.0
"""A line that ends so near the text block's right edge is set across; overfull ones end anywhere."""

_CENTRED_MAX_BP: Final = 2.0
"""A line whose middle is so near the text block's is centred on it, as a title block's or a caption.

Raised marks at its ends do not count in its box.
"""

_HANGING_MAX_BP: Final = 3.0
"""A line may begin this far left of its column's edge: labels and marks hang out."""


def overfull_lines(
    lines: Sequence[DraftLine], edges: Mapping[int, Interval], leading: float
) -> dict[DraftLine, int]:
    """Return the lone WIDE lines of one page that stand amid a column's lines, each with that column.

    "The long identifier is coastal.schedules.RosterRepairStep..." with lines of the left column
    right above and below -> the left column, where it is an overfull line.
    """
    wide = sorted(
        (line for line in lines if line.column == WIDE and line.role == "unclassified"), key=_height
    )
    heights = [line.baseline_bp for line in wide]
    columns: dict[DraftLine, int] = {}
    reach = _NEIGHBOUR_MAX_LEADINGS * leading
    for line in wide:
        column = _begins_in(line, edges)
        together = bisect_left(heights, line.baseline_bp + _TOGETHER_MAX_LINES * reach) - bisect_left(
            heights, line.baseline_bp - _TOGETHER_MAX_LINES * reach
        )
        if column is None or together > _TOGETHER_MAX_LINES or _is_set_across(line, edges):
            continue
        if any(
            columns.get(other, other.column) == column and _adjoins(other, line, reach) for other in lines
        ):
            columns[line] = column
    return columns


def _is_set_across(line: DraftLine, edges: Mapping[int, Interval]) -> bool:
    """Return whether a line ends at the text block's right edge, or is centred on the block."""
    if WIDE not in edges:
        return False
    left, right = edges[WIDE]
    return (
        abs(line.right - right) < _BLOCK_EDGE_SLACK_BP
        or abs(line.left + line.right - left - right) < 2 * _CENTRED_MAX_BP
    )


def move_to_columns(columns: Mapping[DraftLine, int]) -> None:
    """Set the column of each of these lines."""
    for line, column in columns.items():
        line.column = column


def _height(line: DraftLine) -> float:
    return line.baseline_bp


def _adjoins(other: DraftLine, line: DraftLine, reach: float) -> bool:
    """Return whether a line stands right above or below `line`, in the same type."""
    return (
        other.role == "unclassified"
        and 0.0 < abs(other.baseline_bp - line.baseline_bp) < reach
        and abs(other.size_bp - line.size_bp) < _SAME_SIZE_BP
    )


def _begins_in(line: DraftLine, edges: Mapping[int, Interval]) -> int | None:
    """Return the column in which a line begins; None where it begins in none."""
    for column, (left, right) in edges.items():
        if column != WIDE and left - _HANGING_MAX_BP < line.left < right:
            return column
    return None
