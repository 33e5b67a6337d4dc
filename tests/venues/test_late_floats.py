"""Floats behind the reference list, under a limit that leaves the references out."""

from __future__ import annotations

import pytest

import mlcia_check
from mlcia_check.model.rule_pack import Pack
from mlcia_check.rulebook import load_pack
from tests.set_paper import Format, Setter
from tests.venues.packs_of_venues import FOLDER

USENIX = FOLDER / "usenix-security.yaml"
PAGE = 108
"""Lines of text on a page of two columns."""

MOST = 2
RESULTS = ("Results of the evaluation", "Accuracy by rounds", "What an answer costs", "Noise and budget")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack of a venue that leaves references and appendices out, with a limit of two pages."""
    path = tmp_path_factory.mktemp("packs") / "usenix.yaml"
    path.write_text(USENIX.read_text("utf-8").replace("most: 13", f"most: {MOST}"), encoding="utf-8")
    return load_pack(str(path))


def answer(setter: Setter, under: Pack) -> tuple[str, object] | None:
    """The severity of the page limit's finding and its number of pages, None without one."""
    found = [one for one in mlcia_check.check(setter.pdf(), under).findings if one.rule == "page-limit"]
    assert len(found) < 2
    return (found[0].severity, found[0].measured) if found else None


def body(lines: int, referring: str = "") -> Setter:
    """A body of about `lines` lines, which refers to floats by `referring`."""
    setter = Setter(Format()).title("Counting What an Answer Costs").heading("1 Introduction")
    setter.text(lines // 2).heading("2 Results").text(1, opening=referring)
    return setter.text(lines - lines // 2)


def full_page_of_floats(setter: Setter, first: int = 1) -> Setter:
    setter.clear()
    for number in range(first, first + 4):
        setter.float_(f"Figure {number}: {RESULTS[number % 4]}.", 250.0 + 3.0 * number, rows=8)
    return setter


FULL = 2 * PAGE - 26
"""Lines that fill two pages with title and headings."""


def test_floats_that_the_body_names_are_the_body_s(pack: Pack) -> None:
    paper = full_page_of_floats(body(FULL, "Figures 1-4 show").heading("References").entries(30))
    assert answer(paper, pack) == ("error", 3)


@pytest.mark.parametrize("named", ["Figs. 2 and 3 show", "Figure 4 (left) shows"])
def test_any_named_float_makes_its_page_the_body_s(pack: Pack, named: str) -> None:
    paper = full_page_of_floats(body(FULL, named).heading("References").entries(30))
    assert answer(paper, pack) == ("error", 3)


def test_floats_that_nothing_names_are_for_a_person(pack: Pack) -> None:
    paper = full_page_of_floats(body(FULL).heading("References").entries(30))
    assert answer(paper, pack) == ("review", 3)


def test_floats_for_which_the_body_has_room_are_for_a_person(pack: Pack) -> None:
    paper = body(PAGE + 30, "Figure 1 shows").heading("References").entries(60).clear()
    assert answer(paper.float_("Figure 1: Accuracy by rounds.", 200.0), pack) in (None, ("review", 3))


def test_a_short_paper_with_late_floats_keeps_the_limit(pack: Pack) -> None:
    paper = full_page_of_floats(body(PAGE - 30, "Figure 1 shows").heading("References").entries(30))
    assert answer(paper, pack) is None


def test_a_last_float_of_the_body_on_a_page_of_references_is_free(pack: Pack) -> None:
    paper = body(FULL, "Figure 1 shows").clear().heading("References").entries(20)
    assert answer(paper.float_("Figure 1: Accuracy by rounds.", 300.0).entries(30), pack) is None


def test_more_than_a_page_of_floats_between_references_is_for_a_person(pack: Pack) -> None:
    paper = body(FULL, "Figure 1 shows").clear().heading("References")
    for number in range(1, 7):
        paper.entries(6).float_(f"Figure {number}: {RESULTS[number % 4]}.", 400.0 + 9.0 * number)
    found = answer(paper, pack)
    assert found is not None
    assert found[0] == "review"


def test_floats_of_an_appendix_are_the_appendix_s(pack: Pack) -> None:
    paper = body(FULL, "Appendix A has more").heading("References").entries(40)
    paper.heading("A Further Results").text(30, opening="Figures 1 to 4 show")
    assert answer(full_page_of_floats(paper).text(20), pack) is None


def test_floats_of_an_appendix_that_the_body_names_too(pack: Pack) -> None:
    paper = body(FULL, "Figure 3 in Appendix A shows").heading("References").entries(40)
    paper.heading("A Further Results").text(30, opening="Figures 1 to 4 show")
    assert answer(full_page_of_floats(paper).text(20), pack) is None
