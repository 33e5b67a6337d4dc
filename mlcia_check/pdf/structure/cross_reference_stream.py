"""Reads the rows of a cross-reference stream (ISO 32000-1, 7.5.8): the place of each object of a file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import Final, TypeAlias

from msgspec import Struct

from mlcia_check.pdf.limits import integer
from mlcia_check.pdf.structure.syntax import UnprovenError, whole_number

Entries: TypeAlias = Mapping[bytes, Sequence[bytes]]

FREE: Final = 0
IN_FILE: Final = 1
IN_OBJECT_STREAM: Final = 2

_STREAM: Final = re.compile(rb"[\x00\t\n\x0c\r ]*stream\r?\n")

_TABLE_MAX_BYTES: Final = 1 << 20
"""Most bytes of an unpacked table: a row has some five, and a paper has some thousand rows."""

_FIELD_MAX_BYTES: Final = 8
"""Most bytes of one field: an offset of eight belongs to a file of 2**64 bytes, and qpdf reads no more."""

_ROW_MAX_BYTES: Final = 64
"""Most bytes of a row: three fields have 24 at most."""

_OTHER_FILTERS: Final = frozenset({b"/ASCIIHexDecode", b"/ASCII85Decode", b"/LZWDecode", b"/RunLengthDecode"})
"""Filters that a table may have and that this module does not decode."""

_NO_PREDICTOR: Final = b"1"
_TIFF_PREDICTOR: Final = b"2"
_PNG_PREDICTORS: Final = (b"10", b"11", b"12", b"13", b"14", b"15")
_LOW_BYTE: Final = (255).__and__
_PNG_NONE, _PNG_SUB, _PNG_UP, _PNG_AVERAGE, _PNG_PAETH = range(5)


class Row(Struct, frozen=True):
    """The place of an object: `kind` is FREE, IN_FILE or IN_OBJECT_STREAM.

    `place` is the offset in the file, or the number of the object stream. `generation` is 0 for an object in
    an object stream.
    """

    number: int
    kind: int
    place: int
    generation: int


def rows_of_stream(data: bytes, entries: Entries, end: int) -> list[Row] | None:
    """Return the rows of a table; None if this module does not decode its packing.

    `end` is where the dictionary ends, before its stream. Raises UnprovenError if the dictionary does not
    give the layout, or the stream cannot be unpacked, has fewer rows than the dictionary states or a row of
    an unknown kind: PDFium tolerates that, qpdf and poppler do not.
    """
    if any(b"R" in entries.get(key, ()) for key in (b"/W", b"/Index", b"/Size")):
        return None
    widths, size = _numbers(entries.get(b"/W", ())), whole_number(list(entries.get(b"/Size", ())))
    if widths is None or len(widths) < 3 or size is None:
        raise UnprovenError("a cross-reference stream does not give its layout")
    index = _numbers(entries[b"/Index"]) if b"/Index" in entries else [0, size]
    if index is None or len(index) % 2:
        raise UnprovenError("a cross-reference stream does not say which objects it lists")
    width = sum(widths)
    if max(widths) > _FIELD_MAX_BYTES or width == 0:
        raise UnprovenError("a cross-reference stream has fields of an impossible width")
    begin = _STREAM.match(data, end)
    if begin is None:
        raise UnprovenError("a cross-reference stream has no content")
    count = sum(index[1::2])
    columns = _columns(data[begin.end() : begin.end() + _TABLE_MAX_BYTES], entries, width)
    if columns is None:
        return None
    if count > len(columns[0]):
        raise UnprovenError("a cross-reference stream has too few rows")
    first, second = widths[0], widths[0] + widths[1]
    kinds = _field(columns[:first], count) if first else [IN_FILE] * count
    if not set(kinds) <= {FREE, IN_FILE, IN_OBJECT_STREAM}:
        raise UnprovenError("a cross-reference stream has a row of no known kind")
    places = _field(columns[first:second], count)
    generations = _field(columns[second : second + widths[2]], count)
    return [
        Row(number, kind, place, 0 if kind == IN_OBJECT_STREAM else generation)
        for number, kind, place, generation in zip(
            _object_numbers(index), kinds, places, generations, strict=False
        )
    ]


def _object_numbers(index: Sequence[int]) -> Iterator[int]:
    for first, count in zip(index[::2], index[1::2], strict=False):
        yield from range(first, first + count)


def _field(columns: Sequence[bytes], count: int) -> list[int]:
    """Return the values of a field, high byte first; 0 for a field without bytes."""
    values = [0] * count
    for column in columns:
        values = [value << 8 | byte for value, byte in zip(values, column, strict=False)]
    return values


def _columns(stream: bytes, entries: Entries, width: int) -> list[bytes] | None:
    """Return the table's bytes by column; None if this module does not decode its filter or predictor."""
    content = _unpacked(stream, list(entries.get(b"/Filter", ())))
    if content is None or len(content) == _TABLE_MAX_BYTES:
        return None
    parameters = list(entries.get(b"/DecodeParms", ()))
    predictor = _after(parameters, b"/Predictor") or _NO_PREDICTOR
    if predictor in _PNG_PREDICTORS:
        # In every sound file, a row of the predictor is a row of the table.
        length = integer(_after(parameters, b"/Columns") or b"1")
        if length is None or not 0 < length < _ROW_MAX_BYTES:
            raise UnprovenError("a cross-reference stream has rows of an impossible length")
        content = _without_predictor(content, length)
    elif predictor == _TIFF_PREDICTOR:
        return None
    elif predictor != _NO_PREDICTOR:
        raise UnprovenError("a cross-reference stream has an unknown predictor")
    whole = len(content) // width * width
    return [content[at:whole:width] for at in range(width)]


