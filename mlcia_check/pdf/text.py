"""The characters of a page, shared out to the text objects that paint them."""

from __future__ import annotations

import ctypes
from ctypes import c_ushort
from typing import Final, NamedTuple

from mlcia_check.pdf.tracking import FEWEST_WIDE, SHORTEST, Spacing, is_wide, pitch, spacings

_RETURN: Final = "\r".encode("utf-16-le")


class PageText(NamedTuple):
    """`runs` maps a text object's handle to its characters; `unmapped` are handles of those without Unicode.

    `spacings` maps some of these handles to how their letters and words are spaced, `pitches` those
    of wide glyphs (Chinese, Japanese) to the mean distance of these, in units of the page.
    """

    runs: dict[int, str]
    unmapped: frozenset[int]
    spacings: dict[int, Spacing]
    pitches: dict[int, float]


NO_TEXT: Final = PageText({}, frozenset(), {}, {})


def page_text(lib: ctypes.CDLL, page: int) -> PageText:
    """Reads all characters of a loaded page.

    PDFium can be asked which object a character belongs to, and an object's characters stand
    together: so the end of each object's stretch is looked for in growing steps instead of asking
    of every character.
    """
    handle = lib.FPDFText_LoadPage(page)
    if not handle:
        return NO_TEXT
    try:
        return _share_out(lib, handle)
    finally:
        lib.FPDFText_ClosePage(handle)


def _share_out(lib: ctypes.CDLL, handle: int) -> PageText:
    owner, wrong = lib.FPDFText_GetTextObject, lib.FPDFText_HasUnicodeMapError
    count = lib.FPDFText_CountChars(handle)
    characters = _Characters(lib, handle, count)
    runs: dict[int, str] = {}
    long: list[tuple[int, int, int]] = []
    unmapped: set[int] = set()
    pitches: dict[int, float] = {}
    start, step, line_end = 0, 32, 0
    while start < count:
        item = owner(handle, start)
        if item is None:
            start += 1
            continue
        if start >= line_end:
            line_end = characters.line_end(start)
        # most objects are the rest of their line: one question settles those
        last = line_end - 1
        if last > start and owner(handle, last) == item:
            end = line_end
        else:
            end = _end_of_stretch(owner, handle, item, start, line_end, step)
        text = characters.between(start, end)
        if wrong(handle, start) == 1:
            unmapped.add(item)
        if end - start >= FEWEST_WIDE and not text.isascii() and is_wide(text):
            between = pitch(lib, handle, start, text)
            if between is not None:
                pitches[item] = between
        if end - start >= SHORTEST:
            long.append((item, start, end))
        runs[item] = runs[item] + text if item in runs else text
        step = max(end - start - 1, 1)
        start = end
    return PageText(runs, frozenset(unmapped), spacings(lib, handle, long), pitches)


class _Characters:
    """The characters of a page by index, fetched in one call where PDFium gives one code unit for each."""

    def __init__(self, lib: ctypes.CDLL, handle: int, count: int) -> None:
        self._lib = lib
        self._handle = handle
        self._count = count
        self._buffer = (c_ushort * (count + 1))()
        self._units = memoryview(self._buffer).cast("B")
        written = lib.FPDFText_GetText(handle, 0, count, self._buffer)
        self._all = bytes(self._units[:-2]) if written == count + 1 else b""

    def line_end(self, start: int) -> int:
        """Where the line after `start` ends: PDFium puts a carriage return of its own there."""
        at = self._all.find(_RETURN, 2 * start)
        while at % 2 and at > 0:
            at = self._all.find(_RETURN, at + 1)
        return at // 2 if at > 2 * start else self._count

    def between(self, start: int, end: int) -> str:
        if self._all:
            return self._all[2 * start : 2 * end].decode("utf-16-le", "replace")
        # some characters have no place in the page's text, so that indices into it are others
        written = self._lib.FPDFText_GetText(self._handle, start, end - start, self._buffer)
        return bytes(self._units[: 2 * max(written - 1, 0)]).decode("utf-16-le", "replace")


def _end_of_stretch(
    owner: ctypes._FuncPointer, handle: int, item: int, start: int, count: int, step: int
) -> int:
    """The first character after `start` that does not belong to `item`; `step` is a guess at the length."""
    inside, outside = start, count
    probe = start + step
    while probe < outside:
        if owner(handle, probe) == item:
            inside = probe
            step *= 2
            probe += step
        else:
            outside = probe
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if owner(handle, middle) == item:
            inside = middle
        else:
            outside = middle
    return outside
