"""Writes a copy of a PDF with marks as standard annotations; the content of its pages stays as it is.

Each annotation has an appearance, so that all viewers show the same, and no date, so that the same input
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcia_check.errors import NoCopy
from mlcia_check.model.annotation_marks import AnnotationMark, Colour, PageOverlay, PageStrip
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Severity
from mlcia_check.pdf import drawn_text, note_strip, page_overlay
from mlcia_check.pdf.matrix import Transform, inverse, map_box
from mlcia_check.pdf.pdfium.open_pages import OpenPages
from mlcia_check.support.own_faults import raise_own_fault

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

AUTHOR: Final = "mlcia-check"

COLOURS: Final[dict[Severity, Colour]] = {
    "error": (0.85, 0.1, 0.1),
    "review": (0.5, 0.2, 0.75),
    "warning": (0.95, 0.5, 0.0),
    "info": (0.1, 0.4, 0.85),
}
OUTLINE: Final[Colour] = (0.0, 0.6, 0.6)

# Lengths on the page as viewed.
PADDING_BP: Final = 1.5
"""Distance between a finding's box and the line around it."""
LINE_BP: Final = 1.0
HAIRLINE_BP: Final = 0.4
ICON_SIDE_BP: Final = 18.0
"""Side of a note without a box; the first note is this far from the page's top and left edge."""
ICON_STEP_BP: Final = 22.0
POPUP_SIZE_BP: Final = (200.0, 120.0)
TAG_BP: Final = 6.0
"""Type size of the tag above a box's top left corner."""

# Annotation flags (PDF 32000-1, table 165).
_PRINT: Final = 4
_READ_ONLY: Final = 64
_LOCKED: Final = 128


class _Frame(NamedTuple):
    """A page as viewed: its size in bp, the way back to user space, its UserUnit and its quarter turns."""

    width: float
    height: float
    back: Transform
    unit: float
    turns: int


class _Copy(NamedTuple):
    """The copy that is being written, and the resources that all appearances share."""

    writer: PdfWriter
    resources: IndirectObject


class _Placed(NamedTuple):
    """A mark, its number among all marks, and its box on the page as viewed; a loose mark is only a note."""

    name: int
    mark: AnnotationMark
    box: Box
    is_loose: bool


def annotate(
    data: bytes,
    pages: OpenPages,
    marks: Sequence[AnnotationMark],
    outline: Sequence[Box] = (),
    overlays: Sequence[PageOverlay] = (),
    strips: Sequence[PageStrip] = (),
) -> bytes:
    """Return the document with the marks, and with the boxes of `outline` (as viewed, in bp) on every page.

    `pages` are the document's pages as PDFium shows them, since findings have their boxes from PDFium.
    `overlays` are drawn over their pages, below the marks, `strips` along the foot of theirs. Raises NoCopy
    if the document is encrypted or too damaged to be written anew.
    """
    from pypdf import PdfReader, PdfWriter

    from mlcia_check.pdf.structure.objects import BROKEN, log_kept_back, message

    with log_kept_back():
        try:
            reader = PdfReader(BytesIO(data), strict=False)
            if reader.is_encrypted:
                raise NoCopy(
                    "the paper is encrypted, and a copy would lose its protection: no copy was written. "
                    "Ask its author for the paper without, or remove it (qpdf --decrypt) where you may."
                )
            writer = PdfWriter(clone_from=reader)
            # If other bytes precede the header, pypdf reports those as the header; they are not written.
            writer.pdf_header = reader.pdf_header if reader.pdf_header.startswith("%PDF-") else "%PDF-1.7"
            _draw(writer, _Frames(pages), marks, outline, (*overlays, *strips))
            copy = BytesIO()
            writer.write(copy)
            return copy.getvalue()
        except BROKEN as error:
            raise_own_fault(error)
            detail = message(error)
            raise NoCopy(
                f"the paper is damaged, and its structure cannot be copied ({detail}): no copy was written. "
                "Ask its author for a new one, or mend it (qpdf or a print to PDF)."
            ) from error


class _Frames:
    """The pages of an open document as viewed. A page is loaded when its frame is asked for, once."""

    def __init__(self, pages: OpenPages) -> None:
        self._pages = pages
        self._known: dict[int, _Frame | None] = {}

    def __len__(self) -> int:
        return self._pages.page_count

    def of(self, number: int) -> _Frame | None:
        """Return the frame of page `number` (counted from 1); None if PDFium cannot load the page."""
        if number not in self._known:
            self._known[number] = self._loaded(number)
        return self._known[number]

    def first(self) -> int | None:
        """Return the number of the first page that can be loaded; None if there is none."""
        return next((number for number in range(1, len(self) + 1) if self.of(number)), None)

    def _loaded(self, number: int) -> _Frame | None:
        frame = self._pages.frame(number)
        if frame is None:
            return None
        unit = self._pages.unit(number)
        to_view = frame.to_view(unit)
        shown = map_box(to_view, frame.left, frame.bottom, frame.right, frame.top)
        return _Frame(shown.width, shown.height, inverse(to_view), unit, frame.turns)


