"""Finds the runs that set the glyphs of other runs again, for a halo, a shadow or bolder letters.

PDFium gives the characters of such runs to the first of them, and none to the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.appearance import OUTLINED

_OFFSET_MAX_SIZES: Final = 0.5
"""Of the type size: the largest offset between two runs that double each other, as for a halo or a shadow."""

_LEFT: Final = attrgetter("box.left")
_ORDER: Final = attrgetter("order")


class BareRuns:
    """The runs of a page that have no characters of their own, by font and from the left."""

    def __init__(self, runs: Iterable[TextRun]) -> None:
        by_font: defaultdict[int, list[TextRun]] = defaultdict(list)
        for run in runs:
            if not run.text:
                by_font[run.font].append(run)
        self._runs = {font: sorted(its, key=_LEFT) for font, its in by_font.items()}
        self._lefts = {font: list(map(_LEFT, its)) for font, its in self._runs.items()}

    def double_of(self, run: TextRun) -> TextRun | None:
        """Return the first run, as painted, that sets the glyphs of `run` again; None if there is none."""
        lefts = self._lefts.get(run.font)
        if lefts is None:
            return None
        near = _OFFSET_MAX_SIZES * run.size_bp
        start, end = bisect_left(lefts, run.box.left - near), bisect_right(lefts, run.box.left + near)
        doubles = (bare for bare in self._runs[run.font][start:end] if _is_double(bare, run))
        return min(doubles, key=_ORDER, default=None)


def _is_double(run: TextRun, other: TextRun) -> bool:
    """Return whether two runs of a font seem, by their measures, to set the same glyphs in nearly one
    place.
    """
    near = _OFFSET_MAX_SIZES * other.size_bp
    # An outline makes a box as much higher as wider.
    outline = other.box.height - run.box.height if OUTLINED.intersection((run.mode, other.mode)) else 0.0
    return (
        abs(run.box.left - other.box.left) < near
        and abs(run.box.bottom - other.box.bottom) < near
        and abs(run.size_bp - other.size_bp) < 0.01 * other.size_bp
        and abs(run.box.width + outline - other.box.width) < 0.01 * other.box.width
    )
