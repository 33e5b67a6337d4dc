"""A line that sticks out across the gutter belongs to the column where it begins; a wide passage does not."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.overfull import move_to_columns, overfull_lines
from mlcia_check.model.measured_paper import WIDE
from tests.drafts import draft

EDGES = {0: (54.0, 294.0), 1: (318.0, 558.0), WIDE: (54.0, 558.0)}
LEADING = 11.0


def lines(count: int, *wide: int, right: float = 430.0) -> list[DraftLine]:
    """Lines of the left column, of which the numbers in `wide` run to `right`."""
    found = []
    for number in range(count):
        line = draft("words of the running text", number, role="unclassified")
        line.right = 294.0
        if number in wide:
            line.column, line.right = WIDE, right
        found.append(line)
    return found


def settled(found: list[DraftLine]) -> list[int]:
    move_to_columns(overfull_lines(found, EDGES, LEADING))
    return [line.column for line in found]


@pytest.mark.parametrize("wide", [(5,), (0,), (9,), (4, 5)])
def test_overfull_lines_stay_in_their_column(wide: tuple[int, ...]) -> None:
    assert settled(lines(10, *wide)) == [0] * 10


def test_a_passage_across_the_columns_stays_wide() -> None:
    assert settled(lines(10, 3, 4, 5, 6))[3:7] == [WIDE] * 4


def test_a_line_that_fills_the_block_is_set_across() -> None:
    assert settled(lines(10, 5, right=557.0))[5] == WIDE


def test_a_caption_far_above_the_text_stays_wide() -> None:
    found = lines(10, 0)
    for line in found[1:]:
        line.baseline_bp -= 12.0
    assert settled(found)[0] == WIDE


@pytest.mark.parametrize(
    ("left", "right", "column"), [(152.0, 462.0, WIDE), (152.0, 440.0, 0), (54.0, 440.0, 0)]
)
def test_a_line_that_is_centred_on_the_block_is_set_across(left: float, right: float, column: int) -> None:
    found = lines(10, 5, right=right)
    found[5].left = left
    assert settled(found)[5] == column
