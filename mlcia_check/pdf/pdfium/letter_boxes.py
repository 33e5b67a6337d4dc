"""Reads the letters of some text objects with their boxes, for tests of a part of an object."""

from __future__ import annotations

from collections.abc import Container, Iterator
from ctypes import byref, c_double
from typing import NamedTuple

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.document import extracted_text


class Letter(NamedTuple):
    """One character and the box of its outline, as viewed."""

    text: str
    box: Box


def letters_of(
    lib: Pdfium, page: PageHandle, objects: Container[int], to_view: Transform
) -> Iterator[tuple[ObjectHandle, list[Letter]]]:
    """Yield each text object of `objects` (handles) that has letters, with its letters in reading order.

    A space that PDFium adds between two letters of one object counts as a letter.
    """
    with extracted_text(lib, page) as text:
        if text is None:
            return
        found: dict[ObjectHandle, list[Letter]] = {}
        for index in range(lib.FPDFText_CountChars(text)):
            owner = lib.FPDFText_GetTextObject(text, index)
            if owner is not None and owner in objects:
                found.setdefault(owner, []).append(_letter(lib, text, index, to_view))
        yield from found.items()


def _letter(lib: Pdfium, text: TextPageHandle, index: int, to_view: Transform) -> Letter:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    lib.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    code = lib.FPDFText_GetUnicode(text, index)
    character = chr(code) if 0x20 <= code < 0xD800 else " "
    return Letter(character, viewed(to_view, left.value, bottom.value, right.value, top.value))
