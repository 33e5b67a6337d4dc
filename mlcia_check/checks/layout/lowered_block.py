"""Finds the pages whose whole text block a running head of several lines has moved down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.checks.layout.edge_evidence import Rows
from mlcia_check.model import authoring_tool
from mlcia_check.model.measured_paper import Column, Paper, Unmeasured
from mlcia_check.support.modes import mode

_SAME_ROW_BP: Final = 0.3
"""Baselines of one row: TeX begins and ends all columns of a block at one height."""

_LOWER_MIN_BP: Final = 1.2
"""Versions of one class differ by up to 1bp."""

_HIGHER_MAX_BP: Final = 2.4
"""A caption or a table at the top of a column stands up to this much higher than text."""

_COLUMNS_MIN: Final = 2

_MOVED_MIN_PAGE: Final = 3

_HEAD_LINE_MIN_BP: Final = 5.0
"""Between two lines of one head: the leading of the smallest type of a head is 7bp."""


def lowered_pages(paper: Paper, columns: Sequence[Column], rows: Rows, leading: float) -> dict[int, float]:
    """Return by how much the block of these pages stands lower than the format's, in bp, by page.

    fancyhdr 3 gives the heads of all further pages the height of the highest one. acmart reserves 13pt, and a
    title on two lines takes 15.46pt: from the page after it on, the block stands 2.45bp lower, and has as
    many lines as before. The second page is the first with a running head, so the third is the first to move.
    It moves by less than a line, since a block that gives up its first line would have room for one more at
    its foot; by more only if the head has the height, as with the names of 26 authors.
    """
    if authoring_tool.tool(paper) != "latex":
        return {}
    ends = list(_below([(c.page, c.last_baseline_bp) for c in columns], rows.bottom))
    if all(length <= _LOWER_MIN_BP for _, length in ends):
        return {}
    begins = list(_below([(c.page, c.first_baseline_bp) for c in columns], rows.top))
    height = _head_height(paper, rows)
    shown = _shared(begins, leading + height) or (_shared(ends, leading + height) if height else None)
    if shown is None:
        return {}
    first, lower = shown
    if first < _MOVED_MIN_PAGE or any(
        page >= first and length < lower - _HIGHER_MAX_BP for page, length in begins
    ):
        return {}
    last = max((page for page, length in begins if page < first and length < _LOWER_MIN_BP), default=2)
    return {column.page: lower for column in columns if column.page > last}


def _below(baselines: Sequence[tuple[int, float | Unmeasured]], row: float) -> Iterator[tuple[int, float]]:
    """Yield how far each baseline stands below a row, in bp, with its page."""
    for page, baseline in baselines:
        if not isinstance(baseline, Unmeasured):
            yield page, row - baseline


def _shared(below: Sequence[tuple[int, float]], most: float) -> tuple[int, float] | None:
    """Return the first page and the length below the format's row that most of the lower columns share."""
    lower = mode((length for _, length in below if _LOWER_MIN_BP < length < most), _SAME_ROW_BP)
    if lower is None or lower.count < _COLUMNS_MIN or 2 * lower.count < lower.total:
        return None
    return min(page for page, length in below if abs(length - lower.value) <= _SAME_ROW_BP), lower.value


def _head_height(paper: Paper, rows: Rows) -> float:
    """Return the largest distance of the lines of a running head, in bp; 0 if all have one line."""
    heads: dict[int, list[float]] = {}
    for line in paper.lines:
        if line.role == "running-head" and line.baseline_bp > rows.top:
            heads.setdefault(line.page, []).append(line.baseline_bp)
    height = max((max(head) - min(head) for head in heads.values()), default=0.0)
    return height if height > _HEAD_LINE_MIN_BP else 0.0
