"""Whether the table that says where a file's objects are is as it should be, by a look at the file's bytes.

PDFium searches the file for its objects where the table is of no use, and says nothing. Other readers do so
too, each in its own way, and some not at all: a table in a stream has its trailer with it, and where that
cannot be read, qpdf, poppler and ghostscript have no catalog to begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from mlcia_check.pdf.limits import integer
from mlcia_check.pdf.structure import cross_reference_stream
from mlcia_check.pdf.structure.cross_reference_stream import Listed
from mlcia_check.pdf.structure.syntax import (
    NAME_ENDS,
    SPACE,
    TokenBudget,
    UnprovenError,
    dictionary,
    whole_number,
)
from mlcia_check.pdf.truncation import HEADER_WITHIN

_TAIL: Final = 1024
"""Bytes at the end of a file in which every reader looks for `startxref`."""

_MOST_TOKENS: Final = 4_000
"""Of one dictionary; that of a table has some thirty."""

_MOST_TABLES: Final = 64
"""Of one file, each written by an update of it."""

_BLANK: Final = rb"[" + SPACE + rb"]"
_START: Final = re.compile(rb"startxref" + _BLANK + rb"+([0-9]{1,10})" + _BLANK + rb"*%%EOF")
_TABLE: Final = re.compile(rb"xref" + _BLANK + rb"+")
_PART: Final = re.compile(rb"([0-9]{1,10}) +([0-9]{1,10})" + _BLANK + rb"+")
_ENTRY: Final = re.compile(rb"([0-9]{10}) ([0-9]{5}) ([nf])" + _BLANK + rb"{1,2}")
_A_TRAILER: Final = re.compile(rb"trailer(?=" + _BLANK + rb"*<<)")
_TRAILER: Final = re.compile(_BLANK + rb"*trailer" + _BLANK + rb"*")
_OBJECT: Final = re.compile(rb"([0-9]{1,10})" + _BLANK + rb"+[0-9]{1,5}" + _BLANK + rb"+obj" + NAME_ENDS)
_DICTIONARY: Final = re.compile(_BLANK + rb"*<<")
_BLANKS: Final = re.compile(_BLANK + rb"*")


def is_table_sound(data: bytes) -> bool:
    """Whether `startxref` leads to a table, that one to those before it, each entry to its object, and one of
    the tables to the catalog.

    Of a table in a stream it is seen what it lists, and not where that leads.
    """
    starts = _START.findall(data[-_TAIL:])
    header = max(data.find(b"%PDF-", 0, HEADER_WITHIN + 8), 0)
    # Rubbish before the header moves everything; writers count from the header or from the file's begin.
    return bool(starts) and any(_leads_on(data, int(starts[-1]), base) for base in {0, header})


def can_be_searched(data: bytes) -> bool:
    """Whether a reader that searches the file for its objects finds a trailer and its catalog."""
    for trailer in islice(_A_TRAILER.finditer(data), _MOST_TABLES):
        try:
            entries = _dictionary(data, trailer.end())
        except UnprovenError:
            continue
        if entries == {}:
            return True
        root = _root(entries or {})
        if root is not None and re.search(
            rb"(?<![0-9])%d" % root[0] + _BLANK + rb"+%d" % root[1] + _BLANK + rb"+obj" + NAME_ENDS, data
        ):
            return True
    return False


class _Table(NamedTuple):
    """`trailer`: its entries, none where it is written in an odd way.

    `listed`: number and generation of the objects in use, None where that is not known.
    """

    trailer: dict[bytes, list[bytes]]
    listed: frozenset[Listed] | None


def _leads_on(data: bytes, start: int, base: int) -> bool:
    tables: dict[int, _Table] = {}
    at: int | None = start
    try:
        while at is not None and at not in tables and len(tables) < _MOST_TABLES:
            table = _table(data, at + base, base)
            if table is None:
                return False
            tables[at] = table
            at = whole_number(table.trailer.get(b"/Prev"))
    except UnprovenError:
        return False
    root = _root(tables[start].trailer)
    return root is None or any(
        table.listed is None or root in table.listed or (root[0], None) in table.listed
        for table in tables.values()
    )


def _root(trailer: dict[bytes, list[bytes]]) -> tuple[int, int] | None:
    """Number and generation of the catalog's object: PDFium looks at the number alone, others at both."""
    reference = trailer.get(b"/Root", [])
    if len(reference) != 3 or reference[2] != b"R":
        return None
    number, generation = integer(reference[0]), integer(reference[1])
    return None if number is None or generation is None else (number, generation)


def _table(data: bytes, at: int, base: int) -> _Table | None:
    """The table that stands here; None where there is none, or an entry leads astray."""
    if table := _TABLE.match(data, at):
        listed: set[Listed] = set()
        end = _end_of_entries(data, table.end(), base, listed)
        trailer = None if end is None else _TRAILER.match(data, end)
        entries = _dictionary(data, trailer.end()) if trailer else None
        if entries is None:
            return None
        # A table for old readers has another in a stream beside it.
        return _Table(entries, None if b"/XRefStm" in entries else frozenset(listed))
    head = _OBJECT.match(data, at)
    found = dictionary(data, head.end(), TokenBudget(_MOST_TOKENS)) if head else None
    if head is None:
        return None
    if found is None:
        return _Table({}, None) if cross_reference_stream.is_laid_out(data, head.end()) else None
    if found.entries.get(b"/Type") != [b"/XRef"] or b"/W" not in found.entries:
        return None
    if not cross_reference_stream.is_readable(found.entries):
        return None
    return _Table(found.entries, cross_reference_stream.listed(data, found.entries, found.end))


def _dictionary(data: bytes, at: int) -> dict[bytes, list[bytes]] | None:
    """The entries of a dictionary; none of one that is written in an odd way, None where there is none."""
    found = dictionary(data, at, TokenBudget(_MOST_TOKENS))
    if found:
        return found.entries
    return {} if _DICTIONARY.match(data, at) else None


def _end_of_entries(data: bytes, at: int, base: int, listed: set[Listed]) -> int | None:
    """Where a table's entries end; None where one of them leads to another object than its own.

    The objects in use are added to `listed`.
    """
    while part := _PART.match(data, at):
        first, count, at = int(part[1]), int(part[2]), part.end()
        for number, entry in enumerate(_entries(data, at, count), first):
            at = entry.end()
            if entry[3] == b"n":
                if not _is_at(data, int(entry[1]) + base, number):
                    return None
                listed.add((number, int(entry[2])))
    return at


def _entries(data: bytes, at: int, count: int) -> Iterator[re.Match[bytes]]:
    for _ in range(count):
        entry = _ENTRY.match(data, at)
        if entry is None:
            return
        yield entry
        at = entry.end()


def _is_at(data: bytes, at: int, number: int) -> bool:
    """Whether the object of this number begins here, blanks before it allowed."""
    blanks = _BLANKS.match(data, at)
    head = _OBJECT.match(data, blanks.end() if blanks else at)
    return head is not None and integer(head[1]) == number
