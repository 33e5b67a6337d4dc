"""Walks the objects of one page with PDFium: collects text runs, ink, form XObjects and their oddities.

`visible_page.py` then finds which of them are visible.
"""

from __future__ import annotations

from ctypes import byref, c_float, c_int, c_uint, c_void_p
from math import atan2, degrees, hypot
from typing import Final, Literal

from mlcia_check.model.geometry import NOTHING, Box, around
from mlcia_check.model.pdf_facts import Ink, Replaced, TextRun, Unseen
from mlcia_check.pdf.limits import COORDINATE_MAX_BP, FORM_DEPTH_MAX, PAGE_OBJECTS_MAX, place
from mlcia_check.pdf.matrix import Transform, then, viewed
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.actual_text import WORD_MIN_CHARACTERS, actual_text
from mlcia_check.pdf.pdfium.binding import FontHandle, Matrix, ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.clipping import Clip, clip_of, readable, shown
from mlcia_check.pdf.pdfium.fonts import FontTable
from mlcia_check.pdf.pdfium.hidden_candidates import STROKED, Reason, is_pale
from mlcia_check.pdf.pdfium.letter_spacing import LineSpacing
from mlcia_check.pdf.pdfium.letterless_text import LETTER_SIDE_MAX_BP
from mlcia_check.pdf.pdfium.optional_content import is_in_layer
from mlcia_check.pdf.pdfium.page_text import NO_TEXT, page_text

_LARGE_INK_MIN_BP: Final = 6.0
"""Greater side, from which on ink can cover a word or be part of a table."""

_SPARSE_MIN_SIZES: Final = 0.52
"""Of the type size, per character of a run: text faces take 0.42 to 0.5, a row of table cells more."""

_OUTLINED: Final = (1, *STROKED)
"""Render modes that paint outlines of letters."""

_LETTER_WIDTH_MAX_SIZES: Final = 2.5
"""Of the type size: no letter is wider; a wider glyph of a Type 3 font may be a bar."""

_SOLID_ALPHA_MIN: Final = 0x60
"""Alpha from which on a path is clearly visible; bands and areas of plots have 0.1 to 0.3."""

_NEAR_BP: Final = COORDINATE_MAX_BP / 4
"""Four numbers within this need no check of their sum."""

_LINE_SEGMENTS: Final = 2
"""Its start and its end."""

_INK_KINDS: Final[dict[int, Literal["image", "path", "shading"]]] = {
    binding.OBJECT_IMAGE: "image",
    binding.OBJECT_PATH: "path",
    binding.OBJECT_SHADING: "shading",
}


