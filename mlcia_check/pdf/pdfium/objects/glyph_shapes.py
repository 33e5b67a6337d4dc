"""Finds runs whose glyphs do not look like the letters that the text layer states.

A ToUnicode map, an encoding or a font program can give every glyph the name of another letter: the page then
shows one text, and programs extract another. Of each object that is tested, the box of one letter is
requested: a g, p, q or y goes below the baseline in every font but small capitals, and most other letters do
not; a Chinese comma is small, and 的 is not. Only if that letter does not fit, all letters of the object are
compared with their expected shape. Fonts of scripts other than Latin and Chinese are not tested, nor are
turned pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from mlcia_check.model.pdf_facts import INVISIBLE, TextRun
from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.page_records import PageReader, Sides
from mlcia_check.support.late_pattern import LatePattern

_LONG_MIN_CHARACTERS: Final = 16
"""Characters from which on an object is judged alone: TeX writes a line as one object, other programs a
word."""

_SHORT_FIRST_OBJECTS: Final = 40
_SHORT_STEP_OBJECTS: Final = 4
"""Shorter objects of one page that are tested: the first `_SHORT_FIRST_OBJECTS`, and then one in
`_SHORT_STEP_OBJECTS`."""

_NEIGHBOURHOOD_OBJECTS: Final = 8
"""Number of shorter objects before and after a wrong one that are judged together with it."""

_DESCENDING: Final = re.compile("[gpqy]")
_X_HEIGHT_MAX_SIZES: Final = 0.75
"""Of the type size: the x-height is 0.4 to 0.6, and a Chinese character is up to 0.85 high."""

_DESCENDER_MIN_SIZES: Final = 0.08
"""Of the type size: g, p, q and y go at least this far below the baseline; 0.18 to 0.3 in text faces."""

_ON_BASELINE: Final = frozenset("abcdehiklmnorstuvwxz")
_LOW: Final = frozenset("acemnorsuvwxz")
_HIGH: Final = frozenset("bdhkl")
_DEEP: Final = frozenset("gpqy")
_NARROW: Final = frozenset("il")
_WIDE: Final = frozenset("mw")

_SUNK_MIN_SIZES: Final = 0.12
"""Of the type size: no letter that stands on the baseline goes this far below it; round letters go 0.02."""

_ASCENDER_MIN_X_HEIGHTS: Final = 1.15
"""Of the x-height: letters with an ascender are higher (1.3 to 1.7), other letters are not."""

_X_HEIGHT_MIN_LETTERS: Final = 4
"""Letters without ascenders from which on a font is compared with its own x-height. Fonts of fewer letters
are compared with that of all: text in which each word has a font of its own has no x-height by font."""

_ALIKE_HEIGHT_MAX_SHARE: Final = 0.12
"""Of their height: the heights of small capitals differ by no more."""

_NARROW_WIDTH_MAX_RATIO: Final = 0.95
"""Of the width of m and w: i and l are no wider, even in fixed-pitch faces with slab serifs."""

_LIGATURES: Final = frozenset("ff fi fl fj fb fh fk ft tt ti Th Qu ct st sp ch ck tz".split())  # noqa: SIM905
"""Letters next to each other for which text faces have one glyph."""

_LETTERS_MIN: Final = 8
_WRONG_MIN_SHARE: Final = 0.25
"""The least number of letters to compare, and the share of wrong ones from which on the text is another one.
With random names, 0.6 of all letters are wrong; in honest fonts none are, in script faces some."""

_STRAY_MAX_SHARE: Final = 0.05
"""Share of letters below the baseline that small capitals may have: Q, and a comma read as a letter."""

_CENTRED_MAX_SIZES: Final = 0.1
"""Of the type size: the middles of a diagram's glyphs differ by no more in height, since each is centred in
its square; those of b and p differ by 0.25."""

_WORDS: Final = LatePattern(r"[^\W\d_]{2,}")
_VOWEL: Final = LatePattern("[aeiouyAEIOUY]")
_IN_WORDS_MIN_SHARE: Final = 0.75
"""Share of characters that belong to words. It is 0.95 in prose, and at most 0.6 on a chess board: half of
its squares are empty, and are coded as digits or single letters."""

_WRONG_CHINESE_MIN: Final = 3
"""Chinese characters of one page that cannot be what the text layer states; honest fonts have none."""

_SMALL_CHINESE: Final = frozenset("，。、一")
_LARGE_CHINESE: Final = frozenset("的是在有和我们这为对国要能数据模型学习方法用與為這數據學習")
_CHINESE: Final = _SMALL_CHINESE | _LARGE_CHINESE
_PUNCTUATION_MAX_SIZES: Final = 0.4
"""Of the type size: a comma or a full stop is smaller on both sides, and no character is that small."""

_SMALL_HEIGHT_MAX_SIZES: Final = 0.6
_LARGE_SIDE_MIN_SIZES: Final = 0.45
"""Of the type size: marks are lower than the first; both sides of a character of many strokes are longer
than the second."""


class _Shape(NamedTuple):
    """A letter and the box of its outline in units of the type size; heights are above the baseline.

    `word` is the same for the letters of one word: the order of its run, and where in the run it begins.
    `font` is that of the run.
    """

    letter: str
    width: float
    bottom: float
    top: float
    word: tuple[int, int]
    font: int


class Shapes:
    """The letters of a page's open text (`lib`, `handle`).

    `starts` maps text objects to the index of their first character, `handles` maps the orders of runs to
    text objects. A height y in page units is at `scale` * y + `rise` on the page as viewed.
    """

    def __init__(
        self,
        lib: Pdfium,
        reader: PageReader,
        handle: TextPageHandle,
        starts: Mapping[ObjectHandle, int],
        handles: Mapping[int, ObjectHandle],
        scale: float,
        rise: float,
    ) -> None:
        self._lib = lib
        self._reader = reader
        self._handle = handle
        self._starts = starts
        self._handles = handles
        self._scale = scale
        self._rise = rise
        self._boards: dict[int, bool] = {}

    def other_than_told(self, runs: Iterable[TextRun]) -> frozenset[int]:
        """Return the orders of the runs whose glyphs are not the letters of their text."""
        latin: list[TextRun] = []
        chinese: list[tuple[TextRun, int]] = []
        for run in runs:
            if run.angle or run.mode == INVISIBLE or not run.size_bp:
                continue
            text = run.text
            if text.isascii() or _CHINESE.isdisjoint(text):
                latin.append(run)
            else:
                chinese.append((run, next(at for at, letter in enumerate(text) if letter in _CHINESE)))
        found = self._other_latin(latin)
        doubtful = [
            run
            for (run, _), shape in zip(chinese, self._shapes_at(chinese), strict=True)
            if shape and _is_wrong_chinese(shape)
        ]
        if doubtful:
            wrong = sum(_is_wrong_chinese(shape) for run in doubtful for shape in self._shapes(run))
            if wrong >= _WRONG_CHINESE_MIN:
                found.update(run.order for run in doubtful)
        return frozenset(found)

    def _other_latin(self, runs: Sequence[TextRun]) -> set[int]:
        """Return the orders of wrong Latin runs; long runs are judged alone, short ones with neighbours."""
        tested, short = _tested(runs)
        found: set[int] = set()
        wrong_short: set[int] = set()
        for run in self._high(tested):
            if self._is_of_board(run, runs):
                continue
            if len(run.text) < _LONG_MIN_CHARACTERS:
                wrong_short.add(run.order)
            elif _is_other(list(self._shapes(run))):
                found.add(run.order)
        for at, wrong in enumerate(short):
            if wrong.order not in wrong_short:
                continue
            around = short[max(at - _NEIGHBOURHOOD_OBJECTS, 0) : at + _NEIGHBOURHOOD_OBJECTS + 1]
            together = [run for run in around if not self._boards.get(run.font)]
            if _is_other([shape for run in together for shape in self._shapes(run)]):
                found.update(run.order for run in together)
        return found

    def _is_of_board(self, run: TextRun, runs: Sequence[TextRun]) -> bool:
        """Return whether the font of a run draws the squares of a diagram on this page."""
        if run.font not in self._boards:
            self._boards[run.font] = self._is_board([other for other in runs if other.font == run.font])
        return self._boards[run.font]

    def _is_board(self, runs: Sequence[TextRun]) -> bool:
        """Return whether the runs of a font are the squares of a diagram (of chess, say), not words."""
        told = "".join("".join(run.text for run in runs).split())
        in_words = sum(len(word) for word in _WORDS.findall(told) if _VOWEL.search(word))
        if in_words >= _IN_WORDS_MIN_SHARE * len(told):
            return False
        shapes = [shape for run in runs for shape in self._shapes(run) if shape.letter.isalpha()]
        middles = [(shape.bottom + shape.top) / 2 for shape in shapes]
        return bool(middles) and max(middles) - min(middles) <= _CENTRED_MAX_SIZES

    def _high(self, letters: Sequence[tuple[TextRun, int]]) -> Iterator[TextRun]:
        """Yield the runs whose g, p, q or y does not go below the baseline, or is as high as Chinese.

        `letters` are runs, each with the place of such a letter. This looks at every line of a paper, so it
        does not build a `_Shape`.
        """
        scale, rise = self._scale, self._rise
        for (run, _), sides in zip(letters, self._sides_of(letters), strict=True):
            if sides is None:
                continue
            _, bottom, _, top = sides
            base, size = (run.baseline_bp - rise) / scale, run.size_bp / scale
            if bottom < top and (
                bottom > base - _DESCENDER_MIN_SIZES * size or top > base + _X_HEIGHT_MAX_SIZES * size
            ):
                yield run

    def _shapes(self, run: TextRun) -> Iterator[_Shape]:
        """Yield the shapes of the letters of a run, without those of ligatures.

        The letters of an object can be in several places of the page's text: only the first place counts.
        """
        start = self._starts.get(self._handles[run.order], 0)
        letters = [
            (run, at)
            for at, letter in enumerate(run.text)
            if self._lib.FPDFText_GetUnicode(self._handle, start + at) == ord(letter)
        ]
        yield from _without_ligatures(list(filter(None, self._shapes_at(letters))))

    def _shapes_at(self, letters: Sequence[tuple[TextRun, int]]) -> Iterator[_Shape | None]:
        """Yield the shape of each letter, given by its run and its place in the run's text."""
        for (run, at), sides in zip(letters, self._sides_of(letters), strict=True):
            yield None if sides is None else self._shape(run, at, sides)

    def _sides_of(self, letters: Sequence[tuple[TextRun, int]]) -> Sequence[Sides | None]:
        starts, handles = self._starts, self._handles
        places = [starts[handles[run.order]] + at for run, at in letters]
        return self._reader.outline_boxes(self._handle, places)

    def _shape(self, run: TextRun, at: int, sides: Sides) -> _Shape | None:
        left, bottom, right, top = sides
        if right <= left or top <= bottom:
            return None
        scale, size = self._scale, run.size_bp
        base = run.baseline_bp - self._rise
        return _Shape(
            run.text[at],
            (right - left) * scale / size,
            (bottom * scale - base) / size,
            (top * scale - base) / size,
            (run.order, _start_of_word(run.text, at)),
            run.font,
        )


