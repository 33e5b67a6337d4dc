"""Which objects a table in a stream lists (ISO 32000-1, 7.5.8): what tells whether it is of use."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from mlcia_check.pdf.limits import integer
from mlcia_check.pdf.structure.syntax import UnprovenError, whole_number

Entries: TypeAlias = Mapping[bytes, Sequence[bytes]]

Listed: TypeAlias = tuple[int, int | None]
"""Number and generation of an object; None where the generation was not looked at."""

_STREAM: Final = re.compile(rb"[\x00\t\n\x0c\r ]*stream\r?\n")

_LAID_OUT: Final = re.compile(
    rb"[\x00\t\n\x0c\r ]*<<(?=(?:(?!stream).){0,4000}?/W[\x00\t\n\x0c\r ]*\[[0-9\x00\t\n\x0c\r ]+\])"
    rb"(?=(?:(?!stream).){0,4000}?/Size[\x00\t\n\x0c\r ]+[0-9]+[\x00\t\n\x0c\r />])",
    re.DOTALL,
)

_MOST_BYTES: Final = 1 << 20
"""Of a table, unpacked: a row has some five bytes, and a paper some thousand rows."""

_IN_A_STREAM: Final = 2
"""The kind of an object that lies in a stream: its generation is 0."""

_OF_PNG: Final = (b"10", b"11", b"12", b"13", b"14", b"15")
_NONE, _UP = 0, 2
"""PNG's filters of rows that writers use for tables: as they are, and less the row above."""


def is_readable(entries: Entries) -> bool:
    """Whether the numbers are numbers that say how the table is laid out. What is a reference may be one."""
    if b"R" in entries[b"/W"] or b"R" in entries.get(b"/Index", ()) or b"R" in entries.get(b"/Size", ()):
        return True
    index = entries.get(b"/Index")
    widths = _numbers(entries[b"/W"])
    is_index_sound = index is None or len(_numbers(index) or [0]) % 2 == 0
    return widths is not None and len(widths) >= 3 and is_index_sound and _size(entries) is not None


def is_laid_out(data: bytes, at: int) -> bool:
    """Whether a dictionary in an odd way of writing begins here, and says in plain numbers what it needs."""
    return _LAID_OUT.match(data, at) is not None


def listed(data: bytes, entries: Entries, end: int) -> frozenset[Listed] | None:
    """The objects in use; None where the table is packed in a way that is not read here.

    `end`: where the dictionary ends, before its stream. Raises UnprovenError where the stream cannot be
    unpacked, or has fewer rows than the dictionary says: PDFium makes do with that, others do not.
    """
    widths, size = _numbers(entries[b"/W"]), _size(entries)
    begin = _STREAM.match(data, end)
    if widths is None or len(widths) < 3 or size is None or begin is None or max(widths) > 8:
        return None
    index = _numbers(entries[b"/Index"]) if b"/Index" in entries else [0, size]
    kinds = _kinds(data[begin.end() : begin.end() + _MOST_BYTES], entries, widths)
    if index is None or kinds is None:
        return None
    if sum(index[1::2]) > len(kinds):
        raise UnprovenError("a table in a stream has too few rows")
    return frozenset(
        (number, 0 if kind == _IN_A_STREAM else None)
        for number, kind in zip(_in_order(index), kinds, strict=False)
        if kind
    )


def _in_order(index: Sequence[int]) -> Iterator[int]:
    for first, count in zip(index[::2], index[1::2], strict=False):
        yield from range(first, first + count)


def _kinds(stream: bytes, entries: Entries, widths: Sequence[int]) -> Sequence[int] | None:
    """The kind of each row, 0 for an object that is free; None where that takes more than is read here."""
    if list(entries.get(b"/Filter", ())) not in ([b"/FlateDecode"], [b"[", b"/FlateDecode", b"]"]):
        return None
    try:
        content = zlib.decompressobj().decompress(stream, _MOST_BYTES)
    except zlib.error as error:
        raise UnprovenError("a table in a stream cannot be unpacked") from error
    width = sum(widths)
    if len(content) == _MOST_BYTES or widths[0] > 1 or width == 0:
        return None
    parameters = list(entries.get(b"/DecodeParms", ()))
    predictor = _after(parameters, b"/Predictor")
    if predictor in (None, b"1"):
        return (
            content[: len(content) // width * width : width] if widths[0] else [1] * (len(content) // width)
        )
    if predictor not in _OF_PNG or _after(parameters, b"/Columns") != b"%d" % width:
        return None
    whole = content[: len(content) // (width + 1) * (width + 1)]
    filters, kinds = whole[:: width + 1], whole[1 :: width + 1]
    if not widths[0]:
        return [1] * len(filters)
    if filters.count(_UP) == len(filters):
        return list(accumulate(kinds, lambda above, less: (above + less) & 255))
    return kinds if filters.count(_NONE) == len(filters) else None


def _after(tokens: Sequence[bytes], name: bytes) -> bytes | None:
    return next((value for key, value in pairwise(tokens) if key == name), None)


def _numbers(array: Sequence[bytes]) -> list[int] | None:
    """An array of whole numbers; None for anything else."""
    numbers = [integer(token) for token in array[1:-1]]
    whole = [number for number in numbers if number is not None]
    return whole if array[:1] == [b"["] and len(whole) == len(numbers) else None


def _size(entries: Entries) -> int | None:
    return whole_number(list(entries.get(b"/Size", ())))
