"""Finds the raster images of a document's pages, and their resolution as placed.

Images in patterns and in the glyphs of Type 3 fonts are not found: they are no objects of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ctypes import byref, c_uint
from math import hypot
from typing import Final, NamedTuple

from mlcia_check.model.file_hygiene import PlacedImage
from mlcia_check.model.geometry import Box
from mlcia_check.pdf.limits import FORM_DEPTH_MAX, PAGE_OBJECTS_MAX
from mlcia_check.pdf.matrix import Transform, then, viewed
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.binding import ImageMetadata, Matrix, ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.document import PdfiumDocument, frame_of

_BP_PER_INCH: Final = 72.0

_IMAGES_MAX: Final = 5_000
"""Images that are kept of a document; figures cut into strips have some hundred."""


class _ImageObject(NamedTuple):
    """An image object, with the transform from the unit square of its pixels to the page as viewed."""

    item: ObjectHandle
    to_view: Transform


def placed_images(document: PdfiumDocument, pages: Mapping[int, float]) -> Iterator[PlacedImage]:
    """Yield the images on these pages, each time that one is painted; `pages` gives a page's UserUnit in bp.

    An image that no part of the page shows is left out.
    """
    left = _IMAGES_MAX
    for number, unit in pages.items():
        with document.page(number) as page:
            if page is None:
                continue
            frame = frame_of(document.lib, page)
            sheet = Box(0.0, 0.0, *frame.size_bp(unit))
            for placed in _ImageWalk(document.lib, page).images(frame.to_view(unit)):
                image = _measured(document.lib, page, placed, number)
                if image is not None and _is_on(sheet, image.box):
                    yield image
                    left -= 1
                    if not left:
                        return


class _ImageWalk:
    """One walk over the objects of a loaded page."""

    def __init__(self, lib: Pdfium, page: PageHandle) -> None:
        self._lib = lib
        self._page = page
        self._left = PAGE_OBJECTS_MAX
        self._matrix = Matrix()

    def images(self, to_view: Transform) -> Iterator[_ImageObject]:
        lib = self._lib
        for index in range(lib.FPDFPage_CountObjects(self._page)):
            yield from self._within(lib.FPDFPage_GetObject(self._page, index), to_view, 0)

    def _within(self, item: ObjectHandle, to_view: Transform, depth: int) -> Iterator[_ImageObject]:
        """Yield an image, or the images in a form XObject."""
        lib = self._lib
        self._left -= 1
        kind = lib.FPDFPageObj_GetType(item)
        if self._left < 0 or kind not in (binding.OBJECT_IMAGE, binding.OBJECT_FORM):
            return
        lib.FPDFPageObj_GetMatrix(item, byref(self._matrix))
        m = self._matrix
        inside = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        if kind == binding.OBJECT_IMAGE:
            yield _ImageObject(item, inside)
        elif depth < FORM_DEPTH_MAX:
            for index in range(lib.FPDFFormObj_CountObjects(item)):
                yield from self._within(lib.FPDFFormObj_GetObject(item, index), inside, depth + 1)


def _measured(lib: Pdfium, page: PageHandle, placed: _ImageObject, number: int) -> PlacedImage | None:
    """Return the image as the page shows it; None if it has no pixels or no area."""
    width, height, metadata = c_uint(), c_uint(), ImageMetadata()
    lib.FPDFImageObj_GetImagePixelSize(placed.item, byref(width), byref(height))
    lib.FPDFImageObj_GetImageMetadata(placed.item, page, byref(metadata))
    a, b, c, d, _, _ = placed.to_view
    across_bp, along_bp = hypot(a, b), hypot(c, d)
    if not (width.value and height.value and across_bp and along_bp):
        return None
    return PlacedImage(
        page=number,
        box=viewed(placed.to_view, 0.0, 0.0, 1.0, 1.0),
        width_px=width.value,
        height_px=height.value,
        pixel_bits=metadata.bits_per_pixel,
        ppi=min(width.value / across_bp, height.value / along_bp) * _BP_PER_INCH,
    )


def _is_on(sheet: Box, box: Box) -> bool:
    return (
        box.left < sheet.right
        and sheet.left < box.right
        and box.bottom < sheet.top
        and sheet.bottom < box.top
    )
