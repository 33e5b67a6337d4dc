"""Reads the words of a page's annotations and of the document's information dictionary."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from ctypes import byref
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Note
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium.binding import PageHandle, Pdfium, Rect
from mlcia_check.pdf.pdfium.document import PdfiumDocument

_ENTRIES: Final = (b"Contents", b"Subj", b"V", b"TU")
"""Entries of an annotation or a form field that can hold text (PDF 32000-1, tables 164, 170 and 220)."""

_APPEARANCE: Final = b"AP"
_WIDGET: Final = 20
"""Subtype of a form field in PDFium's numbering."""

_STAMP: Final = "Stamp\0".encode("utf-16-le")

_FREE_TEXT: Final = 3
"""Subtype of a free text annotation, whose words stand on the page, in PDFium's numbering."""

_LINK: Final = 2
"""Subtype of a link in PDFium's numbering. Papers have hundreds; only /Contents is read of a link."""

_INFORMATION: Final = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")

_ENTRIES_MAX: Final = 4_000
"""Entries of the information dictionary that are read."""

_ENTRY_MAX_BYTES: Final = 1 << 24
"""Bytes of the longest entry that is read: what stands behind a million of blanks is read, too."""

_EMPTY_TEXT_BYTES: Final = 2
"""Bytes of an empty text: the closing zero in UTF-16."""


class Annotations(Struct, frozen=True):
    """The words of a page's annotations, and the boxes of those that may paint; plain links do not paint.

    `appear` is true if an annotation has an appearance, which may contain words. `written` holds the boxes of
    annotations without an appearance for which viewers draw the words, each with its number of characters.
    """

    notes: tuple[Note, ...]
    drawn: tuple[Box, ...]
    appear: bool
    written: tuple[tuple[Box, int], ...]


def annotations_of(lib: Pdfium, page: PageHandle, to_view: Transform) -> Annotations:
    """Return the annotations of a loaded page.

    PDFium does not render form fields, but other viewers show them. This function turns the form fields of
    the loaded page (not of the file) into stamps, which PDFium paints.
    """
    rect = Rect()
    notes: list[Note] = []
    drawn: list[Box] = []
    written: list[tuple[Box, int]] = []
    appear = False
    for index in range(lib.FPDFPage_GetAnnotCount(page)):
        annotation = lib.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        subtype = lib.FPDFAnnot_GetSubtype(annotation)
        is_link = subtype == _LINK
        if subtype == _WIDGET:
            lib.FPDFAnnot_SetStringValue(annotation, b"Subtype", _STAMP)
        has_appearance = bool(lib.FPDFAnnot_HasKey(annotation, _APPEARANCE))
        appear = appear or has_appearance
        may_paint = not is_link or has_appearance
        texts = [
            (entry, text)
            for entry in (_ENTRIES[:1] if is_link else _ENTRIES)
            if (text := _text(lib.FPDFAnnot_GetStringValue, annotation, entry))
        ]
        if texts or may_paint:
            lib.FPDFAnnot_GetRect(annotation, byref(rect))
            box = viewed(to_view, rect.left, rect.bottom, rect.right, rect.top)
            notes += [Note(box, entry.decode(), text) for entry, text in texts]
            if may_paint:
                drawn.append(box)
            shown = {_FREE_TEXT: "Contents", _WIDGET: "V"}.get(subtype)
            if shown and not has_appearance:
                written += [(box, len(text)) for entry, text in texts if entry.decode() == shown]
        lib.FPDFPage_CloseAnnot(annotation)
    return Annotations(tuple(notes), tuple(drawn), appear, tuple(written))


def information(document: PdfiumDocument, names: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return the entries (key, text) of the information dictionary: the standard ones and any of `names`."""
    wanted = [*_INFORMATION, *(name for name in names if name not in _INFORMATION)][:_ENTRIES_MAX]
    getter, handle = document.lib.FPDF_GetMetaText, document.handle
    values = ((entry, _text(getter, handle, entry.encode("latin-1"))) for entry in wanted)
    return tuple((entry, text) for entry, text in values if text)


def _text(getter: Callable[..., int], handle: int, entry: bytes) -> str:
    size = getter(handle, entry, None, 0)
    if not _EMPTY_TEXT_BYTES < size <= _ENTRY_MAX_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    getter(handle, entry, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip("\0 ")
