"""Invisible words over the outlines of letters, as drawing programs export the text of a figure.

The letters are painted as shapes, and the words stand above them in the render mode that paints nothing, so
that they can be searched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import islice
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts, TextRun

_LETTER_MAX_BP: Final = 40.0
"""Width and height of the largest letter in a figure that is looked for."""

_HEIGHT_MIN_SIZES: Final = 0.2
_HEIGHT_MAX_SIZES: Final = 1.5
"""Of the type size: the height of a letter's outline, marks aside."""

_DRAWN_MIN_SHARE: Final = 0.5
"""Share of a run's width that outlines have: letters take 0.8 of it, and words of another length less."""

_ROW_BP: Final = 10.0
"""Height of the rows into which outlines are sorted."""

_OUTLINES_MAX: Final = 200
"""Outlines that are looked at for one run; a line of text has no more letters."""


class OutlinedWords:
    """The outlines of a page's figures."""

    def __init__(self, page: PageFacts) -> None:
        rows: defaultdict[tuple[int, int], list[tuple[float, float, float, float]]] = defaultdict(list)
        for ink in page.ink:
            box = ink.box
            if ink.form and ink.kind == "path" and max(box.width, box.height) < _LETTER_MAX_BP:
                rows[ink.form, _row(box)].append((box.left, box.right, box.bottom, box.top))
        self._rows = {key: sorted(boxes) for key, boxes in rows.items()}

    def are_under(self, run: TextRun) -> bool:
        """Return whether outlines of letters stand in the place of a figure's run."""
        box = run.box
        least, most = _HEIGHT_MIN_SIZES * run.size_bp, _HEIGHT_MAX_SIZES * run.size_bp
        drawn = 0.0
        for row in range(_row(box) - 1, _row(box) + 2):
            boxes = self._rows.get((run.form, row), [])
            first = bisect_left(boxes, (box.left - _LETTER_MAX_BP,))
            for left, right, bottom, top in islice(boxes, first, first + _OUTLINES_MAX):
                if left >= box.right:
                    break
                if right > box.left and bottom < box.top and top > box.bottom and least < top - bottom < most:
                    drawn += min(right, box.right) - max(left, box.left)
        return drawn >= _DRAWN_MIN_SHARE * box.width


def _row(box: Box) -> int:
    return int((box.bottom + box.top) / 2 // _ROW_BP)
