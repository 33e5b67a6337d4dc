"""Decodes the names of an archive's members from the encodings that archivers really use.

The format defines two: code page 437, and UTF-8 if a flag is set. Archivers on East Asian systems write
GBK, Big5, Shift-JIS or EUC-KR, and those of macOS write UTF-8, all without the flag. Some set the flag for
other encodings.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Final

from mlcia_check.sources.zip_directory import UTF8_FLAG, MemberEntry, fields

_UNICODE_PATH_ID: Final = 0x7075
"""The extra field in which some archivers write the name in UTF-8, with a checksum of the other name."""


def member_names(entries: Sequence[MemberEntry]) -> list[str]:
    """Return the members' names as their sender saw them, with "/" between folders; "" for a missing name.

    A name that states its encoding, correctly, is decoded with it. The encoding of the others is guessed for
    all of them together: one archiver wrote them all.
    """
    names = []
    unsaid: dict[int, bytes] = {}
    for place, entry in enumerate(entries):
        name = _said(entry)
        names.append(name or "")
        if name is None:
            unsaid[place] = entry.name
    if unsaid:
        from mlcia_check.support.legacy_encodings import decoded

        for place, name in zip(unsaid, decoded(list(unsaid.values()), "cp437"), strict=True):
            names[place] = name
    return [name.partition("\0")[0].replace("\\", "/") for name in names]


def _said(entry: MemberEntry) -> str | None:
    """Return the name if its encoding is known; None if it must be guessed."""
    if entry.name.isascii():
        return _unicode_path(entry) or entry.name.decode("ascii")
    if entry.flags & UTF8_FLAG:
        try:
            return entry.name.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return _unicode_path(entry) or None


def _unicode_path(entry: MemberEntry) -> str:
    for kind, content in fields(entry.extra):
        if kind == _UNICODE_PATH_ID and len(content) > 5 and content[0] == 1:
            (checksum,) = struct.unpack_from("<L", content, 1)
            if checksum == zlib.crc32(entry.name):
                return content[5:].decode("utf-8", "replace")
    return ""
