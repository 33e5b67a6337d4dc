"""What PDFium says of a page's objects and characters, as columns: one list for each field.

Two readers return the same records, bit for bit. `call_by_call.py` calls PDFium through ctypes for each field
of each object. `native/library.py` makes a few calls a page, where its library in C was built.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_ushort
from math import atan2, degrees, hypot
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.limits import COORDINATE_MAX_BP, place
from mlcia_check.pdf.matrix import Transform
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.binding import FontHandle, ObjectHandle, PageHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.clipping import Clip

INK_KINDS: Final[dict[int, Literal["image", "path", "shading"]]] = {
    binding.OBJECT_IMAGE: "image",
    binding.OBJECT_PATH: "path",
    binding.OBJECT_SHADING: "shading",
}

LARGE_INK_MIN_BP: Final = 6.0
"""Least greater side of ink that can cover a word or be part of a table."""

LINE_MIN_CHARACTERS: Final = 20
"""Least characters of a line with enough pairs within words to measure its spacing."""

LINE_MAX_CHARACTERS: Final = 300
"""A line across a Letter page in 6pt type holds some 200."""


_UNIT_BYTES: Final = 2
"""Bytes of a UTF-16 code unit."""


class TextObjects(Struct, frozen=True):
    """The text objects of a page in painting order, forms entered. All columns have the same length.

    `forms` are numbers of outermost forms, 0 on the page itself; `within` are places of innermost forms in
    `PageObjects.forms`, counted from 1. `clips` are None where the whole object is shown. `xs`, `ys`, `boxes`
    and `sizes` are bp on the page as viewed, `stretches` the horizontal scale, `uprights` the scale of the
    type, and `angles` degrees. `fills` are 0xRRGGBBAA, None for a pattern.
    """

    items: Sequence[ObjectHandle]
    fonts: Sequence[FontHandle | None]
    forms: Sequence[int]
    within: Sequence[int]
    orders: Sequence[int]
    fills: Sequence[int | None]
    modes: Sequence[int]
    marks: Sequence[int]
    transparent: Sequence[int]
    clips: Sequence[Clip | None]
    xs: Sequence[float]
    ys: Sequence[float]
    boxes: Sequence[Box]
    sizes: Sequence[float]
    stretches: Sequence[float]
    uprights: Sequence[float]
    angles: Sequence[int]


class InkObjects(Struct, frozen=True):
    """The images, shadings and painted paths of a page in painting order; columns as of `TextObjects`.

    `kinds` are OBJECT_* of the binding. `boxes` are not clipped yet.
    """

    items: Sequence[ObjectHandle]
    kinds: Sequence[int]
    forms: Sequence[int]
    within: Sequence[int]
    orders: Sequence[int]
    fills: Sequence[int | None]
    strokes: Sequence[int | None]
    clips: Sequence[Clip | None]
    boxes: Sequence[Box]


class FormObject(Struct, frozen=True):
    """A form XObject. `within` is the place of the form around it, `number` is its outermost form's."""

    item: ObjectHandle
    within: int
    number: int
    marks: int
    clip: Clip | None


class PageObjects(Struct, frozen=True):
    """All objects of a page. `last` is the order of the last text object or ink."""

    texts: TextObjects
    inks: InkObjects
    forms: Sequence[FormObject]
    last: int


class Characters:
    """The characters of a page by index, read in one call if PDFium gives one code unit for each.

    `count` is their number. `units` are their UTF-16 code units, `decoded` the text of these; both are empty
    if some characters have none.
    """

    def __init__(self, lib: Pdfium, handle: TextPageHandle) -> None:
        self.count = count = lib.FPDFText_CountChars(handle)
        self._lib = lib
        self._handle = handle
        # Not an array of ctypes: each length is a type, and making one takes as long as reading the text.
        room = bytearray(_UNIT_BYTES * (max(count, 0) + 1))
        self._buffer = byref(c_ushort.from_buffer(room))
        self._units = memoryview(room)
        written = lib.FPDFText_GetText(handle, 0, count, self._buffer)
        self.units = bytes(self._units[:-_UNIT_BYTES]) if written == count + 1 else b""
        self.decoded = decoded(self.units)
        # If no character takes two code units, indices into the text are those of PDFium.
        self._text = self.decoded if len(self.decoded) == count else ""

    def between(self, start: int, end: int) -> str:
        """Return the text from one character to before another."""
        if self._text:
            return self._text[start:end]
        if self.units:
            return decoded(self.units[_UNIT_BYTES * start : _UNIT_BYTES * end])
        # Some characters are missing from the page's text, so its indices differ from PDFium's.
        written = self._lib.FPDFText_GetText(self._handle, start, end - start, self._buffer)
        return decoded(bytes(self._units[: _UNIT_BYTES * max(written - 1, 0)]))


def decoded(units: bytes) -> str:
    """Return the text of UTF-16 code units; U+FFFD stands for half a character."""
    return units.decode("utf-16-le", "replace")


class Stretches(NamedTuple):
    """Successive characters of one text object each, as columns: `starts[0]` to before `ends[0]`, and so on.

    `unmapped`: they have no Unicode. `texts` are their characters. `lines` are pairs: the first character of
    a line, and the one after its last.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    items: Sequence[ObjectHandle]
    unmapped: Sequence[int]
    texts: Sequence[str]
    lines: Sequence[tuple[int, int]]


Sides: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top of a character, in page units."""


class PageReader(Protocol):
    """A page reader: asks one PDFium library for the records of a page."""

    def objects(self, page: PageHandle, to_view: Transform) -> PageObjects:
        """Return the objects of a loaded page; `to_view` leads to the page as viewed."""

    def stretches(self, text: TextPageHandle, characters: Characters) -> Stretches:
        """Return which characters of a page belong to which text object."""

    def owners(self, text: TextPageHandle, count: int) -> Sequence[int]:
        """Return the text object of each of the `count` characters of a page; 0 for one that PDFium added."""

    def loose_boxes(self, text: TextPageHandle, places: Sequence[int]) -> Sequence[Sides | None]:
        """Return the boxes of characters with full advance and line height, None for unknown ones."""

    def outline_boxes(self, text: TextPageHandle, places: Sequence[int]) -> Sequence[Sides | None]:
        """Return the boxes of the outlines of characters, None for unknown ones."""


class Shape(NamedTuple):
    """Where a text object begins, its size in bp, its horizontal scale, the scale of its type, its angle."""

    x: float
    y: float
    size: float
    stretch: float
    upright: float
    angle: int


def shape_of(matrix: Transform, nominal: float) -> Shape:
    """Return the shape of a text object with this matrix, as viewed, and this nominal type size."""
    a, b, c, d, x, y = matrix
    across = a if b == 0.0 and a > 0.0 else hypot(a, b)
    # The height of the em at right angles to the baseline: expansion and slant do not change it.
    upright = abs(a * d - b * c) / across if across else 0.0
    size = nominal * upright
    if not abs(x) + abs(y) + size < COORDINATE_MAX_BP:
        x, y = place(x), place(y)
        # Type larger than any page, or of a size that is not a number, has no measurable shape.
        if not size < COORDINATE_MAX_BP:
            size = across = upright = b = 0.0
            a = 1.0
    stretch = across / upright if upright else 0.0
    return Shape(
        x, y, size, stretch, upright, 0 if b == 0.0 and a > 0.0 else round(degrees(atan2(b, a))) % 360
    )
