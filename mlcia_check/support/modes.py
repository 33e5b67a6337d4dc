"""The most frequent value of measured lengths, exact rather than binned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from msgspec import Struct


class Mode(Struct, frozen=True):
    """`value` lies in the densest window, `count` how many values lie in it, `total` how many in all."""

    value: float
    count: int
    total: int


def mode(values: Iterable[float], window: float, at: float = 0.5) -> Mode | None:
    """The densest window of width `window` bp among `values`; None when there are no values.

    `at` says where in the window: its median, or for 0.8 the value that a fifth of them exceed.

    The window slides over the sorted values, so no grid decides to which side a value falls; of
    equally dense windows the lowest counts.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    best_start, best_count, total = 0, 0, len(ordered)
    for start, value in enumerate(ordered):
        if total - start <= best_count:
            break
        # only a window that would beat the best one is measured
        if ordered[start + best_count] <= value + window:
            best_start, best_count = start, bisect_right(ordered, value + window, start) - start
    return Mode(ordered[best_start + int(at * (best_count - 1))], best_count, len(ordered))


EDGE_SHARE: Final = 0.15
"""Of a column's lines: what begins further out and is fewer are hanging labels."""


def outermost(values: Iterable[float], window: float, fewest: int) -> Mode | None:
    """The lowest window that holds at least `fewest` values and a share of EDGE_SHARE; None without one.

    A column's left edge: lists and reference entries are set in from it.
    """
    ordered = sorted(values)
    needed = max(fewest, EDGE_SHARE * len(ordered))
    for start, low in enumerate(ordered):
        shared = ordered[start : bisect_right(ordered, low + window)]
        if len(shared) >= needed:
            return Mode(shared[(len(shared) - 1) // 2], len(shared), len(ordered))
    return None
