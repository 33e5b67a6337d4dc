"""Headings in large bold type that are set off by no white: an author has taken it away."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.headings import labels
from mlcia_check.measure.roles.plain_headings import PlainHeadings
from tests.drafts import SIZE, draft, run

LEADING = 1.2 * SIZE
BODY = BodyGuess(SIZE, LEADING, {})
LARGE = 1.2 * SIZE
PLAIN = PlainHeadings([], [])


def line(text: str, size: float, *, bold: bool = True, full: bool = False) -> DraftLine:
    """A line that stands one leading below the one above it."""
    made = draft(text, role="unclassified")
    made.runs = [run(text, made.left, made.baseline_bp, size)]
    made.size_bp = size
    made.bold = bold
    made.full = full
    made.gap_above_bp = LEADING
    return made


@pytest.mark.parametrize(
    ("below", "found"),
    [
        pytest.param(line("4.1 Data and Models", LARGE), True, id="a number in large bold type"),
        pytest.param(line("REFERENCES", LARGE), True, id="a title that needs no number"),
        pytest.param(line("Data and Models", LARGE), False, id="large words without a number"),
        pytest.param(line("4.1 Data and Models", SIZE), False, id="bold words that open an item"),
        pytest.param(line("4 of them were lost", LARGE, bold=False), False, id="a line of larger letters"),
        pytest.param(line("4 of them were lost on the way", LARGE, full=True), False, id="a full line"),
    ],
)
def test_a_heading_without_white_above(below: DraftLine, found: bool) -> None:
    above = draft("and the text goes on.")
    roles = labels([above, below], BODY, lambda text: text == "REFERENCES", PLAIN)
    assert (roles.get(below) == "heading") is found


@pytest.mark.parametrize(
    ("size", "bold", "found"),
    [
        pytest.param(LARGE, True, True, id="large and bold"),
        pytest.param(SIZE, True, False, id="bold code"),
        pytest.param(LARGE, False, False, id="large code"),
    ],
)
def test_a_heading_in_fixed_pitch_type_is_large_and_bold(size: float, bold: bool, found: bool) -> None:
    heading = line("4.1 parse_header", size, bold=bold)
    heading.mono = True
    heading.gap_above_bp = 2 * LEADING
    roles = labels([draft("and the text goes on."), heading], BODY, lambda _: False, PLAIN)
    assert (roles.get(heading) == "heading") is found
