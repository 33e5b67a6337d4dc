"""Finds the type of each page. HotCRP counts pages of type body against a limit on the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    FURNITURE,
    Line,
    PageMeasure,
    Part,
    Role,
    Section,
)
from mlcia_check.report.hotcrp.banal.records import PageType

_COVER_MAX_LETTERS: Final = 800
"""A first page with fewer letters is a cover."""

_PROSE: Final[frozenset[Role]] = frozenset({"body", "display", "listing", "reference"})

_Place = Part | str
_ACKNOWLEDGEMENTS: Final = "acknowledgements"


def kinds(
    pages: Sequence[PageMeasure],
    by_page: Mapping[int, Sequence[Line]],
    sections: Sequence[Section],
) -> list[PageType]:
    """Return the type of every page. `by_page` holds their lines in reading order.

    A page with any running text of the body is of type body; otherwise one with any running text of the
    appendix is of type appendix. Acknowledgements count with the references.
    """
    opens = {(section.page, section.box): section for section in sections}
    thanks = False
    result: list[PageType] = []
    for page in pages:
        lines = by_page.get(page.number, ())
        prose, rest, thanks = _places(lines, opens, thanks=thanks)
        result.append(_kind(page, prose, rest))
    return result


def _places(
    lines: Sequence[Line], opens: Mapping[tuple[int, Box], Section], *, thanks: bool
) -> tuple[set[_Place], set[_Place], bool]:
    """Return the parts that hold the page's prose and its other lines; `thanks` is the acknowledgements."""
    prose: set[_Place] = set()
    rest: set[_Place] = set()
    for line in lines:
        if line.role == "heading" and (section := opens.get((line.page, line.box))) is not None:
            thanks = section.kind == _ACKNOWLEDGEMENTS
        if line.role in FURNITURE:
            continue
        place: _Place = _ACKNOWLEDGEMENTS if thanks and line.part == "body" else line.part
        (prose if line.role in _PROSE else rest).add(place)
    return prose, rest, thanks


def _kind(page: PageMeasure, prose: set[_Place], rest: set[_Place]) -> PageType:
    if page.kind in ("blank", "no-text", "unreadable"):
        return "blank"
    if page.number == 1 and page.characters < _COVER_MAX_LETTERS:
        return "cover"
    if page.kind == "floats":
        prose, rest = set(), prose | rest
    if prose & {"body", "front"}:
        return "body"
    for places in (prose, rest):
        if places and not places & {"body", "front"}:
            return "appendix" if "appendix" in places else "bib"
    return "figure"