def _tested(runs: Sequence[TextRun]) -> tuple[list[tuple[TextRun, int]], list[TextRun]]:
    """Return the runs that are tested, each with its first g, p, q or y, and all short runs.

    All long runs are tested, and some of the short ones.
    """
    tested: list[tuple[TextRun, int]] = []
    short: list[TextRun] = []
    search = _DESCENDING.search
    for run in runs:
        text = run.text
        if len(text) < _LONG_MIN_CHARACTERS:
            short.append(run)
            if len(short) > _SHORT_FIRST_OBJECTS and len(short) % _SHORT_STEP_OBJECTS:
                continue
        if match := search(text):
            tested.append((run, match.start()))
    return tested, short


def _without_ligatures(shapes: Sequence[_Shape]) -> Iterator[_Shape]:
    """Yield the letters that have a glyph of their own: the letters of a ligature all have its outline."""
    joined: set[int] = set()
    for at, (one, other) in enumerate(pairwise(shapes)):
        if one[1:] == other[1:] and one.letter + other.letter in _LIGATURES:
            joined.update((at, at + 1))
    yield from (shape for at, shape in enumerate(shapes) if at not in joined)


def _start_of_word(text: str, at: int) -> int:
    while at and text[at - 1].isalpha():
        at -= 1
    return at


