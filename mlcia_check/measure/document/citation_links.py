"""Links to the entries as evidence, where the words of the text leave open what is cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs

from mlcia_check.model.measured_paper import Citation, Paper, Reference, Role
from mlcia_check.model.pdf_facts import CitationLink

_ANCHOR_BESIDE_MAX_BP: Final = 30.0
"""bp by which a destination may stand left or right of its entry: the anchor is set before the label."""

_ANCHOR_ABOVE_MAX_BP: Final = 24.0
"""bp from an entry's first line up or down to its anchor: hyperref raises it by about a leading."""

_DRAWN: Final[tuple[Role, ...]] = ("float", "display")
"""Roles of lines whose words are labels, cells and symbols."""


def leaves_open(paper: Paper) -> bool:
    """Return whether the text cites what the list does not have, or the list has what the text does not
    cite.
    """
    if not paper.references:
        return False
    if any(citation.missing for citation in paper.citations):
        return True
    labels = {label for citation in paper.citations for label in citation.labels}
    places = {place for citation in paper.citations for place in citation.entries}
    return not all(
        reference.label in labels if reference.label else place in places
        for place, reference in enumerate(paper.references)
    )


def with_links(paper: Paper, links: Sequence[CitationLink]) -> Paper:
    """Return the paper with what the links prove: entries that they lead to are cited, and citations that are
    links all through are resolved, whatever number or name they show. Where the paper's citations are links,
    numbers in a bracket without a link are an interval or a set; a single one was typed by hand, but in a
    figure or a formula it is a label of its own.
    """
    if not links:
        return paper
    on_page: defaultdict[int, list[CitationLink]] = defaultdict(list)
    for link in links:
        on_page[link.page].append(link)
    wanted: Counter[tuple[int, float]] = Counter()
    for citation in paper.citations:
        wanted[citation.page, citation.box.bottom] += len(citation.labels)
    by_links = _cites_by_links(paper.citations, on_page)
    drawn = {(line.page, line.box) for line in paper.lines if line.role in _DRAWN}
    resolved = []
    for citation in paper.citations:
        if citation.missing:
            own = _links_on_line(citation, on_page[citation.page])
            if own >= wanted[citation.page, citation.box.bottom]:
                resolved.append(structs.replace(citation, missing=()))
            elif (
                not by_links
                or citation.style != "number"
                or (len(citation.labels) == 1 and (citation.page, citation.box) not in drawn)
            ):
                resolved.append(citation)
        else:
            resolved.append(citation)
    return structs.replace(
        paper, citations=(*resolved, *_by_links(links, paper.references, set(_cited(paper))))
    )


def _cites_by_links(citations: Sequence[Citation], links: Mapping[int, Sequence[CitationLink]]) -> bool:
    """Return whether most citations of entries that are there stand on a line with a link to the list."""
    numbers = [citation for citation in citations if citation.style == "number" and not citation.missing]
    linked = sum(_links_on_line(citation, links.get(citation.page, ())) > 0 for citation in numbers)
    return 2 * linked > len(numbers)


def _links_on_line(citation: Citation, links: Sequence[CitationLink]) -> int:
    line = citation.box
    return sum(
        line.bottom <= (link.box.bottom + link.box.top) / 2 <= line.top
        and line.left <= (link.box.left + link.box.right) / 2 <= line.right
        for link in links
    )


def _cited(paper: Paper) -> list[int]:
    """Return the places of the entries that the words of the text cite."""
    labels = {label for citation in paper.citations for label in citation.labels}
    places = {place for citation in paper.citations for place in citation.entries}
    return [
        place
        for place, reference in enumerate(paper.references)
        if place in places or (reference.label and reference.label in labels)
    ]


def _by_links(
    links: Sequence[CitationLink], references: Sequence[Reference], cited: set[int]
) -> list[Citation]:
    """Return a citation for each entry that only a link shows to be cited."""
    found = []
    for link in links:
        place = _entry(link, references)
        if place is None or place in cited:
            continue
        cited.add(place)
        reference = references[place]
        name = reference.label or reference.text[:40]
        found.append(Citation(link.page, link.box, name, (name,), "link", (), (place,)))
    return found


def _entry(link: CitationLink, references: Sequence[Reference]) -> int | None:
    """Return the place of the entry that a link leads to: the one whose head is nearest below or at its
    point.
    """
    nearest, distance = None, _ANCHOR_ABOVE_MAX_BP
    for place, reference in enumerate(references):
        box = reference.box
        if reference.page != link.target or abs(link.x_bp - box.left) > _ANCHOR_BESIDE_MAX_BP:
            continue
        if abs(box.top - link.y_bp) < distance:
            nearest, distance = place, abs(box.top - link.y_bp)
    return nearest
