"""Reads one page with PDFium: walks over its objects, and finds which of them are visible."""

from __future__ import annotations

from ctypes import byref, c_float
from typing import Final

from msgspec import structs

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts
from mlcia_check.pdf.limits import PAGE_OBJECTS_MAX
from mlcia_check.pdf.pdfium.annotation_text import annotations_of
from mlcia_check.pdf.pdfium.binding import PageHandle, Pdfium
from mlcia_check.pdf.pdfium.document import PageFrame, PdfiumDocument, frame_of
from mlcia_check.pdf.pdfium.links import LinkCollector
from mlcia_check.pdf.pdfium.objects.fonts import FontTable
from mlcia_check.pdf.pdfium.objects.page_walk import NOTHING_HIDES, MayHide, PageWalk
from mlcia_check.pdf.pdfium.seen.letterless_text import written_prose
from mlcia_check.pdf.pdfium.seen.visible_page import SeenPage

_CROP_MIN_BP: Final = 1.0
"""A smaller difference between boxes comes from rounding."""


_MOST_OF_PAGE_SHARE: Final = 0.5
"""Of the page's area: a form that shows more is the page itself, and one in it that shows less a figure."""


def read_page(
    document: PdfiumDocument,
    number: int,
    fonts: FontTable,
    links: LinkCollector | None,
    unit: float,
    may_hide: MayHide = NOTHING_HIDES,
) -> PageFacts:
    """Return what is on page `number` (counted from 1) of an open document; `unit` is its UserUnit in bp.

    Its fonts go into `fonts`, and its links into `links` if they are asked for. Where the file
    may hide text by `may_hide`, it is checked for visibility. A page that PDFium cannot load has width and
    height 0. A page is loaded once, and a second time only if one of its annotations paints.
    """
    with document.page(number) as handle:
        if handle is None:
            return PageFacts(number, 0.0, 0.0, 0, unit, (), ())
        fonts.start_page()
        page, last, appear = _loaded(document, handle, number, fonts, unit, may_hide)
        if links is not None:
            links.collect(handle, number, frame_of(document.lib, handle).to_view(unit))
            if appear:
                links.keep_citations()
        painted = appear and document.paint_annotations(handle)
    return _with_notes(document, page, last, may_hide) if painted else page


def _with_notes(document: PdfiumDocument, page: PageFacts, last: int, may_hide: MayHide) -> PageFacts:
    """Return the page with the words of its annotations, which PDFium has painted into its content.

    `last` is the order of the page's own last object. Only words are taken from annotations, not their fonts.
    """
    with document.page(page.number) as handle:
        if handle is None:
            return page
        fonts = FontTable(document.lib)
        whole, _, _ = _loaded(document, handle, page.number, fonts, page.user_unit, may_hide)
    return structs.replace(
        page,
        unseen=(*page.unseen, *(text for text in whole.unseen if text.order > last)),
        note_runs=tuple(structs.replace(run, form=0) for run in whole.runs if run.order > last),
        crowded=whole.crowded,
    )


def _loaded(
    document: PdfiumDocument,
    handle: PageHandle,
    number: int,
    fonts: FontTable,
    unit: float,
    may_hide: MayHide,
) -> tuple[PageFacts, int, bool]:
    """Return the facts of a loaded page, the order of its last object, and whether an annotation paints."""
    lib = document.lib
    frame = frame_of(lib, handle)
    width, height = frame.size_bp(unit)
    to_view = frame.to_view(unit)
    walk = PageWalk(lib, handle, fonts, unit, to_view, may_hide)
    walk.walk()
    notes = annotations_of(lib, handle, to_view)
    whole = Box(0.0, 0.0, width, height)
    seen = SeenPage(document, handle, walk, whole, to_view, notes.drawn)
    replaced = seen.replaced()
    letterless = seen.letterless()
    page = PageFacts(
        number=number,
        width_bp=width,
        height_bp=height,
        rotation=frame.turns * 90,
        user_unit=unit,
        runs=tuple(seen.runs),
        ink=tuple(walk.ink.shapes),
        forms=tuple(walk.forms),
        in_figures=_in_figures(walk, whole),
        unseen=tuple(sorted(seen.unseen, key=lambda text: (text.order, text.box))),
        notes=notes.notes,
        prose_ink=(*letterless.prose, *written_prose(notes.written)),
        cropped=_is_cropped(lib, handle, frame, unit),
        replaced=replaced,
        crowded=walk.last >= PAGE_OBJECTS_MAX or seen.gave_up,
        faint=tuple(seen.faint),
        margin_rows=letterless.margin_rows,
        has_marks=walk.has_marks,
        has_sizeless_text=walk.has_sizeless_text,
        written_characters=sum(characters for _, characters in notes.written),
    )
    return page, walk.last, notes.appear


def _in_figures(walk: PageWalk, page: Box) -> frozenset[int]:
    """Return the painting orders of texts in figures of a page that is itself a form; few pages are."""
    if walk.nested is None:
        return frozenset()
    most = _MOST_OF_PAGE_SHARE * page.width * page.height
    wrappers = {number for number, box in enumerate(walk.forms, 1) if box.width * box.height > most}
    if not wrappers:
        return frozenset()
    from mlcia_check.pdf.pdfium.objects.inner_forms import in_figures

    return in_figures(walk.nested, wrappers, most)


def _is_cropped(lib: Pdfium, handle: PageHandle, visible: PageFrame, unit: float) -> bool:
    """Return whether less than the MediaBox is visible; False if the page inherits its MediaBox."""
    left, bottom, right, top = (c_float() for _ in range(4))
    if not lib.FPDFPage_GetMediaBox(handle, byref(left), byref(bottom), byref(right), byref(top)):
        return False
    hidden = (
        right.value - left.value - (visible.right - visible.left),
        top.value - bottom.value - (visible.top - visible.bottom),
    )
    return max(hidden) * unit > _CROP_MIN_BP
