"""Take scripts, marks and fractions, which stand on baselines of their own, into their line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.measure.lines.rows import Row
from mlcia_check.model.measured_paper import WIDE

_SCRIPT_REACH_MAX_SIZES: Final = 0.7
"""Of the type size: a row this near to a longer one is its scripts or fractions (leading is at least 1.1)."""

_SCRIPT_MAX_SIZES: Final = 0.9
"""Of the line's type size: 7pt scripts of 9pt are 0.78, and those of txfonts 0.81."""

_LARGER_MIN_SIZES: Final = 1.1
"""Of the line's type size: words that large are a heading, however near it was moved to the line."""

_WORD_MIN_CHARACTERS: Final = 4
"""A drop cap, a sign of a formula or a number is shorter than a heading."""

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
                and not (sizes[i] > _LARGER_MIN_SIZES * sizes[j] and weights[i] >= _WORD_MIN_CHARACTERS)
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


def take_scripts_of_wide(by_column: dict[int, list[Row]]) -> None:
    """Move the scripts of wide rows, which stand in one column each, to these rows."""
    wide = by_column.get(WIDE)
    if not wide:
        return
    hosts = sorted(map(_host_of, wide))
    baselines = [host.baseline_bp for host in hosts]
    reach = _SCRIPT_REACH_MAX_SIZES * max(host.size_bp for host in hosts)
    lowest, highest = baselines[0] - reach, baselines[-1] + reach
    for column, rows in by_column.items():
        if column < 0:
            continue
        others: list[Row] = []
        for row in rows:
            y = row[0].baseline_bp
            if lowest < y < highest:
                near = hosts[bisect_left(baselines, y - reach) : bisect_right(baselines, y + reach)]
                if any(_is_script_of(row, host) for host in near):
                    wide.append(row)
                    continue
            others.append(row)
        by_column[column] = others
    if len(wide) > len(hosts):
        wide.sort(key=lambda row: -row[0].baseline_bp)


class _Host(Struct, frozen=True, order=True):
    """A row that may have scripts: its baseline, its largest type, its left and right end, all in bp."""

    baseline_bp: float
    size_bp: float
    left_bp: float
    right_bp: float


def _host_of(row: Row) -> _Host:
    return _Host(
        row[0].baseline_bp,
        max(run.size_bp for run in row),
        min(run.box.left for run in row),
        max(run.box.right for run in row),
    )


def _is_script_of(row: Row, host: _Host) -> bool:
    """Return whether a row is smaller than another one, near to its baseline, and within its stretch."""
    return (
        0.0 < abs(host.baseline_bp - row[0].baseline_bp) < _SCRIPT_REACH_MAX_SIZES * host.size_bp
        and max(run.size_bp for run in row) < _SCRIPT_MAX_SIZES * host.size_bp
        and host.left_bp < row[0].box.left
        and max(run.box.right for run in row) < host.right_bp + host.size_bp
    )


def _near(heights: Sequence[float], reach: float) -> set[int]:
    """Return the rows that lie nearer than `reach` bp to one of the two rows above or below them."""
    near: set[int] = set()
    least = -reach
    padded = [*heights, _FAR_BELOW_BP, _FAR_BELOW_BP]
    for i, (own, below, second) in enumerate(zip(heights, padded[1:], padded[2:], strict=False)):
        if least < own - below < reach:
            near.update((i, i + 1))
        if least < own - second < reach:
            near.update((i, i + 2))
    return near
