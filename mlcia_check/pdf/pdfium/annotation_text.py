"""The words of a page's annotations and of the document's information dictionary."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from ctypes import byref
from typing import Final, NamedTuple

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Note
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium.binding import PageHandle, Pdfium, Rect
from mlcia_check.pdf.pdfium.document import PdfiumDocument

_ENTRIES: Final = (b"Contents", b"Subj", b"V", b"TU")
"""Text that an annotation or a form field can carry (PDF 32000-1, tables 164, 170 and 220)."""

_APPEARANCE: Final = b"AP"
_WIDGET: Final = 20
"""A form field's subtype in PDFium's numbering."""

_STAMP: Final = "Stamp\0".encode("utf-16-le")

_FREE_TEXT: Final = 3
"""Words that stand on the page, in PDFium's numbering of subtypes."""

_LINK: Final = 2
"""A link's subtype in PDFium's numbering; papers have hundreds, and a link has only the first of these."""

_INFORMATION: Final = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")

_MOST_ENTRIES: Final = 4_000
"""Entries of the information dictionary that are read."""

_LONGEST: Final = 65_536
"""Bytes; what an entry holds beyond is not read."""

_EMPTY: Final = 2
"""Bytes of an empty text: its closing zero in UTF-16."""


class Annotations(NamedTuple):
    """What annotations hold: their words, and the boxes of those that may paint, no plain links.

    `appear` says whether one has an appearance, in which words may stand; `written` are boxes of words for
    which viewers make one, where the file has none, each with how many characters stand in it.
    """

    notes: tuple[Note, ...]
    drawn: tuple[Box, ...]
    appear: bool
    written: tuple[tuple[Box, int], ...]


def annotations_of(lib: Pdfium, page: PageHandle, to_view: Transform) -> Annotations:
    """The annotations of a loaded page.

    PDFium leaves fields of forms out of its renders, where other readers show them: on the loaded page (not
    in the file) they become stamps, which it paints.
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
    wanted = [*_INFORMATION, *(name for name in names if name not in _INFORMATION)][:_MOST_ENTRIES]
    getter, handle = document.lib.FPDF_GetMetaText, document.handle
    values = ((entry, _text(getter, handle, entry.encode("latin-1"))) for entry in wanted)
    return tuple((entry, text) for entry, text in values if text)


def _text(getter: Callable[..., int], handle: int, entry: bytes) -> str:
    size = getter(handle, entry, None, 0)
    if not _EMPTY < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    getter(handle, entry, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip("\0 ")
