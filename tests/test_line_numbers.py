"""Line numbers beside the columns: told from numbers that belong to the text."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.facts import TextRun
from mlcia_check.measure.furniture import line_numbers
from tests.drafts import run


def rows(count: int, left: int | None, right: int | None, *, apart: bool) -> list[list[TextRun]]:
    """Rows of text, with numbers from `left` and `right` on beside them.

    Those at the right stand on rows of their own where they are `apart`, as where text is set on
    another grid.
    """
    found = []
    for line in range(count):
        y = 700.0 - 11.0 * line
        row = [run("words of the text", 60.0, y, 9.0)]
        if left is not None:
            row.insert(0, run(str(left + line), 30.0, y, 6.0))
        beside = [] if right is None else [run(str(right + line), 580.0, y - 5.0 * apart, 6.0)]
        found += [row, beside] if apart and beside else [row + beside]
    order = 0
    for row in found:
        for index, piece in enumerate(row):
            order += 1
            row[index] = structs.replace(piece, order=order)
    return found


@pytest.mark.parametrize(
    ("left", "right", "apart", "taken"),
    [
        (117, 175, False, 40),
        (117, 175, True, 40),
        (117, None, False, 20),
        (None, 175, True, 20),
        (None, None, False, 0),
    ],
)
def test_numbers_at_both_sides(left: int | None, right: int | None, apart: bool, taken: int) -> None:
    assert len(line_numbers(rows(20, left, right, apart=apart))) == taken


def test_a_few_numbers_are_none() -> None:
    assert not line_numbers(rows(7, 1, 100, apart=False))
