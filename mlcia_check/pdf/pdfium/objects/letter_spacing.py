"""Measures the space between glyphs beyond their advances, and their height, on some lines of each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from msgspec import Struct

from mlcia_check.model.pdf_facts import FIRST_WIDE
from mlcia_check.pdf.limits import COORDINATE_MAX_BP
from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.page_records import PageReader, Sides
from mlcia_check.support.averages import mean, median

_LINES_PER_PAGE_MAX: Final = 6
_LINE_MAX_CHARACTERS: Final = 48
"""Characters that are read of one line: some forty pairs show what is added to each of them."""

_SHORT_LETTER: Final = re.compile("[nu]")
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


class LineSpacing(Struct, frozen=True):
    """The spacing of a line and the height of its letters, in page units.

    `letters` is the space between two letters, `words` that between two words, `wide` the distance between
    the origins of two ideographs, and `short` the height of the letters n and u.
    """

    letters: float
    words: float | None
    wide: float | None
    short: float | None


def spacings(
    lib: Pdfium,
    reader: PageReader,
    handle: TextPageHandle,
    lines: Sequence[tuple[int, int]],
    between: Callable[[int, int], str],
) -> dict[ObjectHandle, LineSpacing]:
    """Return the spacing of some lines, by the text object that sets the middle of the line.

    `lines` are pairs of the first character and the one after the last; `between` returns the text from one
    character to another. The space between letters is a median, that between words a mean. Kerning affects
    few pairs and leaves the median alone. Character spacing and letterspacing affect all pairs, within an
    object or with one object for each letter.
    """
    found: dict[ObjectHandle, LineSpacing] = {}
    step = max(1, len(lines) // _LINES_PER_PAGE_MAX)
    begun: list[tuple[int, str]] = []
    for start, end in lines[step // 2 :: step][:_LINES_PER_PAGE_MAX]:
        last = min(end, start + _LINE_MAX_CHARACTERS)
        text = between(start, last)
        if len(text) != last - start:
            text = "".join(chr(lib.FPDFText_GetUnicode(handle, at)) for at in range(start, last))
        begun.append((start, text))
    letters = [[at for at, letter in enumerate(text) if letter.isalpha()] for _, text in begun]
    places = [start + at for (start, _), its in zip(begun, letters, strict=True) for at in its]
    boxes = iter(reader.loose_boxes(handle, places))
    low = [_short(start, text) for start, text in begun]
    outlines = iter(reader.outline_boxes(handle, list(chain.from_iterable(low))))
    for (start, text), its, short in zip(begun, letters, low, strict=True):
        gaps = _Gaps(text, its, list(islice(boxes, len(its))))
        heights = [box[3] - box[1] for box in islice(outlines, len(short)) if box]
        last = start + len(text)
        item = None
        for middle in range((start + last) // 2, last):
            if item := lib.FPDFText_GetTextObject(handle, middle):
                break
        if item and len(gaps.letters) >= _PAIRS_MIN:
            found[item] = LineSpacing(
                letters=median(gaps.letters),
                words=mean(gaps.words) if gaps.words else None,
                wide=median(gaps.wide) if len(gaps.wide) >= _PAIRS_MIN else None,
                # an n beside Chinese is a formula's, an index at times
                short=median(heights) if heights and text[middle - start] < FIRST_WIDE else None,
            )
    return found


def _short(start: int, text: str) -> list[int]:
    """Return the places of some letters n and u of a text that begins at `start`."""
    return [start + found.start() for found in islice(_SHORT_LETTER.finditer(text), _SHORT_LETTERS_MAX)]


def is_wide(text: str) -> bool:
    """Return whether all glyphs of a text object are wide, and enough of them to measure their pitch."""
    glyphs = text.strip()
    # The first glyph settles nearly all lines of Latin letters with a ligature or a symbol.
    return len(glyphs) >= _WIDE_GLYPHS_MIN and glyphs[0] >= FIRST_WIDE and min(glyphs) >= FIRST_WIDE


def pitches(
    reader: PageReader, handle: TextPageHandle, objects: Sequence[tuple[int, str]]
) -> list[float | None]:
    """Return the mean distance of the glyphs of each text object, in page units; None if it is not known.

    `objects` are pairs of the first character and the text. Marks that are set closer lower the mean, so a
    line can be stretched more than it shows.
    """
    return [
        _mean_distance(ends, len(text.strip()))
        for ends, (_, text) in zip(origins(reader, handle, objects), objects, strict=True)
    ]


def _mean_distance(ends: tuple[float, float] | None, count: int) -> float | None:
    if not ends:
        return None
    apart = ends[1] - ends[0]
    return apart / (count - 1) if abs(apart) < COORDINATE_MAX_BP else None


def origins(
    reader: PageReader, handle: TextPageHandle, objects: Sequence[tuple[int, str]]
) -> list[tuple[float, float] | None]:
    """Return the left ends of the first and the last glyph of each text object, blanks left out.

    `objects` are pairs of the first character and the text, which has glyphs. The ends are in page units;
    None where PDFium does not know them.
    """
    firsts = [start + len(text) - len(text.lstrip()) for start, text in objects]
    lasts = [start + len(text.rstrip()) - 1 for start, text in objects]
    boxes = reader.loose_boxes(handle, firsts + lasts)
    return [
        (begin[0], end[0]) if begin and end else None
        for begin, end in zip(boxes[: len(firsts)], boxes[len(firsts) :], strict=True)
    ]


def whites_inside(
    reader: PageReader, handle: TextPageHandle, objects: Sequence[tuple[int, str, float]]
) -> list[tuple[tuple[float, float], ...]]:
    """Return the left and right end of each wide white between the words of each text object.

    `objects` are the first character, the text, and the width above which a white is wide, in page units.
    """
    spaces = [
        [place for place, letter in enumerate(text) if letter == " " and 0 < place < len(text) - 1]
        for _, text, _ in objects
    ]
    beside = [
        start + place + side
        for (start, _, _), places in zip(objects, spaces, strict=True)
        for place in places
        for side in (-1, 1)
    ]
    boxes = iter(reader.loose_boxes(handle, beside))
    return [
        tuple(_wider(((next(boxes), next(boxes)) for _ in places), wider))
        for (_, _, wider), places in zip(objects, spaces, strict=True)
    ]


def _wider(pairs: Iterator[tuple[Sides | None, Sides | None]], wider: float) -> Iterator[tuple[float, float]]:
    """Yield the whites between pairs of characters that are wider than `wider`."""
    for before, after in pairs:
        if before and after and after[0] - before[2] > wider:
            yield before[2], after[0]


class _Gaps:
    """Distances between the letters of a text, in page units.

    `places` are the letters' places in the text, `boxes` their boxes. `letters` are gaps within words, from
    the end of a letter's advance to the start of the next one. `words` are gaps between two words; those
    after a stop or a comma are left out, since they may be wider. `wide` are the distances between the
    origins of two ideographs.
    """

    def __init__(self, text: str, places: Sequence[int], boxes: Sequence[Sides | None]) -> None:
        self.letters: list[float] = []
        self.words: list[float] = []
        self.wide: list[float] = []
        is_latin = not text or max(text) < _FIRST_IDEOGRAPH
        for place, following, box, after in zip(places, places[1:], boxes, boxes[1:], strict=False):
            apart = following - place
            if apart > 2 or box is None or after is None or (apart == 2 and text[place + 1] != " "):
                continue
            gap = after[0] - box[2]
            if abs(gap) < _GAP_MAX_HEIGHTS * (after[3] - after[1]):
                (self.letters if apart == 1 else self.words).append(gap)
                if not is_latin and _are_ideographs(text[place] + text[following]):
                    self.wide.append(after[0] - box[0])


def _are_ideographs(letters: str) -> bool:
    """Return whether letters take a whole em in every font; Hangul and kana may take less."""
    return all(_FIRST_IDEOGRAPH <= letter <= _LAST_IDEOGRAPH for letter in letters)
