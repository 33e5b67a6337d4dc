"""Checks in the file's bytes whether the cross-reference table is sound.

If the table is unusable, PDFium silently searches the file for its objects. Other programs search in their
own ways, or not at all: a cross-reference stream contains the trailer, and if the stream cannot be read,
qpdf, poppler and ghostscript do not find the catalog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from msgspec import Struct

from mlcia_check.pdf.limits import integer
from mlcia_check.pdf.structure.cross_reference_stream import FREE, IN_OBJECT_STREAM, Row, rows_of_stream
from mlcia_check.pdf.structure.syntax import (
    NAME_ENDS,
    SPACE,
    TokenBudget,
    UnprovenError,
    plain_dictionary,
    whole_number,
)
from mlcia_check.pdf.truncation import HEADER_OFFSET_MAX_BYTES
from mlcia_check.support.late_pattern import LatePattern

_TAIL_BYTES: Final = 1024
"""Bytes at the end of a file in which every program looks for `startxref`."""

_TOKENS_MAX: Final = 4_000
"""Most tokens that are read of one dictionary; that of a table has about thirty."""

_TABLES_MAX: Final = 64
"""Most tables that are read of one file; each update of a file writes one."""

_BLANK: Final = rb"[" + SPACE + rb"]"
_START: Final = re.compile(rb"startxref" + _BLANK + rb"+([0-9]{1,10})" + _BLANK + rb"*%%EOF")
_TABLE: Final = re.compile(rb"xref" + _BLANK + rb"+")
_A_TABLE: Final = LatePattern(
    _BLANK + rb"*(?:xref|[0-9]{1,10}" + _BLANK + rb"+[0-9]{1,5}" + _BLANK + rb"*obj)"
)
_PART: Final = LatePattern(rb"([0-9]{1,10}) +([0-9]{1,10})" + _BLANK + rb"+")
_ENTRY: Final = LatePattern(rb"([0-9]{10}) ([0-9]{5}) ([nf])" + _BLANK + rb"{1,2}")
_A_TRAILER: Final = LatePattern(rb"trailer(?=" + _BLANK + rb"*<<)")
_TRAILER: Final = LatePattern(_BLANK + rb"*trailer" + _BLANK + rb"*")
_OBJECT: Final = re.compile(rb"([0-9]{1,10})" + _BLANK + rb"+[0-9]{1,5}" + _BLANK + rb"+obj" + NAME_ENDS)
_BLANKS: Final = re.compile(_BLANK + rb"*")


Listed: TypeAlias = tuple[int, int]
"""Number and generation of an object in use."""


def is_table_sound(data: bytes) -> bool:
    """Return whether the cross-reference tables of a file are sound.

    `startxref` must lead to a table, each table to the one before it, each entry to its object, and one of
    the tables to the catalog.
    """
    return any(_leads_on(data, start, base) for start, base in _starts(data))


def leads_to_table(data: bytes) -> bool:
    """Return whether the last `startxref`, where every program looks for it, gives the place of a table.

    If it does not, programs search the file themselves, and may find another version of it.
    """
    return any(_A_TABLE.match(data, start + base) for start, base in _starts(data))


def _starts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the offset after the last `startxref` with each base that offsets may count from.

    Rubbish before the header shifts all offsets; writers count from the header or from the start of the file.
    """
    found = _START.findall(data[-_TAIL_BYTES:])
    header = max(data.find(b"%PDF-", 0, HEADER_OFFSET_MAX_BYTES + 8), 0)
    if found:
        yield from ((int(found[-1]), base) for base in {0, header})


def can_be_searched(data: bytes) -> bool:
    """Return whether a program that searches the file for its objects finds a trailer and its catalog."""
    for trailer in islice(_A_TRAILER.finditer(data), _TABLES_MAX):
        try:
            entries = _dictionary(data, trailer.end())
        except UnprovenError:
            continue
        root = _root(entries or {})
        if root is not None and re.search(
            rb"(?<![0-9])%d" % root[0] + _BLANK + rb"+%d" % root[1] + _BLANK + rb"+obj" + NAME_ENDS, data
        ):
            return True
    return False


class _Table(Struct, frozen=True):
    """One table: `trailer` holds the entries of its trailer.

    `listed` holds number and generation of the objects in use; None if the packing of the table is not
    decoded. `object_streams` are the numbers of the streams that contain its objects.
    """

    trailer: dict[bytes, list[bytes]]
    listed: frozenset[Listed] | None
    object_streams: frozenset[int] = frozenset()


