"""Whether a font's glyphs paint anything: a sample of it, drawn by itself."""

from __future__ import annotations

import ctypes
from typing import Final

_LEAST: Final = 0.04
"""Of a run's box: letters ink 15% and more of theirs, a line of full stops 4%."""

_CLEAR: Final = 0x40
"""Alpha below which a pixel counts as paper."""

_PALE: Final = 0xE0
"""A tone as pale as this is doubtful by itself."""

_INKED: Final = bytes(alpha >= _CLEAR for alpha in range(256))
_DARK: Final = bytes(tone < _PALE for tone in range(256))


def paints(lib: ctypes.CDLL, document: int, page: int, item: int) -> bool:
    """Whether a text object of a loaded page shows ink on white paper; also if PDFium cannot draw it alone.

    Costs 50 to 100 microseconds for a line of type.
    """
    bitmap = lib.FPDFTextObj_GetRenderedBitmap(document, page, item, 1.0)
    if not bitmap:
        return True
    try:
        size = lib.FPDFBitmap_GetStride(bitmap) * lib.FPDFBitmap_GetHeight(bitmap)
        pixels = ctypes.string_at(lib.FPDFBitmap_GetBuffer(bitmap), size)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    # blue, green, red and alpha; the paper is clear. Green makes most of a tone, and red text has none of it
    inked = pixels[3::4].translate(_INKED)
    if inked.count(1) < _LEAST * len(inked):
        return False
    dark = pixels[1::4].translate(_DARK)
    return int.from_bytes(inked, "big") & int.from_bytes(dark, "big") != 0
