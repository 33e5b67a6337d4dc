"""The list of a zip archive's members, read with nothing believed: the format is APPNOTE.TXT 6.3, sections
4.3 and 4.4.

Python's own reader ends at the first name that it cannot decode, and reads a list of any length.
"""

from __future__ import annotations

import itertools
import os
import stat
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from mlcia_check.errors import UnreadableDocument

MOST_MEMBERS: Final = 100_000
MOST_LIST_BYTES: Final = 32_000_000
"""An archive that lists more is not read: the largest calls have 20,000 papers, and a member's entry takes
some hundred bytes. Its list alone would fill more memory than a run has."""

MOST_BEHIND: Final = 1 << 20
"""The list's end is looked for in so many last bytes: a comment of 64 KB and what a mailer adds may
follow."""

ENCRYPTED: Final = 0x1
UTF8: Final = 0x800

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_WHERE_64: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_ZIP64: Final = 0x0001
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
"""What a field holds whose value stands in the record for large archives."""

_UNIX_SYSTEMS: Final = (3, 19)
"""Makers (Unix, macOS) that give a member's kind in the upper half of its attributes."""


class MemberEntry(NamedTuple):
    """One member as the list states it. `name` are its bytes, `extra` its further fields; `packed` and `size`
    count bytes, `offset` is where its own header begins, from the archive's beginning."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    extra: bytes
    attributes: int
    maker: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith(b"/")

    @property
    def is_special(self) -> bool:
        """Whether it stands for a link, a pipe or a device."""
        kind = stat.S_IFMT(self.attributes >> 16)
        return self.maker in _UNIX_SYSTEMS and kind not in (0, stat.S_IFREG, stat.S_IFDIR)


class Listed(NamedTuple):
    """The members in the list's order; `is_whole` is False where the list breaks off."""

    entries: list[MemberEntry]
    is_whole: bool


class _End(NamedTuple):
    """What the end of an archive says of its list: how many members, its bytes, its beginning; and where the
    list has to end."""

    members: int
    size: int
    offset: int
    position: int


def listed(stream: BinaryIO) -> Listed:
    """The members of an archive. Raises OSError, and UnreadableDocument (archive-damaged, archive-bomb)."""
    end = _end(stream)
    if end.size > MOST_LIST_BYTES or end.members > MOST_MEMBERS:
        raise UnreadableDocument("archive-bomb", f"{end.members:,}")
    begins = end.position - end.size
    data = _at(stream, begins, end.size)
    if end.size and not data.startswith(b"PK\1\2"):
        # Something stands between the list and its end.
        begins = end.offset
        data = _at(stream, begins, end.size)
    before = begins - end.offset
    if begins < 0 or before < 0 or len(data) < end.size:
        raise UnreadableDocument("archive-damaged")
    entries: list[MemberEntry] = []
    for entry in _entries(data, before):
        if len(entries) == MOST_MEMBERS:
            raise UnreadableDocument("archive-bomb", f"{MOST_MEMBERS:,}+")
        entries.append(entry)
    # Old archivers count in 16 bits, whatever the number.
    short = len(entries) < end.members and (len(entries) - end.members) % (_FULL_16 + 1) != 0
    if end.size and not entries:
        raise UnreadableDocument("archive-damaged")
    return Listed(entries, is_whole=not short)


def overlapping(stream: BinaryIO, entries: list[MemberEntry]) -> frozenset[int]:
    """The offsets of members whose bytes run into another's header: honest archives have none, and one
    megabyte that a thousand members share unpacks to a thousand. Raises OSError."""
    offsets = sorted({entry.offset for entry in entries})
    following = dict(itertools.pairwise([*offsets, sys.maxsize]))
    run_into = {following[entry.offset] for entry in entries if _end_of(entry) > following[entry.offset]}
    # An entry that points nowhere is wrong by itself, and no other is for that.
    stray = {offset for offset in run_into if _at(stream, offset, 4) != b"PK\3\4"}
    if stray:
        offsets = [offset for offset in offsets if offset not in stray]
        following = dict(itertools.pairwise([*offsets, sys.maxsize]))
    times = Counter(entry.offset for entry in entries)
    return frozenset(
        entry.offset
        for entry in entries
        if entry.offset not in stray and (_end_of(entry) > following[entry.offset] or times[entry.offset] > 1)
    )


