"""Finds the runs over which many shapes or letters were painted, each too small to hide a word alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
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

_COMPARED_COVERS_MAX: Final = 64
"""Covers of a square up to which each run is compared with each: dots of 1.5bp pave a square."""

_PARTS_PER_SIDE: Final = 4
"""Parts along the side of a square with more covers: of 3bp, half as high as the least type that is read."""

_WORD_MIN_SIZES: Final = (2.0, 1.5)
"""Of the type size: the length of covered letters that can be a word, and the greatest breadth of a line."""


class _Square:
    """The covers that meet a square of the page, in painting order."""

    def __init__(self, column: int, row: int, covers: list[Ink]) -> None:
        covers.sort(key=lambda cover: cover.order)
        self.latest = covers[-1].order
        self._covers = covers
        self._box = Box(column * _CELL_BP, row * _CELL_BP, (column + 1) * _CELL_BP, (row + 1) * _CELL_BP)

    def within(self, box: Box) -> Box:
        """Return the piece of a box that is in the square."""
        its = self._box
        return Box(
            max(its.left, box.left),
            max(its.bottom, box.bottom),
            min(its.right, box.right),
            min(its.top, box.top),
        )

    def covered(self, piece: Box, order: int) -> float:
        """Return how much of a piece of the square the covers painted after `order` cover, taken together."""
        if len(self._covers) > _COMPARED_COVERS_MAX:
            return sum(part.covered(piece, order) for part in self._parts)
        return sum(piece.shared_area(cover.box) for cover in self._covers if cover.order > order)

    @cached_property
    def _parts(self) -> list[_Part]:
        side = _CELL_BP / _PARTS_PER_SIDE
        left, bottom = self._box.left, self._box.bottom
        corners = [
            (left + column * side, bottom + row * side)
            for row in range(_PARTS_PER_SIDE)
            for column in range(_PARTS_PER_SIDE)
        ]
        return [_Part(Box(x, y, x + side, y + side), self._covers) for x, y in corners]


class _Part:
    """A part of a square with so many covers that each run cannot be compared with each cover."""

    def __init__(self, box: Box, covers: Sequence[Ink]) -> None:
        shared = [(cover.order, box.shared_area(cover.box)) for cover in covers]
        later = [(order, area) for order, area in shared if area]
        self._box = box
        self._orders = [order for order, _ in later]
        self._up_to = [0.0, *accumulate(area for _, area in later)]

    def covered(self, piece: Box, order: int) -> float:
        """Return how much of a piece is covered later, as if the covers were spread evenly over the part."""
        shared = self._box.shared_area(piece)
        if not shared:
            return 0.0
        later = self._up_to[-1] - self._up_to[bisect_right(self._orders, order)]
        return shared * min(1.0, later / (self._box.width * self._box.height))


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
    full: defaultdict[int, dict[int, _Square]] = defaultdict(dict)
    latest = 0
    for cell, covered in paved.items():
        if covered >= least:
            column, row = cell
            square = full[row][column] = _Square(column, row, over[cell])
            latest = max(latest, square.latest)
    for run in runs:
        if run.order < latest and _is_under(run, full):
            yield run


def _is_under(run: TextRun, full: Mapping[int, Mapping[int, _Square]]) -> bool:
    """Return whether covers, by row and column of their squares, cover a word or half of a run."""
    box = run.box
    length, breadth = max(box.width, box.height), min(box.width, box.height)
    enough = min(length / 2, _WORD_MIN_SIZES[0] * run.size_bp) * min(
        breadth, _WORD_MIN_SIZES[1] * run.size_bp
    )
    found = 0.0
    for row in _cell_range(box.bottom, box.top)[:_RUN_MAX_CELLS]:
        its = full.get(row, {})
        for column in _cell_range(box.left, box.right)[:_RUN_MAX_CELLS] if its else ():
            if column not in its or its[column].latest < run.order:
                continue
            piece = its[column].within(box)
            covered = its[column].covered(piece, run.order)
            if covered > 0.0 and covered >= _PIECE_MIN_SHARE * piece.width * piece.height:
                found += piece.width * piece.height
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
