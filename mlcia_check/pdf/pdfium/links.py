"""Links from citations to entries of the reference list, as hyperref leaves them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_long, c_void_p
from typing import Final

from mlcia_check.model.pdf_facts import CitationLink
from mlcia_check.pdf.matrix import IDENTITY, Transform, view, viewed
from mlcia_check.pdf.pdfium.binding import (
    DestinationHandle,
    DocumentHandle,
    LinkHandle,
    PageHandle,
    Pdfium,
    Rect,
    library,
)

_CITATION: Final = "cite."
"""How hyperref's names of the entries' destinations begin (`\\hyper@anchorstart{cite.<key>}`)."""

_MOST_NAMES: Final = 20_000
"""Named destinations that are looked through: a paper has some hundreds, and each costs a call."""

_MOST_LINKS: Final = 2_000
"""Links that are looked at on a page: a page of citations has a hundred."""


def citation_links(data: bytes) -> tuple[CitationLink, ...]:
    """Links to destinations named `cite.*` that exist, page after page; none from an unreadable file."""
    lib = library()
    document = lib.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return ()
    try:
        names = _citation_names(lib, document)
        if not names:
            return ()
        return tuple(_Links(lib, document, names).all())
    finally:
        lib.FPDF_CloseDocument(document)


def _citation_names(lib: Pdfium, document: DocumentHandle) -> frozenset[DestinationHandle]:
    """The handles of the destinations so named: PDFium gives a link the same one."""
    handles: set[DestinationHandle] = set()
    size = c_long()
    for index in range(min(lib.FPDF_CountNamedDests(document), _MOST_NAMES)):
        size.value = 0
        lib.FPDF_GetNamedDest(document, index, None, byref(size))
        if size.value <= 0:
            continue
        buffer = ctypes.create_string_buffer(size.value)
        handle = lib.FPDF_GetNamedDest(document, index, buffer, byref(size))
        if handle and buffer.raw.decode("utf-16-le", "replace").startswith(_CITATION):
            handles.add(handle)
    return frozenset(handles)


class _Links:
    """The links of one open document; each page's frame is asked for once."""

    def __init__(self, lib: Pdfium, document: DocumentHandle, names: frozenset[DestinationHandle]) -> None:
        self._lib = lib
        self._document = document
        self._names = names
        self._frames: dict[int, Transform] = {}

    def all(self) -> Iterator[CitationLink]:
        for index in range(self._lib.FPDF_GetPageCount(self._document)):
            page = self._lib.FPDF_LoadPage(self._document, index)
            if not page:
                continue
            try:
                yield from self._on_page(page, index)
            finally:
                self._lib.FPDF_ClosePage(page)

    def _on_page(self, page: PageHandle, index: int) -> Iterator[CitationLink]:
        lib = self._lib
        position, link, rect = c_int(), c_void_p(), Rect()
        for _ in range(_MOST_LINKS):
            if not lib.FPDFLink_Enumerate(page, byref(position), byref(link)):
                return
            destination = lib.FPDFLink_GetDest(self._document, LinkHandle(link.value or 0))
            if (
                destination is None
                or destination not in self._names
                or not lib.FPDFLink_GetAnnotRect(LinkHandle(link.value or 0), byref(rect))
            ):
                continue
            point = self._point(destination)
            if point is not None:
                box = viewed(self._frame(page, index), rect.left, rect.bottom, rect.right, rect.top)
                yield CitationLink(index + 1, box, *point)

    def _point(self, destination: DestinationHandle) -> tuple[int, float, float] | None:
        """The page (1-based) and the point that a destination shows, None where it names no point."""
        lib = self._lib
        has_x, has_y, has_zoom = c_int(), c_int(), c_int()
        x, y, zoom = c_float(), c_float(), c_float()
        found = lib.FPDFDest_GetLocationInPage(
            destination, *map(byref, (has_x, has_y, has_zoom)), *map(byref, (x, y, zoom))
        )
        index = lib.FPDFDest_GetDestPageIndex(self._document, destination)
        if not (found and has_x.value and has_y.value) or index < 0:
            return None
        spot = viewed(self._target_frame(index), x.value, y.value, x.value, y.value)
        return index + 1, spot.left, spot.bottom

    def _target_frame(self, index: int) -> Transform:
        if index in self._frames:
            return self._frames[index]
        page = self._lib.FPDF_LoadPage(self._document, index)
        if not page:
            return IDENTITY
        try:
            return self._frame(page, index)
        finally:
            self._lib.FPDF_ClosePage(page)

    def _frame(self, page: PageHandle, index: int) -> Transform:
        """From the page's user space to the page as viewed, in units of 1bp: UserUnit is left out here."""
        if index not in self._frames:
            rect = Rect()
            self._lib.FPDF_GetPageBoundingBox(page, byref(rect))
            turns = self._lib.FPDFPage_GetRotation(page)
            self._frames[index] = view(rect.left, rect.bottom, rect.right, rect.top, turns, 1.0)
        return self._frames[index]
