"""Reads what PDFium's records say of one page: text runs, ink, form XObjects and their oddities.

`page_records.py` has the records, `visible_page.py` then finds which runs and ink are visible. Pages have
thousands of text objects, so runs are made by columns. Only the few objects with something odd are looked at
one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float
from itertools import compress, count, repeat
from operator import attrgetter, not_
from typing import Final

from mlcia_check.model.geometry import NOTHING, Box, around
from mlcia_check.model.pdf_facts import Ink, Replaced, TextRun, Unseen
from mlcia_check.pdf.limits import place
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.actual_text import WORD_MIN_CHARACTERS, actual_text
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.clipping import Clip, readable, shown
from mlcia_check.pdf.pdfium.colour_buffers import ColourBuffers
from mlcia_check.pdf.pdfium.fastest_page_reader import fastest_page_reader
from mlcia_check.pdf.pdfium.fonts import FontTable
from mlcia_check.pdf.pdfium.hidden_candidates import OUTLINED, STROKED, Reason, is_pale
from mlcia_check.pdf.pdfium.letter_spacing import LineSpacing
from mlcia_check.pdf.pdfium.letterless_text import LETTER_SIDE_MAX_BP
from mlcia_check.pdf.pdfium.optional_content import is_in_layer
from mlcia_check.pdf.pdfium.page_records import (
    INK_KINDS,
    LARGE_INK_MIN_BP,
    FormObject,
    InkObjects,
    PageReader,
    TextObjects,
)
from mlcia_check.pdf.pdfium.page_text import NO_TEXT, page_text

_SPARSE_MIN_SIZES: Final = 0.52
"""Of the type size, per character of a run: text faces take 0.42 to 0.5, a row of table cells more."""

_BROAD_OUTLINE_MIN_BP: Final = 0.5
"""How far an outline that may cover other letters reaches out; those that embolden letters reach 0.2."""

_LETTER_WIDTH_MAX_SIZES: Final = 2.5
"""Of the type size: no letter is wider; a wider glyph of a Type 3 font may be a bar."""

_SOLID_ALPHA_MIN: Final = 0x60
"""Alpha from which on a path is clearly visible; bands and areas of plots have 0.1 to 0.3."""

_LINE_SEGMENTS: Final = 2
"""Its start and its end."""


class PageWalk:
    """One walk over a page.

    By the painting order of runs: `handles` are PDFium's text objects, `marked` the reasons for doubt, `cut`
    the boxes that clips leave, `told` the ActualText with the number of marks, `covers` the boxes of runs
    that paint more than their letters. `lines` are, by order, large paths that are stroked only, no bars.
    `last` is the order of the last object. `segments` counts the segments of outlines too large
    for letters. `samples` are runs of fonts whose glyphs were not rendered yet, and `other` are the orders of
    runs whose glyphs are not the letters of their text.
    """

    def __init__(
        self,
        lib: Pdfium,
        handle: PageHandle,
        fonts: FontTable,
        unit: float,
        to_view: Transform,
        layers: bool,
        reader: PageReader | None = None,
    ) -> None:
        self._lib = lib
        self._handle = handle
        self.fonts = fonts
        self._unit = unit
        self._view = to_view
        self._layers = layers
        self._reader = reader or fastest_page_reader()
        self.runs: list[TextRun] = []
        self.ink: list[Ink] = []
        self.forms: list[Box] = []
        self.handles: dict[int, ObjectHandle] = {}
        self.marked: dict[int, Reason] = {}
        self.cut: dict[int, Box] = {}
        self.unseen: list[Unseen] = []
        self.in_layers: list[ObjectHandle] = []
        self.told: dict[int, tuple[str, int]] = {}
        self.told_of_images: list[Replaced] = []
        self.other: frozenset[int] = frozenset()
        self.last = 0
        self.segments = 0
        self.covers: dict[int, Box] = {}
        self.lines: dict[int, ObjectHandle] = {}
        self.samples: dict[int | None, list[TextRun]] = {}
        self._size = c_float()
        self._box = (c_float(), c_float(), c_float(), c_float())
        self._box_refs = tuple(byref(value) for value in self._box)
        self._colour = ColourBuffers()
        self._text = NO_TEXT

    def walk(self) -> None:
        """Read every object, with the page's text open."""
        objects = self._reader.objects(self._handle, self._view)
        self.last = objects.last
        told_around = self._told_around(objects.forms)
        self._keep_ink(objects.inks, told_around)
        with page_text(self._lib, self._handle, self._reader) as self._text:
            self._keep_text(objects.texts, told_around)
            self.other = self._other_than_told()
        self.forms = self._form_boxes(objects.forms)

    def _other_than_told(self) -> frozenset[int]:
        """Return the orders of runs whose glyphs are not the letters of their text; none on a turned page."""
        _, across, along, scale, _, rise = self._view
        if across or along or scale <= 0.0:
            return frozenset()
        runs, fonts = self.runs, self.fonts.fonts()
        embedded = {number for number, font in enumerate(fonts) if font.embedded}
        if self.told or len(embedded) < len(fonts):
            runs = [run for run in runs if run.font in embedded and run.order not in self.told]
        return self._text.other_than_told(runs, self.handles, scale, rise)

    def _told_around(self, forms: Sequence[FormObject]) -> list[str]:
        """Return the ActualText of each form and of the forms around it; the first is the page's: ""."""
        told_around = [""]
        for form in forms:
            told = actual_text(self._lib, form.item, form.marks) if form.marks > 0 else ""
            outer = told_around[form.within]
            told_around.append(f"{outer} {told}".lstrip() if told else outer)
        return told_around

    def _form_boxes(self, forms: Sequence[FormObject]) -> list[Box]:
        """Return the box of what each outermost form shows: its runs and its large ink, else its own box."""
        outermost = [form for form in forms if not form.within]
        boxes: list[list[Box]] = [[] for _ in outermost]
        if outermost:
            for run in self.runs:
                if run.form:
                    boxes[run.form - 1].append(self.cut.get(run.order, run.box))
            for shape in self.ink:
                if shape.form and _is_large(shape.box):
                    boxes[shape.form - 1].append(shape.box)
        return [
            around(its) if its else shown(self._bounds(form.item), form.clip) or NOTHING
            for form, its in zip(outermost, boxes, strict=True)
        ]

    def _bounds(self, item: ObjectHandle) -> Box:
        """Return the box of an object of the page itself, as viewed."""
        if not self._lib.FPDFPageObj_GetBounds(item, *self._box_refs):
            return NOTHING
        left, bottom, right, top = self._box
        return viewed(self._view, left.value, bottom.value, right.value, top.value)

    def _keep_text(self, texts: TextObjects, told_around: Sequence[str]) -> None:
        """Keep the text runs that no clip hides, and note what may make them candidates."""
        runs = self._text_runs(texts)
        self.handles = dict(zip(texts.orders, texts.items, strict=True))
        if self._layers:
            for run, item in zip(runs, texts.items, strict=True):
                if run.form or is_in_layer(self._lib, item):
                    self.marked[run.order] = "layer"
        for order in compress(texts.orders, texts.transparent):
            self.marked[order] = "transparent"
        self._take_samples(runs, texts)
        self._paint_beside(runs, texts)
        self._note_told(texts, told_around)
        if any(texts.clips):
            self.runs = [
                run
                for run, clip in zip(runs, texts.clips, strict=True)
                if clip is None or self._is_left_by(clip, run)
            ]
        else:
            self.runs = runs

    def _text_runs(self, texts: TextObjects) -> list[TextRun]:
        """Return the run of each text object. Few lines have a spacing, so those columns begin empty."""
        count = len(texts.items)
        fonts = {font: self.fonts.number(font) for font in dict.fromkeys(texts.fonts)}
        words = list(map(self._text.runs.get, texts.items, repeat("")))
        tracking: list[float | None] = [None] * count
        word_spaces: list[float | None] = [None] * count
        x_heights: list[float | None] = [None] * count
        for at, spacing in self._spaced(texts):
            em = texts.sizes[at] / self._unit
            tracking[at] = _tracking(spacing, em, texts.stretches[at])
            word_spaces[at] = None if spacing.words is None else spacing.words / em
            x_heights[at] = None if spacing.short is None else spacing.short / em
        unmapped = self._text.unmapped
        return list(
            map(
                TextRun,
                words,
                texts.xs,
                texts.ys,
                texts.boxes,
                texts.sizes,
                texts.stretches,
                texts.angles,
                map(fonts.__getitem__, texts.fonts),
                texts.fills,
                texts.modes,
                texts.forms,
                texts.orders,
                tracking,
                word_spaces,
                [item not in unmapped for item in texts.items] if unmapped else repeat(True),
                self._pitches(texts, words),
                self._whites(texts, words),
                x_heights,
            )
        )

    def _spaced(self, texts: TextObjects) -> Iterator[tuple[int, LineSpacing]]:
        """Yield the place and the spacing of each text object whose spacing was measured."""
        spacings = self._text.spacings
        for at in compress(count(), map(spacings.__contains__, texts.items)):
            if texts.sizes[at]:
                yield at, spacings[texts.items[at]]

    def _pitches(self, texts: TextObjects, words: Sequence[str]) -> Sequence[float | None]:
        """Return the pitch of wide glyphs of each text object, in em."""
        sized = zip(texts.items, texts.sizes, strict=True)
        beyond_ascii = compress(sized, map(not_, map(str.isascii, words)))
        pitches = self._text.pitches([item for item, size in beyond_ascii if size])
        if not pitches:
            return [None] * len(words)
        return [
            pitches[item] / (size / self._unit) if item in pitches else None
            for item, size in zip(texts.items, texts.sizes, strict=True)
        ]

    def _whites(self, texts: TextObjects, words: Sequence[str]) -> Sequence[tuple[tuple[float, float], ...]]:
        """Return the whites wider than an em inside each text object; none on a turned page."""
        found: list[tuple[tuple[float, float], ...]] = [()] * len(words)
        a, b, c, _, e, _ = self._view
        if b or c:
            return found
        sparse = [
            at
            for at, (text, box, size) in enumerate(zip(words, texts.boxes, texts.sizes, strict=True))
            if box.right - box.left > _SPARSE_MIN_SIZES * size * len(text) and " " in text.strip()
        ]
        whites = self._text.whites([(texts.items[at], texts.sizes[at] / self._unit) for at in sparse])
        for at, white in zip(sparse, whites, strict=True):
            found[at] = tuple((place(a * left + e), place(a * right + e)) for left, right in white)
        return found

    def _take_samples(self, runs: Sequence[TextRun], texts: TextObjects) -> None:
        """Note the runs whose glyphs may be rendered as a sample of their font."""
        unproven = self.fonts.unproven
        if not unproven:
            return
        for run, font in zip(runs, texts.fonts, strict=True):
            if (
                font in unproven
                and run.text.strip()
                and not (is_pale(run.fill, run.size_bp) or run.angle % 90)
            ):
                self.samples.setdefault(font, []).append(run)

    def _note_told(self, texts: TextObjects, told_around: Sequence[str]) -> None:
        if not any(told_around) and max(texts.marks, default=0) <= 0:
            return
        for item, order, marks, within in zip(
            texts.items, texts.orders, texts.marks, texts.within, strict=True
        ):
            if told := self._told_by(item, marks, told_around[within]):
                self.told[order] = told, max(marks, 0)

    def _told_by(self, item: ObjectHandle, marks: int, told_around: str) -> str:
        """Return the ActualText that replaces an object: that of the forms around it, then its own."""
        told = actual_text(self._lib, item, marks) if marks > 0 else ""
        return f"{told_around} {told}".rstrip() if told_around else told

    def _note_told_of_image(self, item: ObjectHandle, box: Box, told_around: str) -> None:
        marks = self._lib.FPDFPageObj_CountMarks(item)
        told = self._told_by(item, marks, told_around).strip() if marks > 0 else ""
        if len(told) >= WORD_MIN_CHARACTERS:
            self.told_of_images.append(Replaced(told, "", box, image=True))

    def _paint_beside(self, runs: Sequence[TextRun], texts: TextObjects) -> None:
        """Note what runs may paint beside their letters: a pale outline, or a glyph that is a bar."""
        type3 = self.fonts.type3
        if not any(texts.modes) and type3.isdisjoint(map(attrgetter("font"), runs)):
            return
        for run, item, upright in zip(runs, texts.items, texts.uprights, strict=True):
            if run.mode in OUTLINED:
                self._paint_outline(run, item, upright)
            elif run.font in type3 and run.box.width > _LETTER_WIDTH_MAX_SIZES * run.size_bp * max(
                len(run.text), 1
            ):
                self.covers[run.order] = run.box

    def _paint_outline(self, run: TextRun, item: ObjectHandle, scale: float) -> None:
        """Note a pale or broad outline of letters; the scale of the type scales its outlines, too."""
        found = self._lib.FPDFPageObj_GetStrokeColor(item, *self._colour.references)
        pale = is_pale(self._colour.rgba(found))
        if pale and run.mode in STROKED:
            self.marked[run.order] = "background-colour"
        self._lib.FPDFPageObj_GetStrokeWidth(item, self._size)
        reach = self._size.value * scale / 2
        if pale or reach > _BROAD_OUTLINE_MIN_BP:
            box = run.box
            self.covers[run.order] = Box(
                box.left - reach, box.bottom - reach, box.right + reach, box.top + reach
            )

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

    def _keep_ink(self, inks: InkObjects, told_around: Sequence[str]) -> None:
        """Keep the visible ink; only large paths and images are asked for more than their colours."""
        if self._layers:
            self.in_layers += [item for item in inks.items if is_in_layer(self._lib, item)]
        self.segments += sum(clip.segments for clip in inks.clips if clip is not None)
        boxes: list[Box | None] = [
            box if clip is None else shown(box, clip)
            for box, clip in zip(inks.boxes, inks.clips, strict=True)
        ]
        fills = list(inks.fills)
        masked = [False] * len(fills)
        for at, kind in enumerate(inks.kinds):
            if kind == binding.OBJECT_PATH:
                if _is_large(inks.boxes[at]):
                    fills[at], masked[at] = self._look_at_path(
                        inks.items[at], inks.boxes[at], fills[at], inks.strokes[at]
                    )
                    if fills[at] is None:
                        self.lines[inks.orders[at]] = inks.items[at]
            elif kind == binding.OBJECT_IMAGE and (box := boxes[at]) is not None:
                self._note_told_of_image(inks.items[at], box, told_around[inks.within[at]])
        self.ink = [
            Ink(INK_KINDS[kind], box, fill, stroke, form, order, is_masked)
            for kind, box, fill, stroke, form, order, is_masked in zip(
                inks.kinds, boxes, fills, inks.strokes, inks.forms, inks.orders, masked, strict=True
            )
            if box is not None
        ]

    def _look_at_path(
        self, item: ObjectHandle, box: Box, fill: int | None, stroke: int | None
    ) -> tuple[int | None, bool]:
        """Return the fill of a large path, and whether it is masked; count the segments of a larger one."""
        lib = self._lib
        if max(box.width, box.height) > LETTER_SIDE_MAX_BP:
            self.segments += lib.FPDFPath_CountSegments(item) + self._dashes(item, stroke)
        if fill is None and stroke is not None and self._is_bar(item):
            fill = stroke
        return fill, _is_solid(fill, stroke) and bool(lib.FPDFPageObj_HasTransparency(item))

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


def _is_large(box: Box) -> bool:
    """Return whether ink is large enough to be looked at alone; the thousands of marks of a plot are not."""
    return max(box.right - box.left, box.top - box.bottom) >= LARGE_INK_MIN_BP


def _tracking(spacing: LineSpacing, em: float, stretch: float) -> float:
    """Return the space added between two letters, in em.

    Two ideographs stand an em apart, whatever advance their font states.
    """
    if spacing.wide is None:
        return spacing.letters / em
    return min(spacing.letters / em, spacing.wide / (em * stretch) - 1.0)
