"""A page limit that leaves sections out: what is free, and what tries to pass for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import mlcia_check
from tests.set_paper import Setter
from tests.venues.sectioned import FULL, Sections, body, findings, pack

HONEST: dict[str, Callable[[Sections], Setter]] = {
    "one section": lambda paper: paper.heading("Open Science").text(12),
    "two sections": lambda paper: (
        paper.heading("Ethical Considerations").text(20).heading("Open Science").text(9)
    ),
    "both in one": lambda paper: paper.heading("Ethics and Open Science").text(30),
    "with a number": lambda paper: paper.heading("3 Limitations").text(25),
    "with subsections": lambda paper: (
        paper.heading("3 Limitations").text(5).heading("3.1 Data").text(5).heading("3.2 Models").text(5)
    ),
    "run in with a paragraph": lambda paper: paper.run_in("Limitations.", 25),
    "other sections between": lambda paper: (
        paper.heading("Open Science").text(10).heading("Limitations").text(12).heading("Ethics").text(9)
    ),
}
"""What follows two full pages of body."""

CHEATS: dict[str, Callable[[Sections], Setter]] = {
    "another section of the body follows": lambda paper: (
        paper.heading("Open Science").text(9).heading("3 More").text(9)
    ),
    "a second introduction": lambda paper: paper.heading("Ethics").text(9).heading("1 Introduction").text(40),
    "other words in the heading": lambda paper: paper.heading("Limitations of Earlier Attacks").text(30),
    "a section of no name that the pack has": lambda paper: paper.heading("Open Results").text(20),
    "joined with another section": lambda paper: paper.heading("Limitations and Results").text(30),
    "a paragraph of the body follows one that is run in": lambda paper: paper.run_in(
        "Limitations.", 9
    ).run_in("Accuracy.", 30),
    "an unnumbered section of another name": lambda paper: (
        paper.heading("Ethics").text(9).heading("Availability").text(40)
    ),
    "numbered as one of the body, and the body goes on": lambda paper: (
        paper.heading("3 Ethics").text(9).heading("4 Conclusion").text(12)
    ),
}
"""What counts, whatever it is called."""

DOUBTFUL: dict[str, Callable[[Sections], Setter]] = {
    "more than a page": lambda paper: paper.heading("Open Science").text(140),
    "more than a page in several pieces": lambda paper: (
        paper.heading("Ethics").text(70).heading("Limitations").text(20).heading("Ethics").text(70)
    ),
    "results below it": lambda paper: paper.heading("3 Limitations").text(9).heading("3.1 Results").text(140),
    "a figure of the results": lambda paper: (
        paper.heading("Limitations").text(9).float_("Figure 1: Accuracy by rounds.", 200.0).text(9)
    ),
}


@pytest.mark.parametrize("what", HONEST)
def test_a_free_section_behind_a_full_body_keeps_the_limit(tmp_path: Path, what: str) -> None:
    paper = HONEST[what](body()).heading("References").entries(30)
    assert findings(paper, pack(tmp_path), "page-limit") == []


@pytest.mark.parametrize("what", HONEST)
def test_the_same_counts_where_the_pack_does_not_free_it(tmp_path: Path, what: str) -> None:
    paper = HONEST[what](body()).heading("References").entries(30)
    strict = pack(tmp_path, free="[bibliography, appendix]")
    assert findings(paper, strict, "page-limit") == [("error", 3)]


@pytest.mark.parametrize("what", CHEATS)
def test_text_of_the_body_counts_whatever_it_is_called(tmp_path: Path, what: str) -> None:
    paper = CHEATS[what](body()).heading("References").entries(30)
    assert findings(paper, pack(tmp_path), "page-limit") == [("error", 3)]


@pytest.mark.parametrize("what", DOUBTFUL)
def test_what_may_be_text_of_the_body_is_for_a_person(tmp_path: Path, what: str) -> None:
    paper = DOUBTFUL[what](body()).heading("References").entries(30)
    found = findings(paper, pack(tmp_path), "page-limit")
    assert [severity for severity, _ in found] == ["review"]


def test_what_is_doubtful_does_not_matter_within_the_limit(tmp_path: Path) -> None:
    paper = DOUBTFUL["a figure of the results"](body(FULL - 100)).heading("References").entries(30)
    assert findings(paper, pack(tmp_path), "page-limit") == []


def test_floats_are_the_section_s_where_the_pack_says_so(tmp_path: Path) -> None:
    paper = DOUBTFUL["a figure of the results"](body()).heading("References").entries(30)
    assert findings(paper, pack(tmp_path, "limitations: {floats: true}"), "page-limit") == []


@pytest.mark.parametrize(
    ("bound", "lines", "found"),
    [
        ("words: {most: 400}", 40, []),
        ("words: {most: 100}", 40, [("error", 3)]),
        ("pages: {most: 0.5}", 40, []),
        ("pages: {most: 0.2}", 40, [("error", 3)]),
    ],
)
def test_what_is_beyond_the_most_of_a_section_counts(
    tmp_path: Path, bound: str, lines: int, found: list[tuple[str, int]]
) -> None:
    paper = body().heading("Open Science").text(lines).heading("References").entries(30)
    assert findings(paper, pack(tmp_path, f"open-science: {{{bound}}}"), "page-limit") == found


def test_a_section_within_the_body_is_free_where_the_pack_says_so(tmp_path: Path) -> None:
    paper = body(FULL - 60).heading("3 Ethics").text(50).heading("4 Conclusion").text(10)
    paper.heading("References").entries(30)
    anywhere = pack(tmp_path, "ethics: {place: [in-body, after-body]}")
    assert findings(paper, anywhere, "page-limit") == []


@pytest.mark.parametrize(
    ("late", "lines", "behind", "found"),
    [
        pytest.param("true", FULL, False, [("review", 2)], id="in front of the list"),
        pytest.param("true", FULL, True, [], id="behind the list"),
        pytest.param("true", FULL - 90, False, [], id="within the limit"),
        pytest.param("false", FULL, False, [], id="where the call takes both"),
    ],
)
def test_an_appendix_in_front_of_the_references_may_be_text_of_the_body(
    tmp_path: Path, late: str, lines: int, behind: bool, found: list[tuple[str, object]]
) -> None:
    paper = body(lines)
    for heading in ("References", "A Proofs") if behind else ("A Proofs", "References"):
        paper.heading(heading)
        if heading == "References":
            paper.entries(30)
        else:
            paper.text(60)
    asked = pack(tmp_path, free=f"[bibliography, appendix], late_appendix: {late}")
    assert findings(paper, asked, "page-limit") == found


@pytest.mark.parametrize("heading", ["A Open Science", "Appendix A: Open Science", "Open Science"])
def test_a_section_behind_the_references_is_free(tmp_path: Path, heading: str) -> None:
    paper = body().heading("References").entries(20).heading(heading).text(60)
    assert findings(paper, pack(tmp_path, free="[bibliography, open-science]"), "page-limit") == []


def test_one_number_in_every_report(tmp_path: Path) -> None:
    paper = body().heading("Ethics").text(20).heading("References").entries(30).heading("A Proofs").text(30)
    document = mlcia_check.check(paper.pdf(), pack(tmp_path))
    budget = document.page_budget
    assert budget is not None
    assert (document.pages, budget.counted, budget.limit) == (3, 2, 2)
    assert "page-limit" not in {finding.rule for finding in document.findings}
    assert 1 < budget.body <= 2
    assert set(budget.free) == {"bibliography", "appendix"}
    assert [(section.id, section.heading) for section in budget.sections] == [("ethics", "Ethics")]


@pytest.mark.parametrize(("size", "found"), [(9.963, []), (6.0, [("error", 3)]), (1.0, [("error", 3)])])
@pytest.mark.parametrize("run_in", [False, True])
def test_a_heading_that_is_too_small_to_be_read_frees_nothing(
    tmp_path: Path, size: float, run_in: bool, found: list[tuple[str, int]]
) -> None:
    paper = body()
    if run_in:
        paper.run_in("Open Science.", 30, size=size)
    else:
        paper.heading("Open Science", size=size).text(30)
    paper.heading("References").entries(30)
    assert findings(paper, pack(tmp_path), "page-limit") == found


@pytest.mark.parametrize("paint", ["1 g", "0.97 g", "3 Tr"])
def test_a_heading_that_nobody_sees_frees_nothing(tmp_path: Path, paint: str) -> None:
    paper = body()
    paper.heading("Open Science", paint=paint).text(30).heading("References").entries(30)
    assert findings(paper, pack(tmp_path), "page-limit") == [("error", 3)]
