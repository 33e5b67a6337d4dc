"""How far apart glyphs are set beyond their own advance, on a sample of each page's text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from ctypes import byref
from statistics import fmean, median
from typing import Final, NamedTuple

from mlcia_check.facts import FIRST_WIDE
from mlcia_check.pdf.bounds import FARTHEST_BP
from mlcia_check.pdf.pdfium import Rect

_PER_PAGE: Final = 4
_LONGEST: Final = 48
"""Characters looked at of one object: some forty pairs show what is added to each of them."""

SHORTEST: Final = 20
"""Characters of a text object from which on it holds enough pairs within words."""

_FEWEST_WIDE: Final = 8
"""Wide glyphs of a text object from which on their pitch is looked for."""

_FEWEST_PAIRS: Final = 8

_WIDEST: Final = 0.5
"""Of the glyph's height: larger gaps come of turned text, whose boxes do not follow one another."""


class Spacing(NamedTuple):
    """How a text object is spaced, in units of the page: see `TextRun.tracking` and `TextRun.word_space`."""

    letters: float
    words: float | None


def spacings(lib: ctypes.CDLL, handle: int, stretches: Sequence[tuple[int, int, int]]) -> dict[int, Spacing]:
    """For some objects, the median space added between two letters and the mean one between two words.

    `stretches` are objects with their first character and the one after their last. Kerning
    touches few pairs and leaves the median alone; character spacing and letterspacing touch all.
    """
    found = {}
    step = max(1, len(stretches) // _PER_PAGE)
    for item, start, end in stretches[step // 2 :: step][:_PER_PAGE]:
        gaps = list(_gaps(lib, handle, start, min(end, start + _LONGEST)))
        letters = [gap for gap, words in gaps if not words]
        spaces = [gap for gap, words in gaps if words]
        if len(letters) >= _FEWEST_PAIRS:
            found[item] = Spacing(median(letters), fmean(spaces) if spaces else None)
    return found


def is_wide(text: str) -> bool:
    """Whether a text object holds enough glyphs for their pitch to be told, all of them wide."""
    glyphs = text.strip()
    return len(glyphs) >= _FEWEST_WIDE and min(glyphs) >= FIRST_WIDE


def pitch(lib: ctypes.CDLL, handle: int, start: int, text: str) -> float | None:
    """The mean distance of the glyphs of a text object that begins with character `start`, in page units.

    Marks that are set closer lower it, so that a line can have been stretched further than it says.
    """
    first = start + len(text) - len(text.lstrip())
    count = len(text.strip())
    box = Rect()
    if not lib.FPDFText_GetLooseCharBox(handle, first, byref(box)):
        return None
    begin = box.left
    if not lib.FPDFText_GetLooseCharBox(handle, first + count - 1, byref(box)):
        return None
    apart = float(box.left - begin)
    return apart / (count - 1) if abs(apart) < FARTHEST_BP else None


def white_inside(
    lib: ctypes.CDLL, handle: int, start: int, text: str, wider: float
) -> Iterator[tuple[float, float]]:
    """Where white wider than `wider` parts the words of a text object that begins with character `start`."""
    box = Rect()
    for place, letter in enumerate(text):
        if letter != " " or not 0 < place < len(text) - 1:
            continue
        if not lib.FPDFText_GetLooseCharBox(handle, start + place - 1, byref(box)):
            continue
        left = box.right
        if lib.FPDFText_GetLooseCharBox(handle, start + place + 1, byref(box)) and box.left - left > wider:
            yield left, box.left


def _gaps(lib: ctypes.CDLL, handle: int, start: int, end: int) -> Iterator[tuple[float, bool]]:
    """From where each letter's advance ends to where the next letter begins, and whether words end between.

    Spaces after a stop or a comma are left out: they may be wider.
    """
    box = Rect()
    reference = byref(box)
    reached: float | None = None
    spaces = 0
    for index in range(start, end):
        character = chr(lib.FPDFText_GetUnicode(handle, index))
        if character == " ":
            spaces += 1
            continue
        if not character.isalpha() or not lib.FPDFText_GetLooseCharBox(handle, index, reference):
            reached = None
            continue
        if reached is not None and spaces <= 1:
            gap = box.left - reached
            if abs(gap) < _WIDEST * (box.top - box.bottom):
                yield gap, spaces == 1
        reached, spaces = box.right, 0