def _leads_on(data: bytes, start: int, base: int) -> bool:
    tables: dict[int, _Table] = {}
    at: int | None = start
    try:
        while at is not None and at not in tables and len(tables) < _TABLES_MAX:
            table = _table(data, at + base, base)
            if table is None:
                return False
            tables[at] = table
            at = whole_number(table.trailer.get(b"/Prev"))
    except UnprovenError:
        return False
    listed: set[Listed] = set()
    root = _root(tables[start].trailer)
    for table in tables.values():
        if table.listed is None:
            return root is not None
        listed |= table.listed
    numbers = {number for number, _ in listed}
    return root in listed and all(table.object_streams <= numbers for table in tables.values())


def _root(trailer: dict[bytes, list[bytes]]) -> Listed | None:
    """Return number and generation of the catalog; PDFium uses only the number, other programs both."""
    reference = trailer.get(b"/Root", [])
    if len(reference) != 3 or reference[2] != b"R":
        return None
    number, generation = integer(reference[0]), integer(reference[1])
    return None if number is None or generation is None else (number, generation)


def _table(data: bytes, at: int, base: int) -> _Table | None:
    """Return the table at this place; None if there is no table, or an entry leads to a wrong object."""
    if table := _TABLE.match(data, at):
        return _written_table(data, table.end(), base)
    return _streamed_table(data, at, base)


def _streamed_table(data: bytes, at: int, base: int) -> _Table | None:
    """Return the table in the stream at this place; None if there is no such stream, or an entry is wrong."""
    head = _OBJECT.match(data, at)
    found = plain_dictionary(data, head.end(), TokenBudget(_TOKENS_MAX)) if head else None
    if found is None or found.entries.get(b"/Type") != [b"/XRef"] or b"/W" not in found.entries:
        return None
    rows = rows_of_stream(data, found.entries, found.end)
    return _Table(found.entries, None) if rows is None else _listed_in(data, found.entries, rows, base)


def _written_table(data: bytes, at: int, base: int) -> _Table | None:
    listed: set[Listed] = set()
    end = _end_of_entries(data, at, base, listed)
    trailer = None if end is None else _TRAILER.match(data, end)
    entries = _dictionary(data, trailer.end()) if trailer else None
    if entries is None:
        return None
    beside = whole_number(entries.get(b"/XRefStm"))
    if beside is None:
        return _Table(entries, frozenset(listed))
    # A table for old programs names another table in a stream.
    hybrid = _streamed_table(data, beside + base, base)
    if hybrid is None:
        return None
    both = None if hybrid.listed is None else hybrid.listed | listed
    return _Table(entries, both, hybrid.object_streams)


def _listed_in(data: bytes, entries: dict[bytes, list[bytes]], rows: list[Row], base: int) -> _Table | None:
    """Return the table of these rows; None if one of them leads to a wrong object."""
    listed: set[Listed] = set()
    object_streams: set[int] = set()
    for row in rows:
        if row.kind == IN_OBJECT_STREAM:
            object_streams.add(row.place)
        elif row.kind == FREE or not row.place:
            # No program finds an object in the header, at offset 0: some writers use it to mean "free".
            continue
        elif not _is_at(data, row.place + base, row.number):
            return None
        listed.add((row.number, row.generation))
    return _Table(entries, frozenset(listed), frozenset(object_streams))


def _dictionary(data: bytes, at: int) -> dict[bytes, list[bytes]] | None:
    """Return the entries of the dictionary that begins here; None if it is missing or malformed."""
    found = plain_dictionary(data, at, TokenBudget(_TOKENS_MAX))
    return None if found is None else found.entries


def _end_of_entries(data: bytes, at: int, base: int, listed: set[Listed]) -> int | None:
    """Return where a table's entries end; None if one of them leads to an object other than its own.

    The objects in use are added to `listed`. Quartz of macOS 10 lists numbers that it did not use as in use
    at offset 0.
    """
    while part := _PART.match(data, at):
        first, count, at = int(part[1]), int(part[2]), part.end()
        for number, entry in enumerate(_entries(data, at, count), first):
            at = entry.end()
            place = int(entry[1])
            if entry[3] == b"f" or not place:
                continue
            if not _is_at(data, place + base, number):
                return None
            listed.add((number, int(entry[2])))
    return at


def _entries(data: bytes, at: int, count: int) -> Iterator[re.Match[bytes]]:
    match = _ENTRY.compiled.match
    for _ in range(count):
        entry = match(data, at)
        if entry is None:
            return
        yield entry
        at = entry.end()


def _is_at(data: bytes, at: int, number: int) -> bool:
    """Return whether the object with this number begins here, after optional blanks."""
    blanks = _BLANKS.match(data, at)
    head = _OBJECT.match(data, blanks.end() if blanks else at)
    return head is not None and integer(head[1]) == number