class PageWalk:
    """One walk over a page; its buffers are reused for every object, since a page has hundreds.

    By the painting order of runs: `handles` are PDFium's text objects, `marked` the reasons for doubt, `cut`
    the boxes that clips leave, `told` the ActualText with the number of marks, `covers` the boxes of runs
    that paint more than their letters. `last` is the order of the last object. `segments` counts the segments
    of outlines too large for letters. `samples` are runs of fonts whose glyphs were not rendered yet, and
    `other` are the orders of runs whose glyphs are not the letters of their text.
    """

    def __init__(
        self,
        lib: Pdfium,
        handle: PageHandle,
        fonts: FontTable,
        unit: float,
        to_view: Transform,
        layers: bool,
    ) -> None:
        self._lib = lib
        self._handle = handle
        self.fonts = fonts
        self._unit = unit
        self.runs: list[TextRun] = []
        self.ink: list[Ink] = []
        self.forms: list[Box] = []
        self.handles: dict[int, ObjectHandle] = {}
        self.marked: dict[int, Reason] = {}
        self.cut: dict[int, Box] = {}
        self.unseen: list[Unseen] = []
        self._layers = layers
        self.in_layers: list[ObjectHandle] = []
        self._in_transparent_form = False
        self.told: dict[int, tuple[str, int]] = {}
        self._told_around = ""
        self.told_of_images: list[Replaced] = []
        self.other: frozenset[int] = frozenset()
        self.last = 0
        self.segments = 0
        self.covers: dict[int, Box] = {}
        self.samples: dict[int | None, list[TextRun]] = {}
        self._matrix = Matrix()
        self._matrix_ref = byref(self._matrix)
        self._size = c_float()
        self._size_ref = byref(self._size)
        self._item = c_void_p()
        self._get_bounds = binding.unchecked(lib, "FPDFPageObj_GetBounds")
        self._get_fill = binding.unchecked(lib, "FPDFPageObj_GetFillColor")
        self._get_matrix = binding.unchecked(lib, "FPDFPageObj_GetMatrix")
        self._get_mode = binding.unchecked(lib, "FPDFTextObj_GetTextRenderMode")
        self._get_size = binding.unchecked(lib, "FPDFTextObj_GetFontSize")
        self._box = (c_float(), c_float(), c_float(), c_float())
        self._box_refs = tuple(byref(value) for value in self._box)
        self._colour = (c_uint(), c_uint(), c_uint(), c_uint())
        self._colour_refs = tuple(byref(value) for value in self._colour)
        self._text = NO_TEXT
        self._view = to_view

    def walk(self) -> None:
        """Visit every object, with the page's text open."""
        lib, handle = self._lib, self._handle
        with page_text(lib, handle) as self._text:
            for index in range(lib.FPDFPage_CountObjects(handle)):
                if self.last >= PAGE_OBJECTS_MAX:
                    break
                self._visit(lib.FPDFPage_GetObject(handle, index), self._view, None, 0, 0)
            self.other = self._other_than_told()

    def _other_than_told(self) -> frozenset[int]:
        """Return the orders of runs whose glyphs are not the letters of their text; none on a turned page."""
        _, across, along, scale, _, rise = self._view
        if across or along or scale <= 0.0:
            return frozenset()
        embedded = {number for number, font in enumerate(self.fonts.fonts()) if font.embedded}
        runs = [run for run in self.runs if run.font in embedded and run.order not in self.told]
        return self._text.other_than_told(runs, self.handles, scale, rise)

    def _visit(
        self, item: ObjectHandle, to_view: Transform, clip: Clip | None, form: int, depth: int
    ) -> None:
        """Visit one object; `clip` is what the forms around it leave visible."""
        kind = self._lib.FPDFPageObj_GetType(item)
        if kind == binding.OBJECT_TEXT:
            self._text_run(item, to_view, clip, form)
        elif kind == binding.OBJECT_FORM:
            self._enter(item, to_view, clip, form, depth)
        elif kind in _INK_KINDS:
            self._ink_box(item, kind, to_view, clip, form)

    def _enter(
        self, item: ObjectHandle, to_view: Transform, outer: Clip | None, form: int, depth: int
    ) -> None:
        if depth >= FORM_DEPTH_MAX or self.last >= PAGE_OBJECTS_MAX:
            return
        lib = self._lib
        clip = clip_of(lib, item, to_view, outer)
        outermost = not form
        if outermost:
            self.forms.append(NOTHING)
            form = len(self.forms)
            runs, ink = len(self.runs), len(self.ink)
        lib.FPDFPageObj_GetMatrix(item, byref(self._matrix))
        m = self._matrix
        marks = lib.FPDFPageObj_CountMarks(item)
        told_around = self._told_around
        if marks > 0 and (told := actual_text(lib, item, marks)):
            self._told_around = f"{told_around} {told}".lstrip()
        within = self._in_transparent_form
        self._in_transparent_form = within or bool(lib.FPDFPageObj_HasTransparency(item))
        inside = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        for index in range(lib.FPDFFormObj_CountObjects(item)):
            if self.last >= PAGE_OBJECTS_MAX:
                break
            self._visit(lib.FPDFFormObj_GetObject(item, index), inside, clip, form, depth + 1)
        self._in_transparent_form = within
        self._told_around = told_around
        if outermost:
            boxes = [self.cut.get(run.order, run.box) for run in self.runs[runs:]]
            boxes += [shape.box for shape in self.ink[ink:] if _is_clipped_singly(shape.box)]
            self.forms[form - 1] = (
                around(boxes) if boxes else shown(self._bounds(item, to_view), clip) or NOTHING
            )

    def _bounds(self, item: ObjectHandle, to_view: Transform) -> Box:
        left, bottom, right, top = self._box
        self._item.value = item
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

    def _rgba(self, found: int) -> int | None:
        if not found:
            return None
        red, green, blue, alpha = self._colour
        return red.value << 24 | green.value << 16 | blue.value << 8 | alpha.value

    def _text_run(self, item: ObjectHandle, to_view: Transform, outer: Clip | None, form: int) -> None:
        """Keep one text run, unless a clip hides it, and note what may make it a candidate."""
        lib = self._lib
        order = self.last = self.last + 1
        self.handles[order] = item
        if self._layers and (form or is_in_layer(lib, item)):
            self.marked[order] = "layer"
        if lib.FPDFPageObj_HasTransparency(item) or self._in_transparent_form:
            self.marked[order] = "transparent"
        font = lib.FPDFTextObj_GetFont(item)
        run, scale = self._measured_run(item, font, to_view, form)
        if (
            font in self.fonts.unproven
            and run.text.strip()
            and not (is_pale(run.fill, run.size_bp) or run.angle % 90)
        ):
            self.samples.setdefault(font, []).append(run)
        if run.mode or run.font in self.fonts.type3:
            self._paint_beside(item, run, scale)
        self._note_told(item, order)
        clip = clip_of(lib, item, to_view, outer)
        if clip is None or self._is_left_by(clip, run):
            self.runs.append(run)

    def _measured_run(
        self, item: ObjectHandle, font: FontHandle | None, to_view: Transform, form: int
    ) -> tuple[TextRun, float]:
        """Return the run of a text object, and the scale of its type, which scales its outlines, too.

        It runs thousands of times per paper, so buffers are reused, and fields are given by position.
        """
        m, asked, text = self._matrix, self._item, self._text
        asked.value = item
        self._get_size(asked, self._size_ref)
        self._get_matrix(asked, self._matrix_ref)
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0:
            a, b, c, d, x, y = m.a * p, m.b * s, m.c * p, m.d * s, m.e * p + t, m.f * s + u
        else:
            a, b, c, d, x, y = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        if (nominal := self._size.value) < 0.0:
            a, b, c, d, nominal = -a, -b, -c, -d, -nominal
        across = a if b == 0.0 and a > 0.0 else hypot(a, b)
        # The height of the em at right angles to the baseline: expansion and slant do not change it.
        upright = abs(a * d - b * c) / across if across else 0.0
        box = self._bounds(item, to_view)
        size = nominal * upright
        near = -_NEAR_BP < x < _NEAR_BP and -_NEAR_BP < y < _NEAR_BP and size < _NEAR_BP
        if not near and not abs(x) + abs(y) + size < COORDINATE_MAX_BP:
            x, y = place(x), place(y)
            # Type larger than any page, or of a size that is not a number, has no measurable shape.
            if not size < COORDINATE_MAX_BP:
                size = across = upright = b = 0.0
                a = 1.0
        spacing = text.spacings.get(item) if size else None
        em = size / self._unit
        words = text.runs.get(item, "")
        pitch = text.pitch(item) if size and not words.isascii() else None
        sparse = box.right - box.left > _SPARSE_MIN_SIZES * size * len(words) and " " in words.strip()
        run = TextRun(
            words,
            x,
            y,
            box,
            size,
            across / upright if upright else 0.0,
            0 if b == 0.0 and a > 0.0 else round(degrees(atan2(b, a))) % 360,
            self.fonts.number(font),
            self._rgba(self._get_fill(asked, *self._colour_refs)),
            self._get_mode(asked),
            form,
            self.last,
            None if spacing is None else _tracking(spacing, em, across / upright),
            None if spacing is None or spacing.words is None else spacing.words / em,
            item not in text.unmapped,
            None if pitch is None else pitch / em,
            self._white(item, em) if sparse else (),
            None if spacing is None or spacing.short is None else spacing.short / em,
        )
        return run, upright

    def _note_told(self, item: ObjectHandle, order: int) -> None:
        marks = self._lib.FPDFPageObj_CountMarks(item)
        if (marks > 0 or self._told_around) and (told := self._told_by(item, marks)):
            self.told[order] = told, max(marks, 0)

    def _told_by(self, item: ObjectHandle, marks: int) -> str:
        """Return the ActualText that replaces an object: that of the forms around it, then its own."""
        told = actual_text(self._lib, item, marks) if marks > 0 else ""
        return f"{self._told_around} {told}".rstrip() if self._told_around else told

    def _note_told_of_image(self, item: ObjectHandle, box: Box) -> None:
        marks = self._lib.FPDFPageObj_CountMarks(item)
        told = self._told_by(item, marks).strip() if marks > 0 else ""
        if len(told) >= WORD_MIN_CHARACTERS:
            self.told_of_images.append(Replaced(told, "", box, image=True))

    def _paint_beside(self, item: ObjectHandle, run: TextRun, scale: float) -> None:
        """Note what a run may paint beside its letters: a pale outline, or a glyph that is a bar."""
        box = run.box
        if run.mode in _OUTLINED:
            if not is_pale(self._rgba(self._lib.FPDFPageObj_GetStrokeColor(item, *self._colour_refs))):
                return
            if run.mode in STROKED:
                self.marked[run.order] = "background-colour"
            self._lib.FPDFPageObj_GetStrokeWidth(item, self._size_ref)
            if (reach := self._size.value * scale / 2) > _LARGE_INK_MIN_BP / 2:
                self.covers[run.order] = Box(
                    box.left - reach, box.bottom - reach, box.right + reach, box.top + reach
                )
        elif (
            run.font in self.fonts.type3
            and box.right - box.left > _LETTER_WIDTH_MAX_SIZES * run.size_bp * max(len(run.text), 1)
        ):
            self.covers[run.order] = box

    def _white(self, item: ObjectHandle, em: float) -> tuple[tuple[float, float], ...]:
        """Return each white inside an object that is wider than `em`; nothing on a turned page."""
        a, b, c, _, e, _ = self._view
        if b or c:
            return ()
        white = self._text.white(item, em)
        return tuple((place(a * left + e), place(a * right + e)) for left, right in white)

    def _is_left_by(self, clip: Clip, run: TextRun) -> bool:
        """Return whether a clip leaves a legible part of a run; note the part that it removes."""
        left = readable(run.box, clip, run.size_bp, turned=run.angle in (90, 270))
        if left is None:
            if not run.text.isspace():
                self.unseen.append(Unseen(run, run.text, run.box, "clipped"))
            return False
        if left is not run.box:
            self.cut[run.order] = left
        if clip.odd:
            self.marked[run.order] = "clipped"
        return True

    def _ink_box(
        self, item: ObjectHandle, kind: int, to_view: Transform, outer: Clip | None, form: int
    ) -> None:
        lib = self._lib
        if self._layers and is_in_layer(lib, item):
            self.in_layers.append(item)
        fill = stroke = None
        if kind == binding.OBJECT_PATH:
            painted = self._colours_of(item)
            if painted is None:
                return
            fill, stroke = painted
        bounds = self._bounds(item, to_view)
        singly = _is_clipped_singly(bounds)
        clip = clip_of(lib, item, to_view, outer) if singly else outer
        if clip is not None:
            self.segments += clip.segments
        masked = False
        if singly and kind == binding.OBJECT_PATH:
            if max(bounds.width, bounds.height) > LETTER_SIDE_MAX_BP:
                self.segments += lib.FPDFPath_CountSegments(item) + self._dashes(item, stroke)
            fill = stroke if fill is None and stroke is not None and self._is_bar(item) else fill
            masked = _is_solid(fill, stroke) and bool(lib.FPDFPageObj_HasTransparency(item))
        box = shown(bounds, clip)
        self.last += 1
        if kind == binding.OBJECT_IMAGE and box is not None:
            self._note_told_of_image(item, box)
        if box is not None:
            self.ink.append(Ink(_INK_KINDS[kind], box, fill, stroke, form, self.last, masked))

    def _colours_of(self, item: ObjectHandle) -> tuple[int | None, int | None] | None:
        """Return the fill and the stroke colour of a path; None if it paints nothing."""
        lib, fill_mode, stroked = self._lib, c_int(), c_int()
        lib.FPDFPath_GetDrawMode(item, byref(fill_mode), byref(stroked))
        if not fill_mode.value and not stroked.value:
            return None
        return (
            self._rgba(fill_mode.value and lib.FPDFPageObj_GetFillColor(item, *self._colour_refs)),
            self._rgba(stroked.value and lib.FPDFPageObj_GetStrokeColor(item, *self._colour_refs)),
        )

    def _dashes(self, item: ObjectHandle, stroke: int | None) -> int:
        """Return the number of dashes and gaps of a line, which can draw a row of pixels of a text page."""
        return 0 if stroke is None else max(self._lib.FPDFPageObj_GetDashCount(item), 0)

    def _is_bar(self, item: ObjectHandle) -> bool:
        """Return whether a path is one straight line along an axis, so that its box is what it paints."""
        lib, (x, y, _, _) = self._lib, self._box
        if lib.FPDFPath_CountSegments(item) != _LINE_SEGMENTS:
            return False
        points = []
        for index in range(_LINE_SEGMENTS):
            lib.FPDFPathSegment_GetPoint(lib.FPDFPath_GetPathSegment(item, index), *self._box_refs[:2])
            points.append((x.value, y.value))
        return any(a == b for a, b in zip(*points, strict=True))


def _is_solid(fill: int | None, stroke: int | None) -> bool:
    return any(colour is not None and colour & 0xFF >= _SOLID_ALPHA_MIN for colour in (fill, stroke))


def _is_clipped_singly(box: Box) -> bool:
    """Return whether ink is large enough to read its own clip; the thousands of marks of a plot are not."""
    return max(box.right - box.left, box.top - box.bottom) >= _LARGE_INK_MIN_BP


def _tracking(spacing: LineSpacing, em: float, stretch: float) -> float:
    """Return the space added between two letters, in em.

    Two ideographs stand an em apart, whatever advance their font states.
    """
    if spacing.wide is None:
        return spacing.letters / em
    return min(spacing.letters / em, spacing.wide / (em * stretch) - 1.0)
