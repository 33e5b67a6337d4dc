"""Which form XObjects hold the page itself, and which sheets lie on their side for a figure."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.document.page_kinds import page_measure
from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts, TextRun
from tests.drafts import run

HALF_EMPTY, FIGURE, NARROW = Box(54, 450, 558, 731), Box(54, 300, 558, 550), Box(54, 450, 294, 731)


def wrapped(text: str, left: float, baseline: float) -> TextRun:
    return structs.replace(run(text, left, baseline, 9.0), form=1)


TEXT = wrapped("the last words of the paper", 54.0, 698.0)
STAMP = run("Submission 123 of 2026", 200.0, 770.0, 9.0)
CAPTION = run("Figure 3: What we measure", 54.0, 430.0, 9.0)


@pytest.mark.parametrize(
    ("forms", "runs", "wraps"),
    [
        pytest.param((HALF_EMPTY,), (TEXT,), True, id="half empty"),
        pytest.param((HALF_EMPTY,), (TEXT, STAMP), True, id="half empty with a stamp"),
        pytest.param((HALF_EMPTY,), (TEXT, CAPTION), False, id="a figure with a caption"),
        pytest.param((FIGURE,), (TEXT,), False, id="a figure amid the page"),
        pytest.param((NARROW,), (TEXT,), False, id="a figure in a column"),
        pytest.param((HALF_EMPTY, NARROW), (TEXT,), False, id="two figures"),
    ],
)
def test_a_form_that_holds_all_text_of_a_half_empty_page_is_the_page(
    forms: tuple[Box, ...], runs: tuple[TextRun, ...], wraps: bool
) -> None:
    page = PageFacts(1, 612.0, 792.0, 0, 1.0, runs, (), forms=forms)
    assert page_wrappers(page) == ({1} if wraps else set())


def on_its_side(text: str, left: float, bottom: float) -> TextRun:
    """Words that go up the page."""
    box = Box(left, bottom, left + 7.0, bottom + 3.0 * len(text))
    return structs.replace(run(text, left, bottom, 7.0), angle=90, box=box)


NUMBERS = tuple(on_its_side(str(number), 10.0 + 11.0 * number, 20.0) for number in range(60))
HEAD = on_its_side("Counting What an Answer Costs: Budgeted Leakage", 735.0, 60.0)


@pytest.mark.parametrize(
    ("runs", "turned"),
    [
        pytest.param((CAPTION,), True, id="the caption of a figure"),
        pytest.param((CAPTION, HEAD, *NUMBERS), True, id="with a running head and line numbers"),
        pytest.param((HEAD, *NUMBERS), True, id="a figure without a caption"),
        pytest.param(
            (CAPTION, on_its_side("words of running text on its side" * 2, 300.0, 90.0)), False, id="text"
        ),
    ],
)
def test_a_sheet_is_turned_for_what_stands_upright_within_its_margins(
    runs: tuple[TextRun, ...], turned: bool
) -> None:
    page = PageFacts(1, 792.0, 612.0, 90, 1.0, runs, ())
    assert page_measure(page, [], 1, temporary=False).turned == turned
