"""How far apart glyphs are set beyond their own advance, on a sample of each page's text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from ctypes import byref
from statistics import median
from typing import Final

from mlcia_check.pdf.pdfium import Rect

_PER_PAGE: Final = 4
_LONGEST: Final = 24
"""Characters looked at of one object: some twenty pairs show what is added to each of them."""

SHORTEST: Final = 20
"""Characters of a text object from which on it holds enough pairs within words."""

_FEWEST_PAIRS: Final = 8

_WIDEST: Final = 0.5
"""Of the glyph's height: larger gaps come of turned text, whose boxes do not follow one another."""


def added_space(lib: ctypes.CDLL, handle: int, stretches: Sequence[tuple[int, int, int]]) -> dict[int, float]:
    """For some objects, the median space added between two letters, in units of the page.

    `stretches` are objects with their first character and the one after their last. Kerning
    touches few pairs and leaves the median alone; character spacing and letterspacing touch all.
    """
    found = {}
    step = max(1, len(stretches) // _PER_PAGE)
    for item, start, end in stretches[step // 2 :: step][:_PER_PAGE]:
        gaps = list(_gaps(lib, handle, start, min(end, start + _LONGEST)))
        if len(gaps) >= _FEWEST_PAIRS:
            found[item] = median(gaps)
    return found


def _gaps(lib: ctypes.CDLL, handle: int, start: int, end: int) -> Iterator[float]:
    """From where each letter's advance ends to where the next letter of its word begins."""
    box = Rect()
    reference = byref(box)
    reached: float | None = None
    for index in range(start, end):
        letter = chr(lib.FPDFText_GetUnicode(handle, index)).isalpha()
        if not letter or not lib.FPDFText_GetLooseCharBox(handle, index, reference):
            reached = None
            continue
        if reached is not None:
            gap = box.left - reached
            if abs(gap) < _WIDEST * (box.top - box.bottom):
                yield gap
        reached = box.right
