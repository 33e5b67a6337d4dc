"""The order in which the lines of a page are read that is set across the columns for the most part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from operator import attrgetter
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import OUTSIDE, WIDE

_BASELINE: Final = attrgetter("baseline_bp")
_COLUMN: Final = attrgetter("column")


def is_one_flow(wide: Sequence[DraftLine], rest: Sequence[DraftLine]) -> bool:
    """Return whether more letters of the page's text stand in lines across the columns than in the columns.

    Such a page is set in one column, and its short lines ("REFERENCES") only seem to stand in the
    first of two; or its upper part is a table across them.
    """
    return _letters(wide) > _letters(rest)


def in_bands(wide: Sequence[DraftLine], rest: Sequence[DraftLine]) -> list[DraftLine]:
    """Return each line across the columns in its place; between two of them, the columns from left to
    right.
    """
    across = sorted(wide, key=lambda line: -line.baseline_bp)
    heights = [-line.baseline_bp for line in across]
    bands: list[list[DraftLine]] = [[] for _ in range(len(across) + 1)]
    for line in rest:
        bands[bisect_left(heights, -line.baseline_bp)].append(line)
    ordered: list[DraftLine] = []
    for band, line_below in zip_longest(bands, across):
        ordered += sorted(band, key=lambda line: (line.column, -line.baseline_bp))
        if line_below is not None:
            ordered.append(line_below)
    return ordered


def _letters(lines: Sequence[DraftLine]) -> int:
    return sum([line.weight for line in lines if line.role == "unclassified"])


def reading_order(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the lines, column after column; what crosses columns stands before those that begin below it."""
    beside = [line for line in lines if line.column == OUTSIDE]
    wide = sorted([line for line in lines if line.column == WIDE], key=_BASELINE, reverse=True)
    rest = sorted([line for line in lines if line.column >= 0], key=_BASELINE, reverse=True)
    rest.sort(key=_COLUMN)
    if not rest:
        return wide + beside
    if is_one_flow(wide, rest):
        return in_bands(wide, rest) + beside
    text = [line for line in rest if line.role == "unclassified"]
    full = [line for line in text if line.full]
    top = max(map(_BASELINE, full or text), default=0.0)
    above = [line for line in wide if line.baseline_bp > top]
    below = [line for line in wide if line.baseline_bp <= top]
    return above + rest + below + beside
