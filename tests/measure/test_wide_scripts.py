"""Scripts belong to their lines, also to lines that cross the columns; headings belong to none."""

from __future__ import annotations

import pytest

from mlcia_check.measure.lines.rows import Row
from mlcia_check.measure.lines.scripts import take_scripts_of_wide, with_scripts
from mlcia_check.model.measured_paper import WIDE
from tests.drafts import run


def row(text: str, left: float, baseline: float, size: float = 9.0) -> Row:
    return [run(text, left, baseline, size)]


def columns(**pieces: Row) -> dict[int, list[Row]]:
    """The rows of a page: a wide one on a baseline of 344bp, and `pieces` of columns 0 and 1."""
    found: dict[int, list[Row]] = {
        WIDE: [row("I(h; f) is a line of a caption that crosses the columns. " * 2, 54, 344)]
    }
    for name, piece in pieces.items():
        found.setdefault(0 if name.startswith("left") else 1, []).append(piece)
    return found


def test_scripts_below_a_wide_line_are_its_own() -> None:
    found = columns(left=row("n n", 282, 342.7, 7.3), right=row("n", 492, 342.7, 7.3))
    take_scripts_of_wide(found)
    assert {column: [runs[0].text for runs in rows] for column, rows in found.items() if column != WIDE} == {
        0: [],
        1: [],
    }
    assert [runs[0].text for runs in found[WIDE]][1:] == ["n n", "n"]


def test_lines_of_a_column_stay_in_it() -> None:
    found = columns(
        left=row("the next line of the column", 54, 333),
        left_near=row("text in the body's type", 54, 339),
        right=row("n", 700, 342.7, 7.3),
    )
    take_scripts_of_wide(found)
    assert len(found[WIDE]) == 1


@pytest.mark.parametrize(
    ("text", "size", "rows_count"),
    [
        pytest.param("n+1, m", 7.0, 1, id="an exponent"),
        pytest.param("a+b", 9.0, 1, id="a numerator"),
        pytest.param("∑", 14.0, 1, id="a large sign"),
        pytest.param("2.3 Methods", 10.9, 2, id="a heading that was pulled down"),
    ],
)
def test_what_stands_just_above_a_line(text: str, size: float, rows_count: int) -> None:
    line = row("Words of a line of the text that fills its column", 54, 500)
    assert len(with_scripts([row(text, 60, 505.7, size), line])) == rows_count
