"""Reads the words of a file's metadata streams (XMP), which search engines and models read but no
page shows.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mlcia_check.support.late_pattern import LatePattern

if TYPE_CHECKING:
    from pypdf.generic import StreamObject

_MARK: Final = re.compile(rb"/Subtype\s*/XML(?![A-Za-z])")
_TEXT: Final = re.compile(r">([^<>]+)<|=\s*\"([^\"<>]*)\"|=\s*'([^'<>]*)'")
_TWO_WORDS: Final = re.compile(r"\S\s+\S")
_FIRST_WITHOUT_SPACES: Final = "\u3000"
"""The first character of the scripts without spaces."""

_CREATOR: Final = "dc:creator"
_BETWEEN: Final = re.compile(r">([^<>]+)")

_ESCAPES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"))
"""Those of XML but for "&amp;", which comes last. acmart writes "Security -&gt; Privacy" for concepts."""

_ADDRESS: Final = re.compile(r"https?:|uuid:|urn:|xmp\.")

_PDFA_SPACE: Final = LatePattern(r"xmlns:([\w.-]+)\s*=\s*[\"']http://www\.aiim\.org/pdfa/ns/id/[\"']")
_TITLE: Final = LatePattern(r"<dc:title\b([^/].*?)</dc:title", re.DOTALL)

_BEGINNINGS: Final = (b"<", b"\xef", b"\xfe", b"\xff")
"""First bytes of a stream that is not packed: an element, or the mark of UTF-8 or UTF-16."""

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
        if content[:1] not in _BEGINNINGS:
            content = _inflated(content)
        yield packet_text(content.partition(b"endstream")[0])


def packet_text(content: bytes) -> str:
    """Decode the content of a metadata stream."""
    wide = content[:2] in (b"\xfe\xff", b"\xff\xfe")
    return content.decode("utf-16" if wide else "utf-8-sig", "replace")


def xmp_words(packets: Iterable[str]) -> Iterator[str]:
    """Yield for each stream its texts and attribute values that are words, one on each line."""
    for packet in packets:
        values = (_unescaped(next(filter(None, match.groups()), "")) for match in _TEXT.finditer(packet))
        kept = (value.strip() for value in values)
        words = "\n".join(value for value in kept if _is_spoken(value) and not _ADDRESS.match(value))
        if words:
            yield words


def _is_spoken(value: str) -> bool:
    """Return whether a value has two words, or a letter of a script without spaces.

    Dates, identifiers and language codes have neither.
    """
    has_letter = not value.isascii() and max(value) >= _FIRST_WITHOUT_SPACES
    return has_letter or _TWO_WORDS.search(value) is not None


def xmp_creators(packets: Iterable[str]) -> Iterator[str]:
    """Yield the names that the streams state as Dublin Core's creator, each once."""
    parts = (part for packet in packets for part in packet.split(f"<{_CREATOR}")[1:])
    stated = (part.partition(f"</{_CREATOR}>")[0] for part in parts)
    names = (_unescaped(name).strip() for names in stated for name in _BETWEEN.findall(names))
    yield from dict.fromkeys(filter(None, names))


def packet_of(stream: StreamObject | None) -> str:
    """Return a metadata stream as text, "" if there is none or it uses a filter other than Flate."""
    if stream is None:
        return ""
    content = bytes(stream._data[:_STREAM_MAX_BYTES])
    return packet_text(content if content.lstrip()[:1] in _BEGINNINGS else _inflated(content))


def pdfa_claim(packet: str) -> str:
    """Return the level of PDF/A that a document's metadata claim, such as "2b" or "4"; "" for none."""
    space = _PDFA_SPACE.search(packet)
    if space is None:
        return ""
    part, conformance = (_value(packet, space[1], name) for name in ("part", "conformance"))
    return f"{part}{conformance.lower()}" if part else ""


def title_of(packet: str) -> str:
    """Return the title that a document's metadata state as Dublin Core's, "" for none."""
    match = _TITLE.search(packet)
    stated = (_unescaped(text).strip() for text in _BETWEEN.findall(match[1])) if match else ()
    return next(filter(None, stated), "")


def _value(packet: str, prefix: str, name: str) -> str:
    """Return a property's value, which is an element or an attribute."""
    key = re.escape(f"{prefix}:{name}")
    match = re.search(rf"<{key}\b[^<>]*>\s*(\w+)\s*</|\b{key}\s*=\s*[\"'](\w+)[\"']", packet)
    return (match[1] or match[2]) if match else ""


def _unescaped(text: str) -> str:
    """Return text without escapes. The table of those that are not XML's is loaded only if one is left."""
    if "&" not in text:
        return text
    for escape, character in _ESCAPES:
        text = text.replace(escape, character)
    if text.count("&") == text.count("&amp;"):
        return text.replace("&amp;", "&")
    import html

    return html.unescape(text)


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _STREAM_MAX_BYTES)
    except zlib.error:
        return b""
