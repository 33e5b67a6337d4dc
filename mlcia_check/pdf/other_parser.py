"""Reads the glyphs of a few pages for the second reader with pdfminer, which shares no code with PDFium.

The import takes 0.05 s, and a page half as much. The module is therefore loaded only if an error needs
confirmation by characters.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from math import hypot
from sys import float_info
from typing import NamedTuple

from msgspec import Struct
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFStreamParser
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psexceptions import PSEOF, PSException, PSValueError
from pdfminer.psparser import LIT
from pdfminer.utils import Matrix, Rect, mult_matrix

from mlcia_check.model.pdf_facts import INVISIBLE, Glyph
from mlcia_check.pdf.limits import INTEGER_MAX_DIGITS
from mlcia_check.pdf.matrix import Transform, view
from mlcia_check.pdf.plain_character_map import plain_character_map
from mlcia_check.pdf.text_operations import OPERATORS, NotPlainError, text_operations
from mlcia_check.support.own_faults import raise_own_fault

# The parser would write its warnings about a broken file to standard error, between the lines of our report.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

WORK_BUDGET_BYTES = 3_000_000
"""Work that the pages of one file may cost together, counted in bytes of content: a few seconds at most.

A page of a paper costs 100,000 to 300,000. A plot of very many points, or forms within forms, may cost
without limit.
"""

GLYPH_COST_BYTES, FORM_COST_BYTES = 20, 500
"""Cost of setting a glyph and of entering a form XObject, beyond the bytes of their operators."""

_SPACE_CODE = 32
"""The code after which word space is set."""

UNREAD_RANGE_CHARACTERS = 1 << 16
"""Assumed number of characters of a range whose ends are not written in hex digits."""

_SIMPLE_FONTS = frozenset(LIT(kind) for kind in ("Type1", "MMType1", "TrueType", "Type3"))
"""Kinds of fonts whose map has no part in anything but the text of their glyphs."""

_RANGES = re.compile(rb"beginbfrange(.*?)(?:endbfrange|\Z)", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*[<\[]")

_NUMBERS = re.compile(rb"\s*\[([0-9.\s]*)\]\s*")

BROKEN = (
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""Exceptions that the parser raises on broken files: its own, and those of Python that it does not catch.

A bug of ours can raise some of them, too: call `raise_own_fault` first where they are caught.
"""


class Unread(Struct, frozen=True):
    """A page that the second reader could not read; `reason` is a key of the reports' vocabulary."""

    reason: str


class OtherParser:
    """The pages of one file. Each is read when it is asked for; all share one budget."""

    def __init__(self, data: bytes) -> None:
        """Never raises: of a file whose page tree is damaged, no page can be read."""
        self._budget = WorkBudget(WORK_BUDGET_BYTES)
        self._resources = _Fonts(self._budget)
        try:
            # A damaged page tree makes no page of it trustworthy: all pages are listed before one is read.
            self._pages = list(PDFPage.create_pages(_LazyDocument(PDFParser(BytesIO(data)))))
        except BROKEN as error:
            raise_own_fault(error)
            self._pages = []

    def glyphs(self, number: int) -> tuple[Glyph, ...] | Unread:
        """Return the visible upright glyphs of page `number` (from 1) as viewers show them. Never raises."""
        if not 1 <= number <= len(self._pages):
            return Unread("second-unreadable")
        return _glyphs(self._pages[number - 1], self._resources, self._budget)


def _glyphs(page: PDFPage, resources: _Fonts, budget: WorkBudget) -> tuple[Glyph, ...] | Unread:
    collector = _Collector(resources, budget)
    try:
        _Interpreter(resources, collector).render_contents(page.resources, page.contents, ctm=_to_view(page))
    except BudgetExhausted:
        return Unread("second-too-much")
    except BROKEN as error:
        raise_own_fault(error)
        return Unread("second-unreadable")
    return tuple(collector.glyphs)


