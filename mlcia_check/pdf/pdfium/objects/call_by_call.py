"""Reads the records of a page through ctypes: a call for each field of each object.

It serves where the library in C was not built, and it is what that library is compared with. A paper takes
100,000 calls, so buffers are reused and ctypes checks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ctypes import byref, c_double, c_float, c_int, c_void_p
from typing import Any, Final, NamedTuple, cast

from msgspec import Struct

from mlcia_check.model.geometry import NOTHING, Box
from mlcia_check.pdf.limits import (
    COORDINATE_MAX_BP,
    FORM_DEPTH_MAX,
    PAGE_OBJECTS_COUNTED_MAX,
    PAGE_OBJECTS_MAX,
)
from mlcia_check.pdf.matrix import Transform, then, viewed
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.binding import (
    Matrix,
    ObjectHandle,
    PageHandle,
    Pdfium,
    Rect,
    TextPageHandle,
    unchecked,
    unchecked_handle,
)
from mlcia_check.pdf.pdfium.clipping import Clip, clip_of
from mlcia_check.pdf.pdfium.objects.colour_buffers import ColourBuffers
from mlcia_check.pdf.pdfium.page_records import (
    INK_KINDS,
    LARGE_INK_MIN_BP,
    LINE_MAX_CHARACTERS,
    LINE_MIN_CHARACTERS,
    Characters,
    FormObject,
    InkObjects,
    PageObjects,
    Sides,
    Stretches,
    TextObjects,
    shape_of,
)

_NEAR_BP: Final = COORDINATE_MAX_BP / 4
"""Four numbers within this need no check of their sum."""

_CARRIAGE_RETURN: Final = "\r".encode("utf-16-le")


class CallByCall:
    """Reads records with PDFium's library."""

    def __init__(self, lib: Pdfium) -> None:
        self._lib = lib
        self._ask_object = unchecked_handle(lib, "FPDFText_GetTextObject")
        self._ask_unmapped = unchecked(lib, "FPDFText_HasUnicodeMapError")
        self._ask_loose = unchecked(lib, "FPDFText_GetLooseCharBox")
        self._ask_outline = unchecked(lib, "FPDFText_GetCharBox")

    def objects(self, page: PageHandle, to_view: Transform) -> PageObjects:
        lib = self._lib
        walk, around = _ObjectWalk(lib), _Around(to_view, None, 0, 0, 0)
        for index in range(lib.FPDFPage_CountObjects(page)):
            if walk.last >= PAGE_OBJECTS_COUNTED_MAX:
                break
            walk.visit(lib.FPDFPage_GetObject(page, index), around, 0)
        return walk.found()

    def stretches(self, text: TextPageHandle, characters: Characters) -> Stretches:
        units, count = characters.units, characters.count
        owner, wrong, page = self._ask_object, self._ask_unmapped, c_void_p(text)
        rows: list[tuple[int, int, int, int]] = []
        lines: list[tuple[int, int]] = []
        start, step, line_end, is_line = 0, 32, 0, False
        while start < count:
            item = owner(page, start)
            if item is None:
                start += 1
                continue
            if start >= line_end:
                line_end = _end_of_line(units, start, count)
                # If PDFium does not separate lines, each object that is long enough counts as one.
                is_line = line_end - start < LINE_MAX_CHARACTERS
                if is_line and line_end - start >= LINE_MIN_CHARACTERS:
                    lines.append((start, line_end))
            # Most objects fill the rest of their line: one call settles those.
            last = line_end - 1
            if last > start and owner(page, last) == item:
                end = line_end
            else:
                end = _end_of_stretch(owner, page, item, start, line_end, step)
            if not is_line and end - start >= LINE_MIN_CHARACTERS:
                lines.append((start, end))
            rows.append((start, end, item, wrong(page, start) == 1))
            step = max(end - start - 1, 1)
            start = end
        starts, ends, items, unmapped = zip(*rows, strict=True) if rows else ((),) * 4
        texts = list(map(characters.between, starts, ends))
        return Stretches(starts, ends, cast("Sequence[ObjectHandle]", items), unmapped, texts, lines)

    def owners(self, text: TextPageHandle, count: int) -> Sequence[int]:
        ask, page = self._ask_object, c_void_p(text)
        return [ask(page, at) or 0 for at in range(count)]

    def loose_boxes(self, text: TextPageHandle, places: Sequence[int]) -> Sequence[Sides | None]:
        box = Rect()
        ask, page, reference = self._ask_loose, c_void_p(text), byref(box)
        return [
            (box.left, box.bottom, box.right, box.top) if ask(page, place, reference) else None
            for place in places
        ]

    def outline_boxes(self, text: TextPageHandle, places: Sequence[int]) -> Sequence[Sides | None]:
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        ask, page = self._ask_outline, c_void_p(text)
        references = byref(left), byref(right), byref(bottom), byref(top)
        return [
            (left.value, bottom.value, right.value, top.value) if ask(page, place, *references) else None
            for place in places
        ]


