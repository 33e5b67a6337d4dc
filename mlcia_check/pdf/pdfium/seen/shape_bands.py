"""Looks up the shapes of a page near a run of text, in a time that does not grow with those elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, TextRun
from mlcia_check.pdf.limits import PAGE_SIDE_MAX_BP

_NEAR_BP: Final = 3.0
"""How far from the middle of a run of text a shape may begin that covers a part of it."""

_BAND_HEIGHT_BP: Final = 24.0
"""Height of the bands that index the shapes; it affects only speed."""

_BAND_MAX_SHAPES: Final = 64
"""Most shapes of a band that are all near: a band with more is parted into columns. It affects only speed."""

_COLUMN_WIDTH_BP: Final = 8.0
"""Width of these columns, about that of a marker of a plot; it affects only speed."""


class ShapeBands:
    """The shapes of a page by level bands as far up and down as there are runs; `runs` is not empty."""

    def __init__(self, runs: Sequence[TextRun], shapes: Sequence[Ink]) -> None:
        self._bands: defaultdict[int, list[Ink]] = defaultdict(list)
        self._columns: dict[int, dict[int, list[Ink]]] = {}
        bottom = max(min(run.box.bottom for run in runs), -PAGE_SIDE_MAX_BP)
        top = min(max(run.box.top for run in runs), PAGE_SIDE_MAX_BP)
        for shape in shapes:
            low, high = max(shape.box.bottom - _NEAR_BP, bottom), min(shape.box.top + _NEAR_BP, top)
            for band in range(int(low // _BAND_HEIGHT_BP), int(high // _BAND_HEIGHT_BP) + 1):
                self._bands[band].append(shape)

    def near(self, box: Box) -> Sequence[Ink]:
        """Return the shapes that may meet a box at the height of its middle; some may come twice."""
        band = int((box.bottom + box.top) / 2 // _BAND_HEIGHT_BP)
        shapes = self._bands.get(band, ())
        if len(shapes) <= _BAND_MAX_SHAPES:
            return shapes
        columns = self._columns.get(band)
        if columns is None:
            columns = self._columns[band] = _by_column(shapes)
        its = [columns[column] for column in _columns_of(box) if column in columns]
        return its[0] if len(its) == 1 else [shape for column in its for shape in column]


def _by_column(shapes: Sequence[Ink]) -> dict[int, list[Ink]]:
    columns: defaultdict[int, list[Ink]] = defaultdict(list)
    for shape in shapes:
        for column in _columns_of(shape.box):
            columns[column].append(shape)
    return columns


def _columns_of(box: Box) -> range:
    """Return the numbers of the columns that a box meets, of those on a page."""
    left, right = max(box.left, -PAGE_SIDE_MAX_BP), min(box.right, PAGE_SIDE_MAX_BP)
    return range(int(left // _COLUMN_WIDTH_BP), int(right // _COLUMN_WIDTH_BP) + 1)