def _without_predictor(content: bytes, length: int) -> bytes:
    """Undo PNG's filters of rows of `length` bytes."""
    whole = len(content) // (length + 1) * (length + 1)
    filters = content[0 : whole : length + 1]
    columns = [content[at : whole : length + 1] for at in range(1, length + 1)]
    if filters.count(_PNG_UP) == len(filters):
        columns = [bytes(map(_LOW_BYTE, accumulate(column))) for column in columns]
    elif filters.count(_PNG_NONE) != len(filters):
        return _unfiltered(filters, columns)
    return bytes(chain.from_iterable(zip(*columns, strict=True)))


def _unpacked(stream: bytes, filters: list[bytes]) -> bytes | None:
    names = [token for token in filters if token not in (b"[", b"]")]
    if b"R" in names or len(names) > 1 or set(names) & _OTHER_FILTERS:
        return None
    if not names or names == [b"null"]:
        return stream.partition(b"endstream")[0]
    if names != [b"/FlateDecode"]:
        raise UnprovenError("a cross-reference stream has an unknown filter")
    try:
        return zlib.decompressobj().decompress(stream, _TABLE_MAX_BYTES)
    except zlib.error as error:
        raise UnprovenError("a cross-reference stream cannot be unpacked") from error


def _unfiltered(filters: bytes, columns: Sequence[bytes]) -> bytes:
    """Undo PNG's filters (PNG specification, 9.2), each row with its own."""
    above = bytes(len(columns))
    content = bytearray()
    for kind, *packed in zip(filters, *columns, strict=True):
        if kind > _PNG_PAETH:
            raise UnprovenError("a cross-reference stream has a row with an unknown filter")
        row = bytearray()
        left = corner = 0
        for byte, up in zip(packed, above, strict=True):
            guess = {
                _PNG_NONE: 0,
                _PNG_SUB: left,
                _PNG_UP: up,
                _PNG_AVERAGE: (left + up) // 2,
                _PNG_PAETH: _paeth(left, up, corner),
            }[kind]
            left, corner = (byte + guess) & 255, up
            row.append(left)
        above = bytes(row)
        content += row
    return bytes(content)


def _paeth(left: int, up: int, corner: int) -> int:
    """Return the neighbour that is closest to left + up - corner; PNG prefers left, then up."""
    target = left + up - corner
    return min((left, up, corner), key=lambda value: abs(target - value))


def _after(tokens: Sequence[bytes], name: bytes) -> bytes | None:
    return next((value for key, value in pairwise(tokens) if key == name), None)


def _numbers(array: Sequence[bytes]) -> list[int] | None:
    """Return an array of whole numbers from 0; None for anything else."""
    numbers = [integer(token) for token in array[1:-1]]
    whole = [number for number in numbers if number is not None]
    return whole if array[:1] == [b"["] and len(whole) == len(numbers) else None
