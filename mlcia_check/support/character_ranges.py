"""Counts and finds characters of large ranges, such as Chinese ones.

A regular expression with such a range takes more than a millisecond to compile, because `re` looks at each
character of the range.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from mlcia_check.support.late_pattern import LatePattern

_BEYOND_LATIN: Final = LatePattern("[^\\x00-\\xff]+")


def beyond_latin(text: str) -> str:
    """Return the characters of a text that are not in Latin-1, in order."""
    return "" if text.isascii() else "".join(_BEYOND_LATIN.findall(text))


class CharacterRanges:
    """A set of characters, given by the first and the last of each range: ("\\u4e00", "\\u9fff").

    A text is searched for those of them that are not in Latin-1.
    """

    def __init__(self, *ranges: tuple[str, str]) -> None:
        self._ranges = ranges

    def __contains__(self, character: str) -> bool:
        return any(first <= character <= last for first, last in self._ranges)

    def are_in(self, text: str) -> bool:
        """Return whether the text has at least one of the characters."""
        return any(map(self.__contains__, beyond_latin(text)))

    def are_all_of(self, text: str) -> bool:
        """Return whether the text consists of the characters, and has at least one."""
        return bool(text) and all(map(self.__contains__, text))

    def count(self, text: str) -> int:
        """Return how many of the characters the text has."""
        return sum(times for character, times in Counter(beyond_latin(text)).items() if character in self)


_BASIC_HAN: Final = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"))

HAN: Final = CharacterRanges(*_BASIC_HAN)
"""Chinese characters, with the hexagrams among them (U+4DC0 to U+4DFF)."""

HAN_OF_ALL_PLANES: Final = CharacterRanges(*_BASIC_HAN, ("\U00020000", "\U0003ffff"))
"""The same with the rare ones beyond U+FFFF."""

WIDE_CHARACTERS: Final = CharacterRanges(
    ("\u2e80", "\ud7ff"), ("\uf900", "\uffef"), ("\U00020000", "\U0003ffff")
)
"""Ideographs, kana, hangul and full-width marks are as wide as two letters; letters of formulas are not."""

SIGNS: Final = CharacterRanges(("\u25a0", "\u26ff"), ("\u2701", "\u2775"))
"""Geometric shapes, signs and dingbats, without the letters and digits in circles on both sides of them. By
these programs draw the points of plots: R writes a full circle for each, tens of thousands on a page."""
