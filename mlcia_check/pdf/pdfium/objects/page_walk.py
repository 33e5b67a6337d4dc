"""Reads what PDFium's records say of one page: text runs, ink, form XObjects and their oddities.

`page_records.py` has the records, `text_runs.py` and `page_ink.py` make runs and ink of them, and
`visible_page.py` then finds which are visible. Only the few objects with something odd are looked at one by
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_float
from itertools import compress
from operator import attrgetter
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import NOTHING, Box, around
from mlcia_check.model.pdf_facts import TextRun, Unseen
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium.appearance import OUTLINED, STROKED, Reason, is_pale
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.clipping import Clip, readable, shown
from mlcia_check.pdf.pdfium.objects.colour_buffers import ColourBuffers
from mlcia_check.pdf.pdfium.objects.fastest_page_reader import fastest_page_reader
from mlcia_check.pdf.pdfium.objects.fonts import FontTable
from mlcia_check.pdf.pdfium.objects.optional_content import is_in_layer
from mlcia_check.pdf.pdfium.objects.page_ink import PageInk, is_large, page_ink
from mlcia_check.pdf.pdfium.objects.page_text import PageText, page_text
from mlcia_check.pdf.pdfium.objects.text_runs import text_runs
from mlcia_check.pdf.pdfium.objects.told_texts import ToldTexts
from mlcia_check.pdf.pdfium.page_records import FormObject, PageObjects, PageReader, TextObjects

_BROAD_OUTLINE_MIN_BP: Final = 0.5
"""How far an outline that may cover other letters reaches out; those that embolden letters reach 0.2."""

_LETTER_WIDTH_MAX_SIZES: Final = 2.5
"""Of the type size: no letter is wider; a wider glyph of a Type 3 font may be a bar."""


class MayHide(Struct, frozen=True):
    """What a file may have that can hide any text: layers, which are off in some viewers, and transfer
    functions, which change colours when they are painted.
    """

    layers: bool = False
    transfers: bool = False


NOTHING_HIDES: Final = MayHide()


class PageWalk:
    """One walk over a page.

    By the painting order of runs: `handles` are PDFium's text objects, `marked` the reasons for doubt, `cut`
    the boxes that clips leave of runs, `windows` those of the clips that cut them, `told` the ActualText with
    the number of marks, `covers` the boxes of runs that paint more than their letters. `last` is the order of
    the last object. `samples` are runs of fonts whose glyphs were not rendered yet, and `other` are the
    orders of runs whose glyphs are not the letters of their text. `nested` are the page's objects if it has
    forms within forms. `has_marks`: some text is marked content.
    `has_sizeless_text`: some has a type size of 0, its own or by its matrix.
    """

    def __init__(
        self,
        lib: Pdfium,
        handle: PageHandle,
        fonts: FontTable,
        unit: float,
        to_view: Transform,
        may_hide: MayHide,
        reader: PageReader | None = None,
    ) -> None:
        self._lib = lib
        self._handle = handle
        self.fonts = fonts
        self._unit = unit
        self._view = to_view
        self._may_hide = may_hide
        self._reader = reader or fastest_page_reader()
        self.runs: list[TextRun] = []
        self.ink = PageInk()
        self.forms: list[Box] = []
        self.nested: PageObjects | None = None
        self.handles: dict[int, ObjectHandle] = {}
        self.marked: dict[int, Reason] = {}
        self.cut: dict[int, Box] = {}
        self.windows: dict[int, Box] = {}
        self.unseen: list[Unseen] = []
        self.told: dict[int, tuple[str, int]] = {}
        self.other: frozenset[int] = frozenset()
        self.last = 0
        self.has_marks = False
        self.has_sizeless_text = False
        self.covers: dict[int, Box] = {}
        self.samples: dict[int | None, list[TextRun]] = {}
        self._size = c_float()
        self._box = (c_float(), c_float(), c_float(), c_float())
        self._box_refs = tuple(byref(value) for value in self._box)
        self._colour = ColourBuffers()

    def walk(self) -> None:
        """Read every object, with the page's text open."""
        objects = self._reader.objects(self._handle, self._view)
        self.last = objects.last
        self.has_marks = max(objects.texts.marks, default=0) > 0 or any(
            form.marks > 0 for form in objects.forms
        )
        self.has_sizeless_text = 0.0 in objects.texts.sizes
        told = ToldTexts(self._lib, objects.forms)
        self.ink = page_ink(self._lib, objects.inks, told, has_layers=self._may_hide.layers)
        self.told = told.of_runs(objects.texts)
        with page_text(self._lib, self._handle, self._reader) as text:
            self._keep_text(objects.texts, text)
            self.other = self._other_than_told(text)
        self.forms = self._form_boxes(objects.forms)
        if len(self.forms) < len(objects.forms):
            self.nested = objects

    def _other_than_told(self, text: PageText) -> frozenset[int]:
        """Return the orders of runs whose glyphs are not the letters of their text; none on a turned page."""
        _, across, along, scale, _, rise = self._view
        if across or along or scale <= 0.0:
            return frozenset()
        runs, fonts = self.runs, self.fonts.fonts()
        embedded = {number for number, font in enumerate(fonts) if font.embedded}
        if self.told or len(embedded) < len(fonts):
            runs = [run for run in runs if run.font in embedded and run.order not in self.told]
        if self.fonts.type3:
            from mlcia_check.pdf.pdfium.objects.type3_sizes import sized_as_drawn

            runs = sized_as_drawn(runs, self.fonts.type3)
        return text.other_than_told(runs, self.handles, scale, rise)

    def _form_boxes(self, forms: Sequence[FormObject]) -> list[Box]:
        """Return the box of what each outermost form shows: its runs and its large ink, else its own box."""
        outermost = [form for form in forms if not form.within]
        boxes: list[list[Box]] = [[] for _ in outermost]
        if outermost:
            for run in self.runs:
                if run.form:
                    boxes[run.form - 1].append(self.cut.get(run.order, run.box))
            for shape in self.ink.shapes:
                if shape.form and is_large(shape.box):
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

    def _keep_text(self, texts: TextObjects, text: PageText) -> None:
        """Keep the text runs that no clip hides, and note what may make them candidates."""
        runs = text_runs(texts, text, self.fonts, self._view, self._unit)
        self.handles = dict(zip(texts.orders, texts.items, strict=True))
        if self._may_hide.transfers:
            self.marked.update(dict.fromkeys(texts.orders, "transparent"))
        if self._may_hide.layers:
            for run, item in zip(runs, texts.items, strict=True):
                if run.form or is_in_layer(self._lib, item):
                    self.marked[run.order] = "layer"
        for order in compress(texts.orders, texts.transparent):
            self.marked[order] = "transparent"
        self._take_samples(runs, texts)
        self._paint_beside(runs, texts)
        if any(texts.clips):
            self.runs = [
                run
                for run, clip in zip(runs, texts.clips, strict=True)
                if clip is None or self._is_left_by(clip, run)
            ]
        else:
            self.runs = runs

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
                self.unseen.append(Unseen(run, run.text, run.box, "clipped", clip.box))
            return False
        if left is not run.box:
            self.cut[run.order] = left
            self.windows[run.order] = clip.box
        if clip.odd:
            self.marked[run.order] = "clipped"
        return True
