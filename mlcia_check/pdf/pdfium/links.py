"""Collects links: those from citations to entries that hyperref makes, and those to addresses."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_float, c_int, c_long, c_void_p
from typing import Final

from msgspec import Struct

from mlcia_check.model.pdf_facts import CitationLink, WebLink
from mlcia_check.pdf.matrix import IDENTITY, Transform, viewed
from mlcia_check.pdf.pdfium.binding import DestinationHandle, LinkHandle, PageHandle, Rect
from mlcia_check.pdf.pdfium.document import PdfiumDocument

_CITATION: Final = "cite."
"""Beginning of the names that hyperref gives to the destinations of entries
(`\\hyper@anchorstart{cite.<key>}`)."""

_CITATION_UTF_16: Final = _CITATION.encode("utf-16-le")

_NAME_MAX_BYTES: Final = 16_384
"""Most bytes (UTF-16) of a destination's name that are read; a citation's has 20 to 100."""

_DESTINATIONS_MAX: Final = 20_000
"""Most named destinations that are read: a paper has some hundreds, and each costs a call."""

_PAGE_LINKS_MAX: Final = 2_000
"""Most links that are read of a page: a page of citations has a hundred."""

_LINKS_MAX: Final = 200_000
"""Most links that are kept of a document: a paper of 20 pages has some 500."""

_ADDRESS_MAX_BYTES: Final = 2_048
"""A longer address is left out; that of a work has a hundred."""


class _Link(Struct, frozen=True):
    """A link on page `page`, counted from 1: its rectangle in user space, and its destination."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    destination: DestinationHandle


class LinkCollector:
    """Collects the links of an open document's pages while these are loaded.

    It looks for citations among them only on request, since that takes as long as all the rest.
    """

    def __init__(self, document: PdfiumDocument) -> None:
        self._document = document
        self._links: list[_Link] = []
        self._web: list[WebLink] = []
        self._address = ctypes.create_string_buffer(_ADDRESS_MAX_BYTES)
        self._views: dict[int, Transform] = {}
        self._names: frozenset[DestinationHandle] | None = None

    def collect(self, page: PageHandle, number: int, to_view: Transform) -> None:
        """Collect the links of a loaded page; `to_view` maps its user space to the page as viewed."""
        lib, document = self._document.lib, self._document.handle
        self._views[number] = to_view
        position, link, rect = c_int(), c_void_p(), Rect()
        at, found, corners = byref(position), byref(link), byref(rect)
        for _ in range(min(_PAGE_LINKS_MAX, _LINKS_MAX - len(self._links) - len(self._web))):
            if not lib.FPDFLink_Enumerate(page, at, found):
                return
            handle = LinkHandle(link.value or 0)
            destination = lib.FPDFLink_GetDest(document, handle)
            address = "" if destination else self._address_of(handle)
            if not (destination or address) or not lib.FPDFLink_GetAnnotRect(handle, corners):
                continue
            if destination:
                self._links.append(_Link(number, rect.left, rect.bottom, rect.right, rect.top, destination))
            else:
                box = viewed(to_view, rect.left, rect.bottom, rect.right, rect.top)
                self._web.append(WebLink(number, box, address))

    def web_links(self) -> tuple[WebLink, ...]:
        """Return the links to addresses, page after page."""
        return tuple(self._web)

    def keep_citations(self) -> None:
        """Forget all links but citations. Call it before a page loses its annotations.

        PDFium then frees their destinations, and may reuse a handle for another destination.
        """
        if self._names is None:
            self._names = self._citation_names()
        self._links = [link for link in self._links if link.destination in self._names]

    def citations(self) -> tuple[CitationLink, ...]:
        """Return the links to destinations named `cite.*` that exist, page after page."""
        self.keep_citations()
        found = []
        # Many links lead to one entry.
        targets = {entry: self._target(entry) for entry in {link.destination for link in self._links}}
        for link in self._links:
            target = targets[link.destination]
            if target is not None:
                box = viewed(self._views[link.page], link.left, link.bottom, link.right, link.top)
                found.append(CitationLink(link.page, box, *target))
        return tuple(found)

    def _address_of(self, link: LinkHandle) -> str:
        """Return the address that a link opens, "" if it opens none."""
        lib = self._document.lib
        action = lib.FPDFLink_GetAction(link)
        if not action:
            return ""
        size = lib.FPDFAction_GetURIPath(self._document.handle, action, self._address, _ADDRESS_MAX_BYTES)
        return self._address.value.decode("utf-8", "replace") if 0 < size <= _ADDRESS_MAX_BYTES else ""

    def _citation_names(self) -> frozenset[DestinationHandle]:
        """Return the handles of the destinations of entries: PDFium gives the same ones for links."""
        lib, document = self._document.lib, self._document.handle
        handles: set[DestinationHandle] = set()
        buffer, size = ctypes.create_string_buffer(_NAME_MAX_BYTES), c_long()
        for index in range(min(lib.FPDF_CountNamedDests(document), _DESTINATIONS_MAX)):
            # PDFium walks to the name from the first one, so it is asked once.
            size.value = _NAME_MAX_BYTES
            handle = lib.FPDF_GetNamedDest(document, index, buffer, byref(size))
            begins = ctypes.string_at(buffer, min(max(size.value, 0), len(_CITATION_UTF_16)))
            if handle and begins == _CITATION_UTF_16:
                handles.add(handle)
        return frozenset(handles)

    def _target(self, destination: DestinationHandle) -> tuple[int, float, float] | None:
        """Return the page (counted from 1) and the point of a destination; None if it has no point."""
        lib = self._document.lib
        has_x, has_y, has_zoom = c_int(), c_int(), c_int()
        x, y, zoom = c_float(), c_float(), c_float()
        found = lib.FPDFDest_GetLocationInPage(
            destination, *map(byref, (has_x, has_y, has_zoom)), *map(byref, (x, y, zoom))
        )
        number = lib.FPDFDest_GetDestPageIndex(self._document.handle, destination) + 1
        if not (found and has_x.value and has_y.value) or number < 1:
            return None
        # A page that was not read has no known entries, so any point on it will do.
        spot = viewed(self._views.get(number, IDENTITY), x.value, y.value, x.value, y.value)
        return number, spot.left, spot.bottom
