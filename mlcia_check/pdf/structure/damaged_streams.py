"""Finds packed streams that cannot be unpacked to their end, so that text or a font is lost.

PDFium draws what it could unpack, and reports nothing. Images are left out: what is missing of one is
visible.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from mlcia_check.pdf.structure.syntax import SPACE, STREAM_BEGINS

UNPACKED_MAX_BYTES: Final = 64 << 20
"""Most bytes that are unpacked of one file: a paper's text and fonts have 1 to 5 MB, its drawings sometimes
20 MB. 1 MB takes 3 ms."""

_STEP_BYTES: Final = 1 << 20
_HEAD_MAX_BYTES: Final = 2048
"""Most bytes from `obj` to `stream`: the dictionary of a stream has some hundred."""

_OBJECT: Final = re.compile(rb"([0-9]{1,10})[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]*\Z")
_NO_TEXT: Final = re.compile(rb"/(?:Image|Metadata|EmbeddedFile|XRef|ObjStm|Crypt)\b")
_FLATE: Final = b"/FlateDecode"
_FILTER: Final = re.compile(rb"Decode\b|/Fl\b|/LZW\b|/A85\b|/AHx\b")
_FLUSHED: Final = b"\0\0\xff\xff"
"""End of a stream that its writer flushed and did not finish: nothing of it is lost."""


def damaged_streams(data: bytes) -> Iterator[int]:
    """Yield the object number of each damaged stream, of those within UNPACKED_MAX_BYTES.

    The caller must leave out encrypted files.
    """
    left = UNPACKED_MAX_BYTES
    for match in STREAM_BEGINS.finditer(data):
        keyword = data.rfind(b"obj", max(match.start() - _HEAD_MAX_BYTES, 0), match.start())
        head = data[keyword : match.start()]
        if keyword < 0 or _FLATE not in head or len(_FILTER.findall(head)) != 1 or _NO_TEXT.search(head):
            continue
        end = data.find(b"endstream", match.end())
        number = _OBJECT.search(data, max(keyword - 24, 0), keyword)
        if end < 0 or number is None:
            continue
        size = _unpacked_size(data[match.end() : end], left)
        if size is None:
            yield int(number[1])
            continue
        left -= size
        if left <= 0:
            return


def _unpacked_size(packed: bytes, most: int) -> int | None:
    """Return the number of bytes that a stream unpacks to, up to `most`; None if it is damaged.

    The checksum at its end is not verified: other programs ignore it, and some writers leave it out.
    """
    if not packed.strip(b"\r\n"):
        return 0
    if len(packed) < 2 or (packed[0] << 8 | packed[1]) % 31 or packed[0] & 15 != zlib.DEFLATED:
        return None
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size, rest = 0, packed[2:]
    try:
        while size < most and not unpacker.eof:
            size += len(unpacker.decompress(rest, _STEP_BYTES))
            rest = unpacker.unconsumed_tail
            if not rest:
                break
    except zlib.error:
        return None
    is_whole = unpacker.eof or bool(rest) or packed.rstrip(b"\r\n").endswith(_FLUSHED)
    return size if is_whole else None
