"""Builds the lines of a page: rows parted at gutters, their scripts taken in, each line measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.gutters import Frame, Strip, coverage, page_gutters
from mlcia_check.measure.lines.line_measures import line_of
from mlcia_check.measure.lines.rows import WORD_GAP_BP, PageRows, Row, extents
from mlcia_check.measure.lines.scripts import take_scripts_of_wide, with_scripts
from mlcia_check.measure.lines.split_rows import between_margins, split_row, without_notes
from mlcia_check.model.measured_paper import OUTSIDE, WIDE, ColumnNumber
from mlcia_check.model.pdf_facts import PageFacts
from mlcia_check.support.averages import median

_USUAL_SIZE_BP: Final = 9.0
"""An included page is scaled, and the white between its words with it."""

_SCALE_MIN: Final = 0.1
_INCLUDED_WIDTH_MAX_BP: Final = 10_000.0
"""No page to read: type below a tenth of the usual, or lines wider than this when scaled to the usual."""

_INCLUDED_ROWS_MIN: Final = 15
"""Rows from which on an included figure can be a page with gutters of its own."""


def page_lines(page: PageFacts, rows: PageRows, frame: Frame, kinds: FontKinds) -> list[DraftLine]:
    """Return all lines of a page, by column and from the top; line numbers and margin notes have their
    role.
    """
    by_column: defaultdict[int, list[Row]] = defaultdict(list)
    own, numbers = _without_numbers(rows.own, frame.numbers)
    gutters = frame.gutters
    left, right = margins = between_margins(frame.extent)
    for full_row in own:
        row = full_row
        if row[0].box.right <= left or row[-1].box.left >= right:
            row, notes = without_notes(row, margins)
            by_column[OUTSIDE] += notes
        for column, piece in split_row(row, gutters) if row else ():
            by_column[column].append(piece)
    take_scripts_of_wide(by_column)
    lines = [line_of(page.number, OUTSIDE, [run], kinds, "line-number") for run in numbers]
    for column in sorted(by_column):
        role: DraftRole = "margin-note" if column == OUTSIDE else "unclassified"
        lines += [line_of(page.number, column, row, kinds, role) for row in with_scripts(by_column[column])]
    for form_rows in rows.included.values():
        lines += _included_lines(page.number, form_rows, frame, kinds)
    return lines


def _without_numbers(rows: list[Row], numbers: frozenset[int]) -> tuple[list[Row], Row]:
    """Return the rows without the line numbers, and these numbers, given by their painting order."""
    if not numbers:
        return rows, []
    found = [run for row in rows for run in row if run.order in numbers]
    text = [[run for run in row if run.order not in numbers] for row in rows]
    return [row for row in text if row], found


def _included_lines(page: int, rows: list[Row], frame: Frame, kinds: FontKinds) -> Iterator[DraftLine]:
    """Yield the lines of an included figure or page, parted by its own gutters, each in a column of the
    page.
    """
    own = _included_gutters(rows) if len(rows) >= _INCLUDED_ROWS_MIN else frame.gutters
    by_column: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for column, piece in split_row(row, own):
            by_column[column].append(piece)
    for pieces in by_column.values():
        for row in with_scripts(pieces):
            line = line_of(page, 0, row, kinds)
            line.column = _column_of(line, frame.gutters)
            line.figure = True
            yield line


def _included_gutters(rows: Sequence[Row]) -> tuple[Strip, ...]:
    """Return the gutters of an included page, which is scaled: looked for as if its type were of the usual
    size.
    """
    scale = max(median(row[0].size_bp for row in rows) / _USUAL_SIZE_BP, _SCALE_MIN)
    scaled = [
        [(left / scale, right / scale) for left, right in extents(row, WORD_GAP_BP * scale)] for row in rows
    ]
    width = max((right for row in scaled for _, right in row), default=0.0)
    if width > _INCLUDED_WIDTH_MAX_BP:
        return ()
    return tuple(
        Strip(strip.left * scale, strip.right * scale) for strip in page_gutters(coverage(scaled, width))
    )


def _column_of(line: DraftLine, gutters: Sequence[Strip]) -> ColumnNumber:
    """Return the column of the page in which a line of an included figure stands; WIDE where it crosses a
    gutter.
    """
    column = sum(strip.middle < line.left for strip in gutters)
    return WIDE if column < len(gutters) and line.right > gutters[column].right else column
