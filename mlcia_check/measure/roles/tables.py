"""Tables without rules or frame, in type of the body's size: rows of cells under a caption."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.roles.assign import Body
from mlcia_check.model.measured_paper import WIDE

_BELOW_CAPTION: Final = 2.3
"""Leadings from a caption to the first row, at most: 10 to 20bp of glue, and the row's height."""

_ROW: Final = 1.6
"""Leadings from row to row, at most; the text under the float stands 28bp and more below."""

_FEWEST_ROWS: Final = 2


def mark(lines: Sequence[DraftLine], body: Body, figure_labels: Collection[str]) -> None:
    """Mark the rows under captions that stand in a column; `lines` are one page's, in reading order."""
    upward = tuple(label.lower() for label in figure_labels)
    for place, caption in enumerate(lines[:-1]):
        ends = caption.role == "caption" and lines[place + 1].role != "caption"
        if ends and caption.column != WIDE and not _label(lines, place).startswith(upward):
            rows = _rows(lines, place, body)
            if len(rows) >= _FEWEST_ROWS and 2 * sum(_has_cells(row) for row in rows) > len(rows):
                for row in rows:
                    row.role = "float"


def _label(lines: Sequence[DraftLine], place: int) -> str:
    """The first line of the caption that ends here, in lower case."""
    while place and lines[place - 1].role == "caption" and lines[place].gap_above_bp:
        place -= 1
    return lines[place].text.lower()


def _rows(lines: Sequence[DraftLine], place: int, body: Body) -> list[DraftLine]:
    """The lines under a caption that no other role claims, down to a gap or to a full line."""
    rows: list[DraftLine] = []
    for line in lines[place + 1 :]:
        most = _ROW if rows else _BELOW_CAPTION
        apart = not 0.0 < line.gap_above_bp <= most * body.leading
        if apart or line.role is not None or line.column != lines[place].column:
            return rows
        if line.full:
            return []
        rows.append(line)
    return rows


def _has_cells(row: DraftLine) -> bool:
    """Whether white parts the row, or a figure stands in it: TeX often writes a whole row as one run."""
    return row.has_cells or any(map(str.isdigit, row.text))
