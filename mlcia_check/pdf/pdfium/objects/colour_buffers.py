"""Takes the colour that PDFium writes into four buffers, which are reused from object to object."""

from __future__ import annotations

from ctypes import byref, c_uint


class ColourBuffers:
    """Buffers for one colour; `references` are the last arguments of PDFium's functions for colours."""

    def __init__(self) -> None:
        self._parts = (c_uint(), c_uint(), c_uint(), c_uint())
        self.references = tuple(byref(part) for part in self._parts)

    def rgba(self, found: int) -> int | None:
        """Return the colour as 0xRRGGBBAA; None if PDFium found none, which `found` says."""
        if not found:
            return None
        red, green, blue, alpha = self._parts
        return red.value << 24 | green.value << 16 | blue.value << 8 | alpha.value
