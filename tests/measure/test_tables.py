"""Tables without rules: which lines under a caption are their rows."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.lines.leading import set_gaps_above
from mlcia_check.measure.roles import tables
from mlcia_check.model.geometry import Box
from tests.drafts import SIZE, draft

BODY = BodyGuess(SIZE, 11.0, {0: (54.0, 294.0)})
CAPTION = "Table 1: What was measured"


def page(
    first: int = 2,
    step: int = 1,
    count: int = 3,
    cells: bool = True,
    full: bool = False,
    words: str = "coarse labels",
) -> list[DraftLine]:
    """A caption, rows from line number `first` on, and a full line of text well below them."""
    rows = [draft(words, first + step * row, role="unclassified") for row in range(count)]
    for row in rows:
        row.has_cells, row.full = cells, full
    lines = [
        draft(CAPTION, 0, role="caption"),
        *rows,
        draft("text below", first + step * count + 3, role="unclassified"),
    ]
    lines[-1].full = True
    set_gaps_above(lines)
    return lines


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (page(), 3),
        (page(count=12), 12),
        (page(count=1), 0),
        (page(first=3), 0),
        (page(step=2), 0),
        (page(cells=False, words="coarse labels 12 4"), 3),
        (page(cells=False), 0),
        (page(full=True), 0),
    ],
    ids=[
        "table",
        "long",
        "one-line",
        "far-below",
        "loose",
        "figures-in-one-run",
        "words-not-cells",
        "running-text",
    ],
)
def test_rows_of_cells_under_a_caption_are_a_float(lines: list[DraftLine], rows: int) -> None:
    found = tables.captioned_labels(lines, BODY, ("Figure",))
    assert found == dict.fromkeys(lines[1 : 1 + rows], "float")


def test_text_below_a_figures_caption_is_no_table() -> None:
    lines = page()
    lines[0].text = "Figure 1: What was measured"
    assert tables.captioned_labels(lines, BODY, ("Figure",)) == {}


def test_text_that_goes_on_below_the_rows_is_no_table() -> None:
    lines = page()
    lines[-1].baseline_bp = lines[-2].baseline_bp - 11.0
    set_gaps_above(lines)
    assert tables.captioned_labels(lines, BODY, ("Figure",)) == {}


HEAD = Box(50.0, 680.0, 300.0, 695.0)
ROWS = Box(50.0, 600.0, 300.0, 681.0)
BELOW = Box(50.0, 520.0, 300.0, 601.0)


@pytest.mark.parametrize(
    ("caption", "table", "cells"),
    [
        (CAPTION, [HEAD, ROWS], 9),
        ("words of the text", [HEAD, ROWS], 0),
        (CAPTION, [Box(50.0, 620.0, 300.0, 635.0), Box(50.0, 540.0, 300.0, 621.0)], 0),
        (CAPTION, [HEAD, ROWS, BELOW], 9),
    ],
    ids=["table", "no caption", "further below", "the text between two tables"],
)
def test_cells_of_prose_stand_between_the_rules_of_a_captioned_table(
    caption: str, table: list[Box], cells: int
) -> None:
    lines = [draft("words that fill a cell", number, role="unclassified") for number in range(18)]
    lines[0] = draft(caption, 0, role="caption" if caption == CAPTION else "unclassified")
    lines[15].role = "caption"
    for line in lines:
        line.full = True
    assert len(tables.ruled_labels(lines, [table], BODY)) == cells


@pytest.mark.parametrize(
    ("size", "first", "notes"),
    [(7.0, 10, 4), (SIZE, 10, 0), (7.0, 12, 0)],
    ids=["notes", "text", "footnotes further below"],
)
def test_small_type_right_below_a_ruled_table_is_its_notes(size: float, first: int, notes: int) -> None:
    lines = [draft(CAPTION, 0, role="caption")]
    lines += [draft("a note of the table", first + n, role="unclassified", size=size) for n in range(4)]
    assert len(tables.ruled_labels(lines, [[HEAD, ROWS]], BODY)) == notes


@pytest.mark.parametrize(
    ("left", "table_left", "notes"),
    [(80.0, 76.0, 2), (54.0, 76.0, 0), (80.0, 54.0, 0)],
    ids=["notes as rows of a centred table", "text", "a list under a table as wide as the column"],
)
def test_notes_in_the_type_of_text_are_set_in_as_their_table_is(
    left: float, table_left: float, notes: int
) -> None:
    table = [Box(table_left, box.bottom, 290.0, box.top) for box in (HEAD, ROWS)]
    lines = [draft(CAPTION, 0, role="caption")]
    lines += [draft("Note", 10 + n, role="unclassified", left=left) for n in range(2)]
    assert len(tables.ruled_labels(lines, [table], BODY)) == notes