def _draw(
    writer: PdfWriter,
    frames: _Frames,
    marks: Sequence[AnnotationMark],
    outline: Sequence[Box],
    drawings: Sequence[PageOverlay | PageStrip],
) -> None:
    from pypdf.generic import ArrayObject, IndirectObject, NameObject

    from mlcia_check.pdf.structure.objects import raw

    first = frames.first()
    if len(writer.pages) != len(frames) or first is None:
        raise ValueError(f"its pages are {len(writer.pages)} to one reader, {len(frames)} to another")
    copy = _Copy(writer, writer._add_object(_resources()))
    for number, page in enumerate(writer.pages, 1):
        here = [
            (name, mark)
            for name, mark in enumerate(marks, 1)
            if mark.page == number or (number == first and frames.of(mark.page) is None)
        ]
        drawn_here = [drawn for drawn in drawings if drawn.page == number]
        frame = frames.of(number) if here or drawn_here or outline else None
        if frame is None:
            continue
        added = [_drawing(copy, frame, drawn) for drawn in drawn_here]
        added.extend(_outline(copy, frame, box) for box in outline)
        for placed in _placed(here, frame):
            added.extend(_noted(copy, frame, page.indirect_reference, placed))
        before = raw(page, "/Annots")
        if isinstance(before, IndirectObject):
            before = before.get_object()
        kept = list.__iter__(before) if isinstance(before, ArrayObject) else ()
        page[NameObject("/Annots")] = ArrayObject([*kept, *added])


