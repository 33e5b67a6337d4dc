"""The document's distinct fonts, as PDFium tells of them."""

from __future__ import annotations

import ctypes
import re
from ctypes import byref, c_float, c_size_t
from typing import Final

from mlcia_check.facts import Font

# PDF 32000-1, table 123: font descriptor flags
_FIXED_PITCH: Final = 1 << 0
_ITALIC: Final = 1 << 6
_FORCE_BOLD: Final = 1 << 18

_LETTERS: Final = tuple(map(ord, "iltnom"))
_UNEVEN: Final = 1.5
"""Between letters of proportional type, m and i the most; those of fixed-pitch type have one advance."""

_BOLD_NAMES: Final = (
    "bold",
    "black",
    "heavy",
    "libertinetb",
    "biolinumtb",
    "libertineob",
    "biolinumob",
    "cmbx",
    "-medi",
)
"""Parts of PostScript names that say bold: words, and the families of TeX that abbreviate them."""


_TWO_BYTES: Final = re.compile(r"(?<![A-Za-z])(?:[\x80-\xff][@-~\x80-\xff])+(?![a-z\x80-\xff])")
"""Characters of two bytes each, read as Latin-1: "ËÎÌå,Bold"; accented letters stand in words: "Größe"."""


class FontTable:
    """Numbers fonts in order of first use. Handles are good for one page only."""

    def __init__(self, lib: ctypes.CDLL) -> None:
        self._lib = lib
        self._numbers: dict[Font, int] = {}
        self._by_handle: dict[int | None, int] = {}

    def start_page(self) -> None:
        """Forget handles: PDFium may free a page's font and give its address to another."""
        self._by_handle.clear()

    def number(self, handle: int | None) -> int:
        number = self._by_handle.get(handle)
        if number is None:
            font = Font(name="", embedded=False) if handle is None else self._read(handle)
            number = self._by_handle[handle] = self._numbers.setdefault(font, len(self._numbers))
        return number

    def fonts(self) -> tuple[Font, ...]:
        return tuple(self._numbers)

    def _read(self, handle: int) -> Font:
        lib = self._lib
        buffer = ctypes.create_string_buffer(256)
        lib.FPDFFont_GetBaseFontName(handle, buffer, len(buffer))
        tag, plus, rest = _readable(buffer.value).partition("+")
        name = rest if plus and len(tag) == 6 and tag.isupper() else tag + plus + rest
        size = c_size_t()
        has_program = bool(lib.FPDFFont_GetFontData(handle, None, 0, byref(size)) and size.value)
        embedded = lib.FPDFFont_GetIsEmbedded(handle) == 1
        flags = max(lib.FPDFFont_GetFlags(handle), 0)
        lowered = name.lower()
        return Font(
            name=name,
            embedded=embedded,
            # a Type 3 font is in the file as glyph procedures: embedded, without a font program
            type3=embedded and not has_program,
            bold=bool(flags & _FORCE_BOLD) or any(word in lowered for word in _BOLD_NAMES),
            italic=bool(flags & _ITALIC),
            fixed_pitch=bool(flags & _FIXED_PITCH),
            uneven=self._is_uneven(handle),
        )

    def _is_uneven(self, handle: int) -> bool:
        """Whether letters of the font have advances that no fixed-pitch font gives them; unknown is no."""
        width = c_float()
        advances = [
            width.value
            for letter in _LETTERS
            if self._lib.FPDFFont_GetGlyphWidth(handle, letter, 1.0, byref(width)) and width.value > 0.0
        ]
        return len(advances) > 1 and max(advances) > _UNEVEN * min(advances)


def _readable(name: bytes) -> str:
    """A font's name; older writers put it in the system's own encoding, or its bytes as if Latin-1."""
    if name.isascii():
        return name.decode("ascii")
    from mlcia_check.legacy_text import decoded

    (text,) = decoded([name], "latin-1")
    if _TWO_BYTES.sub("", text).isascii():
        (text,) = decoded([text.encode("latin-1")], "latin-1")
    return text
