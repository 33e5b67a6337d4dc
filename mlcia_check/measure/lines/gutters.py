"""Gutters: vertical white strips that separate columns, seen in how many rows of text cover each x."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil
from operator import itemgetter
from typing import Final

from msgspec import Struct

GUTTER_MIN_BP: Final = 7.0
"""bp. A word space of justified 9pt text stays below 6bp in all but a few lines; the narrowest gutters
of two-column formats are 12bp (USENIX drafts) to 24bp."""

COLUMN_MIN_BP: Final = 90.0
"""bp. Narrower strips of text are line numbers, marginal notes or columns of a table."""

_CROSSED_MAX_SHARE: Final = 0.08
"""A page's own strip counts when at most this share of its rows crosses it (overfull lines, a float)."""

_BEGINNINGS_MIN: Final = 8
_BEGINNINGS_MIN_SHARE: Final = 0.1
"""Pieces of rows that begin a column, at least and as a share of all: a short column has a few lines."""

_ALIGNED_WINDOW_BP: Final = 2.0
"""Beginnings of a column's lines lie within this: side bearings and protrusion move glyphs by up to 1.2bp."""

_ENDS_MIN_SHARE: Final = 0.9
"""Of the pieces before a gutter: the others may reach into it."""


_BEYOND_EDGE_SHARE: Final = 0.1
"""Of the pieces of rows: fewer reach beyond the text's edge (hanging labels, overfull lines)."""


class Strip(Struct, frozen=True, gc=False):
    """A white strip from `left` to `right`, in bp."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


Interval = tuple[float, float]

_LEFT: Final = itemgetter(0)
"""The key that sorts intervals by their left edge."""


class Frame(Struct, frozen=True):
    """One page's gutters from the left, painting orders of its line numbers, and the extent of its text."""

    gutters: tuple[Strip, ...]
    numbers: frozenset[int] = frozenset()
    extent: Interval = (0.0, float("inf"))


def columns_between(gutters: Sequence[Strip], extent: Interval) -> list[Interval]:
    """Return the columns that gutters part, from one end of the text's extent to the other."""
    edges = [extent[0], *_edges(gutters), extent[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _edges(strips: Iterable[Strip]) -> list[float]:
    return [edge for strip in strips for edge in (strip.left, strip.right)]


def coverage(rows: Iterable[Sequence[Interval]], width: float) -> list[int]:
    """Return how many rows cover each bp of a page of this width; each row is a list of disjoint
    intervals.
    """
    steps = [0] * (int(width) + 2)
    last = len(steps) - 1
    for row in rows:
        for left, right in row:
            if right > 0.0 and left < last:
                steps[int(left) if left > 0.0 else 0] += 1
                steps[int(right) + 1 if right < last - 1 else last] -= 1
    total = 0
    covered = []
    for step in steps:
        total += step
        covered.append(total)
    return covered


def page_gutters(covered: Sequence[int]) -> tuple[Strip, ...]:
    """Return the gutters of one page, from its own rows alone."""
    return _gutters(covered, _CROSSED_MAX_SHARE)


def shared_gutters(pieces: Sequence[Interval]) -> tuple[Strip, ...]:
    """Return the gutters of many pages of one width, from pieces of rows that are as wide as a column.

    A column begins where many pieces begin together, more than run across that place. So tables and
    floats across the columns, or a column that holds far less text than the other, hide no gutter.
    """
    if not pieces:
        return ()
    found: list[Strip] = []
    ordered = sorted(pieces, key=_LEFT)
    lefts = [left for left, _ in ordered]
    rights = [right for _, right in ordered]
    least = max(_BEGINNINGS_MIN, ceil(_BEGINNINGS_MIN_SHARE * len(pieces)))
    place = bisect_left(lefts, lefts[0] + COLUMN_MIN_BP)
    while place + least <= len(lefts):
        reach = lefts[place] + _ALIGNED_WINDOW_BP
        if lefts[place + least - 1] > reach:
            place += 1
            continue
        stop = bisect_right(lefts, reach, place)
        edge = lefts[place + (stop - place) // 2]
        ends = sorted([right for right in rights[:place] if right < edge])
        before = bisect_left(lefts, edge - GUTTER_MIN_BP, 0, place)
        across = sum([right > edge + GUTTER_MIN_BP for right in rights[:before]])
        if stop - place > across and len(ends) >= least:
            end = min(ends[int(_ENDS_MIN_SHARE * (len(ends) - 1))], edge - GUTTER_MIN_BP)
            found.append(Strip(end, edge))
            place = bisect_left(lefts, edge + COLUMN_MIN_BP, stop)
        else:
            place = stop
    return tuple(found)


def text_extent(pieces: Sequence[Interval]) -> Interval:
    """Return the outer edges of the text, from pieces of rows: what stands further out is labels and
    notes.
    """
    if not pieces:
        return 0.0, float("inf")
    lefts = sorted([left for left, _ in pieces])
    rights = sorted([right for _, right in pieces])
    place = int(_BEYOND_EDGE_SHARE * (len(pieces) - 1))
    return lefts[place], rights[-1 - place]


def _gutters(covered: Sequence[int], clear: float) -> tuple[Strip, ...]:
    text = [x for x, rows in enumerate(covered) if rows]
    if not text:
        return ()
    # the densest tenth stands for a full column; a ragged or short page has few such places
    full = sorted(covered[x] for x in text)[-max(len(text) // 10, 1)]
    strips = []
    start = None
    for x in range(text[0], text[-1] + 2):
        if x <= text[-1] and covered[x] <= clear * full:
            start = x if start is None else start
        elif start is not None:
            if x - start >= GUTTER_MIN_BP:
                strips.append(Strip(float(start), float(x)))
            start = None
    return _between_columns(strips, float(text[0]), float(text[-1] + 1))


def _between_columns(strips: list[Strip], left: float, right: float) -> tuple[Strip, ...]:
    """Return the strips that have a real column on both sides."""
    edges = [left, *_edges(strips), right]
    columns = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    wide = [column for column in columns if column[1] - column[0] >= COLUMN_MIN_BP]
    return tuple(Strip(a[1], b[0]) for a, b in pairwise(wide))
