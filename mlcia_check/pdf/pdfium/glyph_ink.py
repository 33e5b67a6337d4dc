"""Whether a font's glyphs paint letters, nothing or bars: a sample of it, drawn by itself."""

from __future__ import annotations

import ctypes
from typing import Final, Literal, TypeAlias

from mlcia_check.pdf.pdfium.binding import DocumentHandle, ObjectHandle, PageHandle, Pdfium

_LEAST: Final = 0.04
"""Of a run's box: letters ink 15% and more of theirs, a line of full stops 4%."""

_SOLID: Final = 0.8
"""Of a run's box: bold letters ink up to 60%, squares and bars all of theirs."""

Shown: TypeAlias = Literal["blank", "letters", "solid"]

_CLEAR: Final = 0x40
"""Alpha below which a pixel counts as paper."""

_PALE: Final = 0xE0
"""A tone as pale as this is doubtful by itself."""

_INKED: Final = bytes(alpha >= _CLEAR for alpha in range(256))
_DARK: Final = bytes(tone < _PALE for tone in range(256))


def look_of(lib: Pdfium, document: DocumentHandle, page: PageHandle, item: ObjectHandle) -> Shown:
    """What a text object of a loaded page shows on white paper; letters also if PDFium cannot draw it alone.

    Costs 50 to 100 microseconds for a line of type.
    """
    bitmap = lib.FPDFTextObj_GetRenderedBitmap(document, page, item, 1.0)
    if not bitmap:
        return "letters"
    try:
        size = lib.FPDFBitmap_GetStride(bitmap) * lib.FPDFBitmap_GetHeight(bitmap)
        pixels = ctypes.string_at(lib.FPDFBitmap_GetBuffer(bitmap), size)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    # blue, green, red and alpha; the paper is clear. Green makes most of a tone, and red text has none of it
    inked = pixels[3::4].translate(_INKED)
    if inked.count(1) < _LEAST * len(inked):
        return "blank"
    dark = pixels[1::4].translate(_DARK)
    if int.from_bytes(inked, "big") & int.from_bytes(dark, "big") == 0:
        return "blank"
    return "solid" if inked.count(1) > _SOLID * len(inked) else "letters"
