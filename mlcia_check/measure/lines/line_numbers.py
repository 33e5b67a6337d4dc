"""Line numbers beside the text: acmart's `review` at both sides of the page, `lineno` beside each column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.support.modes import mode

_DIGITS_MAX: Final = 5

_CHARACTERS_MAX: Final = 7
"""Characters of a number and the blanks around it."""

_EDGES_MAX: Final = 24
"""Edges that are looked at: two to a column at most, on left and right pages; a table of figures has more."""

_EDGE_WINDOW_BP: Final = 3.0
"""Line numbers are set flush right or flush left (narrow digits aside)."""

_PAGE_NUMBERS_MIN: Final = 3
"""Numbers under each other at one edge of one page: a folio or a label in a figure stands alone."""

EDGE_NUMBERS_MIN: Final = 8
"""Numbers at one edge in the whole document: `modulo` numbers every fifth line, eleven a column."""

_RISING_MIN_SHARE: Final = 0.9
"""Of neighbouring numbers of one edge on one page: `switch` may leave out a line or begin anew at a page."""

_STEP_MAX: Final = 10
"""Between neighbouring numbers: every line, every fifth, every tenth. Years and results jump."""

_FROM_TEXT_MIN_BP: Final = 4.0
"""White between a number and the text that it numbers: `lineno` leaves 10pt, acmart 17bp, a label 5pt."""

_OVERHANG_MAX_BP: Final = 1.5
"""A number may reach this far into a column's edge: glyphs hang over by 1.2bp."""


class Candidate(NamedTuple):
    """A bare number that stands off its neighbours in its row. `page` is 0-based."""

    page: int
    run: TextRun


def candidates(page: int, rows: Iterable[Sequence[TextRun]]) -> list[Candidate]:
    """Return bare numbers with white on at least one side, or alone in their row; rows come sorted from the
    left.
    """
    return [
        Candidate(page, run)
        for row in rows
        for place, run in enumerate(row)
        if len(text := run.text) <= _CHARACTERS_MAX
        and (digits := text.strip()).isdecimal()
        and len(digits) <= _DIGITS_MAX
        and _stands_off(row, place)
    ]


def _stands_off(row: Sequence[TextRun], place: int) -> bool:
    """Return whether white parts a run from one of its neighbours; the other may be an overfull line."""
    run = row[place]
    before = run.box.left - row[place - 1].box.right if place else _FROM_TEXT_MIN_BP
    after = row[place + 1].box.left - run.box.right if place + 1 < len(row) else _FROM_TEXT_MIN_BP
    if before < _FROM_TEXT_MIN_BP and after < _FROM_TEXT_MIN_BP:
        return False
    most = max(run.size_bp, run.box.right - run.box.left)
    return len(row) == 1 or (before > -most and after > -most)


def aligned(found: Sequence[Candidate]) -> frozenset[tuple[int, int]]:
    """Return the candidates that line up under each other as line numbers do, by page and painting order.

    Numbers of one edge, of all pages, count together: a last page has few of them.
    """
    chosen: set[tuple[int, int]] = set()
    for side in (_right, _left):
        rest = [candidate for candidate in found if (candidate.page, candidate.run.order) not in chosen]
        for group in _edges(rest, side):
            pages = _by_page(group)
            series = {
                page: runs for page, runs in pages.items() if len(runs) >= _PAGE_NUMBERS_MIN and _rise(runs)
            }
            if sum(map(len, series.values())) < EDGE_NUMBERS_MIN:
                continue
            chosen.update(
                (page, run.order)
                for page, runs in pages.items()
                if page in series or _rise(runs)
                for run in runs
            )
    return frozenset(chosen)


def _right(run: TextRun) -> float:
    return run.box.right


def _left(run: TextRun) -> float:
    return run.box.left


def _edges(found: Sequence[Candidate], side: Callable[[TextRun], float]) -> Iterator[list[Candidate]]:
    """Yield the candidates by common edge, the fullest edge first; a lone number is left out."""
    rest = [(side(candidate.run), candidate) for candidate in found]
    for _ in range(_EDGES_MAX):
        if len(rest) < EDGE_NUMBERS_MIN:
            return
        edge = mode([x for x, _ in rest], _EDGE_WINDOW_BP)
        if edge is None or edge.count < EDGE_NUMBERS_MIN:
            return
        near: list[Candidate] = []
        apart: list[tuple[float, Candidate]] = []
        for place in rest:
            x, candidate = place
            if abs(x - edge.value) <= _EDGE_WINDOW_BP:
                near.append(candidate)
            else:
                apart.append(place)
        yield near
        rest = apart


def beside_text(run: TextRun, columns: Sequence[tuple[float, float]]) -> bool:
    """Return whether a number stands outside the columns of text, given by their left and right edges.

    The numbers of code in the right column reach over the end of the left column's lines where the gutter is
    narrow: `listings` sets them 10pt before the code.
    """
    left, right = run.box.left + _OVERHANG_MAX_BP, run.box.right - _OVERHANG_MAX_BP
    return not any(start < left and right < end for start, end in columns)


def _by_page(group: Iterable[Candidate]) -> Mapping[int, list[TextRun]]:
    pages: dict[int, list[TextRun]] = {}
    for page, run in group:
        pages.setdefault(page, []).append(run)
    return pages


def _rise(runs: Sequence[TextRun]) -> bool:
    """Return whether the numbers, from the top, rise by small steps."""
    values = [int(run.text) for run in runs]
    small = sum(0 < after - before <= _STEP_MAX for before, after in pairwise(values))
    return small >= _RISING_MIN_SHARE * (len(values) - 1)
