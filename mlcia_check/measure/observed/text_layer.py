"""Text layers that say other words than the page shows, and characters that print nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mlcia_check.measure.observed.letters import letters
from mlcia_check.model.geometry import around
from mlcia_check.model.measured_paper import Hidden
from mlcia_check.model.pdf_facts import LINE_HYPHEN, PageFacts, Replaced
from mlcia_check.support.character_ranges import HAN, CharacterRanges
from mlcia_check.support.late_pattern import LatePattern

_UNPRINTED_RANGES: Final = (
    ("\u200b", "\u200f"),
    ("\u202a", "\u202e"),
    ("\u2060", "\u2069"),
    ("\ufeff", "\ufeff"),
    ("\U000e0000", "\U000e007f"),
)
_UNPRINTED_CHARACTERS: Final = CharacterRanges(*_UNPRINTED_RANGES)
_UNPRINTED: Final = LatePattern("[" + "".join(f"{first}-{last}" for first, last in _UNPRINTED_RANGES) + "]")
_TURNING: Final = LatePattern("[\u202d\u202e\u2066-\u2068]")
_TAG_BASE_CODE: Final = 0xE0000

_SPOKEN: Final = LatePattern(r"(?<![\\\w])[^\W\d_]{4,}")
"""A word of a text that may hold the source of formulas, whose commands (`\\alpha`) do not count."""

_WORDS_MIN_SHARE: Final = 0.6
"""Of the letters of a line of prose, those in words of four letters and more: 0.75 to 0.9."""

_SENTENCE_MIN_WORDS: Final = 8
_WORDS_PER_GLYPH_MAX: Final = 2
"""Words told for few glyphs. A formula that is read aloud has about one for each glyph, the name of an icon
seven in all; more is a sentence that the page does not show."""

_MARKS: Final = frozenset(".,:;!?'`-_|/*\u00b7\u2013\u2014\u2022")
_MARKS_WORDS_MIN: Final = 6
"""Different words that are told for marks and blanks of a page: the names of marks are fewer."""

_PIECE_MAX_CHARACTERS: Final = 4
_PIECES_MIN: Final = 12
_PIECES_MIN_SHARE: Final = 0.5
"""Shorter texts in place of others are pieces. Ligatures stand for the same letters; a dozen pieces with
other letters, and most of all pieces, are a text."""


def replaced_words(page: PageFacts) -> Iterator[Hidden]:
    """Yield words of the text layer where the page shows other words or an image."""
    pieces: list[Replaced] = []
    for_marks: dict[str, Replaced] = {}
    for replaced in page.replaced:
        painted = letters(replaced.painted or "")
        if replaced.painted is None:
            yield Hidden(page.number, replaced.box, replaced.told, "other-text")
        elif replaced.image:
            yield Hidden(page.number, replaced.box, replaced.told, "alternative")
        elif len(replaced.told) < _PIECE_MAX_CHARACTERS:
            pieces.append(replaced)
        else:
            words = [word for word in _SPOKEN.findall(replaced.told) if letters(word) not in painted]
            glyphs = "".join(replaced.painted.split())
            if _MARKS.issuperset(glyphs):
                for_marks.update((word, replaced) for word in words)
            elif words and (
                2 * len(painted) >= len(letters(replaced.told))
                or _is_words(replaced.painted)
                or _count(words) >= max(_SENTENCE_MIN_WORDS, _WORDS_PER_GLYPH_MAX * len(glyphs) + 1)
            ):
                # otherwise a formula or a symbol is read aloud in words
                yield Hidden(page.number, replaced.box, " ".join(words), "other-text")
    if _count(for_marks) >= _MARKS_WORDS_MIN:
        box = around(replaced.box for replaced in for_marks.values())
        yield Hidden(page.number, box, " ".join(for_marks), "other-text")
    others = [piece for piece in pieces if letters(piece.told) != letters(piece.painted or "")]
    if len(others) >= _PIECES_MIN and len(others) >= _PIECES_MIN_SHARE * len(pieces):
        box = around(piece.box for piece in others)
        # a piece of some letters is part of a word: parted, so many stand for as many words
        yield Hidden(page.number, box, " ".join(piece.told for piece in pieces), "other-text")


def _count(words: Iterable[str]) -> int:
    """Return the number of words; two Chinese characters count as one."""
    return sum(max(HAN.count(word) // 2, 1) for word in words)


def _is_words(painted: str) -> bool:
    """Return whether what is painted are words and no formula, whose letters stand singly."""
    return sum(map(len, _SPOKEN.findall(painted))) >= _WORDS_MIN_SHARE * sum(map(str.isalpha, painted)) > 0


def unprinted_words(page: PageFacts) -> Iterator[Hidden]:
    """Yield lines with characters that print nothing: their words without them, and turned where they
    turn.
    """
    text = "".join([run.text for run in page.runs]).replace(LINE_HYPHEN, "")
    # of most pages all characters print, and to ask that is faster than to look for some that do not
    if text.isprintable() or not any(map(_UNPRINTED_CHARACTERS.__contains__, set(text))):
        return
    done: set[float] = set()
    for run in page.runs:
        if not _UNPRINTED.search(run.text) or run.baseline_bp in done:
            continue
        done.add(run.baseline_bp)
        line = sorted(
            (other for other in page.runs if abs(other.baseline_bp - run.baseline_bp) < 1.0),
            key=lambda other: other.x_bp,
        )
        words = " ".join(other.text for other in line)
        tags = "".join(chr(ord(c) - _TAG_BASE_CODE) for c in words if 0xE0020 <= ord(c) < 0xE007F)
        plain = _UNPRINTED.sub("", words)
        box = around(other.box for other in line)
        if _TURNING.search(words):
            yield Hidden(page.number, box, plain[::-1], "bidi")
        yield Hidden(page.number, box, f"{tags}\n{plain}" if tags else plain, "zero-width")
