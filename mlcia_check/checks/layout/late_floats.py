"""Asks whether floats behind the reference list make a paper longer than its limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from mlcia_check.model.answers import Doubt, Place
from mlcia_check.model.measured_paper import FURNITURE, WIDE, Line, Paper, Part, holds_only_floats

_SHARED_PAGES_MAX = 1.0
"""Pages of floats between references: the last floats of a body end up there and take less than a page."""


def late_float_doubt(
    paper: Paper, pages: int, filled: float, most: float, free: Collection[Part]
) -> Doubt | None:
    """Return a doubt if floats behind the reference list decide whether `most` pages are kept.

    `pages` is the number of pages that count if the parts `free` do not; what counts fills `filled` pages and
    tenths. Three cases decide:
    - pages of the body's floats count, but the body would have room for them on its own pages;
    - the text names none of the floats of a page, so that the page may be the body's;
    - pages of references hold more than a page of floats.
    """
    if "bibliography" not in free:
        return None
    by_page = _by_page(paper)
    behind = _behind_list(by_page)
    named = [page for page in behind if by_page[page][0].part not in free]
    unnamed = [page for page in behind if by_page[page][0].part == "bibliography"]
    if pages > most:
        is_certain = pages - len(named) > most or filled > most
        return None if is_certain else _doubt(paper, named, pages, most)
    if pages + len(unnamed) > most:
        return _doubt(paper, unnamed, pages + len(unnamed), most)
    room = _room_between_references(by_page)
    if sum(room.values()) > _SHARED_PAGES_MAX and pages - 1 + sum(room.values()) > most:
        return _doubt(paper, sorted(room), round(pages + sum(room.values()), 1), most)
    return None


def _doubt(paper: Paper, pages: Sequence[int], measured: float, most: float) -> Doubt:
    first = next(line for line in paper.lines if line.page == pages[0] and line.role in ("caption", "float"))
    return Doubt(
        "late-floats",
        place=Place(first.page, first.box, first.text),
        pages=tuple(pages),
        measured=measured,
        expected=most,
        unit="pages",
    )


def _by_page(paper: Paper) -> dict[int, list[Line]]:
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in paper.lines:
        if line.role not in FURNITURE:
            pages[line.page].append(line)
    return pages


def _behind_list(by_page: Mapping[int, Sequence[Line]]) -> list[int]:
    """Return the pages of floats behind the first page of references, without those of the appendix."""
    lists = [page for page, lines in by_page.items() if any(line.role == "reference" for line in lines)]
    return [
        page
        for page, lines in by_page.items()
        if lists
        and page > min(lists)
        and lines[0].part != "appendix"
        and holds_only_floats([line.role for line in lines])
    ]


def _room_between_references(by_page: Mapping[int, Sequence[Line]]) -> dict[int, float]:
    """Return the room of floats on pages of references, in pages, by page.

    A line takes what lies between it and the line above: the caption of a drawing takes the drawing.
    """
    lines = [line for page in by_page.values() for line in page]
    top, bottom = max(line.box.top for line in lines), min(line.box.bottom for line in lines)
    columns = max(line.column for line in lines) + 1 or 1
    found: dict[int, float] = {}
    for page, here in by_page.items():
        if not any(line.role == "reference" for line in here) or holds_only_floats(
            [line.role for line in here]
        ):
            continue
        room = sum(_float_room(here, column, top) for column in range(columns)) / (columns * (top - bottom))
        if room:
            found[page] = room
    return found


def _float_room(lines: Sequence[Line], column: int, top: float) -> float:
    """Return the height of the floats of the bibliography in a column of one page, in bp."""
    above, room = top, 0.0
    for line in sorted(lines, key=lambda line: -line.baseline_bp):
        if line.column not in (column, WIDE):
            continue
        if line.role in ("caption", "float") and line.part == "bibliography":
            room += max(above - line.baseline_bp, 0.0)
        above = min(above, line.baseline_bp)
    return room
