"""Reads the words of a file's metadata streams (XMP), which search engines and models read but no
page shows.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_MARK: Final = re.compile(rb"/Subtype\s*/XML(?![A-Za-z])")
_TEXT: Final = re.compile(r">([^<>]+)<|=\s*\"([^\"<>]*)\"|=\s*'([^'<>]*)'")
_SPOKEN: Final = re.compile(r"\S\s+\S|[^\x00-\u2fff]")
"""Two words, or a letter of a script without spaces: dates, identifiers and language codes have neither."""

_CREATOR: Final = "dc:creator"
_BETWEEN: Final = re.compile(r">([^<>]+)")

_ADDRESS: Final = re.compile(r"https?:|uuid:|urn:|xmp\.")

_HEAD_MAX_BYTES: Final = 4096
"""Most bytes from the mark to its stream: a dictionary with a few entries."""

_STREAM_MAX_BYTES: Final = 256 << 10
"""Most bytes that are read of one stream; those of papers have 2 to 10 KB with padding."""

_STREAMS_MAX: Final = 16
"""Most streams that are read: each included figure may have one."""


def xmp_packets(data: bytes) -> Iterator[str]:
    """Yield each metadata stream as text, unless it is encrypted or uses a filter other than Flate."""
    for mark, _ in zip(_MARK.finditer(data), range(_STREAMS_MAX), strict=False):
        begin = data.find(b"stream", mark.end(), mark.end() + _HEAD_MAX_BYTES)
        if begin < 0:
            continue
        begin += len(b"stream")
        content = data[begin : begin + _STREAM_MAX_BYTES].lstrip(b"\r\n")
        if content[:1] not in (b"<", b"\xef", b"\xfe", b"\xff"):
            content = _inflated(content)
        content = content.partition(b"endstream")[0]
        wide = content[:2] in (b"\xfe\xff", b"\xff\xfe")
        yield content.decode("utf-16" if wide else "utf-8-sig", "replace")


def xmp_words(packets: Iterable[str]) -> Iterator[str]:
    """Yield for each stream its texts and attribute values that are words, one on each line."""
    for packet in packets:
        values = (html.unescape(next(filter(None, match.groups()), "")) for match in _TEXT.finditer(packet))
        kept = (value.strip() for value in values)
        words = "\n".join(value for value in kept if _SPOKEN.search(value) and not _ADDRESS.match(value))
        if words:
            yield words


def xmp_creators(packets: Iterable[str]) -> Iterator[str]:
    """Yield the names that the streams state as Dublin Core's creator, each once."""
    parts = (part for packet in packets for part in packet.split(f"<{_CREATOR}")[1:])
    stated = (part.partition(f"</{_CREATOR}>")[0] for part in parts)
    names = (html.unescape(name).strip() for names in stated for name in _BETWEEN.findall(names))
    yield from dict.fromkeys(filter(None, names))


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _STREAM_MAX_BYTES)
    except zlib.error:
        return b""
