"""Reads the properties of marked content that stand in content streams, as alternative texts there.

    /Span <</Alt (two dots)>> BDC ... EMC

They are no objects of the file, and PDFium tells only those that it is asked for by name.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from mlcia_check.pdf.structure.syntax import SPACE
from mlcia_check.support.late_pattern import LatePattern

_STREAM: Final = re.compile(rb">>[" + SPACE + rb"]*stream\r?\n")
_OTHER_CONTENT: Final = re.compile(
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

_INFLATED_MAX_BYTES: Final = 32 << 20
"""Bytes of all content streams that are read; those of a paper with large plots have ten million."""


def content_properties(data: bytes) -> Iterator[bytes]:
    """Yield the properties with strings of the content streams of a file, compressed by Flate or not.

    Most properties state a number only.
    """
    for content in _contents(data):
        at = 0
        while tag := _TAG.search(content, at):
            end = _ENDS.search(content, tag.end(), tag.end() + _PROPERTIES_MAX_BYTES)
            at = end.end() if end else tag.end() + _PROPERTIES_MAX_BYTES
            if end and _OPENS_STRING.search(content, tag.end(), end.start()):
                yield content[tag.end() : end.start()]


def _contents(data: bytes) -> Iterator[bytes]:
    left = _INFLATED_MAX_BYTES
    for begin in _STREAM.finditer(data):
        keyword = data.rfind(b"obj", max(0, begin.start() - _HEAD_MAX_BYTES), begin.start())
        head = data[keyword : begin.start()] if keyword >= 0 else b""
        if not head or _OTHER_CONTENT.search(head):
            continue
        end = data.find(b"endstream", begin.end())
        content = data[begin.end() : end if end >= 0 else len(data)]
        if b"FlateDecode" in head:
            try:
                content = zlib.decompressobj().decompress(content, max(left, 1))
            except zlib.error:
                continue
        elif b"/Filter" in head:
            continue
        left -= len(content)
        if left <= 0:
            return
        yield content
