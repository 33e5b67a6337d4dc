"""Reads ToUnicode maps of the usual form with regular expressions.

pdfminer reads a map token by token in Python, and decodes all of its texts: those of a page's fonts take
longer than the page. What it might read in another way (arrays, comments, other kinds of ranges, a code with
two texts, damage) is left to it.
"""

from __future__ import annotations

import re
from typing import Final

from pdfminer.cmapdb import FileUnicodeMap

_DIGITS: Final = rb"<(?:[0-9A-Fa-f]{2}){1,%d}>\s*"
_CODE: Final = _DIGITS % 4
_TEXT: Final = _DIGITS % 64
_CHARS: Final = re.compile(rb"\s*(?:%b)*" % (_CODE + _TEXT))
_RANGES: Final = re.compile(rb"\s*(?:%b)*" % (_CODE + _CODE + _TEXT))
_PART: Final = re.compile(rb"(?<=\s)beginbf(char|range)\s+([^a-z%()]*)endbf\1(?=\s)")
_NOT_PLAIN: Final = re.compile(rb"%|bfchar|bfrange|cidchar|cidrange|usecmap")
"""What else could give codes a text, or hide what does, outside of the parts of a plain map."""

_COUNTED_DIGITS: Final = 8
"""Hex digits at the end of a range's first text that count on."""

_Texts = dict[int, tuple[int, bytes]]
"""For each code the first one of its range, and the text of that one in hex digits."""


class _PlainMap(FileUnicodeMap):
    """Decodes the text of a code when it is asked for: a page shows a few of its fonts' codes."""

    def __init__(self, parts: list[_Texts]) -> None:
        super().__init__()
        self._parts = parts

    def get_unichr(self, cid: int) -> str:
        """Return the text of a code. Raises KeyError if it has none."""
        if cid not in self.cid2unichr:
            for part in self._parts:
                if cid in part:
                    self.add_cid2unichr(cid, _counted_on(*part[cid], cid))
        return super().get_unichr(cid)


def _counted_on(first: int, digits: bytes, code: int) -> bytes:
    kept, counted = digits[:-_COUNTED_DIGITS], digits[-_COUNTED_DIGITS:]
    return bytes.fromhex((kept + b"%0*x" % (len(counted), int(counted, 16) + code - first)).decode())


def plain_character_map(content: bytes) -> FileUnicodeMap | None:
    """Return the map of a font's codes to text; None if pdfminer might read it in another way."""
    head, _, rest = content.partition(b"begincmap")
    body, _, tail = rest.partition(b"endcmap")
    if not rest or b"bf" in head or b"begincmap" in tail:
        return None
    before, begins, parts = body.partition(b"beginbf")
    parts = before[-1:] + begins + parts
    outside = _PART.sub(b"", parts)
    if _NOT_PLAIN.search(before + outside) or b"(" in outside:
        return None
    found = []
    for kind, entries in _PART.findall(parts):
        texts = _chars(entries) if kind == b"char" else _ranges(entries)
        if texts is None:
            return None
        found.append(texts)
    return _PlainMap(found)


def _chars(entries: bytes) -> _Texts | None:
    """Return the texts of single codes; None if the entries are not plain, or one code has two texts."""
    if not _CHARS.fullmatch(entries):
        return None
    words = _words(entries)
    codes = [int(word, 16) for word in words[::2]]
    found = dict(zip(codes, zip(codes, words[1::2], strict=True), strict=True))
    return found if len(found) == len(codes) else None


def _ranges(entries: bytes) -> _Texts | None:
    """Return the texts of ranges of codes; None if the entries are not plain, or one code has two texts."""
    if not _RANGES.fullmatch(entries):
        return None
    words = _words(entries)
    found: _Texts = {}
    size = 0
    for begin, end, digits in zip(words[::3], words[1::3], words[2::3], strict=True):
        first, last, counted = int(begin, 16), int(end, 16), digits[-_COUNTED_DIGITS:]
        if len(begin) != len(end) or int(counted, 16) + last - first >= 1 << (4 * len(counted)):
            return None
        codes = range(first, last + 1)
        found.update(dict.fromkeys(codes, (first, digits)))
        size += len(codes)
    return found if len(found) == size else None


def _words(entries: bytes) -> list[bytes]:
    """Return the strings of hex digits without their brackets."""
    return entries.replace(b"<", b" ").replace(b">", b" ").split()
