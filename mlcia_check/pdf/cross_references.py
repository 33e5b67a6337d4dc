"""Whether the table that says where a file's objects are is as it should be, by a look at the file's bytes.

PDFium searches the file for its objects where the table is of no use, and says nothing. Other readers do so
too, each in its own way, and some not at all: a table in a stream has its trailer with it, and where that
cannot be read, qpdf, poppler and ghostscript have no catalog to begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mlcia_check.pdf.bounds import integer
from mlcia_check.pdf.ending import HEADER_WITHIN
from mlcia_check.pdf.syntax import NAME_ENDS, SPACE, Budget, UnprovenError, dictionary, whole_number

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
_TRAILER: Final = re.compile(_BLANK + rb"*trailer" + _BLANK + rb"*")
_OBJECT: Final = re.compile(rb"([0-9]{1,10})" + _BLANK + rb"+[0-9]{1,5}" + _BLANK + rb"+obj" + NAME_ENDS)
_DICTIONARY: Final = re.compile(_BLANK + rb"*<<")
_BLANKS: Final = re.compile(_BLANK + rb"*")


def is_table_sound(data: bytes) -> bool:
    """Whether `startxref` leads to a table, that one to those before it, and each entry to its object.

    Of a table in a stream, no more than its dictionary is looked at.
    """
    starts = _START.findall(data[-_TAIL:])
    header = max(data.find(b"%PDF-", 0, HEADER_WITHIN + 8), 0)
    # Rubbish before the header moves everything; writers count from the header or from the file's begin.
    return bool(starts) and any(_leads_on(data, int(starts[-1]), base) for base in {0, header})


def has_trailer(data: bytes) -> bool:
    """Whether a reader that searches the file for its objects finds a trailer outside a stream."""
    return re.search(rb"trailer" + _BLANK + rb"*<<", data) is not None


def _leads_on(data: bytes, start: int, base: int) -> bool:
    seen: set[int] = set()
    at: int | None = start
    try:
        while at is not None and at not in seen and len(seen) < _MOST_TABLES:
            seen.add(at)
            entries = _table(data, at + base, base)
            if entries is None:
                return False
            at = whole_number(entries.get(b"/Prev"))
    except UnprovenError:
        return False
    return True


def _table(data: bytes, at: int, base: int) -> dict[bytes, list[bytes]] | None:
    """The trailer of the table that stands here; None where there is none, or an entry leads astray."""
    if table := _TABLE.match(data, at):
        end = _end_of_entries(data, table.end(), base)
        trailer = None if end is None else _TRAILER.match(data, end)
        return _dictionary(data, trailer.end()) if trailer else None
    head = _OBJECT.match(data, at)
    found = _dictionary(data, head.end()) if head else None
    return found if not found or (found.get(b"/Type") == [b"/XRef"] and b"/W" in found) else None


def _dictionary(data: bytes, at: int) -> dict[bytes, list[bytes]] | None:
    """The entries of a dictionary; none of one that is written in an odd way, None where there is none."""
    found = dictionary(data, at, Budget(_MOST_TOKENS))
    if found:
        return found.entries
    return {} if _DICTIONARY.match(data, at) else None


def _end_of_entries(data: bytes, at: int, base: int) -> int | None:
    """Where a table's entries end; None where one of them leads to another object than its own."""
    while part := _PART.match(data, at):
        first, count, at = int(part[1]), int(part[2]), part.end()
        for number, entry in enumerate(_entries(data, at, count), first):
            at = entry.end()
            if entry[3] == b"n" and not _is_at(data, int(entry[1]) + base, number):
                return None
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
