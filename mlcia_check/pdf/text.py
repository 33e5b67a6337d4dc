"""The characters of a page, shared out to the text objects that paint them."""

from __future__ import annotations

import ctypes
from ctypes import c_ushort
from typing import NamedTuple


class PageText(NamedTuple):
    """`runs` maps a text object's handle to its characters; `unmapped` counts those without Unicode."""

    runs: dict[int, str]
    unmapped: int


def page_text(lib: ctypes.CDLL, page: int) -> PageText:
    """Reads all characters of a loaded page.

    PDFium can be asked which object a character belongs to, and an object's characters stand
    together: so the end of each object's stretch is looked for in growing steps instead of asking
    of every character.
    """
    handle = lib.FPDFText_LoadPage(page)
    if not handle:
        return PageText({}, 0)
    try:
        return _share_out(lib, handle)
    finally:
        lib.FPDFText_ClosePage(handle)


def _share_out(lib: ctypes.CDLL, handle: int) -> PageText:
    owner, text_of = lib.FPDFText_GetTextObject, lib.FPDFText_GetText
    count = lib.FPDFText_CountChars(handle)
    buffer = (c_ushort * (count + 1))()
    runs: dict[int, str] = {}
    unmapped = 0
    start, step = 0, 32
    while start < count:
        item = owner(handle, start)
        if item is None:
            start += 1
            continue
        end = _end_of_stretch(owner, handle, item, start, count, step)
        written = text_of(handle, start, end - start, buffer)
        text = bytes(memoryview(buffer).cast("B")[: 2 * max(written - 1, 0)]).decode("utf-16-le", "replace")
        if lib.FPDFText_HasUnicodeMapError(handle, start) == 1:
            unmapped += end - start
        runs[item] = runs[item] + text if item in runs else text
        step = max(end - start - 1, 1)
        start = end
    return PageText(runs, unmapped)


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