def _end_of_line(units: bytes, start: int, count: int) -> int:
    """Return where the line after `start` ends: PDFium inserts a carriage return there."""
    at = units.find(_CARRIAGE_RETURN, 2 * start)
    while at % 2 and at > 0:
        at = units.find(_CARRIAGE_RETURN, at + 1)
    return at // 2 if at > 2 * start else count


def _end_of_stretch(
    owner: Callable[..., int | None],
    text: c_void_p,
    item: int,
    start: int,
    end: int,
    step: int,
) -> int:
    """Return the first index after `start` that is not `item`'s, at most `end`.

    The characters of an object stand together, so its end is searched in growing steps; `step` is a guess at
    the length.
    """
    inside, outside = start, end
    probe = start + step
    while probe < outside:
        if owner(text, probe) == item:
            inside = probe
            step *= 2
            probe += step
        else:
            outside = probe
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if owner(text, middle) == item:
            inside = middle
        else:
            outside = middle
    return outside


class _Around(NamedTuple):
    """What is around an object; the columns of the same names in `TextObjects` say what each is.

    `clip` is what the forms around it leave visible.
    """

    to_view: Transform
    clip: Clip | None
    form: int
    within: int
    transparent: int


def _columns(records: Sequence[tuple[Any, ...]], kind: type[Struct]) -> Iterable[Any]:
    """Return the columns of records that become a `kind`; empty ones if there are no records."""
    return zip(*records, strict=True) if records else [()] * len(kind.__struct_fields__)


