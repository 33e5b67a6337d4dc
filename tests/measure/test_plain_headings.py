"""Headings in the body's weight and size, as IEEE's class sets them."""

from __future__ import annotations

import pytest

from fixtures.venues.catalogue import HERE
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.plain_headings import PlainHeadings
from tests.drafts import SIZE, draft, run
from tests.fixtures_table import examined
from tests.packs import pack_at

LEADING = 1.2 * SIZE
BODY = BodyGuess(SIZE, LEADING, {})
UPRIGHT, ITALIC = 0, 1
PLAIN = PlainHeadings(["References", "Acknowledgments", "Appendix"], [ITALIC])


def line(text: str, font: int, gap: float = 1.6 * LEADING) -> DraftLine:
    made = draft(text)
    made.runs = [run(text, 54.0, 700.0, SIZE, font)]
    made.gap_above_bp = gap
    return made


@pytest.mark.parametrize(
    ("text", "font", "opens"),
    [
        ("IV. EXPERIMENTAL SETUP", UPRIGHT, True),
        ("ACKNOWLEDGMENTS", UPRIGHT, True),
        ("APPENDIX B", UPRIGHT, True),
        ("A. Scope", ITALIC, True),
        ("A. Scope", UPRIGHT, False),
        ("IV. Experimental setup", UPRIGHT, False),
        ("NOTICE", UPRIGHT, False),
        ("Proof of the bound", ITALIC, False),
    ],
)
def test_a_form_that_opens_a_section(text: str, font: int, opens: bool) -> None:
    assert PLAIN.opens(line(text, font), BODY) == opens
    assert not PLAIN.opens(line(text, font, gap=LEADING), BODY)


def test_a_heading_of_two_lines() -> None:
    assert PLAIN.continues(line("PROOF OF THE BOUND", UPRIGHT, gap=LEADING), BODY)
    assert not PLAIN.continues(line("Every answer is charged", UPRIGHT, gap=LEADING), BODY)


def test_the_sections_of_a_paper_by_ieee_s_class() -> None:
    paper = examined(HERE / "ieee-conference" / "appendix.pdf", pack_at("ieee-conference")).paper
    assert paper is not None
    parts = {section.text: section.part for section in paper.sections}
    assert [text for text in parts if text.startswith("V")] == [
        "V. RESULTS",
        "VI. RELATED WORK",
        "VII. DISCUSSION",
    ]
    assert {parts["I. INTRODUCTION"], parts["V. RESULTS"], parts["ACKNOWLEDGMENT"]} == {"body"}
    assert (parts["APPENDIX A"], parts["REFERENCES"]) == ("appendix", "bibliography")