def _end_of(entry: MemberEntry) -> int:
    """Where a member's bytes end at the earliest: its own header may have a name and further fields."""
    return entry.offset + LOCAL_HEADER + entry.packed


LOCAL_HEADER: Final = 30
"""Bytes of a member's own header, before its name."""


def fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The further fields of a member: their kinds and contents."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        yield kind, extra[position + 4 : position + 4 + length]
        position += 4 + length


def _at(stream: BinaryIO, position: int, size: int) -> bytes:
    if position < 0:
        return b""
    stream.seek(position)
    return stream.read(size)


def _end(stream: BinaryIO) -> _End:
    """The last record that can be an archive's end; what follows it belongs to nobody."""
    length = stream.seek(0, os.SEEK_END)
    begins = max(length - MOST_BEHIND, 0)
    tail = _at(stream, begins, MOST_BEHIND)
    place = len(tail)
    while (place := tail.rfind(b"PK\5\6", 0, place)) >= 0:
        if place + _END.size > len(tail):
            continue
        _, disk, _, _, members, size, offset, _ = _END.unpack_from(tail, place)
        position = begins + place
        large = _end_64(stream, position)
        if large is not None:
            return large
        if disk in (0, _FULL_16) and size <= position:
            return _End(members, size, offset, position)
    raise UnreadableDocument("archive-damaged")


def _end_64(stream: BinaryIO, position: int) -> _End | None:
    """The same of an archive with large numbers, whose record stands before the other."""
    locator = _at(stream, position - _WHERE_64.size, _WHERE_64.size)
    if len(locator) < _WHERE_64.size or not locator.startswith(b"PK\6\7"):
        return None
    _, _, stated, _ = _WHERE_64.unpack(locator)
    for place in (position - _WHERE_64.size - _END_64.size, min(stated, position)):
        record = _at(stream, place, _END_64.size)
        if len(record) == _END_64.size and record.startswith(b"PK\6\6"):
            _, _, _, _, _, _, _, members, size, offset = _END_64.unpack(record)
            return _End(members, size, offset, place) if size <= place else None
    return None


def _entries(data: bytes, before: int) -> Iterator[MemberEntry]:
    """The entries of a list; `before` are the bytes of something else before the archive."""
    position = 0
    while position + _ENTRY.size <= len(data) and data.startswith(b"PK\1\2", position):
        (_, made, _, flags, method, _, _, crc, packed, size, of_name, of_extra, of_comment, _, _, attributes,
         offset) = _ENTRY.unpack_from(data, position)  # fmt: skip
        begins = position + _ENTRY.size
        position = begins + of_name + of_extra + of_comment
        if position > len(data):
            return
        extra = data[begins + of_name : begins + of_name + of_extra]
        size, packed, offset = _large(extra, size, packed, offset)
        yield MemberEntry(
            name=data[begins : begins + of_name],
            flags=flags,
            method=method,
            crc=crc,
            packed=packed,
            size=size,
            offset=offset + before,
            extra=extra,
            attributes=attributes,
            maker=made >> 8,
        )


def _large(extra: bytes, *values: int) -> tuple[int, ...]:
    """Size, packed size and offset, those that are too large for their field from the further fields."""
    if _FULL_32 not in values:
        return values
    content = next((content for kind, content in fields(extra) if kind == _ZIP64), b"")
    larger = iter(number for (number,) in struct.iter_unpack("<Q", content[: len(content) // 8 * 8]))
    return tuple(next(larger, value) if value == _FULL_32 else value for value in values)
