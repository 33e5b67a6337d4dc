"""What several layout checks share: columns whose edges are known, and the place that shows an edge."""

from __future__ import annotations

from mlcia_check.findings import Place
from mlcia_check.geometry import Box
from mlcia_check.paper import Column, Paper, Unmeasured


def known_columns(paper: Paper, count: int, lines: int) -> list[tuple[Column, float, float]]:
    """Columns with both edges, from `lines` full lines on, on pages that have `count` columns."""
    pages = {page.number for page in paper.pages if page.columns == count}
    return [
        (column, column.left, column.right)
        for column in paper.columns
        if column.page in pages
        and column.lines >= lines
        and not isinstance(column.left, Unmeasured)
        and not isinstance(column.right, Unmeasured)
    ]


def column_place(paper: Paper, column: Column) -> Place:
    """The column's full lines as a box, with the words of the first of them."""
    lines = [
        line for line in paper.lines if line.page == column.page and line.column == column.index and line.full
    ]
    if not lines:
        return Place(column.page)
    box: Box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return Place(column.page, box, lines[0].text)
