"""Lists the distinct fonts of a document, as PDFium describes them."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_float, c_size_t
from typing import Final

from msgspec import Struct, structs

from mlcia_check.model.pdf_facts import Font
from mlcia_check.model.typefaces import likeness, typeface
from mlcia_check.pdf.pdfium.binding import FontHandle, Pdfium
from mlcia_check.support.late_pattern import LatePattern

# PDF 32000-1, table 123: font descriptor flags
_FIXED_PITCH: Final = 1 << 0
_ITALIC: Final = 1 << 6
_FORCE_BOLD: Final = 1 << 18

_UNLIKE: Final = tuple(map(ord, "im"))
_OTHERS: Final = tuple(map(ord, "ltno"))
"""Letters whose advances are compared; `_OTHERS` is for a subset that lacks one of `_UNLIKE`."""

_FIXED_PITCH_MAX_RATIO: Final = 1.5
"""Ratio of advances above which a font is proportional: m and i differ most. Fixed-pitch type has one
advance."""

_BOLD_NAMES: Final = (
    "bold",
    "black",
    "heavy",
    "libertinetb",
    "biolinumtb",
    "libertineob",
    "biolinumob",
    "cmbx",
    "cmssbx",
    "sfbx",
    "sfbi",
    "sfbl",
    "sfrb",
    "sfsx",
    "sfxc",
    "-medi",
)
"""Parts of PostScript names that mean bold: words, and abbreviations in the names of TeX's families (SFBX and
the five below it: cm-super)."""


_TWO_BYTES: Final = LatePattern(r"(?<![A-Za-z])(?:[\x80-\xff][@-~\x80-\xff])+(?![a-z\x80-\xff])")
"""Characters of two bytes each, read as Latin-1: "ËÎÌå,Bold". Accented letters inside words do not match:
"Größe"."""


_NAME_MAX_BYTES: Final = 256
"""Most bytes that are read of a font's name, with its closing zero."""

_SMALL_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_UNITS_PER_EM: Final = 1000.0
"""Type size at which advances are requested, so that they are in thousandths of an em."""


class _Stated(Struct, frozen=True):
    """What PDFium states of a font: `name` as bytes with a subset's tag, `flags` of its descriptor.

    The fonts of all pages are asked for this; what follows from it is found once.
    """

    name: bytes
    embedded: bool
    type3: bool
    flags: int
    uneven: bool


_NO_FONT: Final = _Stated(b"", embedded=False, type3=False, flags=0, uneven=False)


