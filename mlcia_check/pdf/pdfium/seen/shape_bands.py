"""Looks up the shapes of a page near a run of text, in a time that does not grow with those elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, TextRun
from mlcia_check.pdf.limits import PAGE_SIDE_MAX_BP

_NEAR_BP: Final = 3.0
"""How far from the middle of a run of text a shape may begin that covers a part of it."""

_BAND_HEIGHT_BP: Final = 24.0
"""Height of the bands that index the shapes; it affects only speed."""

_WHOLE_BAND_SHAPES_MAX: Final = 64
"""Most shapes of a band that are all near: a band with more is parted into columns. It affects only speed."""

_COLUMN_WIDTH_BP: Final = 8.0
"""Width of these columns, about that of a marker of a plot; it affects only speed."""

_COLUMNS_MAX: Final = 32
"""Columns that a shape meets up to which it is noted in each; a broader one is near all runs. It affects only
speed: a file can place its shapes 14,400bp apart."""


class ShapeBands:
    """The shapes of a page by level bands as far up and down as there are runs; `runs` is not empty."""

    def __init__(self, runs: Sequence[TextRun], shapes: Sequence[Ink]) -> None:
        self._bands: defaultdict[int, list[Ink]] = defaultdict(list)
        self._crowded: dict[int, _CrowdedBand] = {}
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
        if len(shapes) <= _WHOLE_BAND_SHAPES_MAX:
            return shapes
        if band not in self._crowded:
            self._crowded[band] = _CrowdedBand(shapes)
        return self._crowded[band].near(box)


class _CrowdedBand:
    """The shapes of a band by upright columns."""

    def __init__(self, shapes: Sequence[Ink]) -> None:
        self._broad: list[Ink] = []
        self._columns: defaultdict[int, list[Ink]] = defaultdict(list)
        for shape in shapes:
            its = _columns_of(shape.box)
            if len(its) > _COLUMNS_MAX:
                self._broad.append(shape)
            else:
                for column in its:
                    self._columns[column].append(shape)

    def near(self, box: Box) -> list[Ink]:
        its = [self._columns[column] for column in _columns_of(box) if column in self._columns]
        return [*self._broad, *chain.from_iterable(its)]


def _columns_of(box: Box) -> range:
    """Return the numbers of the columns that a box meets."""
    return range(int(box.left // _COLUMN_WIDTH_BP), int(box.right // _COLUMN_WIDTH_BP) + 1)
