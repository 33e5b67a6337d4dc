"""Finds the runs over which many shapes or letters were painted, each too small to hide a word alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mlcia_check.model.geometry import Box, around
from mlcia_check.model.pdf_facts import Ink, TextRun

_CELL_BP: Final = 12.0
"""Side of the squares by which covers are looked up."""

_RUN_MAX_CELLS: Final = 100
"""Rows and columns of squares of a run that are looked at: a page has 51 by 66."""

_CELL_MIN_SHARE: Final = 0.1
"""Share of a square below which covers in it hide no letters: half a line of letters of 6bp takes as much."""

_PIECE_MIN_SHARE: Final = 0.35
"""Share of a run's piece in a square that later covers must cover: larger shapes may cover what is left."""

_WORD_MIN_SIZES: Final = (2.0, 1.5)
"""Of the type size: the length of covered letters that can be a word, and the greatest breadth of a line."""


def runs_under_many(runs: Sequence[TextRun], covers: Sequence[Ink]) -> Iterator[TextRun]:
    """Yield the runs of which later covers, taken together, cover a word or half of the run."""
    if not covers:
        return
    area = around(run.box for run in runs)
    paved: defaultdict[tuple[int, int], float] = defaultdict(float)
    over: defaultdict[tuple[int, int], list[Ink]] = defaultdict(list)
    for cover in covers:
        for cell, covered in _cells_of(cover.box, area):
            paved[cell] += covered
            over[cell].append(cover)
    least = _CELL_MIN_SHARE * _CELL_BP * _CELL_BP
    full: defaultdict[int, dict[int, list[Ink]]] = defaultdict(dict)
    latest = 0
    for cell, covered in paved.items():
        if covered >= least:
            column, row = cell
            full[row][column] = over[cell]
            latest = max(latest, over[cell][-1].order)
    for run in runs:
        if run.order < latest and _is_under(run, full):
            yield run


def _is_under(run: TextRun, full: Mapping[int, Mapping[int, list[Ink]]]) -> bool:
    """Return whether covers, by row and column of their squares, cover a word or half of a run."""
    box = run.box
    length, breadth = max(box.width, box.height), min(box.width, box.height)
    enough = min(length / 2, _WORD_MIN_SIZES[0] * run.size_bp) * min(
        breadth, _WORD_MIN_SIZES[1] * run.size_bp
    )
    found = 0.0
    for row in _cell_range(box.bottom, box.top)[:_RUN_MAX_CELLS]:
        its = full.get(row, {})
        bottom, top = max(row * _CELL_BP, box.bottom), min((row + 1) * _CELL_BP, box.top)
        for column in _cell_range(box.left, box.right)[:_RUN_MAX_CELLS] if its else ():
            if column not in its:
                continue
            left, right = max(column * _CELL_BP, box.left), min((column + 1) * _CELL_BP, box.right)
            covered = sum(
                (min(at.right, right) - max(at.left, left)) * (min(at.top, top) - max(at.bottom, bottom))
                for cover in its[column]
                if cover.order > run.order
                and (at := cover.box).left < right
                and at.right > left
                and at.bottom < top
                and at.top > bottom
            )
            piece = (right - left) * (top - bottom)
            if covered > 0.0 and covered >= _PIECE_MIN_SHARE * piece:
                found += piece
                if found >= enough:
                    return True
    return False


def _cells_of(box: Box, area: Box) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the squares within an area that a box meets, by column and row, with the area that it covers."""
    left, bottom = max(box.left, area.left), max(box.bottom, area.bottom)
    right, top = min(box.right, area.right), min(box.top, area.top)
    for row in _cell_range(bottom, top):
        height = min(top, (row + 1) * _CELL_BP) - max(bottom, row * _CELL_BP)
        for column in _cell_range(left, right):
            width = min(right, (column + 1) * _CELL_BP) - max(left, column * _CELL_BP)
            yield (column, row), width * height


def _cell_range(begin: float, end: float) -> range:
    """Return the numbers of the squares from one coordinate to another; none if the end comes first."""
    return range(int(begin // _CELL_BP), int(end // _CELL_BP) + 1) if begin <= end else range(0)
