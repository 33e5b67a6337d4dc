"""Looks up the shapes of a page near a run of text, in a time that does not grow with those elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from mlcia_check.model.box_index import BoxIndex
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, TextRun
from mlcia_check.pdf.limits import PAGE_SIDE_MAX_BP

_NEAR_BP: Final = 3.0
"""How far from the middle of a run of text a shape may begin that covers a part of it."""

_BAND_HEIGHT_BP: Final = 24.0
"""Height of the bands that index the shapes; it affects only speed."""

_WHOLE_BAND_SHAPES_MAX: Final = 64
"""Most shapes of a band that are all near: those of a band with more are indexed. It affects only speed."""

_SQUARE_BP: Final = 8.0
"""Side of the squares by which shapes of a crowded band are looked up: about a mark of a plot. It affects
only speed."""


class ShapeBands:
    """The shapes of a page by level bands as far up and down as there are runs; `runs` is not empty."""

    def __init__(self, runs: Sequence[TextRun], shapes: Sequence[Ink]) -> None:
        self._bands: defaultdict[int, list[Ink]] = defaultdict(list)
        self._crowded: dict[int, BoxIndex[Ink]] = {}
        bottom = max(min(run.box.bottom for run in runs), -PAGE_SIDE_MAX_BP)
        top = min(max(run.box.top for run in runs), PAGE_SIDE_MAX_BP)
        for shape in shapes:
            low, high = max(shape.box.bottom - _NEAR_BP, bottom), min(shape.box.top + _NEAR_BP, top)
            for band in range(int(low // _BAND_HEIGHT_BP), int(high // _BAND_HEIGHT_BP) + 1):
                self._bands[band].append(shape)

    def near(self, box: Box) -> Sequence[Ink]:
        """Return the shapes that may meet a box at the height of its middle."""
        band = int((box.bottom + box.top) / 2 // _BAND_HEIGHT_BP)
        shapes = self._bands.get(band, ())
        if len(shapes) <= _WHOLE_BAND_SHAPES_MAX:
            return shapes
        if band not in self._crowded:
            self._crowded[band] = BoxIndex(((shape.box, shape) for shape in shapes), _SQUARE_BP)
        return self._crowded[band].near(box)