class FontTable:
    """Numbers fonts in order of first use. Handles are valid for one page only."""

    def __init__(self, lib: Pdfium) -> None:
        self._lib = lib
        self._numbers: dict[Font, int] = {}
        self._fonts: list[Font] = []
        self._by_statement: dict[_Stated, int] = {}
        self._by_handle: dict[int | None, int] = {}
        self._buffer = ctypes.create_string_buffer(_NAME_MAX_BYTES)
        self._programs: set[tuple[int, int]] = set()
        self.type3: set[int] = set()
        """Numbers of the Type 3 fonts met so far."""
        self.solid: set[int] = set()
        """Numbers of the fonts whose glyphs are bars or squares; these may cover words or be their
        background."""
        self.unproven: set[int | None] = set()
        """Handles of this page's fonts whose glyphs were not rendered yet: new programs, and every Type 3
        font."""

    def start_page(self) -> None:
        """Forget the handles: PDFium may free a page's font and reuse its address for another."""
        self._by_handle.clear()
        self.unproven.clear()

    def number(self, handle: FontHandle | None) -> int:
        number = self._by_handle.get(handle)
        if number is None:
            stated, length = (_NO_FONT, 0) if handle is None else self._stated(handle)
            known = self._by_statement.get(stated)
            if known is None:
                known = self._by_statement[stated] = self._numbered(_described(stated), handle)
            number = self._by_handle[handle] = known
            if stated.type3:
                self.type3.add(number)
            if stated.type3 or (stated.embedded and (number, length) not in self._programs):
                self._programs.add((number, length))
                self.unproven.add(handle)
        return number

    def advance(self, handle: FontHandle | None, character: str) -> float:
        """Return the advance that a font states for a character, in em; 0.0 if it is not known."""
        width = c_float()
        if handle is None or not self._lib.FPDFFont_GetGlyphWidth(handle, ord(character), 1.0, byref(width)):
            return 0.0
        return width.value

    def fonts(self) -> tuple[Font, ...]:
        return tuple(self._fonts)

    def _numbered(self, font: Font, handle: FontHandle | None) -> int:
        """Return the number of a font, a new one if no font like it has been met."""
        known = self._numbers.get(font)
        if known is None:
            known = self._numbers[font] = len(self._fonts)
            self._fonts.append(font if handle is None else self._with_likeness(font, handle))
        return known

    def _with_likeness(self, font: Font, handle: FontHandle) -> Font:
        """Return the font with the typeface that it copies, if its name does not state a typeface."""
        if not font.embedded or font.type3 or typeface(font.name).known:
            return font
        width = c_float()
        advances = {
            letter: width.value
            for letter in _SMALL_LETTERS
            if self._lib.FPDFFont_GetGlyphWidth(handle, ord(letter), _UNITS_PER_EM, byref(width))
            and width.value
        }
        like = likeness(advances)
        return structs.replace(font, like=like) if like else font

    def _stated(self, handle: FontHandle) -> tuple[_Stated, int]:
        """Return what PDFium states of a font, and the length of its program in bytes."""
        lib = self._lib
        buffer = self._buffer
        # PDFium does not write a name that is longer than the buffer.
        buffer[0] = b"\0"
        lib.FPDFFont_GetBaseFontName(handle, buffer, len(buffer))
        size = c_size_t()
        has_program = bool(lib.FPDFFont_GetFontData(handle, None, 0, byref(size)) and size.value)
        embedded = lib.FPDFFont_GetIsEmbedded(handle) == 1
        flags = max(lib.FPDFFont_GetFlags(handle), 0)
        # A Type 3 font consists of glyph procedures in the file: it is embedded and has no font program.
        type3 = embedded and not has_program
        return _Stated(buffer.value, embedded, type3, flags, self._is_uneven(handle)), size.value

    def _is_uneven(self, handle: FontHandle) -> bool:
        """Return whether two advances differ as in no fixed-pitch font; False if too few are known."""
        advances = self._advances(handle, _UNLIKE)
        if len(advances) < len(_UNLIKE):
            advances += self._advances(handle, _OTHERS)
        return len(advances) > 1 and max(advances) > _FIXED_PITCH_MAX_RATIO * min(advances)

    def _advances(self, handle: FontHandle, letters: tuple[int, ...]) -> list[float]:
        """Return the advances, in em, of those `letters` that the font has."""
        width = c_float()
        return [
            width.value
            for letter in letters
            if self._lib.FPDFFont_GetGlyphWidth(handle, letter, 1.0, byref(width)) and width.value > 0.0
        ]


def _described(stated: _Stated) -> Font:
    """Return the font of which PDFium states this."""
    tag, plus, rest = _readable(stated.name).partition("+")
    name = rest if plus and len(tag) == 6 and tag.isupper() else tag + plus + rest
    lowered = name.lower()
    return Font(
        name=name,
        embedded=stated.embedded,
        type3=stated.type3,
        bold=bool(stated.flags & _FORCE_BOLD) or any(word in lowered for word in _BOLD_NAMES),
        italic=bool(stated.flags & _ITALIC),
        fixed_pitch=bool(stated.flags & _FIXED_PITCH),
        uneven=stated.uneven,
    )


def _readable(name: bytes) -> str:
    """Return a font's name; older programs wrote it in the system's encoding, or its bytes as if Latin-1."""
    if name.isascii():
        return name.decode("ascii")
    from mlcia_check.support.legacy_encodings import decoded

    (text,) = decoded([name], "latin-1")
    if _TWO_BYTES.sub("", text).isascii():
        (text,) = decoded([text.encode("latin-1")], "latin-1")
    return text
