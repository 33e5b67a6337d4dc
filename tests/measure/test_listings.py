"""Code in the type of the text, known by the numbers of its lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.roles.listings import counted_labels
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import OUTSIDE
from tests.drafts import draft, run

SMALL = 8.0
EDGES = {0: (54.0, 294.0), 1: (318.0, 558.0)}
LONG = ("where name in a list of names that is longer than the column is",) * 3
CODE = ("select name", "from files", "where kind = 3", "and size > 12", "group by name", "order by size")
PROSE = ("an account that asks for neighbours of an input pays more",) * 6


def with_width(line: DraftLine, text: str) -> DraftLine:
    line.right = line.left + 0.5 * SMALL * len(text)
    return line


def counted_inside(
    texts: Sequence[str], start: int = 1, number_size: float = 5.0, raised: float = 0.0, first: int = 0
) -> list[DraftLine]:
    """Lines that begin with their numbers; `first` is the place of the first one on the page."""
    lines = []
    for place, text in enumerate(texts):
        line = with_width(
            draft(f"{start + place} {text}", first + place, role="unclassified", size=SMALL), text
        )
        number = run(str(start + place), 54.0, line.baseline_bp + raised, number_size)
        line.runs = [number, run(text, 62.0, line.baseline_bp, SMALL)]
        lines.append(line)
    return lines


def counted_beside(texts: Sequence[str], start: int = 1, left: float = 44.0) -> list[DraftLine]:
    """Lines with their numbers left of the column; "" is a blank line of code, which has a number."""
    lines = [
        with_width(draft(text, place, role="unclassified", size=SMALL), text)
        for place, text in enumerate(texts)
        if text
    ]
    for place in range(len(texts)):
        number = draft(str(start + place), place, role="line-number", size=5.0)
        number.column = OUTSIDE
        number.box = Box(left, number.bottom, left + 4.0 * len(number.text), number.top)
        number.left, number.right = number.box.left, number.box.right
        lines.append(number)
    return lines


def listed(*pages: list[DraftLine]) -> list[str]:
    around = [draft("text", place, role="body") for place in (-20, 40)]
    return [line.text for line in counted_labels([[*page, *around] for page in pages], EDGES)]


def test_lines_that_begin_with_small_numbers_are_code() -> None:
    assert len(listed(counted_inside(CODE))) == len(CODE)


def test_lines_with_numbers_beside_them_are_code() -> None:
    assert listed(counted_beside((*CODE[:3], "", *CODE[3:]))) == list(CODE)


def test_code_may_run_over_the_edge_of_its_column() -> None:
    assert len(listed(counted_inside((*CODE[:3], *LONG)))) == len(CODE)


def test_code_goes_on_in_the_next_column_from_its_number() -> None:
    assert len(listed(counted_beside(CODE), counted_beside(CODE[:2], start=7))) == len(CODE) + 2
    assert listed(counted_beside(CODE, start=7)) == []


def test_code_goes_on_in_the_other_column_of_its_page() -> None:
    right = counted_beside(CODE[:3], start=7, left=308.0)
    for line in right:
        if line.role != "line-number":
            line.column, line.left, line.right = 1, 318.0, line.right + 264.0
    assert len(listed([*counted_beside(CODE), *right])) == len(CODE) + 3


def test_numbers_of_a_whole_page_count_it_for_reviewers() -> None:
    page = counted_beside(("Forgetting by Appointment", "ALICE LINDQVIST", *CODE * 2))
    assert list(counted_labels([page], EDGES)) == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(counted_inside(PROSE), id="prose in small type behind small numbers"),
        pytest.param(counted_beside(PROSE), id="prose that is counted for reviewers"),
        pytest.param(counted_inside(CODE, number_size=SMALL), id="rows of a table or a list"),
        pytest.param(counted_inside(CODE, raised=3.0), id="short footnotes"),
        pytest.param(counted_inside(CODE[:3]), id="three lines"),
    ],
)
def test_other_counted_lines_are_no_code(lines: list[DraftLine]) -> None:
    assert listed(lines) == []
