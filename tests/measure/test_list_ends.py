"""Where a reference list ends in front of lines in larger type, and where such lines are a float's."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.list_ends import before_other_type
from mlcia_check.measure.draft_line import DraftLine, DraftRole
from tests.drafts import draft

ENTRIES = [
    draft(text, number, left=54.0 if text.startswith("[") else 69.0, size=7.0)
    for number, text in enumerate(["[1] A. Author. 2020. A title", "of two lines. In Proceedings.", "[2] B."])
]
SET_IN, FLUSH = 69.0, 54.0


def larger(role: DraftRole, count: int = 9) -> list[DraftLine]:
    return [draft(f"line {number} of code", number, role=role, page=2) for number in range(count)]


def below(left: float) -> list[DraftLine]:
    """The lines below the larger ones, in the entries' type."""
    return [draft("Notes in Computer Science 9671", 20, left=left, size=7.0, page=2)]


def test_a_listing_in_a_float_parts_an_entry() -> None:
    last = below(SET_IN)
    assert before_other_type([*ENTRIES, *larger("listing"), *last]) == ([*ENTRIES, *last], [])


@pytest.mark.parametrize(
    ("role", "last"),
    [("listing", below(FLUSH)), ("unclassified", below(SET_IN)), ("listing", [])],
    ids=["text that is not set in", "larger text, which no float holds", "code alone"],
)
def test_what_is_no_end_of_an_entry_follows_the_list(role: DraftRole, last: list[DraftLine]) -> None:
    after = [*larger(role), *last]
    assert before_other_type([*ENTRIES, *after]) == (ENTRIES, after)
