"""Finds optional content: what a viewer shows or hides when its layer is switched on or off."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_ulong
from typing import Final

from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium

_LAYER: Final = "OC"
"""The tag of marked content that belongs to a layer (PDF 32000-1, 8.11.3.2)."""

_MARKS_MAX: Final = 32
"""Most marks that are read of one object: honest files nest two or three."""


def is_in_layer(lib: Pdfium, item: ObjectHandle) -> bool:
    """Return whether a page object stands in marked content of a layer, on or off.

    One with more marks than are read may stand in one.
    """
    buffer = ctypes.create_string_buffer(2 * (len(_LAYER) + 1))
    needed = c_ulong()
    count = lib.FPDFPageObj_CountMarks(item)
    for index in range(min(count, _MARKS_MAX)):
        mark = lib.FPDFPageObj_GetMark(item, index)
        if (
            mark
            and lib.FPDFPageObjMark_GetName(mark, buffer, len(buffer), byref(needed))
            and needed.value == len(buffer)
            and buffer.raw.decode("utf-16-le", "replace") == _LAYER + "\0"
        ):
            return True
    return count > _MARKS_MAX
