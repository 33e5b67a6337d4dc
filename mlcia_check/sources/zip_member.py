"""Unpacks one member of a zip archive piece by piece.

Its stated size and checksum are verified, and no more than the stated size is unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from mlcia_check.errors import UnreadableDocument
from mlcia_check.sources.source import DOCUMENT_MAX_BYTES, Member
from mlcia_check.sources.zip_directory import ENCRYPTED_FLAG, LOCAL_HEADER_BYTES, MemberEntry

COMPRESSION_MAX_RATIO: Final = 200
BOMB_MIN_BYTES: Final = 5_000_000
"""Bytes: a document this large that was compressed COMPRESSION_MAX_RATIO-fold is not a paper, since PDFs are
compressed."""

STORED, DEFLATED = 0, 8

METHODS: Final = {
    1: "Shrink",
    6: "Implode",
    9: "Deflate64",
    12: "bzip2",
    14: "LZMA",
    93: "Zstandard",
    95: "XZ",
    98: "PPMd",
    99: "AES",
}
"""Names of compression methods that are not unpacked, by their number in the format. A few bytes of bzip2 or
LZMA unpack to gigabytes in one call, and no archiver uses them for papers by default."""

_CHUNK_BYTES: Final = 1 << 16


def refusal(entry: MemberEntry, shared: frozenset[int]) -> tuple[str, str]:
    """Return the reason why a member is not unpacked, with its detail; ("", "") if it can be.

    `shared` are the offsets of members that overlap others.
    """
    if entry.flags & ENCRYPTED_FLAG:
        return "archive-password", ""
    if entry.method not in (STORED, DEFLATED):
        return "archive-method", METHODS.get(entry.method, str(entry.method))
    if entry.size > DOCUMENT_MAX_BYTES:
        return "too-large", f"{DOCUMENT_MAX_BYTES // 1_000_000} MB"
    if entry.size > max(BOMB_MIN_BYTES, COMPRESSION_MAX_RATIO * entry.packed):
        return "archive-bomb", f"{entry.size // 1_000_000} MB"
    if entry.offset in shared:
        return "archive-overlap", ""
    if entry.method == STORED and entry.packed != entry.size:
        return "archive-size", ""
    return "", ""


def unpacked(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    """Yield the member's bytes, in pieces of at most 64 KB.

    Raises OSError, and UnreadableDocument: archive-size if its size is not the stated one, archive-damaged if
    its checksum is wrong."""
    _to_content(stream, member)
    size, crc = 0, 0
    pieces = _stored(stream, member.packed) if member.method == STORED else _inflated(stream, member.packed)
    for piece in pieces:
        size += len(piece)
        if size > member.size:
            raise UnreadableDocument("archive-size")
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != member.size:
        raise UnreadableDocument("archive-size")
    if crc != member.crc:
        raise UnreadableDocument("archive-damaged")


def _to_content(stream: BinaryIO, member: Member) -> None:
    """Skip the member's own header after checking that it is one; only its length is used."""
    stream.seek(member.offset)
    header = stream.read(LOCAL_HEADER_BYTES)
    if len(header) < LOCAL_HEADER_BYTES or not header.startswith(b"PK\3\4"):
        raise UnreadableDocument("archive-damaged")
    method = int.from_bytes(header[8:10], "little")
    if method != member.method or header[6] & ENCRYPTED_FLAG:
        raise UnreadableDocument("archive-damaged")
    more = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    stream.seek(member.offset + LOCAL_HEADER_BYTES + more)


def _stored(stream: BinaryIO, remaining: int) -> Iterator[bytes]:
    while remaining > 0:
        piece = stream.read(min(remaining, _CHUNK_BYTES))
        if not piece:
            raise UnreadableDocument("archive-damaged")
        remaining -= len(piece)
        yield piece


def _inflated(stream: BinaryIO, packed: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in _stored(stream, packed):
            waiting = piece
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _CHUNK_BYTES)
                waiting = unpacker.unconsumed_tail
            if unpacker.eof:
                return
        # Output that a full piece held back comes without further input.
        while rest := unpacker.decompress(b"", _CHUNK_BYTES):
            yield rest
    except zlib.error as error:
        raise UnreadableDocument("archive-damaged") from error
    if not unpacker.eof:
        raise UnreadableDocument("archive-damaged")
