"""Says how many columns of the format the text beyond a page limit fills: what has to be cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from mlcia_check.model.geometry import Box, around
from mlcia_check.model.measured_paper import WIDE, Line, Paper, Unmeasured

COLUMNS_MIN: Final = 0.1
"""A single line beyond the limit is as much, in columns."""


def columns_to_cut(paper: Paper, lines: Iterable[Line]) -> float:
    """Return the columns that the lines fill, each from the top of the text block to its lowest line.

    Text, figures and white space above the lowest line of a column count alike: all of it has to go. A page
    set in one column counts as the columns of the paper's other pages.
    """
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    columns = {page.number: page.columns for page in paper.pages if isinstance(page.columns, int)}
    usual = Counter(columns.values()).most_common(1)[0][0] if columns else 1
    block = paper.text_block
    if isinstance(block, Unmeasured):
        block = around(line.box for line in paper.lines)
    filled = sum(_share(its, columns.get(page, 1), block) for page, its in by_page.items())
    return max(COLUMNS_MIN, round(filled * usual, 1))


def _share(lines: Iterable[Line], columns: int, block: Box) -> float:
    """Return the share of a page's columns that these lines fill (0 to 1)."""
    lowest: dict[int, float] = {}
    for line in lines:
        for column in range(columns) if line.column == WIDE else (line.column,):
            lowest[column] = min(lowest.get(column, block.top), line.box.bottom)
    own = {column: bottom for column, bottom in lowest.items() if 0 <= column < columns}
    return _filled(own, block) / columns


def _filled(lowest: Mapping[int, float], block: Box) -> float:
    height = max(block.height, 1.0)
    return sum(min(max((block.top - bottom) / height, 0.0), 1.0) for bottom in lowest.values())
