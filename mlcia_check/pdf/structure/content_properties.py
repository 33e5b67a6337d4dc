"""Reads the properties of marked content that stand in content streams, as alternative texts there.

    /Span <</Alt (two dots)>> BDC ... EMC

They are no objects of the file, and PDFium tells only those that it is asked for by name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.pdf.structure.syntax import SPACE, STREAM_BEGINS
from mlcia_check.support.late_pattern import LatePattern

_OTHER_CONTENT: Final = LatePattern(
    rb"/Subtype["
    + SPACE
    + rb"]*/(?!Form)|/Length1|/Type["
    + SPACE
    + rb"]*/(?:ObjStm|XRef|Metadata)|/FunctionType"
)
"""What the dictionaries of images, font programs, tables of objects and functions have."""

_HEAD_MAX_BYTES: Final = 1_000
"""Bytes of a content stream's dictionary; a form's names its fonts and images."""

_TAG: Final = LatePattern(rb"/[^\s()<>\[\]{}/%]{1,40}[" + SPACE + rb"]*<<")
"""The tag of marked content, and the beginning of its properties."""

_ENDS: Final = LatePattern(rb"BDC|DP")
_OPENS_STRING: Final = LatePattern(rb"[(<]")
_PROPERTIES_MAX_BYTES: Final = 1 << 16
"""Bytes of the longest properties that are read."""

_INFLATED_MAX_BYTES: Final = 64 << 20
"""Bytes of all content streams that are read; those of a paper with large plots have ten million."""


class ContentProperties(Struct, frozen=True):
    """The properties with strings of a file's content streams. `is_cut`: there is more than is read."""

    found: tuple[bytes, ...] = ()
    is_cut: bool = False


class _TooMuch(Exception):
    """The content streams hold more bytes than are read."""


def content_properties(data: bytes) -> ContentProperties:
    """Return the properties with strings of the content streams of a file, compressed by Flate or not.

    Most properties state a number only.
    """
    found: list[bytes] = []
    try:
        for content in _contents(data):
            found += _with_strings(content)
    except _TooMuch:
        return ContentProperties(tuple(found), is_cut=True)
    return ContentProperties(tuple(found))


def _with_strings(content: bytes) -> Iterator[bytes]:
    at = 0
    while tag := _TAG.search(content, at):
        end = _ENDS.search(content, tag.end(), tag.end() + _PROPERTIES_MAX_BYTES)
        at = end.end() if end else tag.end() + _PROPERTIES_MAX_BYTES
        if end and _OPENS_STRING.search(content, tag.end(), end.start()):
            yield content[tag.end() : end.start()]


def _contents(data: bytes) -> Iterator[bytes]:
    """Yield the content streams, and other streams that cannot be told from them. Raises _TooMuch."""
    left = _INFLATED_MAX_BYTES
    for begin in STREAM_BEGINS.finditer(data):
        keyword = data.rfind(b"obj", max(0, begin.start() - _HEAD_MAX_BYTES), begin.start())
        head = data[keyword : begin.start()] if keyword >= 0 else b""
        if not head or _OTHER_CONTENT.search(head):
            continue
        end = data.find(b"endstream", begin.end())
        content = data[begin.end() : end if end >= 0 else len(data)]
        if b"FlateDecode" in head:
            try:
                content = zlib.decompressobj().decompress(content, left)
            except zlib.error:
                continue
        elif b"/Filter" in head:
            continue
        yield content
        left -= len(content)
        if left <= 0:
            raise _TooMuch
