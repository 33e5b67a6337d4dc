"""How far apart glyphs are set beyond their own advance, and how high: on a sample of each page's lines."""

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
"""Characters of a line from which on it holds enough pairs within words."""

_SHORT_LETTERS: Final = "nu"
"""Letters of the x-height whose boxes are equally high in text typefaces, and frequent: one in eleven."""

_FEWEST_WIDE: Final = 8
"""Wide glyphs of a text object from which on their pitch is looked for."""

_FEWEST_PAIRS: Final = 8

_WIDEST: Final = 0.5
"""Of the glyph's height: larger gaps come of turned text, whose boxes do not follow one another."""


class Spacing(NamedTuple):
    """How a line is spaced and how high its letters are, in units of the page.

    `letters` and `words` are the spaces between two of them, `wide` is the distance of the origins of two
    ideographs, `short` the height of the letters n and u.
    """

    letters: float
    words: float | None
    wide: float | None
    short: float | None


def spacings(lib: ctypes.CDLL, handle: int, lines: Sequence[tuple[int, int]]) -> dict[int, Spacing]:
    """For some lines, the median space added between two letters and the mean one between two words.

    `lines` are their first characters and the ones after their last; what is found of a line belongs to
    the object that sets its middle. Kerning touches few pairs and leaves the median alone; character
    spacing and letterspacing touch all, within an object or by one object for each letter.
    """
    found = {}
    step = max(1, len(lines) // _PER_PAGE)
    for start, end in lines[step // 2 :: step][:_PER_PAGE]:
        last = min(end, start + _LONGEST)
        item = next(
            (
                item
                for at in range((start + last) // 2, last)
                if (item := lib.FPDFText_GetTextObject(handle, at))
            ),
            None,
        )
        gaps = list(_gaps(lib, handle, start, last))
        letters = [gap.white for gap in gaps if not gap.words]
        spaces = [gap.white for gap in gaps if gap.words]
        wide = [gap.pitch for gap in gaps if gap.wide]
        if item is not None and len(letters) >= _FEWEST_PAIRS:
            found[item] = Spacing(
                letters=median(letters),
                words=fmean(spaces) if spaces else None,
                wide=median(wide) if len(wide) >= _FEWEST_PAIRS else None,
                short=_short(lib, handle, start, last),
            )
    return found


def _short(lib: ctypes.CDLL, handle: int, start: int, end: int) -> float | None:
    """The median height of the letters n and u as drawn, None where there is none."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    heights = [
        top.value - bottom.value
        for at in range(start, end)
        if chr(lib.FPDFText_GetUnicode(handle, at)) in _SHORT_LETTERS
        and lib.FPDFText_GetCharBox(handle, at, byref(left), byref(right), byref(bottom), byref(top))
    ]
    return median(heights) if heights else None


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


class _Gap(NamedTuple):
    """Between two letters, in page units: `white` from where the first one's advance ends.

    `pitch` is the distance of their origins. `words`: a space is between them; `wide`: both are ideographs.
    """

    white: float
    pitch: float
    words: bool
    wide: bool


def _gaps(lib: ctypes.CDLL, handle: int, start: int, end: int) -> Iterator[_Gap]:
    """Between one letter and the next.

    Spaces after a stop or a comma are left out: they may be wider.
    """
    box = Rect()
    reference = byref(box)
    reached: float | None = None
    begun = 0.0
    before = ""
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
                wide = character >= FIRST_WIDE and before >= FIRST_WIDE
                yield _Gap(gap, box.left - begun, spaces == 1, wide)
        reached, begun, before, spaces = box.right, box.left, character, 0
