"""Papers measure what the class set, whatever else is on the page and however the file was written."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec import structs

from mlcia_check.measure import measure
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.pdf_facts import Ink, PageFacts
from mlcia_check.pdf.reader import read
from tests.fixtures_table import expected, fixture
from tests.packs import pack_at

VOCABULARY = pack_at("acm-sigconf").vocabulary

EDGE = 0.3
OFFICE_EDGE = 0.6
"""LibreOffice rounds positions to tenths and hangs nothing, so that ink ends a letter's bearing inside."""

SIZE = 0.05
GUTTER = 0.6
"""A gutter lies between two edges, each good to 0.3bp."""

SAME_PAPER = (
    "qpdf-qdf",
    "qpdf-normalized",
    "linearized",
    "ghostscript",
    "in-forms",
    "shuffled",
    "moved-origin",
)
"""The paper `short`, written anew in other ways."""


def measured(name: str) -> Paper:
    return measure(read(fixture(name).read_bytes()), VOCABULARY)


def number(value: float | Unmeasured) -> float:
    assert not isinstance(value, Unmeasured)
    return value


@pytest.mark.parametrize("name", sorted(n for n, truth in expected().items() if truth.measured is not None))
def test_what_was_set_is_measured(name: str) -> None:
    truth = expected()[name].measured
    assert truth is not None
    paper = measured(name)
    if truth.columns is not None:
        assert truth.columns in [page.columns for page in paper.pages]
    if truth.body_font_size is not None:
        assert not isinstance(paper.body, Unmeasured)
        assert paper.body.size_bp == pytest.approx(truth.body_font_size, abs=SIZE)
    if truth.leading is not None:
        assert not isinstance(paper.body, Unmeasured)
        assert number(paper.body.leading_bp) == pytest.approx(truth.leading, abs=SIZE)
    if truth.column_width is not None:
        slack = OFFICE_EDGE if name.startswith("office") else EDGE
        assert number(paper.column_width_bp) == pytest.approx(truth.column_width, abs=slack)
    if truth.column_gap is not None and not isinstance(paper.column_gap_bp, Unmeasured):
        assert paper.column_gap_bp == pytest.approx(truth.column_gap, abs=GUTTER)


@pytest.mark.parametrize("name", SAME_PAPER)
def test_another_way_to_write_the_file_changes_no_measure(name: str) -> None:
    paper, again = measured("short"), measured(name)
    assert not isinstance(paper.body, Unmeasured)
    assert not isinstance(again.body, Unmeasured)
    assert again.body.size_bp == pytest.approx(paper.body.size_bp, abs=0.01)
    assert number(again.body.leading_bp) == pytest.approx(number(paper.body.leading_bp), abs=0.02)
    assert number(again.column_width_bp) == pytest.approx(number(paper.column_width_bp), abs=0.1)
    assert number(again.column_gap_bp) == pytest.approx(number(paper.column_gap_bp), abs=0.1)
    assert isinstance(paper.text_block, Box)
    assert isinstance(again.text_block, Box)
    assert tuple(again.text_block) == pytest.approx(tuple(paper.text_block), abs=0.1)
    assert len(again.references) == len(paper.references)
    assert [section.text for section in again.sections] == [section.text for section in paper.sections]
    assert again.budget == paper.budget


def test_spaces_that_word_leaves_at_the_end_of_lines_hide_no_edge() -> None:
    facts = read(fixture("short").read_bytes())
    spaced = structs.replace(
        facts,
        pages=tuple(
            structs.replace(
                page, runs=tuple(structs.replace(run, text=run.text.rstrip() + " ") for run in page.runs)
            )
            for page in facts.pages
        ),
    )
    assert number(measure(spaced, VOCABULARY).column_width_bp) == pytest.approx(240.2, abs=EDGE)


def test_line_numbers_watermark_and_heads_are_not_text() -> None:
    roles = {line.role for line in measured("review").lines}
    assert {"line-number", "running-head"} <= roles
    plain = [line.text for line in measured("short").lines if line.role == "body" and line.full]
    numbered = [line.text for line in measured("review").lines if line.role == "body" and line.full]
    assert len(numbered) == pytest.approx(len(plain), rel=0.1)


MARK = Ink("image", Box(66.0, 149.0, 549.0, 632.0), None, None, 0, 10_000)
"""A picture of slanted words, as a submission system stamps it over the pages."""


@pytest.mark.parametrize(("marked_pages", "figures"), [(20, 0), (9, 9)])
def test_a_mark_that_most_pages_bear_is_no_figure(marked_pages: int, figures: int) -> None:
    facts = read(fixture("pages-20").read_bytes())
    marked = tuple(
        structs.replace(page, ink=(*page.ink, MARK)) if page.number <= marked_pages else page
        for page in facts.pages
    )

    def pages_of_floats(pages: tuple[PageFacts, ...]) -> set[int]:
        paper = measure(structs.replace(facts, pages=pages), VOCABULARY)
        floats = Counter(line.page for line in paper.lines if line.role == "float")
        return {number for number, lines in floats.items() if lines > 40}

    assert not pages_of_floats(facts.pages)
    assert len(pages_of_floats(marked)) == figures


@pytest.mark.parametrize(
    ("name", "part", "heading"),
    [
        ("appendix-after", "appendix", "A"),
        ("appendix-before", "appendix", "A"),
        ("sigconf", "bibliography", "REFERENCES"),
    ],
)
def test_parts_begin_at_their_headings(name: str, part: str, heading: str) -> None:
    opening = next(section for section in measured(name).sections if section.part == part)
    assert opening.text.startswith(heading)


def test_the_parts_of_the_budget_make_up_the_paper() -> None:
    paper = measured("pages-20")
    budget = paper.budget
    used = budget.body_pages + budget.bibliography_pages + budget.appendix_pages
    assert budget.pages == 20
    assert 19.0 < used <= 20.0
