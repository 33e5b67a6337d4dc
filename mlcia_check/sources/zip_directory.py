"""Reads the list of a zip archive's members without trusting it (APPNOTE.TXT 6.3, sections 4.3 and 4.4).

Python's own reader stops at the first name that it cannot decode, and reads a list of any length.
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

MEMBERS_MAX: Final = 100_000
LIST_MAX_BYTES: Final = 32_000_000
"""An archive with a longer list is not read: it alone could fill the memory. The largest calls have 20,000
papers, and the entry of a member takes about a hundred bytes."""

LIST_END_MAX_BYTES: Final = 1 << 20
"""Last bytes in which the end of the list is searched: a comment of 64 KB and what a mailer adds
may follow."""

ENCRYPTED_FLAG: Final = 0x1
UTF8_FLAG: Final = 0x800

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_WHERE_64: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_ZIP64_ID: Final = 0x0001
_FULL_16_BITS, _FULL_32_BITS = 0xFFFF, 0xFFFFFFFF
"""The value of a field whose real value is in the record for large archives."""

_UNIX_SYSTEMS: Final = (3, 19)
"""Systems (Unix, macOS) that write a member's kind in the upper half of its attributes."""


class MemberEntry(NamedTuple):
    """One member as the list states it.

    `name` is in bytes, `extra` holds its extra fields; `packed` and `size` are in bytes, `offset` is the
    position of its own header in the archive.
    """

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
        """Return whether the member is a link, a pipe or a device."""
        kind = stat.S_IFMT(self.attributes >> 16)
        return self.maker in _UNIX_SYSTEMS and kind not in (0, stat.S_IFREG, stat.S_IFDIR)


class Listed(NamedTuple):
    """The members in the list's order; `is_whole` is False if the list breaks off."""

    entries: list[MemberEntry]
    is_whole: bool


class _End(NamedTuple):
    """What the end of an archive states about its list: number of members, bytes, start; and where the list
    must end.
    """

    members: int
    size: int
    offset: int
    position: int


def listed(stream: BinaryIO) -> Listed:
    """Return the members of an archive.

    Raises OSError, and UnreadableDocument (archive-damaged, archive-bomb).
    """
    end = _end(stream)
    if end.size > LIST_MAX_BYTES or end.members > MEMBERS_MAX:
        raise UnreadableDocument("archive-bomb", f"{end.members:,}")
    begins = end.position - end.size
    data = _at(stream, begins, end.size)
    if end.size and not data.startswith(b"PK\1\2"):
        # Something lies between the list and the end record.
        begins = end.offset
        data = _at(stream, begins, end.size)
    before = begins - end.offset
    if begins < 0 or before < 0 or len(data) < end.size:
        raise UnreadableDocument("archive-damaged")
    entries: list[MemberEntry] = []
    for entry in _entries(data, before):
        if len(entries) == MEMBERS_MAX:
            raise UnreadableDocument("archive-bomb", f"{MEMBERS_MAX:,}+")
        entries.append(entry)
    # Old archivers count in 16 bits, even if there are more members.
    short = len(entries) < end.members and (len(entries) - end.members) % (_FULL_16_BITS + 1) != 0
    if end.size and not entries:
        raise UnreadableDocument("archive-damaged")
    return Listed(entries, is_whole=not short)


def overlapping(stream: BinaryIO, entries: list[MemberEntry]) -> frozenset[int]:
    """Return the offsets of members whose bytes overlap another member's header. Raises OSError.

    Honest archives have none; one megabyte shared by a thousand members unpacks to a thousand megabytes."""
    offsets = sorted({entry.offset for entry in entries})
    following = dict(itertools.pairwise([*offsets, sys.maxsize]))
    run_into = {following[entry.offset] for entry in entries if _end_of(entry) > following[entry.offset]}
    # An entry that points nowhere is wrong, but does not make another entry wrong.
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
    """Return the earliest possible end of a member's bytes: its own header may have a name and
    extra fields.
    """
    return entry.offset + LOCAL_HEADER_BYTES + entry.packed


LOCAL_HEADER_BYTES: Final = 30
"""Bytes of a member's own header, before its name."""


def fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and content of each extra field of a member."""
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
    """Return the last record that can be an archive's end; bytes after it are ignored."""
    length = stream.seek(0, os.SEEK_END)
    begins = max(length - LIST_END_MAX_BYTES, 0)
    tail = _at(stream, begins, LIST_END_MAX_BYTES)
    place = len(tail)
    while (place := tail.rfind(b"PK\5\6", 0, place)) >= 0:
        if place + _END.size > len(tail):
            continue
        _, disk, _, _, members, size, offset, _ = _END.unpack_from(tail, place)
        position = begins + place
        large = _end_64(stream, position)
        if large is not None:
            return large
        if disk in (0, _FULL_16_BITS) and size <= position:
            return _End(members, size, offset, position)
    raise UnreadableDocument("archive-damaged")


def _end_64(stream: BinaryIO, position: int) -> _End | None:
    """Return the end record of a large archive (ZIP64), which is before the other one."""
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
    """Yield the entries of a list; `before` is the number of foreign bytes before the archive."""
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
    """Return size, packed size and offset, taken from the extra fields if they are too large for
    their own.
    """
    if _FULL_32_BITS not in values:
        return values
    content = next((content for kind, content in fields(extra) if kind == _ZIP64_ID), b"")
    larger = iter(number for (number,) in struct.iter_unpack("<Q", content[: len(content) // 8 * 8]))
    return tuple(next(larger, value) if value == _FULL_32_BITS else value for value in values)
