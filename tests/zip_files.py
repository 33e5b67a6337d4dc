"""Zip archives as no archiver writes them, byte by byte: names of all kinds, sizes that lie, members that
share their bytes."""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tests.hostile import deflated_plain

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
UTF8, ENCRYPTED = 0x800, 0x1
UNIX = 3
LINK, PIPE = 0o120777 << 16, 0o010666 << 16


@dataclass(frozen=True)
class Part:
    """A member. `packed` are its bytes as they stand in the archive, by default those of `data`; `size`,
    `crc` and `own_method` are what it says, by default the truth."""

    name: bytes
    data: bytes = b"%PDF-1.5 a paper"
    method: int = STORED
    flags: int = 0
    packed: bytes | None = None
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    own_method: int | None = None
    attributes: int = 0
    maker: int = UNIX
    extra: bytes = b""
    offset: int | None = None

    @property
    def content(self) -> bytes:
        return pack(self.data, self.method) if self.packed is None else self.packed

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Checksum, packed size and size as it says them."""
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        packed = len(self.content) if self.packed_size is None else self.packed_size
        return crc, packed, len(self.data) if self.size is None else self.size


def pack(data: bytes, method: int) -> bytes:
    if method == DEFLATED:
        packer = zlib.compressobj(9, wbits=-15)
        return packer.compress(data) + packer.flush()
    if method == BZIP2:
        return bz2.compress(data)
    if method == LZMA:
        filters = [{"id": lzma.FILTER_LZMA1, "preset": 6}]
        return b"\x09\x04\x05\x00\x5d\x00\x00\x80\x00" + lzma.compress(data, lzma.FORMAT_RAW, filters=filters)
    return data


def header(part: Part) -> bytes:
    """A member's own header."""
    method = part.method if part.own_method is None else part.own_method
    crc, packed, size = part.numbers
    fixed = struct.pack(
        "<4s5H3L2H",
        b"PK\3\4",
        20,
        part.flags,
        method,
        0,
        0,
        crc,
        packed,
        size & 0xFFFFFFFF,
        len(part.name),
        0,
    )
    return fixed + part.name


def archive(
    parts: Sequence[Part],
    before: bytes = b"",
    behind: bytes = b"",
    members: int | None = None,
    large: bool = False,
) -> bytes:
    """An archive with these members, `before` and `behind` around it. `members` is the number that it states;
    a `large` one has its numbers in the records for large archives."""
    body, entries = bytearray(), bytearray()
    for part in parts:
        offset = len(body) if part.offset is None else part.offset
        if part.offset is None:
            body += header(part) + part.content
        entries += entry(part, offset, large)
    return (
        before
        + bytes(body)
        + bytes(entries)
        + end(len(parts), bytes(entries), len(body), members, large)
        + behind
    )


def entry(part: Part, offset: int, large: bool = False) -> bytes:
    """A member's entry in the list."""
    crc, packed, size = part.numbers
    extra = part.extra
    if large:
        extra += struct.pack("<HHQQQ", 1, 24, size, packed, offset)
        size = packed = offset = 0xFFFFFFFF
    lengths = len(part.name), len(extra), 0, 0, 0
    fixed = struct.pack(
        "<4s6H3L5H2L",
        *(b"PK\1\2", part.maker << 8 | 20, 20, part.flags, part.method, 0, 0, crc, packed, size),
        *(*lengths, part.attributes, offset),
    )
    return fixed + part.name + extra


def end(number: int, entries: bytes, offset: int, members: int | None = None, large: bool = False) -> bytes:
    stated = number if members is None else members
    if not large:
        return struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, stated & 0xFFFF, stated & 0xFFFF, len(entries), offset, 0
        )
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, stated, stated, len(entries), offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, offset + len(entries), 1)
    full = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return record + locator + full


def bomb(name: bytes, megabytes: int, says: int | None = None, method: int = DEFLATED) -> Part:
    """A member of so many megabytes of zeros in a few thousand bytes; `says` is the size that it states."""
    if method == DEFLATED:
        packed = deflated_plain(bytes(1_000_000), megabytes)
    else:
        packed = pack(bytes(1_000_000 * min(megabytes, 5)), method)
    return Part(name, b"", method, packed=packed, size=megabytes * 1_000_000 if says is None else says, crc=1)


def quoted(number: int, kernel: bytes) -> bytes:
    """The zip bomb of quoted headers (D. Fifield, "A better zip bomb", 2019): each member's stream is a
    stored block that holds the next member's header, and then that member's own stream."""
    data, packed = kernel, pack(kernel, DEFLATED)
    parts: list[Part] = []
    for index in reversed(range(number)):
        part = Part(b"over%d.pdf" % index, data, DEFLATED, packed=packed)
        parts.insert(0, part)
        quote = header(part)
        data = quote + data
        packed = struct.pack("<BHH", 0, len(quote), len(quote) ^ 0xFFFF) + quote + packed
    offset, placed = 0, []
    for part in parts:
        placed.append(entry(part, offset))
        offset += len(header(part)) + 5
    whole = header(parts[0]) + parts[0].content
    entries = b"".join(placed)
    return whole + entries + end(number, entries, len(whole))
