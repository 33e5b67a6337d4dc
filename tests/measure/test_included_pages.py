"""Prose in included figures: lines of words under each other, counted; labels and cells are none."""

from __future__ import annotations

import pytest
from msgspec import structs

import mlcia_check
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.included_pages import passages
from tests.drafts import draft
from tests.fixtures_table import fixture

PROSE = "lines of words that a reader of the figure reads"


def included(*texts: str, size: float = 5.0, gap: float = 1.2, form: int = 1) -> list[DraftLine]:
    found = []
    for number, text in enumerate(texts):
        line = draft(text, size=size)
        line.baseline_bp = 600.0 - gap * size * number
        line.figure = True
        line.runs = [structs.replace(line.runs[0], form=form)]
        found.append(line)
    return found


def test_prose_is_counted_by_form() -> None:
    first, second = passages([*included(*[PROSE] * 6), *included(*[PROSE] * 3, form=2)])
    assert (first.lines, first.characters, first.size_bp) == (6, 6 * len(PROSE), 5.0)
    assert second.lines == 3


@pytest.mark.parametrize(
    "lines",
    [
        included(*["Recall at ten"] * 6),
        included(PROSE),
        included(*[PROSE] * 6, gap=4.0),
        [draft(PROSE, n) for n in range(6)],
    ],
    ids=["labels", "one-line", "far-apart", "not-included"],
)
def test_other_lines_are_no_prose(lines: list[DraftLine]) -> None:
    assert passages(lines) == ()


def test_rows_of_cells_are_no_prose() -> None:
    lines = included(*[PROSE] * 6)
    for line in lines:
        line.has_cells = True
    assert passages(lines) == ()


def test_pages_of_prose_as_figures_are_a_question() -> None:
    report = mlcia_check.check(fixture("12-included-figures"))
    assert report.verdict == "review"
    assert [finding.rule for finding in report.findings if finding.severity == "review"] == ["body-font-size"]
