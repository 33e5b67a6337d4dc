"""Chinese characters in a text: whether it has any, and how many.

A regular expression takes a millisecond to compile if a set in it has 20,000 characters. UTF-8 gives these
characters a dozen first bytes, and no byte inside a character looks like a first one: so they are searched in
UTF-8, with an expression that compiles at once.
"""

from __future__ import annotations

from typing import Final

from mlcia_check.support.late_pattern import LatePattern


class HanCharacters:
    """A set of characters, given as a pattern of their first bytes in UTF-8."""

    def __init__(self, first_bytes: bytes) -> None:
        self._pattern = LatePattern(first_bytes)

    def any_in(self, text: str) -> bool:
        """Return whether the text has one of these characters."""
        return not text.isascii() and self._pattern.search(_utf_8(text)) is not None

    def count(self, text: str) -> int:
        """Return how many of the text's characters are in this set."""
        return 0 if text.isascii() else len(self._pattern.findall(_utf_8(text)))


HAN: Final = HanCharacters(rb"\xe3[\x90-\xbf]|[\xe4-\xe9]|\xef[\xa4-\xab]")
"""U+3400 to U+9FFF and U+F900 to U+FAFF: the ideographs of the Basic Multilingual Plane."""

HAN_LETTERS: Final = HanCharacters(rb"\xe3[\x90-\xbf]|\xe4[^\xb7]|[\xe5-\xe9]|\xef[\xa4-\xab]")
"""The same without the hexagrams U+4DC0 to U+4DFF, which are symbols."""

HAN_OF_ALL_PLANES: Final = HanCharacters(rb"\xe3[\x90-\xbf]|[\xe4-\xe9]|\xef[\xa4-\xab]|\xf0[\xa0-\xbf]")
"""HAN with the rarer ideographs from U+20000 to U+3FFFF."""


def _utf_8(text: str) -> bytes:
    """Encode a text, which may hold half of a surrogate pair: a PDF's own table can say anything."""
    return text.encode("utf-8", "surrogatepass")
