"""Writes a PDF of small pages in a grid, each with a label: a contact sheet.

The file is written piece by piece, so that a thousand pictures are never in memory. The same cells give the
same bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO, Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.thumbnail import Thumbnail

SHEET_WIDTH_BP: Final = 612.0
SHEET_HEIGHT_BP: Final = 792.0
MARGIN_BP: Final = 24.0
HEAD_BP: Final = 16.0
"""Height of the line above the grid."""

GAP_BP: Final = 8.0
LABEL_SIZE_BP: Final = 6.0
LABEL_LEADING_BP: Final = 7.5
LABEL_LINES: Final = 2

NARROW_ADVANCE_EM: Final = 0.56
"""Width of most of Helvetica's letters and of its digits, in em; a Chinese character is one em wide."""

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
GREY: Final[Colour] = (0.6, 0.6, 0.6)

_PAGES, _LATIN, _CHINESE, _DESCENDANT, _DESCRIPTOR, _CATALOG, _INFO = range(1, 8)
"""Numbers of the objects that every sheet has."""


class Mark(Struct, frozen=True):
    """A rectangle on a page, in bp as viewed from the bottom left."""

    box: Box
    colour: Colour


class Cell(Struct, frozen=True):
    """One cell: its label (at most LABEL_LINES lines), the picture of a page and the marks on it.

    Without a picture, `instead` stands in the cell. `frame` is the colour of the line around the page.
    """

    label: Sequence[str]
    picture: Thumbnail | None
    instead: str = ""
    marks: Sequence[Mark] = ()
    frame: Colour = GREY


