"""Take scripts, marks and fractions, which stand on baselines of their own, into their line."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, sub
from typing import Final

from mlcia_check.measure.lines.rows import Row

_SCRIPT_REACH_MAX_SIZES: Final = 0.7
"""Of the type size: a row this near to a longer one is its scripts or fractions (leading is at least 1.1)."""

_SIZE: Final = attrgetter("size_bp")
_TEXT: Final = attrgetter("text")


def with_scripts(rows: list[Row]) -> list[Row]:
    """Take rows of scripts, marks and fractions into the longer row they belong to.

    A row's first run gives its line the baseline, so scripts are added behind.
    """
    heights = [row[0].baseline_bp for row in rows]
    sizes = [max(map(_SIZE, row)) for row in rows]
    near = _near(heights, _SCRIPT_REACH_MAX_SIZES * max(sizes, default=0.0))
    weights = {i: sum(map(len, map(_TEXT, rows[i]))) for i in near}
    home: dict[int, int] = {}
    for i in near:
        best = weights[i]
        for j in (i - 1, i + 1, i - 2, i + 2):
            if (
                weights.get(j, 0) > best
                and abs(heights[j] - heights[i]) < _SCRIPT_REACH_MAX_SIZES * sizes[j]
                and _stands_in(rows[i], rows[j], sizes[j])
            ):
                best = weights[j]
                home[i] = j
    if not home:
        return rows
    merged = dict(enumerate(rows))
    for i in home:
        del merged[i]
    for i in sorted(home):
        anchor = home.get(home[i], home[i])
        merged[anchor if anchor in merged else i] = merged.get(anchor, []) + rows[i]
    return [merged[i] for i in sorted(merged)]


def _near(heights: Sequence[float], reach: float) -> set[int]:
    """The rows that lie nearer than `reach` bp to one of the two rows above or below them."""
    near: set[int] = set()
    for step in (1, 2):
        for i, distance in enumerate(map(abs, map(sub, heights, heights[step:]))):
            if distance < reach:
                near.update((i, i + step))
    return near


def _stands_in(row: Row, anchor: Row, em: float) -> bool:
    """Whether a row lies within its neighbour's stretch, or at most an em behind or before it."""
    return (
        row[0].box.left > anchor[0].box.left - em
        and max([run.box.right for run in row]) < max([run.box.right for run in anchor]) + em
    )
