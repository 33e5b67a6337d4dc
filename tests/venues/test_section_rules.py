"""Sections that a call demands, forbids or gives a place, and lengths."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.model.rule_pack import Pack
from tests.set_paper import Format, Setter
from tests.venues.sectioned import Sections, body, findings, pack

SHORT = 120


def paper(*headings: str, lines: int = 8) -> Setter:
    """Return a short paper that ends with sections of these headings, then its references."""
    setter = body(SHORT)
    for heading in headings:
        setter.heading(heading).text(lines)
    return setter.heading("References").entries(30)


def severities(setter: Setter, under: Pack, rule: str) -> list[str]:
    return [severity for severity, _ in findings(setter, under, rule)]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Limitations", []),
        ("LIMITATIONS", []),
        ("3 Limitations", []),
        ("Limitations and Ethics", []),
        ("Limitations and Outlook", ["review"]),
        ("Conclusion", ["error"]),
    ],
)
def test_a_demanded_section(tmp_path: Path, heading: str, found: list[str]) -> None:
    asked = pack(tmp_path, "limitations: {required: true}")
    assert severities(paper(heading), asked, "section-required") == found


def test_a_demanded_section_may_be_run_in(tmp_path: Path) -> None:
    asked = pack(tmp_path, "limitations: {required: true}")
    setter = body(SHORT).run_in("Limitations.", 12).heading("References").entries(30)
    assert severities(setter, asked, "section-required") == []
    assert severities(setter, asked, "section-empty") == []


def test_each_missing_section_is_a_finding(tmp_path: Path) -> None:
    asked = pack(tmp_path, "limitations: {required: true}, ethics: {required: true}")
    assert severities(paper(), asked, "section-required") == ["error", "error"]


def test_a_section_that_says_nothing(tmp_path: Path) -> None:
    asked = pack(tmp_path, "ethics: {required: true}")
    assert severities(paper("Ethics", lines=0), asked, "section-empty") == ["error"]
    assert severities(paper("Ethics", lines=1), asked, "section-empty") == ["error"]
    assert severities(paper("Ethics", lines=4), asked, "section-empty") == []


def test_the_pack_says_how_much_is_empty(tmp_path: Path) -> None:
    asked = pack(tmp_path, "ethics: {required: true, words: {least: 80}}")
    assert severities(paper("Ethics", lines=4), asked, "section-empty") == ["error"]
    assert severities(paper("Ethics", lines=12), asked, "section-empty") == []


def test_a_section_that_is_not_demanded_may_be_short(tmp_path: Path) -> None:
    assert severities(paper("Ethics", lines=1), pack(tmp_path), "section-empty") == []


def test_a_forbidden_section(tmp_path: Path) -> None:
    asked = pack(tmp_path, "acknowledgements: {forbidden: true}")
    assert severities(paper("Acknowledgments"), asked, "section-forbidden") == ["error"]
    assert severities(paper("Availability"), asked, "section-forbidden") == []


@pytest.mark.parametrize(
    ("place", "found"),
    [("[after-body]", []), ("[after-references]", ["warning"]), ("[in-appendix, after-body]", [])],
)
def test_a_section_and_its_place(tmp_path: Path, place: str, found: list[str]) -> None:
    asked = pack(tmp_path, f"ethics: {{place: {place}}}")
    assert severities(paper("Ethics", "Availability"), asked, "section-position") == found


@pytest.mark.parametrize(
    ("heading", "before", "found"),
    [("3 Ethics", True, ["warning"]), ("Ethics", False, ["warning"]), ("A Ethics", False, ["warning"])],
)
def test_a_section_at_another_place(tmp_path: Path, heading: str, before: bool, found: list[str]) -> None:
    asked = pack(tmp_path, "ethics: {place: [after-body]}")
    setter = body(SHORT)
    if before:
        setter.heading(heading).text(8).heading("4 Conclusion").text(8)
    setter.heading("References").entries(30)
    if not before:
        setter.heading(heading).text(40)
    assert severities(setter, asked, "section-position") == found


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ("title: {most: 6}", []),
        ("title: {most: 5}", [("error", 6)]),
        ("title: {least: 9}", [("error", 6)]),
        ("keywords: {least: 3, most: 3}", []),
        ("keywords: {least: 4}", [("error", 3)]),
        ("keywords: {most: 2}", [("error", 3)]),
    ],
)
def test_lengths_of_the_front_matter(tmp_path: Path, bounds: str, found: list[tuple[str, int]]) -> None:
    asked = pack(tmp_path, rules=f"  length: {{params: {{{bounds}}}}}\n")
    setter = Sections(Format()).title("Counting What an Answer Costs Today").heading("Keywords")
    setter._line(["privacy, query budgets, noise"], 9.963, 12.0, 0.0, justified=False)
    setter.heading("1 Introduction").text(SHORT).heading("References").entries(9)
    assert findings(setter, asked, "length") == found


@pytest.mark.parametrize(
    ("bounds", "severities_found"),
    [("{most: 260}", []), ("{most: 60}", ["error"]), ("{least: 400}", ["error"]), ("{least: 80}", [])],
)
def test_words_of_the_abstract(tmp_path: Path, bounds: str, severities_found: list[str]) -> None:
    asked = pack(tmp_path, rules=f"  length: {{params: {{abstract: {bounds}}}}}\n")
    setter = Sections(Format()).title("Counting What an Answer Costs").heading("Abstract").text(20)
    setter.heading("1 Introduction").text(SHORT).heading("References").entries(9)
    assert severities(setter, asked, "length") == severities_found


def test_an_abstract_that_is_not_found_is_for_a_person(tmp_path: Path) -> None:
    asked = pack(tmp_path, rules="  length: {params: {abstract: {most: 200}}}\n")
    assert severities(paper(), asked, "length") == ["review"]


def test_keywords_that_are_not_found_are_for_a_person(tmp_path: Path) -> None:
    asked = pack(tmp_path, rules="  length: {params: {keywords: {least: 3}}}\n")
    assert severities(paper(), asked, "length") == ["review"]


def test_words_of_the_paper(tmp_path: Path) -> None:
    def counted(free: str) -> int:
        rules = f"  length: {{params: {{paper: {{most: 10}}, free: {free}}}}}\n"
        ((_, words),) = findings(paper("Ethics", lines=20), pack(tmp_path, rules=rules), "length")
        assert isinstance(words, int)
        return words

    everything, body_alone = counted("[]"), counted("[bibliography, ethics]")
    assert 800 < body_alone < everything
    assert everything - counted("[ethics]") > 100
    assert everything - counted("[bibliography]") > 300


def test_the_longest_a_section_may_be(tmp_path: Path) -> None:
    for bound, found in (
        ("words: {most: 400}", []),
        ("words: {most: 60}", ["error"]),
        ("pages: {most: 0.1}", ["error"]),
    ):
        asked = pack(tmp_path, f"ethics: {{{bound}}}")
        assert severities(paper("Ethics", lines=20), asked, "length") == found


FURTHER = """[
    {most: 4}, {most: 1, of: [appendix], count: room}, {most: 2, of: [body], count: last-page},
    {least: 1, of: [bibliography]}
  ]"""


@pytest.mark.parametrize(
    ("references", "appendix", "found"),
    [
        (30, 30, []),
        (30, 150, [("error", 1.4)]),
        (250, 80, [("error", 5)]),
    ],
)
def test_several_limits_of_one_pack(
    tmp_path: Path, references: int, appendix: int, found: list[tuple[str, float]]
) -> None:
    setter = body(150).heading("References").entries(references).heading("A Proofs").text(appendix)
    under = pack(tmp_path, free="[bibliography, appendix]", further=FURTHER)
    assert findings(setter, under, "page-limit") == found


@pytest.mark.parametrize(
    ("within", "stated", "rules"),
    [
        pytest.param(30, 80, [], id="a subsection of the body, and the statement"),
        pytest.param(30, 130, ["length", "page-limit"], id="a statement that is too long"),
        pytest.param(30, 0, ["section-empty"], id="a statement that says nothing"),
        pytest.param(30, None, ["section-position"], id="the subsection alone"),
    ],
)
def test_a_subsection_of_the_body_is_not_the_statement_behind_it(
    tmp_path: Path, within: int, stated: int | None, rules: list[str]
) -> None:
    asked = pack(tmp_path, "ethics: {required: true, pages: {most: 1}, place: [after-body]}")
    setter = body(60).heading("2.1 Ethical Considerations").text(within).heading("3 Conclusion").text(20)
    if stated is not None:
        setter.heading("4 Ethical Considerations").text(stated)
    setter.heading("References").entries(30)
    found = ("length", "section-empty", "section-position", "page-limit")
    assert [rule for rule in found if severities(setter, asked, rule)] == rules


def test_a_subsection_of_the_body_takes_nothing_of_the_statement_s_pages(tmp_path: Path) -> None:
    asked = pack(tmp_path, "ethics: {pages: {most: 1}, place: [after-body]}")
    setter = body(140).heading("2.1 Ethical Considerations").text(35).heading("3 Conclusion").text(5)
    setter.heading("4 Ethical Considerations").text(90).heading("References").entries(30)
    assert severities(setter, asked, "page-limit") == []
