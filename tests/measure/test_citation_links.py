"""Links to the entries of the list, as evidence where the words leave open what is cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from mlcia_check.measure.document.citation_links import leaves_open, with_links
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Citation, Line, Paper, Reference, Role
from mlcia_check.model.pdf_facts import CitationLink
from mlcia_check.pdf import reader
from tests.papers import paper

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
LINE = Box(54.0, 500.0, 294.0, 509.0)


def entry(number: int, label: str = "") -> Reference:
    top = 700.0 - 20.0 * number
    return Reference(9, Box(318.0, top - 17.0, 558.0, top), label, f"A. Author {number}. 2020.", 7.0)


def numbered(*citations: Citation, entries: int = 3) -> Paper:
    references = tuple(entry(number, str(number)) for number in range(1, entries + 1))
    return structs.replace(paper(), references=references, citations=citations)


def cites(*labels: str, missing: tuple[str, ...] = ()) -> Citation:
    return Citation(2, LINE, f"[{', '.join(labels)}]", labels, "number", missing)


def to(number: int, x: float = 100.0, y: float = 504.0) -> CitationLink:
    """A link on the line, to where hyperref sets an entry's anchor: a little above its first line."""
    return CitationLink(2, Box(x, y - 4.0, x + 8.0, y + 4.0), 9, 318.0, entry(number).box.top + 3.0)


@pytest.mark.parametrize(
    ("citations", "open_"),
    [
        ((cites("1", "2", "3"),), False),
        ((cites("1", "2"),), True),
        ((cites("1", "2", "3"), cites("7", missing=("7",))), True),
        ((), True),
    ],
)
def test_links_are_asked_only_where_words_leave_something_open(
    citations: tuple[Citation, ...], open_: bool
) -> None:
    assert leaves_open(numbered(*citations)) is open_


def test_a_paper_without_a_list_leaves_nothing_open() -> None:
    assert not leaves_open(structs.replace(paper(), references=(), citations=(cites("7", missing=("7",)),)))


def test_an_entry_that_a_link_leads_to_is_cited() -> None:
    proven = with_links(numbered(cites("1")), (to(2), to(2)))

    assert [citation.labels for citation in proven.citations] == [("1",), ("2",)]
    assert proven.citations[1].style == "link"
    assert leaves_open(proven)
    assert not leaves_open(with_links(proven, (to(3),)))


@pytest.mark.parametrize(
    ("links", "missing"),
    [
        ((to(1, x=90.0), to(2, x=110.0)), ()),
        ((to(1, x=90.0),), ("7",)),
        ((to(1, x=90.0), to(2, y=300.0)), ("7",)),
        ((to(1, x=90.0), to(2, x=400.0)), ("7",)),
    ],
)
def test_a_citation_is_resolved_where_each_of_its_labels_is_a_link(
    links: tuple[CitationLink, ...], missing: tuple[str, ...]
) -> None:
    proven = with_links(numbered(cites("1", "7", missing=("7",))), links)

    assert proven.citations[0].missing == missing


@pytest.mark.parametrize(
    ("labels", "links", "stays"),
    [
        (("2", "7"), (to(1),), False),
        (("5", "6", "7"), (to(1),), False),
        (("7",), (to(1),), True),
        (("2", "7"), (), True),
        (("2", "7"), (to(1, y=300.0),), True),
    ],
)
def test_where_citations_are_links_a_list_without_a_link_is_an_interval_or_a_set(
    labels: tuple[str, ...], links: tuple[CitationLink, ...], stays: bool
) -> None:
    below = structs.replace(cites(*labels, missing=("7",)), box=Box(54.0, 400.0, 294.0, 409.0))

    proven = with_links(numbered(cites("1"), below), links)

    assert any(citation.missing for citation in proven.citations) == stays


@pytest.mark.parametrize(
    ("role", "links", "stays"),
    [
        ("float", (to(1),), False),
        ("display", (to(1),), False),
        ("body", (to(1),), True),
        ("float", (), True),
    ],
)
def test_where_citations_are_links_a_number_without_a_link_in_a_figure_is_a_label(
    role: Role, links: tuple[CitationLink, ...], stays: bool
) -> None:
    label = structs.replace(cites("7", missing=("7",)), box=Box(54.0, 400.0, 294.0, 409.0))
    drawn = Line(2, 0, role, "body", "[7] [12]", label.box, 402.0, 7.0, 1.0, 0, bold=False, full=False)
    measured = structs.replace(numbered(cites("1"), label), lines=(drawn,))

    assert any(citation.missing for citation in with_links(measured, links).citations) == stays


def links_of(data: bytes) -> tuple[CitationLink, ...]:
    with reader.opened(data) as file:
        file.facts()
        return file.citation_links()


def test_the_links_of_a_paper_lead_to_its_entries() -> None:
    links = links_of((FIXTURES / "cited-by-alias.pdf").read_bytes())

    assert len({(link.target, link.x_bp, link.y_bp) for link in links}) == 16
    assert all(link.box.left > 52.0 and link.box.right < 561.0 for link in links)


def test_a_file_without_such_links_has_none() -> None:
    assert links_of((FIXTURES / "office.pdf").read_bytes()) == ()
