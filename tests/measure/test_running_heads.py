"""Two running heads in one row are two lines, so that neither is quoted with the other."""

from __future__ import annotations

import pytest

from mlcia_check.measure.roles.running_heads import heads_apart
from tests.drafts import draft, run

TITLE, VENUE = "Counting What an Answer Costs", "Venue 17, July 2017"


@pytest.mark.parametrize(
    ("gap", "parts"), [(30.0, [TITLE, VENUE]), (11.0, [TITLE, VENUE]), (8.0, [TITLE + VENUE])]
)
def test_heads_are_parted_where_a_wide_gap_stands(gap: float, parts: list[str]) -> None:
    line = draft(TITLE, size=7.0)
    first = run(TITLE, 54.0, 725.0, 7.0)
    line.runs = [run(VENUE, first.box.right + gap, 725.0, 7.0), first]
    assert ["".join(each.text for each in part) for part in heads_apart(line)] == parts