def _placed(marks: Sequence[tuple[int, AnnotationMark]], frame: _Frame) -> Iterator[_Placed]:
    """Yield the place of each mark: around its box, or in the page's top left corner, one below the other.

    A box beside the visible page, where a paper can hide words, would not be visible: its mark goes to the
    corner.
    """
    visible = Box(0.0, 0.0, frame.width, frame.height)
    rows = max(int((frame.height - ICON_SIDE_BP) // ICON_STEP_BP), 1)
    loose = 0
    for name, mark in marks:
        if mark.box is not None and mark.box.overlaps(visible):
            left, bottom, right, top = mark.box
            around = Box(left - PADDING_BP, bottom - PADDING_BP, right + PADDING_BP, top + PADDING_BP)
            yield _Placed(name, mark, around, is_loose=False)
            continue
        left = ICON_SIDE_BP + ICON_STEP_BP * (loose // rows)
        top = frame.height - ICON_SIDE_BP - ICON_STEP_BP * (loose % rows)
        loose += 1
        yield _Placed(name, mark, Box(left, top - ICON_SIDE_BP, left + ICON_SIDE_BP, top), is_loose=True)


def _outline(copy: _Copy, frame: _Frame, box: Box) -> IndirectObject:
    half = HAIRLINE_BP / 2
    grown = Box(box.left - half, box.bottom - half, box.right + half, box.top + half)
    return _add(copy, _square(copy, frame, grown, OUTLINE, HAIRLINE_BP, _PRINT | _READ_ONLY | _LOCKED))


def _drawing(copy: _Copy, frame: _Frame, drawn: PageOverlay | PageStrip) -> IndirectObject:
    """Add a stamp over the whole page or along its foot, drawn in the page's coordinates as viewed.

    A strip may hide words at the foot, so it can be moved and deleted.
    """
    flags = _PRINT
    if isinstance(drawn, PageOverlay):
        flags |= _READ_ONLY | _LOCKED
        box = Box(0.0, 0.0, frame.width, frame.height)
        content = page_overlay.content(drawn, frame.width, frame.height)
    else:
        box = note_strip.area(drawn.lines, frame.width)
        content = note_strip.content(drawn.lines, frame.width, COLOURS)
    made = _annotation("/Stamp", frame, box, OUTLINE, flags)
    return _add(copy, _with_look(copy, made, content, box, frame.back))


def _resources() -> DictionaryObject:
    """Return the fonts and the opacity that drawings name."""
    from pypdf.generic import DictionaryObject, FloatObject, NameObject

    tint = DictionaryObject({NameObject("/ca"): FloatObject(page_overlay.TINT_OPACITY)})
    return DictionaryObject(
        {
            NameObject("/Font"): drawn_text.fonts(),
            NameObject("/ExtGState"): DictionaryObject({NameObject(f"/{page_overlay.TINT}"): tint}),
        }
    )


def _noted(
    copy: _Copy, frame: _Frame, page: IndirectObject | None, placed: _Placed
) -> tuple[IndirectObject, IndirectObject]:
    """Add a mark's annotation and the window that opens with its note."""
    from pypdf.generic import BooleanObject, NameObject, TextStringObject

    name, mark, box, is_loose = placed
    colour = COLOURS[mark.severity]
    shown = (
        _icon(copy, frame, box, colour)
        if is_loose
        else _square(copy, frame, box, colour, LINE_BP, _PRINT, mark.tag)
    )
    shown[NameObject("/T")] = TextStringObject(AUTHOR)
    shown[NameObject("/NM")] = TextStringObject(f"{AUTHOR}-{name}")
    shown[NameObject("/Subj")] = TextStringObject(mark.subject)
    shown[NameObject("/Contents")] = TextStringObject(mark.note)
    top = min(box.top, frame.height)
    beside = Box(frame.width - POPUP_SIZE_BP[0], top - POPUP_SIZE_BP[1], frame.width, top)
    popup = _annotation("/Popup", frame, beside, colour, 0)
    popup[NameObject("/Open")] = BooleanObject(False)
    parent, window = _add(copy, shown), _add(copy, popup)
    shown[NameObject("/Popup")] = window
    popup[NameObject("/Parent")] = parent
    if page is not None:
        shown[NameObject("/P")] = page
        popup[NameObject("/P")] = page
    return parent, window


def _square(
    copy: _Copy, frame: _Frame, box: Box, colour: Colour, line: float, flags: int, tag: str = ""
) -> DictionaryObject:
    """Make a frame whose line runs inside the edges of `box`, with a tag above its top left corner."""
    from pypdf.generic import DictionaryObject, FloatObject, NameObject

    tagged = page_overlay.tag_box(box.left, box.top, tag, TAG_BP) if tag else box
    whole = box.union(tagged)
    made = _annotation("/Square", frame, whole, colour, flags)
    outer, inner = map_box(frame.back, *whole), map_box(frame.back, *box)
    made[NameObject("/BS")] = DictionaryObject({NameObject("/W"): FloatObject(_short(line / frame.unit))})
    if tag:
        made[NameObject("/RD")] = _array(
            inner.left - outer.left,
            inner.bottom - outer.bottom,
            outer.right - inner.right,
            outer.top - inner.top,
        )
    edge = (box.left + line / 2, box.bottom + line / 2, box.width - line, box.height - line)
    content = f"{_numbers(*colour)} RG {_numbers(line)} w {_numbers(*edge)} re S"
    if tag:
        content += " " + page_overlay.tag(box.left, box.top, tag, colour, TAG_BP)
    return _with_look(copy, made, content, whole, frame.back)


def _icon(copy: _Copy, frame: _Frame, box: Box, colour: Colour) -> DictionaryObject:
    """Make the icon of a sheet with three lines, upright even on a turned page."""
    from pypdf.generic import NameObject

    made = _annotation("/Text", frame, box, colour, _PRINT)
    made[NameObject("/Name")] = NameObject("/Note")
    lines = " ".join(f"4 {y} m {right} {y} l" for y, right in ((13, 14), (9, 14), (5, 10)))
    content = f"{_numbers(*colour)} rg 1 1 16 16 re f 1 1 1 RG 1.5 w {lines} S"
    upright: Transform = (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
        (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
    )[frame.turns % 4]
    return _with_look(copy, made, content, (0.0, 0.0, ICON_SIDE_BP, ICON_SIDE_BP), upright)


def _annotation(kind: str, frame: _Frame, box: Box, colour: Colour, flags: int) -> DictionaryObject:
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): _array(*map_box(frame.back, *box)),
            NameObject("/C"): _array(*colour),
            NameObject("/F"): NumberObject(flags),
        }
    )


def _with_look(
    copy: _Copy,
    made: DictionaryObject,
    content: str,
    bounds: Iterable[float],
    matrix: Transform,
) -> DictionaryObject:
    """Give the annotation its normal appearance, a form XObject within `bounds`, and return it."""
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    look = StreamObject()
    look.set_data(content.encode("ascii"))
    look[NameObject("/Type")] = NameObject("/XObject")
    look[NameObject("/Subtype")] = NameObject("/Form")
    look[NameObject("/BBox")] = _array(*bounds)
    look[NameObject("/Resources")] = copy.resources
    look[NameObject("/Matrix")] = _array(*matrix)
    made[NameObject("/AP")] = DictionaryObject({NameObject("/N"): _add(copy, look)})
    return made


def _add(copy: _Copy, made: DictionaryObject) -> IndirectObject:
    return copy.writer._add_object(made)


def _array(*values: float) -> ArrayObject:
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject([FloatObject(_short(value)) for value in values])


def _numbers(*values: float) -> str:
    return " ".join(_short(value) for value in values)


def _short(value: float) -> str:
    """Write a number to a thousandth of a unit, without an exponent, which PDF does not allow."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
