"""Finds the most frequent value of measured lengths without bins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import partial
from operator import add
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
    reach = partial(add, window)
    best_start, best_count, start, total = 0, 0, 0, len(ordered)
    while start + best_count < total:
        # Only a window with more values than the best one is measured: the next that reaches so far.
        beyond = ordered[start + best_count]
        end = reach(ordered[start])
        if beyond <= end:
            best_start, best_count = start, bisect_right(ordered, end, start) - start
            start += 1
        else:
            start = bisect_left(ordered, beyond, start + 1, start + best_count, key=reach)
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
