"""Finds ToUnicode maps that programs read in different ways, so that each sees another text.

If a map gives one code two letters, or has another number of rows than it states, some programs use it and
others ignore it or read it differently: the text that is checked is then not the text that others read. No
honest program writes such maps.

Nor does one map a glyph to a sentence: a ligature is mapped to two or three letters, so a glyph that is
mapped to whole words shows something else.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.pdf.structure.syntax import SPACE, bytes_of_hex

_NUMBER: Final = rb"([0-9]{1,10})[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]"
_REFERENCE: Final = re.compile(rb"/ToUnicode[" + SPACE + rb"]+" + _NUMBER + rb"+R")
_OBJECT: Final = re.compile(_NUMBER + rb"*obj\b")
_COUNT: Final = re.compile(rb"([0-9]{1,6})[" + SPACE + rb"]+\Z")
_ARRAY: Final = re.compile(rb"\[[^\[\]]*\]")
_ROW: Final = re.compile(rb"<([^<>]*)>\s*<([^<>]*)>")
"""A code and its text. It matches whole rows: a search for letters alone would pair a row's end with the
next."""

_WITHOUT_LETTER: Final = re.compile(rb"^% <[0-9A-F]{2,4}> /[^\s<>%]+\n", re.MULTILINE)
"""A row that pdfTeX writes as a comment, for a glyph whose name it has no letter for: "% <9B> /.notdef". It
does not count it, and every program skips it."""

_LETTER: Final = re.compile(rb"00([46][1-9A-Fa-f]|[57][0-9Aa])\Z")
"""An ASCII letter in hexadecimal digits."""

_BLANK: Final = b"0020"
_BLANK_CODES: Final = frozenset((b"20", b"0020"))
"""The blank, and its own code in a font of one byte or of two, in hexadecimal digits."""

_TOLD: Final = re.compile(rb"<([0-9A-Fa-f" + SPACE + rb"]{16,})>")
"""The text of a code, if it has four or more letters; a code has at most four bytes."""

_LETTERS_MIN: Final = 4
"""Fewest letters of a reported text of one glyph: ligatures have at most three, as ffi."""

_TEXTS_MAX: Final = 2_000
"""Most texts of glyphs that are kept."""

_COUNT_DISTANCE_MAX_BYTES: Final = 16
_HEAD_MAX_BYTES: Final = 2_000
_MAP_MAX_BYTES: Final = 1 << 20
"""Bytes of a stream's dictionary and of an unpacked map; a map of Chinese has 10 to 60 KB."""


class Maps(Struct, frozen=True):
    """Odd ToUnicode maps: the number of maps with two readings, and the words to which one glyph
    is mapped.
    """

    two_readings: int = 0
    glyph_words: tuple[str, ...] = ()


def odd_maps(data: bytes, objects: Iterable[bytes]) -> Maps:
    """Return what is odd about the ToUnicode maps of a file (`data`).

    `objects` are the contents of its object streams. A map that is encrypted or compressed with a filter
    other than Flate is not checked.
    """
    wanted = {number for text in (data, *objects) for number in _REFERENCE.findall(text)}
    two_readings, words = 0, dict[str, None]()
    for table in _streams(data, wanted) if wanted else ():
        two_readings += _has_two_readings(table)
        for row in _TOLD.findall(table):
            told = bytes_of_hex(row)
            text = told[: len(told) // 2 * 2].decode("utf-16-be", "replace")
            if sum(map(str.isalpha, text)) >= _LETTERS_MIN and len(words) < _TEXTS_MAX:
                words[text] = None
    return Maps(two_readings, tuple(words))


def _streams(data: bytes, wanted: set[bytes]) -> Iterator[bytes]:
    """Yield the unpacked streams with these object numbers."""
    for part in data.split(b"endstream"):
        begin = part.find(b"stream")
        if begin < 0:
            continue
        numbers = _OBJECT.findall(part[max(begin - _HEAD_MAX_BYTES, 0) : begin])
        if not numbers or numbers[-1] not in wanted:
            continue
        content = part[begin + len(b"stream") :].lstrip(b"\r\n")
        if b"beginbf" in content:
            yield content
            continue
        try:
            yield zlib.decompressobj().decompress(content, _MAP_MAX_BYTES)
        except zlib.error:
            continue


def _has_two_readings(table: bytes) -> bool:
    """Return whether programs can read different letters from a map.

    matplotlib states one row and writes none for a font whose glyphs have no letters. With no row after it,
    no program finds any. Editors add a row for the blank to a map without one, and do not count it.
    """
    letters: dict[bytes, bytes] = {}
    before, *blocks = _WITHOUT_LETTER.sub(b"", table).split(b"beginbf")
    for block in blocks:
        rows = block.partition(b"endbf")[0]
        if block is blocks[-1] and b"<" not in block:
            break
        width = 2 if rows.startswith(b"char") else 3
        pairs = _ROW.findall(rows.lower()) if width == 2 else []
        count = _COUNT.search(before, max(len(before) - _COUNT_DISTANCE_MAX_BYTES, 0))
        if count is None:
            return True
        stated = int(count[1])
        blanks = sum(letter == _BLANK and code in _BLANK_CODES for code, letter in pairs[stated:])
        if _ARRAY.sub(b"<>", rows).count(b"<") != width * (stated + blanks):
            return True
        for code, letter in pairs:
            if _LETTER.match(letter) and letters.setdefault(code, letter) != letter:
                return True
        before = block
    return False
