"""The names of an archive's members, in the encodings that archivers really use.

The format knows two: code page 437, and UTF-8 where a flag says so. Archivers of East Asian systems write
GBK, Big5, Shift-JIS or EUC-KR and those of macOS UTF-8, all without the flag.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zipfile import ZipInfo

_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
"""The extra field in which some archivers give the name in UTF-8, with the checksum of the other name."""


def member_names(infos: Sequence[ZipInfo]) -> list[str]:
    """The members' names as their sender saw them, with "/" between folders.

    Names whose encoding the archive does not say are guessed together: one archiver wrote them all.
    """
    names = [info.orig_filename for info in infos]
    unsaid: dict[int, bytes] = {}
    for place, info in enumerate(infos):
        raw = _raw(info)
        if raw is None:
            continue
        told = _unicode_path(info.extra, raw)
        if told:
            names[place] = told
        elif not raw.isascii():
            unsaid[place] = raw
    if unsaid:
        from mlcia_check.legacy_text import decoded

        for place, name in zip(unsaid, decoded(list(unsaid.values()), "cp437"), strict=True):
            names[place] = name
    return [name.partition("\0")[0].replace("\\", "/") for name in names]


def _raw(info: ZipInfo) -> bytes | None:
    """The name's bytes; None where the archive says their encoding."""
    if info.flag_bits & _UTF8_FLAG:
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str:
    for kind, content in _fields(extra):
        if kind == _UNICODE_PATH and len(content) > 5 and content[0] == 1:
            (checksum,) = struct.unpack_from("<L", content, 1)
            if checksum == zlib.crc32(raw):
                return content[5:].decode("utf-8", "replace")
    return ""


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        yield kind, extra[position + 4 : position + 4 + length]
        position += 4 + length
