"""Tables by their caption, as rows of cells or between rules; and, without one, across the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import takewhile
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.lines.ink_regions import RuledTable
from mlcia_check.measure.roles.block_gaps import FLOAT_GAP_MAX_LEADINGS
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE

_ROW_GAP_MAX_LEADINGS: Final = 1.6
"""From row to row; the text under the float stands 28bp and more below."""

_CAPTIONED_ROWS_MIN: Final = 2
"""Rows under a caption that make a table."""

_CAPTION_MAX_LEADINGS: Final = 2.5
"""From a table's caption to its first rule: 5 to 12bp in most classes, a line of notes amid them at most."""

_NOTES_MAX_SIZES: Final = 0.95
"""Of the body size: notes below a table are set in smaller type."""

_NOTE_MAX_LEADINGS: Final = 1.3
"""From the last rule, or a note's line, to the next line of a note; footnotes stand further below."""

_WIDE_ROWS_MIN: Final = 3
"""Rows under each other, across the columns, that make a table without a caption."""


def captioned_labels(
    lines: Sequence[DraftLine], body: BodyGuess, labels_below: Collection[str]
) -> RoleLabels:
    """Return the rows under captions that stand in a column; `lines` are one page's, in reading order.

    "Table 1: What was measured" above "coarse labels    0.71    0.68" in the body's type -> float.
    """
    found: RoleLabels = {}
    below = tuple(label.lower() for label in labels_below)
    for place, caption in enumerate(lines[:-1]):
        ends = caption.role == "caption" and lines[place + 1].role != "caption"
        if ends and caption.column != WIDE and not _label(lines, place).startswith(below):
            rows = _rows(lines, place, body, found)
            if len(rows) >= _CAPTIONED_ROWS_MIN and 2 * sum(_is_row(row) for row in rows) > len(rows):
                found.update(dict.fromkeys(rows, "float"))
    return found


def ruled_labels(lines: Sequence[DraftLine], tables: Sequence[RuledTable], body: BodyGuess) -> RoleLabels:
    """Return the lines between the rules of tables with a caption, and their notes; all are one page's.

    Cells of prose can fill a column from edge to edge. A stretch with a caption in it is the text between two
    tables.
    """
    found: RoleLabels = {}
    captions = [line for line in lines if line.role == "caption"] if tables else []
    for table in tables if captions else ():
        if not any(
            0.0 < _distance(line, table) < _CAPTION_MAX_LEADINGS * body.leading_bp for line in captions
        ):
            continue
        own = list(takewhile(lambda box: not any(map(partial(_stands_in, box), captions)), table))
        found.update(
            (line, "float")
            for line in lines
            if line.role == "unclassified" and any(_stands_in(box, line) for box in own)
        )
        if own:
            found.update(dict.fromkeys(_notes(lines, own[-1], body), "float"))
    return found


def _notes(lines: Sequence[DraftLine], table: Box, body: BodyGuess) -> list[DraftLine]:
    """Return the lines right below the last rule of a table, no wider than it: its notes.

    They are in smaller type, or table and notes are set in from the edge of their column: R's kableExtra sets
    notes as further rows of its centred tables.
    """
    notes: list[DraftLine] = []
    above = table.bottom
    for line in lines:
        if (
            line.role == "unclassified"
            and 0.0 <= above - line.baseline_bp < _NOTE_MAX_LEADINGS * body.leading_bp
            and (line.size_bp < _NOTES_MAX_SIZES * body.size_bp or _is_set_in(table, line, body))
            and line.left > table.left - line.size_bp
            and line.right < table.right + line.size_bp
        ):
            notes.append(line)
            above = line.baseline_bp
    return notes


def _is_set_in(table: Box, line: DraftLine, body: BodyGuess) -> bool:
    edge = body.edges.get(line.column)
    return edge is not None and min(table.left, line.left) > edge[0] + line.size_bp


def is_cell(line: DraftLine, tables: Iterable[RuledTable]) -> bool:
    """Return whether a line stands between the rules of one of its page's tables."""
    return any(_stands_in(box, line) for table in tables for box in table)


def _stands_in(box: Box, line: DraftLine) -> bool:
    return box.bottom < line.baseline_bp < box.top and box.left <= (line.left + line.right) / 2 <= box.right


def _distance(caption: DraftLine, table: Sequence[Box]) -> float:
    """Return the white between a line of a caption and the table that it stands above, in bp."""
    beside = caption.right < table[0].left or caption.left > table[0].right
    return -1.0 if beside else caption.bottom - table[0].top


def wide_labels(lines: Sequence[DraftLine], body: BodyGuess) -> RoleLabels:
    """Return tables across the columns that no caption, rule or frame shows: the further pages of a
    longtable.

    `lines` are one page's. Rows of prose have no white in them that is wider than an em.
    """
    wide = sorted(
        (line for line in lines if line.column == WIDE and line.role == "unclassified"),
        key=lambda line: -line.baseline_bp,
    )
    found: RoleLabels = {}
    block: list[DraftLine] = []
    for line in (*wide, None):
        if line is not None and (
            not block or block[-1].baseline_bp - line.baseline_bp < FLOAT_GAP_MAX_LEADINGS * body.leading_bp
        ):
            block.append(line)
            continue
        if len(block) >= _WIDE_ROWS_MIN and 2 * sum(row.has_cells for row in block) > len(block):
            found.update(dict.fromkeys(block, "float"))
        block = [] if line is None else [line]
    return found


def _label(lines: Sequence[DraftLine], place: int) -> str:
    """Return the first line of the caption that ends here, in lower case."""
    while place and lines[place - 1].role == "caption" and lines[place].gap_above_bp:
        place -= 1
    return lines[place].text.lower()


def _rows(lines: Sequence[DraftLine], place: int, body: BodyGuess, claimed: RoleLabels) -> list[DraftLine]:
    """Return the unclaimed lines under a caption, down to a gap; [] where one of them is a full line."""
    rows: list[DraftLine] = []
    for line in lines[place + 1 :]:
        most = _ROW_GAP_MAX_LEADINGS if rows else FLOAT_GAP_MAX_LEADINGS
        apart = not 0.0 < line.gap_above_bp <= most * body.leading_bp
        taken = line.role != "unclassified" or line in claimed
        if apart or taken or line.column != lines[place].column:
            return rows
        if line.full:
            return []
        rows.append(line)
    return rows


def _is_row(line: DraftLine) -> bool:
    """Return whether white parts the row, or a figure stands in it: TeX often writes a whole row as one
    run.
    """
    return line.has_cells or any(map(str.isdigit, line.text))