def _to_view(page: PDFPage) -> Transform:
    """Return the page's CropBox within its MediaBox, its rotation and its UserUnit as one matrix."""
    left, bottom, right, top = (float(resolve1(edge)) for edge in page.mediabox)
    crop = [float(resolve1(edge)) for edge in page.cropbox]
    inner = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
    if inner[0] < inner[2] and inner[1] < inner[3]:
        left, bottom, right, top = inner
    unit = resolve1(page.attrs.get("UserUnit", 1.0))
    if not isinstance(unit, (int, float)):
        raise ValueError("UserUnit is not a number")
    return view(left, bottom, right, top, page.rotate // 90, float(unit))


class BudgetExhausted(Exception):
    """The pages of a file cost more work than its budget allows."""


class WorkBudget:
    """Work that may still be spent on a file, in bytes of content."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self, cost: int) -> None:
        """Subtract `cost` from the budget. Raises BudgetExhausted if it is not enough."""
        self._left -= cost
        if self._left < 0:
            raise BudgetExhausted


class _LazyDocument(PDFDocument):
    """The parser's document; of an object stream it parses only the objects that are asked for.

    The parser itself parses all of them, which takes longer than a page.
    """

    def __init__(self, parser: PDFParser) -> None:
        self._places: dict[int | None, list[_PackedPlace]] = {}
        super().__init__(parser)

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        if stream.objid not in self._places:
            self._places[stream.objid] = _places(stream)
        places = self._places[stream.objid]
        if 0 <= index < len(places) and places[index].number == objid:
            content = stream.get_data()[places[index].begin : places[index].end]
            numbers = plain_numbers(content)
            if numbers is not None:
                return numbers
            parser = PDFStreamParser(content)
            parser.set_document(self)
            with suppress(PSEOF):
                return parser.nextobject()[1]
        return super()._getobj_objstm(stream, index, objid)


class _PackedPlace(NamedTuple):
    """The number of an object in an object stream, and where its bytes begin and end."""

    number: int
    begin: int
    end: int


def _places(stream: PDFStream) -> list[_PackedPlace]:
    """Return the places of a stream's objects, none if its head does not say plainly where they are."""
    count, first = stream.get("N"), stream.get("First")
    if not isinstance(count, int) or not isinstance(first, int):
        return []
    content = stream.get_data()
    head = content[:first].split()
    if len(head) != 2 * count or not all(word.isdigit() and len(word) <= INTEGER_MAX_DIGITS for word in head):
        return []
    begins = [first + int(offset) for offset in head[1::2]]
    ends = [*begins[1:], len(content)]
    if not all(begin < end for begin, end in zip(begins, ends, strict=True)):
        return []
    return [_PackedPlace(int(number), *place) for number, *place in zip(head[::2], begins, ends, strict=True)]


def plain_numbers(content: bytes) -> list[float] | None:
    """Return the numbers of an array such as the widths of a font; None for anything else.

    The parser reads them token by token, which takes as long as the text of a page.
    """
    array = _NUMBERS.fullmatch(content)
    if array is None:
        return None
    try:
        return [float(word) if b"." in word else int(word) for word in array[1].split()]
    except ValueError:
        # "1.2.3", or an integer of thousands of digits
        return None


class _Fonts(PDFResourceManager):
    """The resources of the file; the budget pays for a font before the parser makes it.

    Ranges of a font's character map are written out: 20,000 of them, in 15 KB, take the parser minutes.
    """

    def __init__(self, budget: WorkBudget) -> None:
        super().__init__()
        self._budget = budget

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if (objid and objid in self._cached_fonts) or "DescendantFonts" in spec:
            return super().get_font(objid, spec)
        content = _content_of_map(spec.get("ToUnicode"))
        self._budget.spend(_cost_of_map(content))
        plain = plain_character_map(content) if resolve1(spec.get("Subtype")) in _SIMPLE_FONTS else None
        if plain is None:
            return super().get_font(objid, spec)
        font = super().get_font(objid, {key: value for key, value in spec.items() if key != "ToUnicode"})
        if isinstance(font, PDFSimpleFont):
            font.unicode_map = plain
        return font


def _content_of_map(stream: object) -> bytes:
    """Return the bytes of a character map; none if there is none."""
    return stream_value(stream).get_data() if isinstance(resolve1(stream), PDFStream) else b""


def _cost_of_map(text: bytes) -> int:
    """Return the cost of reading a character map: its bytes, and each character of its ranges."""
    cost = len(text)
    for ranges in _RANGES.findall(text):
        cost += sum(max(0, int(last, 16) - int(first, 16)) for first, last in _RANGE.findall(ranges))
        cost += UNREAD_RANGE_CHARACTERS * ranges.count(b"(")
    return cost


class _Collector(PDFTextDevice):
    """Collects the glyphs as the parser sets them, in the order of the page's content.

    The signatures are the parser's; it passes more than the glyph, and the rest is not needed.
    """

    def __init__(self, resources: PDFResourceManager, budget: WorkBudget) -> None:
        super().__init__(resources)
        self.budget = budget
        self.glyphs: list[Glyph] = []
        self._known: dict[PDFFont, dict[int, tuple[float, str]]] = {}

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002
        self.budget.spend(FORM_COST_BYTES)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        font = textstate.font
        assert font is not None
        if font.is_vertical() or not isinstance(seq, list):
            super().render_string(textstate, seq, ncs, graphicstate)
        else:
            textstate.linematrix = self._set(textstate, font, seq)

    def _set(self, state: PDFTextState, font: PDFFont, seq: PDFTextSeq) -> tuple[float, float]:
        """Set a string as the parser's device does, and return where the next one begins on the line."""
        assert self.ctm is not None
        a, b, c, d, e, f = mult_matrix(state.matrix, self.ctm)
        size, scaling = state.fontsize, state.scaling * 0.01
        between = state.charspace * scaling
        after_space = 0.0 if font.is_multibyte() else state.wordspace * scaling
        across, up = hypot(a, b) * abs(scaling), hypot(c, d)
        is_upright = a * scaling * size > 0 and d * size > 0 and abs(b) < 0.01 * abs(a)
        is_seen = state.render != INVISIBLE and is_upright and up
        known = self._known.setdefault(font, {})
        x, y = state.linematrix
        is_first = True
        for part in seq:
            if isinstance(part, (int, float)):
                if isinstance(part, int) and abs(part) > float_info.max:
                    raise PSValueError("a shift that is too large")
                x -= part * (0.001 * size * scaling)
                is_first = False
            elif isinstance(part, bytes):
                codes = tuple(font.decode(part))
                self.budget.spend(GLYPH_COST_BYTES * len(codes))
                for code in codes:
                    if not is_first:
                        x += between
                    is_first = False
                    if code not in known:
                        known[code] = font.char_width(code), _text(font, code)
                    width, text = known[code]
                    advance = width * size * scaling
                    if is_seen:
                        left, baseline = x * a + y * c + e, x * b + y * d + f
                        self.glyphs.append(
                            Glyph(
                                text=text,
                                left_bp=left,
                                right_bp=left + a * advance,
                                baseline_bp=baseline + d * state.rise,
                                size_bp=abs(size) * up,
                                horizontal_scale=across / up,
                            )
                        )
                    x += advance
                    if code == _SPACE_CODE:
                        x += after_space
        return x, y

    def render_char(
        self,
        matrix: Matrix,  # noqa: ARG002
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,  # noqa: ARG002
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        """Return the advance of a glyph of vertical text, which is not collected."""
        self.budget.spend(GLYPH_COST_BYTES)
        return font.char_width(cid) * fontsize * scaling


class _Interpreter(PDFPageInterpreter):
    """The parser's interpreter; the budget pays for content, including that of forms, before it is read."""

    def execute(self, streams: Sequence[object]) -> None:
        content = [stream_value(stream) for stream in streams]
        if isinstance(self.device, _Collector):
            self.device.budget.spend(sum(len(stream.get_data()) for stream in content))
        ids = {stream.objid for stream in content if stream.objid is not None}
        if len(ids) < len(content) or ids & self.parent_stream_ids:
            super().execute(streams)
            return
        try:
            operations = text_operations(stream.get_data() for stream in content)
        except NotPlainError:
            super().execute(streams)
            return
        # The parser refuses a form within itself by these.
        self.stream_ids.clear()
        self.stream_ids.update(ids)
        for operator, operands in operations:
            getattr(self, _METHODS[operator])(*operands)


_METHODS = {
    operator: "do_" + operator.decode().replace("*", "_a").replace('"', "_w").replace("'", "_q")
    for operator in OPERATORS
}
"""The parser's methods for the operators that set text."""


def _text(font: PDFFont, cid: int) -> str:
    try:
        return font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return "\N{REPLACEMENT CHARACTER}"
