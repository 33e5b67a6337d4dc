"""Reads ToUnicode maps of the usual form with a regular expression.

pdfminer reads a map token by token in Python: those of a page's fonts take longer than the page. What it
might read in another way (arrays, comments, other kinds of ranges, damage) is left to it.
"""

from __future__ import annotations

import re
from typing import Final

from pdfminer.cmapdb import FileUnicodeMap

_HEX: Final = rb"<((?:[0-9A-Fa-f]{2}){%d,%d})>\s*"
_CODE: Final = _HEX % (1, 4)
_TEXT: Final = _HEX % (1, 64)
_PAIR: Final = re.compile(_CODE + _TEXT)
_RANGE: Final = re.compile(_CODE + _CODE + _TEXT)
_PART: Final = re.compile(rb"(?<=\s)beginbf(char|range)\s+([^a-z%()]*)endbf\1(?=\s)")
_NOT_PLAIN: Final = re.compile(rb"%|bfchar|bfrange|cidchar|cidrange|usecmap")
"""What else could give codes a text, or hide what does, outside of the parts of a plain map."""

_COUNTED_BYTES: Final = 4
"""Bytes at the end of a range's first text that count on."""


def plain_character_map(content: bytes) -> FileUnicodeMap | None:
    """Return the map of a font's codes to text; None if pdfminer might read it in another way."""
    head, _, rest = content.partition(b"begincmap")
    body, _, tail = rest.partition(b"endcmap")
    if not rest or b"bf" in head or b"begincmap" in tail:
        return None
    before, begins, parts = body.partition(b"beginbf")
    parts = before[-1:] + begins + parts
    outside = _PART.sub(b"", parts)
    if _NOT_PLAIN.search(before + outside) or b"(" in outside:
        return None
    found = FileUnicodeMap()
    for part in _PART.finditer(parts):
        entries, form = part[2].lstrip(), _PAIR if part[1] == b"char" else _RANGE
        if form.sub(b"", entries):
            return None
        for entry in form.findall(entries):
            first, text = int(entry[0], 16), bytes.fromhex(entry[-1].decode())
            last = int(entry[-2], 16)
            if len(entry[0]) != len(entry[-2]) or not _add(found, first, last, text):
                return None
    return found


def _add(found: FileUnicodeMap, first: int, last: int, text: bytes) -> bool:
    """Add the codes from `first` to `last`, whose texts count on from `text`; return False if they cannot."""
    kept, counted = text[:-_COUNTED_BYTES], text[-_COUNTED_BYTES:]
    begin, length = int.from_bytes(counted, "big"), len(counted)
    if begin + last - first >= 1 << (8 * length):
        return False
    for code in range(first, last + 1):
        found.add_cid2unichr(code, kept + (begin + code - first).to_bytes(length, "big"))
    return True