class ContactSheet:
    """Writes cells to `out` in the order in which they are added, `columns` in a row, until `close`."""

    def __init__(self, out: BinaryIO, title: str, columns: int, cells: int) -> None:
        """`cells` is the number of cells that will be added: the head says on how many sheets they are."""
        self._out = out
        self._title = title
        self._columns = columns
        self._width = (SHEET_WIDTH_BP - 2 * MARGIN_BP - (columns - 1) * GAP_BP) / columns
        self._height = self._width * SHEET_HEIGHT_BP / SHEET_WIDTH_BP
        self._step = self._height + LABEL_LINES * LABEL_LEADING_BP + GAP_BP
        self._rows = int((SHEET_HEIGHT_BP - 2 * MARGIN_BP - HEAD_BP + GAP_BP) // self._step)
        self._sheets = -(-cells // (columns * self._rows))
        self._offsets = array("Q", [0] * (_INFO + 1))
        self._position = 0
        self._pages: list[int] = []
        self._content: list[str] = []
        self._images: list[int] = []
        self._cells = 0
        # The second line marks the file as binary for programs that transfer it.
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, cell: Cell) -> None:
        """Add the next cell."""
        if self._cells == self._columns * self._rows:
            self._end_page()
        row, column = divmod(self._cells, self._columns)
        left = MARGIN_BP + column * (self._width + GAP_BP)
        top = SHEET_HEIGHT_BP - MARGIN_BP - HEAD_BP - row * self._step
        self._cells += 1
        self._draw(cell, left, top)

    def close(self) -> None:
        """Write the last page and the end of the file."""
        if self._cells:
            self._end_page()
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._object(f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>", _PAGES)
        self._object(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", _LATIN
        )
        # Every PDF viewer has a font for this name; embedding one would take megabytes.
        self._object(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
            f"/DescendantFonts [{_DESCENDANT} 0 R] >>",
            _CHINESE,
        )
        self._object(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
            f"/FontDescriptor {_DESCRIPTOR} 0 R >>",
            _DESCENDANT,
        )
        self._object(
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
            "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
            _DESCRIPTOR,
        )
        self._object(f"<< /Type /Catalog /Pages {_PAGES} 0 R >>", _CATALOG)
        self._object(f"<< /Title <{_utf16(self._title, mark=True)}> >>", _INFO)
        table = self._position
        rows = "".join(f"{offset:010} 00000 n \n" for offset in self._offsets[1:])
        self._write(f"xref\n0 {len(self._offsets)}\n0000000000 65535 f \n{rows}".encode())
        trailer = f"<< /Size {len(self._offsets)} /Root {_CATALOG} 0 R /Info {_INFO} 0 R >>"
        self._write(f"trailer\n{trailer}\nstartxref\n{table}\n%%EOF\n".encode())

    def _draw(self, cell: Cell, left: float, top: float) -> None:
        """Draw a cell whose page has its upper left corner there."""
        picture = cell.picture
        bottom = top - self._height
        width, height = self._width, self._height
        if picture is not None:
            scale = min(self._width / picture.width, self._height / picture.height)
            width, height = scale * picture.width, scale * picture.height
            self._paint(picture, left, top - height, width, height)
            for mark in cell.marks:
                # What lies outside the page would be drawn over other cells.
                x, right = (min(max(edge, 0.0), picture.width) for edge in (mark.box.left, mark.box.right))
                y, over = (min(max(edge, 0.0), picture.height) for edge in (mark.box.bottom, mark.box.top))
                self._rectangle(
                    mark.colour,
                    left + scale * x,
                    top - height + scale * y,
                    scale * (right - x),
                    scale * (over - y),
                )
        else:
            self._text(cell.instead, left + 4.0, top - self._height / 2, self._width - 8.0)
        self._rectangle(cell.frame, left, top - height, width, height)
        for line, words in enumerate(cell.label[:LABEL_LINES], 1):
            self._text(words, left, bottom - line * LABEL_LEADING_BP, self._width)

    def _paint(self, picture: Thumbnail, left: float, bottom: float, width: float, height: float) -> None:
        across, down = jpeg_size(picture.data)
        number = self._stream(
            f"/Type /XObject /Subtype /Image /Width {across} /Height {down} /ColorSpace /DeviceGray "
            "/BitsPerComponent 8 /Filter /DCTDecode",
            picture.data,
        )
        self._images.append(number)
        self._content.append(f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /I{number} Do Q")

    def _rectangle(self, colour: Colour, left: float, bottom: float, width: float, height: float) -> None:
        red, green, blue = colour
        self._content.append(
            f"{red:g} {green:g} {blue:g} RG 0.4 w {left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S"
        )

    def _text(self, text: str, left: float, baseline: float, room: float) -> None:
        """Write one line of text, cut where it would leave its room (in bp)."""
        runs = " ".join(
            f"/{font} {LABEL_SIZE_BP:g} Tf <{shown}> Tj"
            for font, shown in _runs(cut(text, room / LABEL_SIZE_BP))
        )
        self._content.append(f"BT 1 0 0 1 {left:.2f} {baseline:.2f} Tm {runs} ET")

    def _end_page(self) -> None:
        number = len(self._pages) + 1
        head = f"{self._title}   {number} / {self._sheets}"
        self._text(head, MARGIN_BP, SHEET_HEIGHT_BP - MARGIN_BP - LABEL_SIZE_BP, SHEET_WIDTH_BP)
        content = self._stream("", "\n".join(self._content).encode("ascii"))
        images = " ".join(f"/I{image} {image} 0 R" for image in self._images)
        self._pages.append(
            self._object(
                f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {SHEET_WIDTH_BP:g} {SHEET_HEIGHT_BP:g}] "
                f"/Contents {content} 0 R /Resources << /Font << /L {_LATIN} 0 R /C {_CHINESE} 0 R >> "
                f"/XObject << {images} >> >> >>"
            )
        )
        self._content.clear()
        self._images.clear()
        self._cells = 0

    def _stream(self, entries: str, data: bytes) -> int:
        number = self._begin(None)
        head = f"{number} 0 obj\n<< {entries} /Length {len(data)} >>\nstream\n"
        self._write(head.encode() + data + b"\nendstream\nendobj\n")
        return number

    def _object(self, content: str, number: int | None = None) -> int:
        number = self._begin(number)
        self._write(f"{number} 0 obj\n{content}\nendobj\n".encode())
        return number

    def _begin(self, number: int | None) -> int:
        """Note where the object with this number begins; a new number if it is None."""
        if number is None:
            self._offsets.append(self._position)
            return len(self._offsets) - 1
        self._offsets[number] = self._position
        return number

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._position += len(data)


def cut(text: str, ems: float) -> str:
    """Return as much of the text as takes `ems` of Helvetica, with "..." if something is left out."""
    if _ems(text) <= ems:
        return text
    while text and _ems(text + "...") > ems:
        text = text[:-1]
    return text.rstrip() + "..."


def _ems(text: str) -> float:
    return sum(NARROW_ADVANCE_EM if ord(character) < 0x2E80 else 1.0 for character in text)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces of one font: its name in the sheets, and the codes in hexadecimal digits."""
    for latin, characters in groupby(text, _is_latin):
        piece = "".join(characters)
        yield ("L", piece.encode("cp1252").hex()) if latin else ("C", _utf16(piece, mark=False))


def _is_latin(character: str) -> bool:
    try:
        return bool(character.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def _utf16(text: str, *, mark: bool) -> str:
    """Return the text in hexadecimal digits, with a byte order mark if asked for."""
    return ("\ufeff" if mark else "").encode("utf-16-be").hex() + text.encode("utf-16-be", "replace").hex()


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels, from the frame header of a JPEG that Pillow wrote.

    Segments are a marker (0xFF and a kind) and a length of two bytes (big-endian) that counts itself.
    """
    position = 2
    while data[position + 1] not in _FRAME_MARKERS:
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    height = int.from_bytes(data[position + 5 : position + 7], "big")
    return int.from_bytes(data[position + 7 : position + 9], "big"), height


_FRAME_MARKERS: Final = frozenset({0xC0, 0xC1, 0xC2})
"""Start of frame: baseline, extended and progressive."""
