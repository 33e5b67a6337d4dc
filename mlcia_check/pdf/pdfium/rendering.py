"""Renders pages, or parts of them, in grey: what is painted, whatever the text objects state.

A Letter page costs about 2.5 ms at 36 dpi. The pixels are plain bytes: `bytes.translate`, slices and
`bytes.count` measure ink without an array library.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil, floor
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.limits import FORM_DEPTH_MAX, PAGE_OBJECTS_MAX
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium

_PIXELS_MAX: Final = 16_000_000
"""Pixels above which a picture (a poster, an enlarged UserUnit, a high resolution) is drawn more coarsely."""


class GreyPicture(Struct, frozen=True):
    """Grey pixels (0 black, 255 white) of a page or of a part of it, row by row from the top.

    `left` and `top` give its upper left corner in bp, in the frame of the page as viewed (origin at the
    page's bottom left); `scale` is pixels per bp. A row is `width` bytes long, without padding.
    """

    width: int
    height: int
    left: float
    top: float
    scale: float
    pixels: bytes

    @property
    def stride(self) -> int:
        """Return the number of bytes from one row to the next."""
        return self.width

    def row(self, index: int) -> bytes:
        """Return the pixels of one row, 0 at the top."""
        return self.pixels[index * self.width : (index + 1) * self.width]

    def x(self, column: float) -> float:
        """Return the left edge of a pixel column in bp."""
        return self.left + column / self.scale

    def y(self, row: float) -> float:
        """Return the upper edge of a pixel row in bp."""
        return self.top - row / self.scale

    def patch(self, box: Box) -> bytes:
        """Return the pixels that a box (bp) touches, row by row; empty if the box is outside the picture."""
        scale, width = self.scale, self.width
        across, down = round(self.left * scale), round(self.top * scale)
        left = max(0, floor(box.left * scale) - across)
        right = min(width, ceil(box.right * scale) - across)
        top = max(0, down - ceil(box.top * scale))
        bottom = min(self.height, down - floor(box.bottom * scale))
        if right <= left:
            return b""
        pixels = self.pixels
        return b"".join(pixels[row * width + left : row * width + right] for row in range(top, bottom))


def render_page(
    lib: Pdfium,
    page: PageHandle,
    size: tuple[float, float],
    scale: float,
    part: Box | None = None,
    *,
    annotations: bool = True,
    most_pixels: int = _PIXELS_MAX,
) -> GreyPicture | None:
    """Render a loaded page of `size` (bp, as viewed), or a `part` of it, on white paper.

    `scale` is in pixels per bp. A picture of more than `most_pixels` is drawn more coarsely; its own `scale`
    says how coarsely.
    """
    page_width, page_height = size
    if page_width <= 0.0 or page_height <= 0.0:
        return None
    area = page_width * page_height
    if part is not None:
        area = min(area, max(part.width * part.height, 1.0))
    scale = min(scale, (most_pixels / area) ** 0.5)
    across, down = ceil(page_width * scale), ceil(page_height * scale)
    left, top, right, bottom = 0, 0, across, down
    if part is not None:
        left, right = max(floor(part.left * scale), 0), min(ceil(part.right * scale), across)
        top, bottom = max(down - ceil(part.top * scale), 0), min(down - floor(part.bottom * scale), down)
    columns, rows = right - left, bottom - top
    if columns < 1 or rows < 1:
        return None
    buffer = (ctypes.c_ubyte * (columns * rows))()
    bitmap = lib.FPDFBitmap_CreateEx(columns, rows, binding.BITMAP_GRAY, buffer, columns)
    try:
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        flags = binding.RENDER_ANNOTATIONS if annotations else 0
        lib.FPDF_RenderPageBitmap(bitmap, page, -left, -top, across, down, 0, flags)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    return GreyPicture(columns, rows, left / scale, (down - top) / scale, scale, bytes(buffer))


def text_objects(lib: Pdfium, page: PageHandle) -> Iterator[ObjectHandle]:
    """Yield the handles of all text objects of a loaded page, including those inside its forms."""
    left = PAGE_OBJECTS_MAX
    waiting = [
        (lib.FPDFPage_GetObject(page, index), 0)
        for index in range(min(lib.FPDFPage_CountObjects(page), left))
    ]
    while waiting and left > 0:
        item, depth = waiting.pop()
        left -= 1
        kind = lib.FPDFPageObj_GetType(item)
        if kind == binding.OBJECT_TEXT:
            yield item
        elif kind == binding.OBJECT_FORM and depth < FORM_DEPTH_MAX:
            waiting += [
                (lib.FPDFFormObj_GetObject(item, index), depth + 1)
                for index in range(min(lib.FPDFFormObj_CountObjects(item), left))
            ]


@contextmanager
def left_out(lib: Pdfium, objects: Sequence[ObjectHandle]) -> Iterator[None]:
    """Exclude these page objects from renders made inside the context."""
    for item in objects:
        lib.FPDFPageObj_SetIsActive(item, 0)
    try:
        yield
    finally:
        for item in objects:
            lib.FPDFPageObj_SetIsActive(item, 1)


@contextmanager
def brought_back(lib: Pdfium, objects: Sequence[ObjectHandle]) -> Iterator[None]:
    """Include these page objects, which are left out, in renders made inside the context."""
    for item in objects:
        lib.FPDFPageObj_SetIsActive(item, 1)
    try:
        yield
    finally:
        for item in objects:
            lib.FPDFPageObj_SetIsActive(item, 0)
