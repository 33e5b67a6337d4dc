"""Reads the glyphs of a few pages for the second reader with pdfplumber, which shares no code with PDFium.

The import takes 0.1 s and more, and a page as much. The module is therefore loaded only if an error needs
confirmation.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from math import hypot

import pdfplumber
from msgspec import Struct
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psexceptions import PSException
from pdfminer.utils import Matrix, Rect
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from mlcia_check.model.pdf_facts import INVISIBLE, Glyph
from mlcia_check.pdf.matrix import Transform, view
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

UNREAD_RANGE_CHARACTERS = 1 << 16
"""Assumed number of characters of a range whose ends are not written in hex digits."""

_RANGES = re.compile(rb"beginbfrange(.*?)(?:endbfrange|\Z)", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*[<\[]")

BROKEN = (
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
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


def read(data: bytes, numbers: Iterable[int]) -> dict[int, tuple[Glyph, ...] | Unread]:
    """Return the visible upright glyphs of these pages (1-based), as a viewer shows them. Never raises."""
    wanted = sorted(set(numbers))
    found: dict[int, tuple[Glyph, ...] | Unread] = {number: Unread("second-unreadable") for number in wanted}
    budget = WorkBudget(WORK_BUDGET_BYTES)
    try:
        with pdfplumber.open(BytesIO(data), pages=wanted) as pdf:
            for page in pdf.pages:
                found[page.page_number] = _glyphs(page.page_obj, pdf.rsrcmgr, budget)
    except BROKEN as error:
        raise_own_fault(error)
        return found
    return found


def _glyphs(page: PDFPage, resources: PDFResourceManager, budget: WorkBudget) -> tuple[Glyph, ...] | Unread:
    collector = _Collector(resources, budget)
    try:
        _Interpreter(_Fonts(resources, budget), collector).render_contents(
            page.resources, page.contents, ctm=_to_view(page)
        )
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


class _Fonts(PDFResourceManager):
    """The resources of the file; the budget pays for a font before the parser makes it.

    The parser writes out the ranges of a font's character map: 20,000 of them, in 15 KB, take minutes.
    """

    def __init__(self, file: PDFResourceManager, budget: WorkBudget) -> None:
        super().__init__(file.caching)
        # Fonts are made once per file, not once for each of its pages.
        self._cached_fonts = file._cached_fonts
        self._budget = budget

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if not (objid and objid in self._cached_fonts) and "DescendantFonts" not in spec:
            self._budget.spend(_cost_of_map(spec.get("ToUnicode")))
        return super().get_font(objid, spec)


def _cost_of_map(stream: object) -> int:
    """Return the cost of reading a character map: its bytes, and each character of its ranges."""
    if not isinstance(resolve1(stream), PDFStream):
        return 0
    text = stream_value(stream).get_data()
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
        self._visible = True

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002
        self.budget.spend(FORM_COST_BYTES)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._visible = textstate.render != INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        self.budget.spend(GLYPH_COST_BYTES)
        advance = font.char_width(cid) * fontsize * scaling
        a, b, c, d, x, y = matrix
        across, up = hypot(a, b) * abs(scaling), hypot(c, d)
        upright = a * scaling * fontsize > 0 and d * fontsize > 0 and abs(b) < 0.01 * abs(a)
        if self._visible and upright and up and not font.is_vertical():
            self.glyphs.append(
                Glyph(
                    text=_text(font, cid),
                    left_bp=x,
                    right_bp=x + a * advance,
                    baseline_bp=y + d * rise,
                    size_bp=abs(fontsize) * up,
                    horizontal_scale=across / up,
                )
            )
        return advance


class _Interpreter(PDFPageInterpreter):
    """The parser's interpreter; the budget pays for content, including that of forms, before it is read."""

    def execute(self, streams: Sequence[object]) -> None:
        if isinstance(self.device, _Collector):
            self.device.budget.spend(sum(len(stream_value(stream).get_data()) for stream in streams))
        super().execute(streams)


def _text(font: PDFFont, cid: int) -> str:
    try:
        return font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return "\N{REPLACEMENT CHARACTER}"
