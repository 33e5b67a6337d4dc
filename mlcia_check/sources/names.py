"""The names of an archive's members, in the encodings that archivers really use.

The format knows two: code page 437, and UTF-8 where a flag says so. Archivers of Chinese systems write
GBK and those of macOS UTF-8, both without the flag.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zipfile import ZipInfo

_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
"""The extra field in which some archivers give the name in UTF-8, with the checksum of the other name."""


def member_name(info: ZipInfo) -> str:
    """The member's name as its sender saw it, with "/" between folders."""
    raw = _raw(info)
    name = info.orig_filename if raw is None else _unicode_path(info.extra, raw) or _decoded(raw)
    return name.partition("\0")[0].replace("\\", "/")


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


def _decoded(raw: bytes) -> str:
    """UTF-8 if it is that, GBK if most of it is in the two bytes of a common Chinese character, else 437."""
    if raw.isascii():
        return raw.decode("ascii")
    for encoding, accepts in (("utf-8", bool), ("gb18030", _mostly_chinese)):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if accepts(name):
            return name
    return raw.decode("cp437")


def _mostly_chinese(name: str) -> bool:
    """Whether a name's letters beyond ASCII are common Chinese ones: an accented "résumé" of code page 437
    also decodes as GBK, to rare characters."""
    foreign = [letter for letter in name if not letter.isascii()]
    common = sum(_is_common(letter) for letter in foreign)
    return common * 2 > len(foreign)


def _is_common(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
