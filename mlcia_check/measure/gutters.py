"""Gutters: vertical white strips that separate columns, seen in how many rows of text cover each x."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct

NARROWEST_GUTTER: Final = 7.0
"""bp. A word space of justified 9pt text stays below 6bp in all but a few lines; the narrowest gutters
of two-column formats are 12bp (USENIX drafts) to 24bp."""

NARROWEST_COLUMN: Final = 90.0
"""bp. Narrower strips of text are line numbers, marginal notes or columns of a table."""

_CLEAR: Final = 0.08
"""A page's own strip counts when at most this share of its rows crosses it (overfull lines, a float)."""

_CLEAR_POOLED: Final = 0.35
"""For all pages together: title block, floats across the page and a one-column page or two may cross."""


_TEXT_SHARE: Final = 0.15
"""Of the rows of the densest bp: fewer reach beyond the text's edge (hanging labels, overfull lines)."""


class Strip(NamedTuple):
    """A white strip from `left` to `right`, in bp."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


Interval = tuple[float, float]


class Frame(Struct, frozen=True):
    """One page's gutters from the left, and the painting orders of its line numbers."""

    gutters: tuple[Strip, ...]
    numbers: frozenset[int] = frozenset()

    def columns(self, extent: Interval) -> list[Interval]:
        """The columns between the gutters, the outer edges being those of `extent`."""
        edges = [extent[0], *(edge for strip in self.gutters for edge in strip), extent[1]]
        return list(zip(edges[::2], edges[1::2], strict=True))


def coverage(rows: Iterable[Sequence[Interval]], width: float) -> list[int]:
    """How many rows cover each bp of a page of this width; each row is a list of disjoint intervals."""
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
    """The gutters of one page, from its own rows alone."""
    return _gutters(covered, _CLEAR)


def pooled_gutters(pages: Sequence[Sequence[int]]) -> tuple[Strip, ...]:
    """The gutters that pages of one width share."""
    return _gutters([sum(column) for column in zip(*pages, strict=True)], _CLEAR_POOLED)


def text_extent(pages: Sequence[Sequence[int]]) -> Interval:
    """The outer edges of the text of pages of one width: what stands further out is labels and notes."""
    covered = [sum(column) for column in zip(*pages, strict=True)]
    dense = [x for x, rows in enumerate(covered) if rows > _TEXT_SHARE * max(covered, default=0)]
    return (float(dense[0]), float(dense[-1] + 1)) if dense else (0.0, float(len(covered)))


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
            if x - start >= NARROWEST_GUTTER:
                strips.append(Strip(float(start), float(x)))
            start = None
    return _between_columns(strips, float(text[0]), float(text[-1] + 1))


def _between_columns(strips: list[Strip], left: float, right: float) -> tuple[Strip, ...]:
    """Leaves strips that have a real column on both sides."""
    edges = [left, *(edge for strip in strips for edge in strip), right]
    columns = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    wide = [column for column in columns if column[1] - column[0] >= NARROWEST_COLUMN]
    return tuple(Strip(a[1], b[0]) for a, b in pairwise(wide))
