"""Reads one page with PDFium: walks over its objects, and settles what of them is seen."""

from __future__ import annotations

from ctypes import byref, c_float
from typing import Final

from msgspec import structs

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts
from mlcia_check.pdf.limits import side
from mlcia_check.pdf.matrix import view
from mlcia_check.pdf.pdfium.annotation_text import annotations_of
from mlcia_check.pdf.pdfium.binding import DocumentHandle, PageHandle, Pdfium, Rect
from mlcia_check.pdf.pdfium.fonts import FontTable
from mlcia_check.pdf.pdfium.letterless_text import written_prose
from mlcia_check.pdf.pdfium.page_objects import PageWalk
from mlcia_check.pdf.pdfium.visible_page import SeenPage

_FLATTENED: Final = 1
"""What PDFium says where annotations became part of their page; it says 2 where there was nothing to do."""

_CROPPED: Final = 1.0
"""bp of a side; boxes that differ by less were rounded."""


def read_page(
    lib: Pdfium, document: DocumentHandle, number: int, fonts: FontTable, unit: float, layers: bool = False
) -> PageFacts:
    """Page `number` (1-based) of an open document; `unit` is its UserUnit in bp.

    With `layers`, text that may belong to a layer is looked at: the layer may be switched off.

    A page that PDFium cannot load has width and height 0.
    """
    handle = lib.FPDF_LoadPage(document, number - 1)
    if not handle:
        return PageFacts(number, 0.0, 0.0, 0, unit, (), ())
    try:
        fonts.start_page()
        page, last, appear = _loaded(lib, document, handle, number, fonts, unit, layers)
        flattened = appear and lib.FPDFPage_Flatten(handle, 0) == _FLATTENED
    finally:
        lib.FPDF_ClosePage(handle)
    return _with_notes(lib, document, page, last, layers) if flattened else page


def _with_notes(lib: Pdfium, document: DocumentHandle, page: PageFacts, last: int, layers: bool) -> PageFacts:
    """The page with the words that its annotations paint, now that they are a part of it.

    `last` is the order of its own last object. Nothing else of annotations is the page's, nor their fonts.
    """
    handle = lib.FPDF_LoadPage(document, page.number - 1)
    if not handle:
        return page
    try:
        whole, _, _ = _loaded(lib, document, handle, page.number, FontTable(lib), page.user_unit, layers)
    finally:
        lib.FPDF_ClosePage(handle)
    return structs.replace(
        page,
        unseen=(*page.unseen, *(text for text in whole.unseen if text.order > last)),
        note_runs=tuple(structs.replace(run, form=0) for run in whole.runs if run.order > last),
    )


def _loaded(
    lib: Pdfium,
    document: DocumentHandle,
    handle: PageHandle,
    number: int,
    fonts: FontTable,
    unit: float,
    layers: bool,
) -> tuple[PageFacts, int, bool]:
    """A loaded page, the order of its last object, and whether an annotation paints on it."""
    rect = Rect()
    lib.FPDF_GetPageBoundingBox(handle, byref(rect))
    rotation = lib.FPDFPage_GetRotation(handle)
    width, height = side((rect.right - rect.left) * unit), side((rect.top - rect.bottom) * unit)
    if rotation % 2:
        width, height = height, width
    to_view = view(rect.left, rect.bottom, rect.right, rect.top, rotation, unit)
    walk = PageWalk(lib, handle, fonts, unit, to_view, layers)
    walk.walk()
    notes = annotations_of(lib, handle, to_view)
    seen = SeenPage(lib, document, handle, walk, Box(0.0, 0.0, width, height), to_view, notes.drawn)
    replaced = seen.replaced()
    page = PageFacts(
        number=number,
        width_bp=width,
        height_bp=height,
        rotation=rotation * 90,
        user_unit=unit,
        runs=tuple(seen.runs),
        ink=tuple(walk.ink),
        forms=tuple(walk.forms),
        unseen=tuple(sorted(seen.unseen, key=lambda text: (text.order, text.box))),
        notes=notes.notes,
        prose_ink=(*seen.prose_ink(), *written_prose(notes.written)),
        cropped=_is_cropped(lib, handle, rect, unit),
        replaced=replaced,
    )
    return page, walk.last, notes.appear


def _is_cropped(lib: Pdfium, handle: PageHandle, visible: Rect, unit: float) -> bool:
    """Whether less than the MediaBox is visible; one that the page inherits is not known to PDFium."""
    left, bottom, right, top = (c_float() for _ in range(4))
    if not lib.FPDFPage_GetMediaBox(handle, byref(left), byref(bottom), byref(right), byref(top)):
        return False
    hidden = (
        right.value - left.value - (visible.right - visible.left),
        top.value - bottom.value - (visible.top - visible.bottom),
    )
    return max(hidden) * unit > _CROPPED
