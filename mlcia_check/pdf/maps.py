"""ToUnicode maps that readers of a file read in two ways, so that each sees another text.

A map that gives one code two letters, or has another number of rows than it says, is taken by some readers
and left out, or taken otherwise, by others: what one of them checks is not what another one reads. No program
writes such maps.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from mlcia_check.pdf.syntax import SPACE

_NUMBER: Final = rb"([0-9]{1,10})[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]"
_REFERENCE: Final = re.compile(rb"/ToUnicode[" + SPACE + rb"]+" + _NUMBER + rb"+R")
_OBJECT: Final = re.compile(_NUMBER + rb"*obj\b")
_COUNT: Final = re.compile(rb"([0-9]{1,6})[" + SPACE + rb"]+\Z")
_ARRAY: Final = re.compile(rb"\[[^\[\]]*\]")
_ROW: Final = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<00([46][1-9A-Fa-f]|[57][0-9Aa])>")
"""A code and an ASCII letter."""

_FURTHEST_COUNT: Final = 16
_LONGEST_HEAD: Final = 2_000
_LONGEST: Final = 1 << 20
"""Bytes of a stream's dictionary and of an unpacked map; a map of Chinese has 10 to 60 KB."""


def maps_of_two_readings(data: bytes, objects: Iterable[bytes]) -> int:
    """How many ToUnicode maps of a file (`data`) there are that readers read differently.

    `objects` are the contents of its object streams. A map that is packed otherwise than by Flate, or
    encrypted, is not looked at.
    """
    wanted = {number for text in (data, *objects) for number in _REFERENCE.findall(text)}
    return sum(map(_has_two_readings, _streams(data, wanted))) if wanted else 0


def _streams(data: bytes, wanted: set[bytes]) -> Iterator[bytes]:
    """The unpacked streams of these numbers."""
    for part in data.split(b"endstream"):
        begin = part.find(b"stream")
        if begin < 0:
            continue
        numbers = _OBJECT.findall(part[max(begin - _LONGEST_HEAD, 0) : begin])
        if not numbers or numbers[-1] not in wanted:
            continue
        content = part[begin + len(b"stream") :].lstrip(b"\r\n")
        if b"beginbf" in content:
            yield content
            continue
        try:
            yield zlib.decompressobj().decompress(content, _LONGEST)
        except zlib.error:
            continue


def _has_two_readings(table: bytes) -> bool:
    letters: dict[bytes, bytes] = {}
    before, *blocks = table.split(b"beginbf")
    for block in blocks:
        rows = block.partition(b"endbf")[0]
        width = 2 if rows.startswith(b"char") else 3
        count = _COUNT.search(before, max(len(before) - _FURTHEST_COUNT, 0))
        if count is None or _ARRAY.sub(b"<>", rows).count(b"<") != width * int(count[1]):
            return True
        if width == 2:
            for code, letter in _ROW.findall(rows):
                if letters.setdefault(code.lower(), letter.lower()) != letter.lower():
                    return True
        before = block
    return False
