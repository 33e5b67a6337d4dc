"""ActualText: characters that stand, for searching, copying and reading aloud, in place of what is painted.

Hyphens, ligatures and formulas have it in accessible papers; it should not tell other words than the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from ctypes import byref, c_ulong
from typing import Final

from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.page_text import page_text
from mlcia_check.pdf.structure.text_strings import decoded

_KEY: Final = b"ActualText"

WORD: Final = 4
"""Characters from which on an ActualText may be a word: ligatures have up to three."""

_MOST_MARKS: Final = 32
"""Marks looked through on one object; nesting as deep as that says nothing."""

_LONGEST: Final = 65_536
"""Bytes of one ActualText that are read; a string of an object has no more either."""


def actual_text(lib: Pdfium, item: ObjectHandle, marks: int) -> str:
    """The ActualText of a page object that has this many marks; "" if it has none.

    Of marks inside others, each may have one: which of them is read differs by reader, so all are told.
    """
    told = []
    needed = c_ulong()
    for index in range(min(marks, _MOST_MARKS)):
        mark = lib.FPDFPageObj_GetMark(item, index)
        # asked for as bytes: as a text, PDFium takes all of them for UTF-8
        if not lib.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, byref(needed)):
            continue
        if not 0 < needed.value <= _LONGEST:
            continue
        buffer = ctypes.create_string_buffer(needed.value)
        lib.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, buffer, needed.value, byref(needed))
        told.append(decoded(buffer.raw))
    return " ".join(told)


def painted_texts(lib: Pdfium, page: PageHandle, marks: Mapping[ObjectHandle, int]) -> dict[int, str]:
    """What the glyphs of page objects (handles, with their number of marks) say without their ActualText.

    "" for those that map to no Unicode. The marks are taken off the objects of the loaded page, not of
    its file.
    """
    for item, count in marks.items():
        for index in reversed(range(min(count, _MOST_MARKS))):
            lib.FPDFPageObj_RemoveMark(item, lib.FPDFPageObj_GetMark(item, index))
    with page_text(lib, page) as text:
        return {item: "" if item in text.unmapped else text.runs.get(item, "") for item in marks}
