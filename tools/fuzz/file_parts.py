"""A PDF taken apart by its bytes, so that one part can be changed and the rest stays as it was written.

Only what a search finds is a part: objects that stand in the file by themselves. That is enough to do
damage, and keeps the harness apart from the parsers that it tries.
"""

from __future__ import annotations

import re
import zlib
from typing import Final, NamedTuple

OBJECT: Final = re.compile(rb"(?<![0-9])([0-9]{1,9})[ \r\n]+([0-9]{1,5})[ \r\n]+obj\b(.*?)endobj", re.DOTALL)
STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
TRAILER: Final = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.DOTALL)

UNPACKED_MAX_BYTES: Final = 4_000_000
"""Bytes of one stream that are unpacked: enough for every fixture."""


OBJECTS_MAX: Final = 100_000
"""A file whose damaged numbers of objects go further keeps its cross references."""


class Part(NamedTuple):
    """One object: its number, and where its body begins and ends in the file."""

    number: int
    begin: int
    end: int


def objects(data: bytes) -> list[Part]:
    """The objects that stand in the file by themselves, in their order."""
    return [Part(int(found[1]), found.start(3), found.end(3)) for found in OBJECT.finditer(data)]


def replaced(data: bytes, part: Part, body: bytes) -> bytes:
    """The file with another body of one object; the cross references are left as they were."""
    return data[: part.begin] + body + data[part.end :]


def unpacked(body: bytes) -> bytes | None:
    """The content of an object's stream, deflated or plain; None where it has none that can be read."""
    found = STREAM.search(body)
    if found is None:
        return None
    if b"/FlateDecode" not in body:
        return found[1]
    try:
        return zlib.decompressobj().decompress(found[1], UNPACKED_MAX_BYTES)
    except zlib.error:
        return None


def repacked(body: bytes, content: bytes) -> bytes:
    """An object's body with another content of its stream, packed as before, and its length."""
    found = STREAM.search(body)
    if found is None:
        return body
    packed = zlib.compress(content, 1) if b"/FlateDecode" in body else content
    entries = re.sub(rb"/Length\s+[0-9]+(\s+0\s+R)?", b"/Length %d" % len(packed), body[: found.start()])
    return entries + b"stream\n" + packed + b"\nendstream\n"


def with_cross_references(data: bytes) -> bytes:
    """The file with a new table of cross references, true to where its objects stand.

    Without it most damage that changes a length ends in the reader's repairs. A file whose trailer is a
    stream stays as it is.
    """
    trailer = TRAILER.search(data)
    if trailer is None:
        return data
    places = {int(found[1]): (found.start(), int(found[2])) for found in OBJECT.finditer(data)}
    if not places:
        return data
    size = max(places) + 1
    if size > OBJECTS_MAX:
        return data
    rows = [b"%010d %05d f \n" % (0, 65535)]
    for number in range(1, size):
        place = places.get(number)
        rows.append(
            b"%010d %05d n \n" % (place[0], min(place[1], 65535))
            if place
            else b"%010d %05d f \n" % (0, 65535)
        )
    kept = data[: trailer.start()].rstrip()
    entries = re.sub(rb"/(Prev|XRefStm)\s+[0-9]+", b"", trailer[1])
    entries = re.sub(rb"/Size\s+[0-9]+", b"/Size %d" % size, entries)
    begin = len(kept) + 1
    return (
        kept
        + b"\nxref\n0 %d\n" % size
        + b"".join(rows)
        + b"trailer\n"
        + entries
        + b"\nstartxref\n%d\n%%%%EOF\n" % begin
    )
