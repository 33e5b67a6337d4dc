"""Where the abstract begins and ends."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.abstract import abstract_lines
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles import footnotes, title_block
from mlcia_check.model.pdf_facts import Font
from mlcia_check.rulebook import vocabulary
from tests.drafts import draft, run

FONTS = [Font("Times-Roman", embedded=True)]
PROSE = "the attack returns each answer with noise"


def found(*lines: DraftLine) -> list[str]:
    return [line.text for line in abstract_lines(lines, FONTS, vocabulary("mlcia-2022"))]


def heading(text: str, number: int = 0, page: int = 1) -> DraftLine:
    return draft(text, number, role="heading", size=11.0, page=page)


@pytest.mark.parametrize("name", ["Abstract", "ABSTRACT", "A b s t r a c t", "摘 要"])
def test_an_abstract_under_its_heading_ends_at_the_next(name: str) -> None:
    lines = [
        heading(name),
        draft(PROSE, 1),
        draft("under it", 2),
        heading("1 Introduction", 3),
        draft("x", 4),
    ]
    assert found(*lines) == [PROSE, "under it"]


@pytest.mark.parametrize("opening", ["Abstract\u2014We show", "Abstract. We show", "摘要：我们证明"])
def test_an_abstract_run_in_with_its_name(opening: str) -> None:
    lines = [draft("A. Author", role="title-block"), draft(opening, 1), draft(PROSE, 2)]
    assert found(*lines) == [opening, PROSE]


def test_it_ends_where_the_type_changes() -> None:
    lines = [
        draft("Abstract. We show", 0, size=8.0),
        draft(PROSE, 1, size=8.0),
        draft("The body", 2, size=9.0),
    ]
    assert found(*lines) == ["Abstract. We show", PROSE]


def test_notes_and_heads_between_its_columns_do_not_end_it() -> None:
    lines = [draft("Abstract. We", 0), draft("1 A note", 1, role="footnote"), draft("12", 2, role="folio")]
    assert found(*lines, draft(PROSE, 3)) == ["Abstract. We", PROSE]


def test_abstracts_in_two_languages() -> None:
    lines = [heading("摘要"), draft("我们证明", 1), heading("Abstract", 2), draft(PROSE, 3)]
    assert found(*lines) == ["我们证明", PROSE]


def test_nothing_after_the_first_section_is_an_abstract() -> None:
    assert found(heading("1 Introduction"), draft(PROSE, 1), heading("Abstract", 2), draft(PROSE, 3)) == []
    assert found(heading("Abstract", page=3), draft(PROSE, 1, page=3)) == []


def test_text_without_the_name_is_no_abstract() -> None:
    assert found(draft("Abstract models of an attack", 0), draft(PROSE, 1)) == []


def test_a_short_abstract_in_small_type_is_no_small_print() -> None:
    rights, names = draft("Copyright held by the owner", 0, size=7.0), draft("Abstract. We show", 3, size=8.0)
    lines = [rights, names, draft(PROSE, 4, size=8.0), draft("The body", 7, size=9.0)]
    for line in lines:
        line.role = "unclassified"
    names.gap_above_bp = 33.0
    abstract = abstract_lines(lines, FONTS, vocabulary("mlcia-2022"))
    small = footnotes.labels(lines, BodyGuess(9.0, 11.0, {}), lambda _: (), abstract)
    assert {line.text: role for line, role in small.items()} == {rights.text: "front-note"}


@pytest.mark.parametrize(("label", "is_found"), [("摘要", True), ("摘", False)])
def test_a_name_without_a_mark_is_set_off_by_its_type(label: str, is_found: bool) -> None:
    line = draft("摘要误报率都低于百分之三")
    line.runs = [run(label, 54.0, 700.0, 9.0, font=1), run("误报率都低于百分之三", 72.0, 700.0, 9.0)]
    fonts = [*FONTS, Font("FandolHei-Regular", embedded=True)]
    assert bool(abstract_lines([line], fonts, vocabulary("mlcia-2022"))) == is_found


def test_a_heading_below_a_narrow_abstract_is_not_of_the_title_block() -> None:
    title, name = draft("A Title", 0, size=14.0), draft("Abstract. We show", 2, size=8.0)
    heading_below, text = draft("1 引言", 5, size=10.5), draft(PROSE, 7)
    text.full = True
    for line in (lines := [title, name, heading_below, text]):
        line.role = "unclassified"
    body = BodyGuess(9.0, 11.0, {})
    assert heading_below not in title_block.labels(lines, body, lambda line: line is name)
    assert heading_below in title_block.labels(lines, body, lambda _: False)
