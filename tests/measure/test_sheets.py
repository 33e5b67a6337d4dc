"""Sheets that hold several pages are known as such, and no sheet of one page is."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.lines.gutters import Strip
from mlcia_check.measure.lines.sheets import are_imposed
from mlcia_check.model.answers import NotApplicable
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts
from tests.drafts import run
from tests.papers import answers, breaches, paper

LEFT, RIGHT = Box(34.0, 100.0, 362.0, 520.0), Box(431.0, 100.0, 758.0, 520.0)
WORDS = "a patient adversary asks again and again " * 10


def sheet(*forms: tuple[Box, str], own: str = "") -> PageFacts:
    """A sheet with forms that hold text, and text of its own."""
    runs = [
        structs.replace(run(text, box.left, box.bottom, 5.8), form=number)
        for number, (box, text) in enumerate(forms, 1)
    ]
    runs.append(run(own, 60.0, 60.0, 9.0))
    return PageFacts(1, 792.0, 612.0, 0, 1.0, tuple(runs), (), forms=tuple(box for box, _ in forms))


@pytest.mark.parametrize(
    ("page", "imposed"),
    [
        (sheet((LEFT, WORDS), (RIGHT, WORDS)), True),
        (sheet((LEFT, WORDS), (RIGHT, WORDS), own="12"), True),
        (sheet((LEFT, WORDS)), False),
        (sheet((LEFT, WORDS), (LEFT, WORDS)), False),
        (sheet((LEFT, WORDS), (RIGHT, "Submission 17")), False),
        (sheet((LEFT, WORDS), (RIGHT, WORDS), own=WORDS), False),
        (sheet(own=WORDS), False),
    ],
    ids=["two", "with-a-folio", "one", "on-top", "a-stamp", "two-figures", "text"],
)
def test_pages_that_were_included_whole(page: PageFacts, imposed: bool) -> None:
    assert are_imposed([page], [()]) == imposed


@pytest.mark.parametrize(
    ("strips", "imposed"),
    [
        ([(190, 206), (362, 431), (587, 602)], True),
        ([(190, 206), (362, 378), (534, 550)], False),
        ([(362, 431)], False),
        ([(190, 206), (362, 431)], False),
        ([], False),
    ],
    ids=["two-pages", "four-columns", "two-columns", "three-columns", "one-column"],
)
def test_margins_between_columns(strips: list[tuple[float, float]], imposed: bool) -> None:
    gutters = tuple(Strip(*strip) for strip in strips)
    assert are_imposed([sheet(own=WORDS)], [gutters]) == imposed


def test_an_appendix_of_such_sheets_makes_no_paper_of_them() -> None:
    plain, double = sheet(own=WORDS), sheet((LEFT, WORDS), (RIGHT, WORDS))
    assert not are_imposed([plain, double, double], [(), (), ()])
    assert not are_imposed([double, plain, plain, plain], [(), (), (), ()])
    assert are_imposed([double, double, plain], [(), (), ()])


def test_the_sheet_is_told_and_nothing_else() -> None:
    measured = paper(3, references=(), imposed=True)
    (breach,) = breaches("paper-size", measured)
    assert (breach.case, breach.level, breach.pages) == ("imposed", None, (1, 2, 3))
    for rule in ("bibliography-present", "front-matter", "small-text"):
        assert answers(rule, measured) == [NotApplicable("imposed")]
