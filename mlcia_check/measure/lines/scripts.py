"""Take scripts, marks and fractions, which stand on baselines of their own, into their line."""

from __future__ import annotations

from typing import Final

from mlcia_check.measure.lines.rows import Row

_SCRIPT_REACH_MAX_SIZES: Final = 0.7
"""Of the type size: a row this near to a longer one is its scripts or fractions (leading is at least 1.1)."""


def with_scripts(rows: list[Row]) -> list[Row]:
    """Take rows of scripts, marks and fractions into the longer row they belong to.

    A row's first run gives its line the baseline, so scripts are added behind.
    """
    weights = [sum(len(run.text) for run in row) for row in rows]
    sizes = [max(run.size_bp for run in row) for row in rows]
    home = list(range(len(rows)))
    for i, row in enumerate(rows):
        best = 0
        for j in (i - 1, i + 1, i - 2, i + 2):
            if not 0 <= j < len(rows) or weights[j] <= max(weights[i], best):
                continue
            distance = abs(rows[j][0].baseline_bp - row[0].baseline_bp)
            if distance < _SCRIPT_REACH_MAX_SIZES * sizes[j] and _stands_in(row, rows[j], sizes[j]):
                best = weights[j]
                home[i] = j
    merged: dict[int, Row] = {}
    for i, row in enumerate(rows):
        if home[i] == i:
            merged[i] = list(row)
    for i, row in enumerate(rows):
        if home[i] != i:
            anchor = home[home[i]]
            merged[anchor if anchor in merged else i] = merged.get(anchor, []) + row
    return [merged[i] for i in sorted(merged)]


def _stands_in(row: Row, anchor: Row, em: float) -> bool:
    """Whether a row lies within its neighbour's stretch, or at most an em behind or before it."""
    return (
        row[0].box.left > anchor[0].box.left - em
        and max(run.box.right for run in row) < max(run.box.right for run in anchor) + em
    )
