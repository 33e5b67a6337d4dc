"""Reads ActualText: characters that replace the painted ones for searching, copying and reading aloud.

Accessible papers give hyphens, ligatures and formulas an ActualText. It should state the words of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from ctypes import byref, c_ulong
from typing import Final

from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.objects.page_text import page_text
from mlcia_check.pdf.structure.text_strings import decoded

_KEY: Final = b"ActualText"

WORD_MIN_CHARACTERS: Final = 4
"""An ActualText of this many characters may be a word: ligatures have up to three."""

_TEXT_MAX_BYTES: Final = 1 << 24
"""Bytes of the longest ActualText that is read; a string of an object has the same limit."""


def actual_text(lib: Pdfium, item: ObjectHandle, marks: int) -> str:
    """Return the ActualText of a page object that has `marks` marks; "" if it has none.

    Nested marks can have one each. Programs differ in which of them they read, so all are returned, joined by
    a space.
    """
    told = []
    needed = c_ulong()
    for index in range(marks):
        mark = lib.FPDFPageObj_GetMark(item, index)
        # Read as bytes: as a text, PDFium would decode all of them as UTF-8.
        if not lib.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, byref(needed)):
            continue
        if not 0 < needed.value <= _TEXT_MAX_BYTES:
            continue
        buffer = ctypes.create_string_buffer(needed.value)
        lib.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, buffer, needed.value, byref(needed))
        told.append(decoded(buffer.raw))
    return " ".join(told)


def painted_texts(lib: Pdfium, page: PageHandle, marks: Mapping[ObjectHandle, int]) -> dict[int, str]:
    """Return the text of page objects without their ActualText, by handle.

    `marks` maps the handle of each object to its number of marks. The text is "" if the glyphs have no
    Unicode. The marks are removed from the objects of the loaded page; the file stays as it is.
    """
    for item, count in marks.items():
        for index in reversed(range(count)):
            lib.FPDFPageObj_RemoveMark(item, lib.FPDFPageObj_GetMark(item, index))
    with page_text(lib, page) as text:
        return {item: "" if item in text.unmapped else text.runs.get(item, "") for item in marks}
