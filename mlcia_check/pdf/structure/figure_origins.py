"""Reads what TeX keeps of each included PDF: where it lay, and whom its own information names as author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.model.pdf_facts import FigureOrigin
from mlcia_check.pdf.structure.information import definitions_of
from mlcia_check.pdf.structure.object_streams import ObjectStream
from mlcia_check.pdf.structure.syntax import SPACE
from mlcia_check.pdf.structure.text_strings import string_at
from mlcia_check.support.late_pattern import LatePattern

_OF_TEX: Final = b"/PTEX."
"""The keys of pdfTeX and LuaTeX begin so; xdvipdfmx keeps nothing."""

_FILE_NAME: Final = LatePattern(rb"/PTEX\.FileName[" + SPACE + rb"]*(?=[(<])")
_INFORMATION: Final = LatePattern(
    rb"/PTEX\.InfoDict[" + SPACE + rb"]+([0-9]{1,10})[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]+R"
)
_AUTHOR: Final = LatePattern(rb"/Author[" + SPACE + rb"]*(?=[(<])")

_FIGURES_MAX: Final = 300
"""Most figures that are looked at: papers have up to a hundred."""

_NEXT_KEYS_MAX_BYTES: Final = 1_024
"""Bytes from the beginning of a path to the key of the information: TeX writes them one after the other."""

_DICTIONARY_MAX_BYTES: Final = 4_096
"""An information dictionary of a figure has some hundred bytes."""


def figure_origins(data: bytes, streams: Sequence[ObjectStream]) -> tuple[FigureOrigin, ...]:
    """Return where included figures lay and whom they name as author, each once, in the file's order.

    `data` are the bytes of a file that is not encrypted, `streams` its object streams.
    """
    if _OF_TEX not in data:
        return ()
    found: dict[FigureOrigin, None] = {}
    for match, _ in zip(_FILE_NAME.finditer(data), range(_FIGURES_MAX), strict=False):
        keys = data[match.end() : match.end() + _NEXT_KEYS_MAX_BYTES].partition(b"endobj")[0]
        information = _INFORMATION.search(keys)
        author = "" if information is None else _author(data, streams, information[1])
        found[FigureOrigin(string_at(data, match.end()), author)] = None
    return tuple(found)


def _author(data: bytes, streams: Sequence[ObjectStream], number: bytes) -> str:
    """Return the author in the information dictionary with this number, "" if it names none."""
    for text in _objects(data, streams, number):
        author = _AUTHOR.search(text)
        if author is not None:
            return string_at(text, author.end()).strip()
    return ""


def _objects(data: bytes, streams: Sequence[ObjectStream], number: bytes) -> Iterator[bytes]:
    """Yield the object with this number, from an object stream or from the file's own bytes."""
    for stream in streams:
        for text in stream.objects(int(number)):
            yield text[:_DICTIONARY_MAX_BYTES]
    for begin in definitions_of(data, number):
        yield data[begin : begin + _DICTIONARY_MAX_BYTES].partition(b"endobj")[0]
