"""Draws one text object alone to find out whether its font paints letters, nothing or bars."""

from __future__ import annotations

import ctypes
from typing import Final, Literal, TypeAlias

from mlcia_check.pdf.pdfium.binding import DocumentHandle, ObjectHandle, PageHandle, Pdfium

_BLANK_INK_MAX_SHARE: Final = 0.04
"""Share of a run's box that is inked, below which it is blank: letters ink at least 15%, a row of full stops
4%."""

_SOLID_INK_MIN_SHARE: Final = 0.8
"""Share of a run's box that is inked, above which it is solid: bold letters ink up to 60%, bars all of it."""

Shown: TypeAlias = Literal["blank", "letters", "solid"]

_INK_PIXELS_PER_BP: Final = 2.0
"""Resolution at which ink is measured; a coarser one makes thin strokes broader."""

_INK_ALPHA_MIN: Final = 0x40
"""Alpha below which a pixel counts as paper."""

_PAPER_TONE_MIN: Final = 0xE0
"""Tones from this one up count as paper: pale text is a hidden candidate anyway."""

_INKED: Final = bytes(alpha >= _INK_ALPHA_MIN for alpha in range(256))
_DARK: Final = bytes(tone < _PAPER_TONE_MIN for tone in range(256))


def look_of(lib: Pdfium, document: DocumentHandle, page: PageHandle, item: ObjectHandle) -> Shown:
    """Return what a text object shows on white paper; "letters" also if PDFium cannot draw it alone.

    A line of type takes 50 to 100 microseconds.
    """
    pixels = _drawn(lib, document, page, item, 1.0)
    if not pixels:
        return "letters"
    # The bytes of a pixel are blue, green, red and alpha; paper has alpha 0. Green contributes most to a
    # tone, and red text has no green.
    inked = pixels[3::4].translate(_INKED)
    if inked.count(1) < _BLANK_INK_MAX_SHARE * len(inked):
        return "blank"
    dark = pixels[1::4].translate(_DARK)
    if int.from_bytes(inked, "big") & int.from_bytes(dark, "big") == 0:
        return "blank"
    return "solid" if inked.count(1) > _SOLID_INK_MIN_SHARE * len(inked) else "letters"


def inked_share(lib: Pdfium, document: DocumentHandle, page: PageHandle, item: ObjectHandle) -> float:
    """Return the share of a text object's box that its letters ink; 0 if PDFium cannot draw it alone."""
    alphas = _drawn(lib, document, page, item, _INK_PIXELS_PER_BP)[3::4]
    return alphas.translate(_INKED).count(1) / len(alphas) if alphas else 0.0


def _drawn(
    lib: Pdfium, document: DocumentHandle, page: PageHandle, item: ObjectHandle, scale: float
) -> bytes:
    """Return the pixels of a text object that is drawn alone, four bytes each; `scale` is pixels per bp."""
    bitmap = lib.FPDFTextObj_GetRenderedBitmap(document, page, item, scale)
    if not bitmap:
        return b""
    try:
        size = lib.FPDFBitmap_GetStride(bitmap) * lib.FPDFBitmap_GetHeight(bitmap)
        return ctypes.string_at(lib.FPDFBitmap_GetBuffer(bitmap), size)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
