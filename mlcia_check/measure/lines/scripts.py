"""Take scripts, marks and fractions, which stand on baselines of their own, into their line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.lines.rows import Row

_SCRIPT_REACH_MAX_SIZES: Final = 0.7
"""Of the type size: a row this near to a longer one is its scripts or fractions (leading is at least 1.1)."""

_FAR_BELOW_BP: Final = float("-inf")


def with_scripts(rows: list[Row]) -> list[Row]:
    """Take rows of scripts, marks and fractions into the longer row they belong to.

    A row's first run gives its line the baseline, so scripts are added behind.
    """
    heights = [row[0].baseline_bp for row in rows]
    largest = max([run.size_bp for row in rows for run in row], default=0.0)
    near = _near(heights, _SCRIPT_REACH_MAX_SIZES * largest)
    sizes = {i: max([run.size_bp for run in rows[i]]) for i in near}
    weights = {i: sum([len(run.text) for run in rows[i]]) for i in near}
    ends = {i: max([run.box.right for run in rows[i]]) for i in near}
    home: dict[int, int] = {}
    for i in near:
        best = weights[i]
        for j in (i - 1, i + 1, i - 2, i + 2):
            if (
                j in near
                and weights[j] > best
                and abs(heights[j] - heights[i]) < _SCRIPT_REACH_MAX_SIZES * sizes[j]
                # within the other row's stretch, or at most an em behind or before it
                and ends[i] < ends[j] + sizes[j]
                and rows[i][0].box.left > rows[j][0].box.left - sizes[j]
            ):
                best = weights[j]
                home[i] = j
    if not home:
        return rows
    merged: list[Row] = [[] if i in home else row for i, row in enumerate(rows)]
    for i in sorted(home):
        anchor = home.get(home[i], home[i])
        if merged[anchor]:
            merged[anchor] = merged[anchor] + rows[i]
        else:
            merged[i] = rows[i]
    return [row for row in merged if row]


def _near(heights: Sequence[float], reach: float) -> set[int]:
    """The rows that lie nearer than `reach` bp to one of the two rows above or below them."""
    near: set[int] = set()
    least = -reach
    padded = [*heights, _FAR_BELOW_BP, _FAR_BELOW_BP]
    for i, (own, below, second) in enumerate(zip(heights, padded[1:], padded[2:], strict=False)):
        if least < own - below < reach:
            near.update((i, i + 1))
        if least < own - second < reach:
            near.update((i, i + 2))
    return near
