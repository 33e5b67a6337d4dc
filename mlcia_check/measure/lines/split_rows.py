"""Share a row of runs out to the columns of its page, and takes notes in the margin out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.lines.gutters import Interval, Strip
from mlcia_check.measure.lines.rows import WORD_GAP_BP, Row, from_left
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE, ColumnNumber
from mlcia_check.model.pdf_facts import TextRun

_INTO_GUTTER_MAX_BP: Final = 1.0
"""Glyphs hang over a column's edge by no more; what reaches further into the gutter is looked at."""

MARGIN_MIN_BP: Final = 3.0
"""Beyond the text's extent from which on a run stands in the margin: \\marginparsep is 11pt in the class."""

_CHAIN_GAP_MIN_EM: Final = 0.7
"""White that parts two texts of one row: word spaces of a badly stretched line reach 0.6 em."""


def split_row(row: Row, gutters: Sequence[Strip]) -> list[tuple[int, Row]]:
    """Shares a row out to columns 0, 1, ...; a row that fills a gutter is one WIDE piece.

    An overfull line of one column that runs into the next one's text belongs to the column where
    it begins: it is a chain of its own, painted apart from the text that it runs into.
    """
    if not gutters:
        return [(0, row)]
    if len(row) == 1:
        column = _column_of(row[0].box, gutters)
        return [(WIDE if column is None else column, row)]
    pieces: list[tuple[int, Row]] = []
    rest = row
    for column, strip in enumerate(gutters):
        sides = _sides_of(rest, strip)
        if sides is None:
            return [(WIDE, row)]
        before, rest = sides
        if before:
            pieces.append((column, before))
    if rest:
        pieces.append((len(gutters), rest))
    return pieces


def _column_of(box: Box, gutters: Sequence[Strip]) -> ColumnNumber | None:
    """Return the column of a run that is alone in its row; None if it crosses a gutter."""
    left, right = box.left, box.right
    for column, strip in enumerate(gutters):
        gutter_left, gutter_right = strip.left, strip.right
        if left < gutter_left - _INTO_GUTTER_MAX_BP and right > gutter_right:
            return None
        if left + right < gutter_left + gutter_right:
            return column
    return len(gutters)


def _sides_of(row: Row, strip: Strip) -> tuple[Row, Row] | None:
    """Return the runs left and right of a gutter; None where text crosses it."""
    gutter_left, gutter_right = strip.left, strip.right
    reach, start = gutter_left, gutter_right
    twice_middle = gutter_left + gutter_right
    before: Row = []
    after: Row = []
    for run in row:
        box = run.box
        left, right = box.left, box.right
        if left + right < twice_middle:
            before.append(run)
            if right > reach:
                reach = right
        else:
            after.append(run)
            if left < start:
                start = left
    if reach > gutter_left + _INTO_GUTTER_MAX_BP or start < gutter_right - _INTO_GUTTER_MAX_BP:
        return _sides_of_chains(row, strip)
    return before, after


def _sides_of_chains(row: Row, strip: Strip) -> tuple[Row, Row] | None:
    """Return the runs left and right of a gutter into which some of them reach; None where a chain crosses
    it.

    "The model leaks [long URL that runs into the next column" -> the left column's, where text of
    the right column stands under its end; a heading across both columns -> None.
    """
    left: Row = []
    right: Row = []
    crossing: list[Row] = []
    for chain in _chains(row):
        start, end = chain[0].box.left, max(run.box.right for run in chain)
        if start < strip.left - _INTO_GUTTER_MAX_BP and end > strip.right:
            crossing.append(chain)
        elif start + end < 2 * strip.middle:
            left += chain
        else:
            right += chain
    if crossing:
        beyond = max(run.box.right for run in crossing[-1])
        if len(crossing) > 1 or not right or min(run.box.left for run in right) >= beyond:
            return None
        left = from_left([*left, *crossing[0]])
    return left, right


def _chains(row: Row) -> list[Row]:
    """Return the row's runs in the order of painting, parted where a wide gap or a step back shows another
    text.
    """
    chains: list[Row] = []
    reach = 0.0
    for run in sorted(row, key=_by_order):
        right = run.box.right
        if chains and -run.size_bp < run.box.left - reach < _CHAIN_GAP_MIN_EM * run.size_bp:
            chains[-1].append(run)
            reach = max(reach, right)
        else:
            chains.append([run])
            reach = right
    return chains


def _by_order(run: TextRun) -> int:
    return run.order


def between_margins(extent: Interval) -> Interval:
    """Return the right edge of the left margin and the left edge of the right one, from the text's extent."""
    return extent[0] - MARGIN_MIN_BP, extent[1] + MARGIN_MIN_BP


def without_notes(row: Row, margins: Interval) -> tuple[Row, list[Row]]:
    """Return a row without what stands in the margins beside it, and these notes; an overfull line is
    kept.
    """
    left, right = margins
    before = [run for run in row if run.box.right < left]
    after = [run for run in row if run.box.left > right]
    text = [run for run in row if run.box.right >= left and run.box.left <= right]
    reach = max((run.box.right for run in text), default=0.0)
    if after and text and min(run.box.left for run in after) - reach < WORD_GAP_BP:
        text, after = [*text, *after], []
    return text, [notes for notes in (before, after) if notes]
