"""Distances of baselines: from each line to the line above it, and those that can be a leading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from mlcia_check.measure.draft_line import DraftLine

LEADING_WINDOW_BP: Final = 0.16
"""LibreOffice alternates 10.9 and 11.0; the class's leading is constant to 0.05."""

_LEADING_EM: Final = (0.8, 2.2)
"""Between baselines that are one leading apart: nearly set solid to double spacing."""


def leadings(lines: Iterable[DraftLine]) -> list[float]:
    """Return distances, in bp, of the baselines of neighbouring lines of one column that can be a leading."""
    least, most = _LEADING_EM
    found = []
    for upper, lower in pairwise(lines):
        if upper.page == lower.page and upper.column == lower.column:
            gap = upper.baseline_bp - lower.baseline_bp
            if least * lower.size_bp < gap < most * lower.size_bp:
                found.append(gap)
    return found


def set_gaps_above(lines: Sequence[DraftLine]) -> None:
    """Set each line's distance to the line above it in its column (0 for the first).

    Lines come in reading order.
    """
    previous: DraftLine | None = None
    for line in lines:
        if previous is not None and previous.page == line.page and previous.column == line.column:
            line.gap_above_bp = previous.baseline_bp - line.baseline_bp
        else:
            line.gap_above_bp = 0.0
        previous = line
