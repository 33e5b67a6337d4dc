"""Reads one page with PDFium: its text runs, ink and form XObjects, in one walk over its objects."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_float, c_int, c_uint
from math import atan2, degrees, hypot
from typing import Final, Literal

from mlcia_check.facts import Ink, Page, TextRun, Unseen
from mlcia_check.geometry import Box
from mlcia_check.pdf import pdfium
from mlcia_check.pdf.bounds import MOST_OBJECTS_OF_A_PAGE
from mlcia_check.pdf.clip import clips_away
from mlcia_check.pdf.fonts import FontTable
from mlcia_check.pdf.layers import is_in_layer
from mlcia_check.pdf.notes import notes_of
from mlcia_check.pdf.pdfium import Matrix, Rect
from mlcia_check.pdf.suspects import is_cut_out, is_scan, suspects
from mlcia_check.pdf.text import PageText, page_text
from mlcia_check.pdf.transform import Transform, map_box, then, view

_DEEPEST_FORM: Final = 24
"""Form XObjects nested deeper than this are not entered; real files nest two or three."""

_INK_KINDS: Final[dict[int, Literal["image", "path", "shading"]]] = {
    pdfium.OBJECT_IMAGE: "image",
    pdfium.OBJECT_PATH: "path",
    pdfium.OBJECT_SHADING: "shading",
}


def read_page(
    lib: ctypes.CDLL, document: int, number: int, fonts: FontTable, unit: float, layers: bool = False
) -> Page:
    """Page `number` (1-based) of an open document; `unit` is its UserUnit in bp.

    With `layers`, text that may belong to a layer is looked at: the layer may be switched off.

    A page that PDFium cannot load has width and height 0.
    """
    handle = lib.FPDF_LoadPage(document, number - 1)
    if not handle:
        return Page(number, 0.0, 0.0, 0, unit, (), ())
    try:
        fonts.start_page()
        return _PageWalk(lib, handle, number, fonts, unit, layers).page()
    finally:
        lib.FPDF_ClosePage(handle)


class _PageWalk:
    """One walk; its buffers are reused for every object, since a page has hundreds."""

    def __init__(
        self, lib: ctypes.CDLL, handle: int, number: int, fonts: FontTable, unit: float, layers: bool
    ) -> None:
        self._lib = lib
        self._handle = handle
        self._number = number
        self._fonts = fonts
        self._unit = unit
        self._runs: list[TextRun] = []
        self._ink: list[Ink] = []
        self._forms: list[Box] = []
        self._handles: dict[int, int] = {}
        self._clipped: set[int] = set()
        self._layers = layers
        self._layered: set[int] = set()
        self._order = 0
        self._matrix = Matrix()
        self._matrix_ref = byref(self._matrix)
        self._size = c_float()
        self._size_ref = byref(self._size)
        self._box = (c_float(), c_float(), c_float(), c_float())
        self._box_refs = tuple(byref(value) for value in self._box)
        self._colour = (c_uint(), c_uint(), c_uint(), c_uint())
        self._colour_refs = tuple(byref(value) for value in self._colour)
        self._text = PageText({}, 0, {})

    def page(self) -> Page:
        lib, handle, unit = self._lib, self._handle, self._unit
        rect = Rect()
        lib.FPDF_GetPageBoundingBox(handle, byref(rect))
        rotation = lib.FPDFPage_GetRotation(handle)
        width, height = (rect.right - rect.left) * unit, (rect.top - rect.bottom) * unit
        if rotation % 2:
            width, height = height, width
        self._text = page_text(lib, handle)
        to_view = view(rect.left, rect.bottom, rect.right, rect.top, rotation, unit)
        for index in range(lib.FPDFPage_CountObjects(handle)):
            if self._order >= MOST_OBJECTS_OF_A_PAGE:
                break
            self._visit(lib.FPDFPage_GetObject(handle, index), to_view, 0, 0)
        return Page(
            number=self._number,
            width=width,
            height=height,
            rotation=rotation * 90,
            user_unit=unit,
            runs=tuple(self._runs),
            ink=tuple(self._ink),
            forms=tuple(self._forms),
            unmapped=self._text.unmapped,
            unseen=self._unseen(Box(0.0, 0.0, width, height), to_view),
            notes=tuple(notes_of(lib, handle, to_view)),
        )

    def _unseen(self, visible: Box, to_view: Transform) -> tuple[Unseen, ...]:
        """What is doubtful is looked at; recognised text over a scan is seen where the scan shows ink."""
        doubtful = suspects(self._runs, self._ink, self._clipped, self._layered)
        if not doubtful:
            return ()
        from mlcia_check.pdf.look import Look

        look = Look(self._lib, self._handle, visible, to_view)
        invisible = [suspect for suspect in doubtful if suspect.why == "invisible-mode"]
        cut_out = [suspect for suspect in doubtful if is_cut_out(suspect)]
        others = [
            suspect for suspect in doubtful if suspect.why != "invisible-mode" and not is_cut_out(suspect)
        ]
        if invisible and is_scan(visible, self._runs, self._ink):
            unseen = list(look.over_nothing(invisible))
        else:
            unseen = [Unseen(run.order, run.text, run.box, why) for run, why in invisible]
        if cut_out:
            unseen.extend(look.over_nothing(cut_out))
        if others:
            unseen.extend(look.without_trace(others, self._handles))
        return tuple(sorted(unseen, key=lambda text: (text.order, text.box)))

    def _visit(self, item: int, to_view: Transform, form: int, depth: int) -> None:
        kind = self._lib.FPDFPageObj_GetType(item)
        if kind == pdfium.OBJECT_TEXT:
            self._text_run(item, to_view, form)
        elif kind == pdfium.OBJECT_FORM:
            self._enter(item, to_view, form, depth)
        elif kind in _INK_KINDS:
            self._ink_box(item, kind, to_view, form)

    def _enter(self, item: int, to_view: Transform, form: int, depth: int) -> None:
        if depth >= _DEEPEST_FORM or self._order >= MOST_OBJECTS_OF_A_PAGE:
            return
        lib = self._lib
        if not form:
            self._forms.append(self._bounds(item, to_view))
            form = len(self._forms)
        lib.FPDFPageObj_GetMatrix(item, byref(self._matrix))
        m = self._matrix
        inside = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        for index in range(lib.FPDFFormObj_CountObjects(item)):
            if self._order >= MOST_OBJECTS_OF_A_PAGE:
                break
            self._visit(lib.FPDFFormObj_GetObject(item, index), inside, form, depth + 1)

    def _bounds(self, item: int, to_view: Transform) -> Box:
        left, bottom, right, top = self._box
        if not self._lib.FPDFPageObj_GetBounds(item, *self._box_refs):
            return Box(0.0, 0.0, 0.0, 0.0)
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0 and p > 0.0 and s > 0.0:
            return Box(left.value * p + t, bottom.value * s + u, right.value * p + t, top.value * s + u)
        return map_box(to_view, left.value, bottom.value, right.value, top.value)

    def _rgba(self, found: int) -> int | None:
        if not found:
            return None
        red, green, blue, alpha = self._colour
        return red.value << 24 | green.value << 16 | blue.value << 8 | alpha.value

    def _text_run(self, item: int, to_view: Transform, form: int) -> None:
        """The hot path, thousands of times a paper: buffers are reused, fields are given by position."""
        lib, m = self._lib, self._matrix
        lib.FPDFTextObj_GetFontSize(item, self._size_ref)
        lib.FPDFPageObj_GetMatrix(item, self._matrix_ref)
        p, q, r, s, t, u = to_view
        if q == 0.0 and r == 0.0:
            a, b, c, d, x, y = m.a * p, m.b * s, m.c * p, m.d * s, m.e * p + t, m.f * s + u
        else:
            a, b, c, d, x, y = then((m.a, m.b, m.c, m.d, m.e, m.f), to_view)
        nominal = self._size.value
        if nominal < 0.0:
            a, b, c, d, nominal = -a, -b, -c, -d, -nominal
        across = a if b == 0.0 and a > 0.0 else hypot(a, b)
        # the height of the em at right angles to the baseline: expansion and slant leave it alone
        upright = abs(a * d - b * c) / across if across else 0.0
        order = self._order = self._order + 1
        self._handles[order] = item
        box = self._bounds(item, to_view)
        if lib.FPDFClipPath_CountPaths(lib.FPDFPageObj_GetClipPath(item)) > 0:
            left, bottom, right, top = self._box
            if clips_away(lib, item, (left.value + right.value) / 2, (bottom.value + top.value) / 2):
                self._clipped.add(order)
        if self._layers and (form or is_in_layer(lib, item)):
            self._layered.add(order)
        font = lib.FPDFTextObj_GetFont(item)
        size = nominal * upright
        spacing = self._text.spacings.get(item) if size else None
        em = size / self._unit
        self._runs.append(
            TextRun(
                self._text.runs.get(item, ""),
                x,
                y,
                box,
                size,
                across / upright if upright else 0.0,
                0 if b == 0.0 and a > 0.0 else round(degrees(atan2(b, a))) % 360,
                self._fonts.number(font),
                self._rgba(lib.FPDFPageObj_GetFillColor(item, *self._colour_refs)),
                lib.FPDFTextObj_GetTextRenderMode(item),
                form,
                order,
                None if spacing is None else spacing.letters / em,
                None if spacing is None or spacing.words is None else spacing.words / em,
            )
        )

    def _ink_box(self, item: int, kind: int, to_view: Transform, form: int) -> None:
        lib = self._lib
        fill = stroke = None
        if kind == pdfium.OBJECT_PATH:
            fill_mode, stroked = c_int(), c_int()
            lib.FPDFPath_GetDrawMode(item, byref(fill_mode), byref(stroked))
            if fill_mode.value:
                fill = self._rgba(lib.FPDFPageObj_GetFillColor(item, *self._colour_refs))
            if stroked.value:
                stroke = self._rgba(lib.FPDFPageObj_GetStrokeColor(item, *self._colour_refs))
            if not fill_mode.value and not stroked.value:
                return
        self._order += 1
        self._ink.append(Ink(_INK_KINDS[kind], self._bounds(item, to_view), fill, stroke, form, self._order))