class _ObjectWalk:
    """One walk over the objects of a page."""

    def __init__(self, lib: Pdfium) -> None:
        self._lib = lib
        self.last = 0
        self._texts: list[tuple[Any, ...]] = []
        self._inks: list[tuple[Any, ...]] = []
        self._forms: list[FormObject] = []
        self._form_count = 0
        self._matrix = Matrix()
        self._matrix_ref = byref(self._matrix)
        self._size = c_float()
        self._size_ref = byref(self._size)
        self._item = c_void_p()
        self._count_marks = unchecked(lib, "FPDFPageObj_CountMarks")
        self._get_bounds = unchecked(lib, "FPDFPageObj_GetBounds")
        self._get_clip = unchecked_handle(lib, "FPDFPageObj_GetClipPath")
        self._get_fill = unchecked(lib, "FPDFPageObj_GetFillColor")
        self._get_font = unchecked_handle(lib, "FPDFTextObj_GetFont")
        self._get_matrix = unchecked(lib, "FPDFPageObj_GetMatrix")
        self._get_mode = unchecked(lib, "FPDFTextObj_GetTextRenderMode")
        self._get_size = unchecked(lib, "FPDFTextObj_GetFontSize")
        self._get_type = unchecked(lib, "FPDFPageObj_GetType")
        self._has_transparency = unchecked(lib, "FPDFPageObj_HasTransparency")
        self._box = (c_float(), c_float(), c_float(), c_float())
        self._box_refs = tuple(byref(value) for value in self._box)
        self._colour = ColourBuffers()

    def found(self) -> PageObjects:
        texts = TextObjects(*_columns(self._texts, TextObjects))
        inks = InkObjects(*_columns(self._inks, InkObjects))
        return PageObjects(texts, inks, self._forms, self.last)

    def visit(self, item: ObjectHandle, around: _Around, depth: int) -> None:
        """Visit one object; `depth` is the number of forms around it."""
        self._item.value = item
        kind = self._get_type(self._item)
        if kind == binding.OBJECT_TEXT:
            self._keep_text(item, around)
        elif kind == binding.OBJECT_FORM:
            self._enter(item, around, depth)
        elif kind in INK_KINDS:
            self._keep_ink(item, kind, around)

    def _enter(self, item: ObjectHandle, around: _Around, depth: int) -> None:
        if depth >= FORM_DEPTH_MAX or self.last >= PAGE_OBJECTS_COUNTED_MAX:
            return
        lib, m = self._lib, self._matrix
        to_view, outer, form, within, transparent = around
        clip = clip_of(lib, item, to_view, outer)
        if not form:
            self._form_count += 1
            form = self._form_count
        self._forms.append(FormObject(item, within, form, lib.FPDFPageObj_CountMarks(item), clip))
        lib.FPDFPageObj_GetMatrix(item, self._matrix_ref)
        inside = _Around(
            then((m.a, m.b, m.c, m.d, m.e, m.f), to_view),
            clip,
            form,
            len(self._forms),
            transparent or lib.FPDFPageObj_HasTransparency(item),
        )
        for index in range(lib.FPDFFormObj_CountObjects(item)):
            if self.last >= PAGE_OBJECTS_COUNTED_MAX:
                break
            self.visit(lib.FPDFFormObj_GetObject(item, index), inside, depth + 1)

    def _bounds(self, to_view: Transform) -> Box:
        """Return the box of the visited object, as viewed."""
        left, bottom, right, top = self._box
        if not self._get_bounds(self._item, *self._box_refs):
            return NOTHING
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0 and p > 0.0 and s > 0.0:
            x0, y0 = left.value * p + t, bottom.value * s + u
            x1, y1 = right.value * p + t, top.value * s + u
            if (
                -_NEAR_BP < x0 < _NEAR_BP
                and -_NEAR_BP < x1 < _NEAR_BP
                and -_NEAR_BP < y0 < _NEAR_BP
                and -_NEAR_BP < y1 < _NEAR_BP
            ):
                return Box(x0, y0, x1, y1)
        return viewed(to_view, left.value, bottom.value, right.value, top.value)

    def _keep_text(self, item: ObjectHandle, around: _Around) -> None:
        to_view, outer, form, within, transparent = around
        self.last += 1
        if len(self._texts) >= PAGE_OBJECTS_MAX:
            return
        m, asked = self._matrix, self._item
        self._get_size(asked, self._size_ref)
        self._get_matrix(asked, self._matrix_ref)
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0:
            a, b, c, d, x, y = m.a * p, m.b * s, m.c * p, m.d * s, m.e * p + t, m.f * s + u
        else:
            a, b, c, d, x, y = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        if (nominal := self._size.value) < 0.0:
            a, b, c, d, nominal = -a, -b, -c, -d, -nominal
        box = self._bounds(to_view)
        angle = 0
        if b == 0.0 and a > 0.0:
            upright = abs(a * d - b * c) / a
            size = nominal * upright
            stretch = a / upright if upright else 0.0
        if not (
            b == 0.0 and a > 0.0 and -_NEAR_BP < x < _NEAR_BP and -_NEAR_BP < y < _NEAR_BP and size < _NEAR_BP
        ):
            x, y, size, stretch, upright, angle = shape_of((a, b, c, d, x, y), nominal)
        clip = outer
        if self._lib.FPDFClipPath_CountPaths(self._get_clip(asked)) > 0:
            clip = clip_of(self._lib, item, to_view, outer)
        self._texts.append(
            (
                item,
                self._get_font(asked),
                form,
                within,
                self.last,
                self._colour.rgba(self._get_fill(asked, *self._colour.references)),
                self._get_mode(asked),
                self._count_marks(asked),
                transparent or self._has_transparency(asked),
                None if clip is None or _shows_all(clip, box) else clip,
                x,
                y,
                box,
                size,
                stretch,
                upright,
                angle,
            )
        )

    def _keep_ink(self, item: ObjectHandle, kind: int, around: _Around) -> None:
        if self.last >= PAGE_OBJECTS_MAX:
            self.last += 1
            return
        to_view, outer, form, within, _ = around
        fill = stroke = None
        if kind == binding.OBJECT_PATH:
            painted = self._colours_of(item)
            if painted is None:
                return
            fill, stroke = painted
        box = self._bounds(to_view)
        # Only large ink is asked for its own clip; the thousands of marks of a plot are not.
        is_large = max(box.right - box.left, box.top - box.bottom) >= LARGE_INK_MIN_BP
        clip = clip_of(self._lib, item, to_view, outer) if is_large else outer
        self.last += 1
        cut = None if clip is None or _shows_all(clip, box) else clip
        self._inks.append((item, kind, form, within, self.last, fill, stroke, cut, box))

    def _colours_of(self, item: ObjectHandle) -> tuple[int | None, int | None] | None:
        """Return the fill and the stroke colour of a path; None if it paints nothing."""
        lib, colour, fill_mode, stroked = self._lib, self._colour, c_int(), c_int()
        lib.FPDFPath_GetDrawMode(item, byref(fill_mode), byref(stroked))
        if not fill_mode.value and not stroked.value:
            return None
        return (
            colour.rgba(fill_mode.value and lib.FPDFPageObj_GetFillColor(item, *colour.references)),
            colour.rgba(stroked.value and lib.FPDFPageObj_GetStrokeColor(item, *colour.references)),
        )


def _shows_all(clip: Clip, box: Box) -> bool:
    """Return whether a clip is no more than a box around the whole object."""
    return not clip.odd and box.left <= box.right and box.bottom <= box.top and clip.box.contains(box)