def _median(values: Iterable[float]) -> float:
    """Return the middle value; importing `statistics` for it would cost time for every paper."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _is_wrong_chinese(shape: _Shape) -> bool:
    height = shape.top - shape.bottom
    if "\u4e00" <= shape.letter <= "\u9fff" and max(height, shape.width) < _PUNCTUATION_MAX_SIZES:
        return True
    if shape.letter in _SMALL_CHINESE:
        return height > _SMALL_HEIGHT_MAX_SIZES
    return shape.letter in _LARGE_CHINESE and (
        height < _LARGE_SIDE_MIN_SIZES or shape.width < _LARGE_SIDE_MIN_SIZES
    )


def _is_other(shapes: Sequence[_Shape]) -> bool:
    """Return whether Latin letters cannot be what the text layer states.

    Words in small capitals are judged apart: `PlaceChild` in an algorithm has no ascender and no descender.
    """
    low = [shape for shape in shapes if shape.letter in _LOW]
    if not low or len(shapes) < _LETTERS_MIN:
        return False
    base = _median(shape.bottom for shape in shapes if shape.letter in _ON_BASELINE)
    height_of_all = _median(shape.top for shape in low) - base
    latin = [shape for shape in shapes if shape.letter in _ON_BASELINE or shape.letter in _DEEP]
    tops = sorted(shape.top - base for shape in latin)
    deep = sum(shape.bottom - base < -_SUNK_MIN_SIZES for shape in latin)
    tenth = len(tops) // 10
    are_level = tops[-1 - tenth] - tops[tenth] <= _ALIKE_HEIGHT_MAX_SHARE * height_of_all
    if are_level and deep <= _STRAY_MAX_SHARE * len(latin):
        return _are_no_capitals(latin)
    capitals, others = _small_capitals(latin, base, height_of_all)
    if _are_no_capitals(capitals):
        return True
    heights = _x_heights(low, base)
    tested = wrong = 0
    for letter, _, bottom, top, _, font in others:
        height = heights.get(font, height_of_all)
        if letter in _DEEP:
            is_wrong = bottom - base > -_DESCENDER_MIN_SIZES
        elif letter in _LOW:
            is_wrong = bottom - base < -_SUNK_MIN_SIZES or top - base > _ASCENDER_MIN_X_HEIGHTS * height
        elif letter in _HIGH:
            is_wrong = bottom - base < -_SUNK_MIN_SIZES or top - base < _ASCENDER_MIN_X_HEIGHTS * height
        else:
            continue
        tested += 1
        wrong += is_wrong
    return tested >= _LETTERS_MIN and wrong >= _WRONG_MIN_SHARE * tested


def _x_heights(low: Iterable[_Shape], base: float) -> dict[int, float]:
    """Return the x-heights of the fonts with enough letters, by font; `low` has letters without ascenders.

    The labels of a plot beside a table can be in a type whose x-height is a quarter larger.
    """
    fonts: dict[int, list[float]] = {}
    for shape in low:
        fonts.setdefault(shape.font, []).append(shape.top)
    return {font: _median(tops) - base for font, tops in fonts.items() if len(tops) >= _X_HEIGHT_MIN_LETTERS}


def _small_capitals(
    shapes: Iterable[_Shape], base: float, height: float
) -> tuple[list[_Shape], list[_Shape]]:
    """Return the letters of the words that may be in small capitals, and the other letters.

    All letters of such a word are of one height, though its text has letters with ascenders or descenders.
    """
    words: dict[tuple[int, int], list[_Shape]] = {}
    for shape in shapes:
        words.setdefault(shape.word, []).append(shape)
    capitals: list[_Shape] = []
    others: list[_Shape] = []
    for word in words.values():
        tops = [shape.top for shape in word]
        is_level = max(tops) - min(tops) <= _ALIKE_HEIGHT_MAX_SHARE * height and all(
            shape.bottom - base > -_SUNK_MIN_SIZES for shape in word if shape.letter != "q"
        )
        differs = any(shape.letter in _HIGH or shape.letter in _DEEP for shape in word)
        (capitals if is_level and differs else others).extend(word)
    return capitals, others


def _are_no_capitals(shapes: Sequence[_Shape]) -> bool:
    """Return whether letters of equal height are not small capitals: i and l are as wide as m and w."""
    narrow = [shape.width for shape in shapes if shape.letter in _NARROW]
    wide = [shape.width for shape in shapes if shape.letter in _WIDE]
    return len(narrow) > 1 and bool(wide) and _median(narrow) > _NARROW_WIDTH_MAX_RATIO * _median(wide)
