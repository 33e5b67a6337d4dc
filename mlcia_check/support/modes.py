"""Finds the most frequent value of measured lengths without bins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from msgspec import Struct


class Mode(Struct, frozen=True):
    """`value` is in the densest window, `count` is the number of values in it, `total` that of all values."""

    value: float
    count: int
    total: int


def mode(values: Iterable[float], window: float, at: float = 0.5) -> Mode | None:
    """Return the densest window of width `window` bp among `values`; None if there are no values.

    `at` is the quantile of the window to return: 0.5 for its median, 0.8 for the value that a fifth exceed.

    The window slides over the sorted values, so no grid separates neighbouring values. Of equally dense
    windows the lowest counts.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    best_start, best_count, total = 0, 0, len(ordered)
    for start, value in enumerate(ordered):
        if total - start <= best_count:
            break
        # Only a window with more values than the best one is measured.
        if ordered[start + best_count] <= value + window:
            best_start, best_count = start, bisect_right(ordered, value + window, start) - start
    return Mode(ordered[best_start + int(at * (best_count - 1))], best_count, len(ordered))


EDGE_LINES_MIN_SHARE: Final = 0.15
"""Share of a column's lines: fewer lines that begin further out are hanging labels."""


def outermost(values: Iterable[float], window: float, fewest: int) -> Mode | None:
    """Return the lowest window with at least `fewest` values and a share of EDGE_LINES_MIN_SHARE.

    Return None if there is no such window. This finds a column's left edge, from which lists and reference
    entries are indented.
    """
    ordered = sorted(values)
    needed = max(fewest, EDGE_LINES_MIN_SHARE * len(ordered))
    for start, low in enumerate(ordered):
        shared = ordered[start : bisect_right(ordered, low + window)]
        if len(shared) >= needed:
            return Mode(shared[(len(shared) - 1) // 2], len(shared), len(ordered))
    return None
