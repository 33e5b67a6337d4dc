"""Measures the space between glyphs beyond their advances, and their height, on some lines of each page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from ctypes import byref, c_void_p
from typing import Final, NamedTuple

from mlcia_check.model.pdf_facts import FIRST_WIDE
from mlcia_check.pdf.limits import COORDINATE_MAX_BP
from mlcia_check.pdf.pdfium.binding import Pdfium, Rect, TextPageHandle, unchecked
from mlcia_check.support.averages import mean, median

_LINES_PER_PAGE_MAX: Final = 6
_LINE_MAX_CHARACTERS: Final = 48
"""Characters that are read of one line: some forty pairs show what is added to each of them."""

LINE_MIN_CHARACTERS: Final = 20
"""Least characters of a line with enough pairs within words."""

_SHORT_LETTERS: Final = "nu"
"""Letters of the x-height whose boxes are equally high in text typefaces; one letter in eleven is one of
them."""

_SHORT_LETTERS_MAX: Final = 3

_WIDE_GLYPHS_MIN: Final = 8
"""Least number of wide glyphs of a text object whose pitch is measured."""

_PAIRS_MIN: Final = 8

_FIRST_IDEOGRAPH: Final = "\u3400"
_LAST_IDEOGRAPH: Final = "\u9fff"

_GAP_MAX_HEIGHTS: Final = 0.5
"""Of the glyph's height: larger gaps come from turned text, whose boxes do not follow one another."""


class LineSpacing(NamedTuple):
    """The spacing of a line and the height of its letters, in page units.

    `letters` is the space between two letters, `words` that between two words, `wide` the distance between
    the origins of two ideographs, and `short` the height of the letters n and u.
    """

    letters: float
    words: float | None
    wide: float | None
    short: float | None


def spacings(
    lib: Pdfium, handle: TextPageHandle, lines: Sequence[tuple[int, int]], between: Callable[[int, int], str]
) -> dict[int, LineSpacing]:
    """Return the spacing of some lines, by the text object that sets the middle of the line.

    `lines` are pairs of the first character and the one after the last; `between` returns the text from one
    character to another. The space between letters is a median, that between words a mean. Kerning affects
    few pairs and leaves the median alone. Character spacing and letterspacing affect all pairs, within an
    object or with one object for each letter.
    """
    found: dict[int, LineSpacing] = {}
    step = max(1, len(lines) // _LINES_PER_PAGE_MAX)
    for start, end in lines[step // 2 :: step][:_LINES_PER_PAGE_MAX]:
        last = min(end, start + _LINE_MAX_CHARACTERS)
        text = between(start, last)
        if len(text) != last - start:
            text = "".join(chr(lib.FPDFText_GetUnicode(handle, at)) for at in range(start, last))
        gaps = _Gaps(lib, handle, start, text)
        middle = (start + last) // 2
        owners = (lib.FPDFText_GetTextObject(handle, at) for at in range(middle, last))
        item = next((owner for owner in owners if owner), None)
        if item is not None and len(gaps.letters) >= _PAIRS_MIN:
            found[item] = LineSpacing(
                letters=median(gaps.letters),
                words=mean(gaps.words) if gaps.words else None,
                wide=median(gaps.wide) if len(gaps.wide) >= _PAIRS_MIN else None,
                short=_short(lib, handle, start, text),
            )
    return found


def _short(lib: Pdfium, handle: TextPageHandle, start: int, text: str) -> float | None:
    """Return the median height of some letters n and u as drawn; None if the text has neither."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [place for place, letter in enumerate(text) if letter in _SHORT_LETTERS]
    heights = [
        top.value - bottom.value
        for place in places[:_SHORT_LETTERS_MAX]
        if lib.FPDFText_GetCharBox(
            handle, start + place, byref(left), byref(right), byref(bottom), byref(top)
        )
    ]
    return median(heights) if heights else None


def is_wide(text: str) -> bool:
    """Return whether all glyphs of a text object are wide, and enough of them to measure their pitch."""
    glyphs = text.strip()
    return len(glyphs) >= _WIDE_GLYPHS_MIN and min(glyphs) >= FIRST_WIDE


def pitch(lib: Pdfium, handle: TextPageHandle, start: int, text: str) -> float | None:
    """Return the mean distance of the glyphs of a text object that begins at `start`, in page units.

    Marks that are set closer lower the mean, so a line can be stretched more than it shows.
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
    return apart / (count - 1) if abs(apart) < COORDINATE_MAX_BP else None


def white_inside(
    lib: Pdfium, handle: TextPageHandle, start: int, text: str, wider: float
) -> Iterator[tuple[float, float]]:
    """Yield the left and right end of each white wider than `wider` between the words of a text object.

    The object begins with character `start`.
    """
    box = Rect()
    for place, letter in enumerate(text):
        if letter != " " or not 0 < place < len(text) - 1:
            continue
        if not lib.FPDFText_GetLooseCharBox(handle, start + place - 1, byref(box)):
            continue
        left = box.right
        if lib.FPDFText_GetLooseCharBox(handle, start + place + 1, byref(box)) and box.left - left > wider:
            yield left, box.left


class _Gaps:
    """Distances between the letters of a text that begins with character `start`, in page units.

    `letters` are gaps within words, from the end of a letter's advance to the start of the next one. `words`
    are gaps between two words; those after a stop or a comma are left out, since they may be wider. `wide`
    are the distances between the origins of two ideographs.
    """

    def __init__(self, lib: Pdfium, handle: TextPageHandle, start: int, text: str) -> None:
        self.letters: list[float] = []
        self.words: list[float] = []
        self.wide: list[float] = []
        box = Rect()
        ask, page, reference = unchecked(lib, "FPDFText_GetLooseCharBox"), c_void_p(handle), byref(box)
        reached: float | None = None
        begun = 0.0
        before = ""
        spaces = 0
        for place, letter in enumerate(text, start):
            if letter == " ":
                spaces += 1
                continue
            if not letter.isalpha() or not ask(page, place, reference):
                reached = None
                continue
            left = box.left
            if reached is not None and spaces <= 1:
                gap = left - reached
                if abs(gap) < _GAP_MAX_HEIGHTS * (box.top - box.bottom):
                    (self.words if spaces else self.letters).append(gap)
                    if letter >= _FIRST_IDEOGRAPH and _is_ideograph(letter) and _is_ideograph(before):
                        self.wide.append(left - begun)
            reached, begun, before, spaces = box.right, left, letter, 0


def _is_ideograph(letter: str) -> bool:
    """Return whether a letter takes a whole em in every font; Hangul and kana may take less."""
    return _FIRST_IDEOGRAPH <= letter <= _LAST_IDEOGRAPH
