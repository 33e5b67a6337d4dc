"""Makes the visible ink of a page from PDFium's records; only large paths and images are asked for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ctypes import byref, c_float
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, Replaced
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium
from mlcia_check.pdf.pdfium.clipping import shown
from mlcia_check.pdf.pdfium.objects.optional_content import is_in_layer
from mlcia_check.pdf.pdfium.objects.told_texts import ToldTexts
from mlcia_check.pdf.pdfium.page_records import INK_KINDS, LARGE_INK_MIN_BP, InkObjects

LETTER_SIDE_MAX_BP: Final = 16.0
"""Drawn letters of running text are no wider and no higher."""

_SOLID_ALPHA_MIN: Final = 0x60
"""Alpha from which on a path is clearly visible; bands and areas of plots have 0.1 to 0.3."""

_LINE_SEGMENTS: Final = 2
"""Its start and its end."""


class PageInk(Struct, frozen=True):
    """The ink of a page: its visible `shapes` in painting order.

    `lines` are, by order, large paths that are stroked only, no bars. `segments` counts the segments of
    outlines too large for letters. `in_layers` are the objects in layers, `told` the ActualTexts of images.
    """

    shapes: Sequence[Ink] = ()
    lines: Mapping[int, ObjectHandle] = {}
    segments: int = 0
    in_layers: Sequence[ObjectHandle] = ()
    told: Sequence[Replaced] = ()


def page_ink(lib: Pdfium, inks: InkObjects, told: ToldTexts, *, has_layers: bool) -> PageInk:
    """Return the visible ink of a page; `has_layers`: it may have layers."""
    segments = sum(clip.segments for clip in inks.clips if clip is not None)
    boxes: list[Box | None] = [
        box if clip is None else shown(box, clip) for box, clip in zip(inks.boxes, inks.clips, strict=True)
    ]
    fills, masked = list(inks.fills), [False] * len(inks.items)
    lines: dict[int, ObjectHandle] = {}
    told_of_images: list[Replaced] = []
    for at, kind in enumerate(inks.kinds):
        item = inks.items[at]
        if kind == binding.OBJECT_PATH:
            if is_large(inks.boxes[at]):
                path = _LargePath(lib, item, inks.boxes[at], fills[at], inks.strokes[at])
                fills[at], masked[at] = path.fill, path.is_masked
                segments += path.segments
                if path.fill is None:
                    lines[inks.orders[at]] = item
        elif kind == binding.OBJECT_IMAGE and (box := boxes[at]) is not None:
            words = told.of_image(item, inks.within[at], box)
            if words is not None:
                told_of_images.append(words)
    return PageInk(
        shapes=[
            Ink(INK_KINDS[kind], box, fill, stroke, form, order, is_masked)
            for kind, box, fill, stroke, form, order, is_masked in zip(
                inks.kinds, boxes, fills, inks.strokes, inks.forms, inks.orders, masked, strict=True
            )
            if box is not None
        ],
        lines=lines,
        segments=segments,
        in_layers=[item for item in inks.items if is_in_layer(lib, item)] if has_layers else (),
        told=told_of_images,
    )


def is_large(box: Box) -> bool:
    """Return whether ink is large enough to be looked at alone; the thousands of marks of a plot are not."""
    return max(box.right - box.left, box.top - box.bottom) >= LARGE_INK_MIN_BP


class _LargePath:
    """What is asked of a large path.

    `fill` is the colour that fills its box or its outline, `is_masked` as of Ink. `segments` are those of a
    path too large for a letter, with its dashes and gaps, which can draw a row of pixels of a text page.
    """

    def __init__(
        self, lib: Pdfium, item: ObjectHandle, box: Box, fill: int | None, stroke: int | None
    ) -> None:
        self._lib = lib
        self._item = item
        self.segments = 0
        if max(box.width, box.height) > LETTER_SIDE_MAX_BP:
            dashes = 0 if stroke is None else max(lib.FPDFPageObj_GetDashCount(item), 0)
            self.segments = lib.FPDFPath_CountSegments(item) + dashes
        self.fill = stroke if fill is None and stroke is not None and self._is_bar() else fill
        self.is_masked = _is_solid(self.fill, stroke) and bool(lib.FPDFPageObj_HasTransparency(item))

    def _is_bar(self) -> bool:
        """Return whether the path is one straight line along an axis, so that its box is what it paints."""
        lib, item = self._lib, self._item
        if lib.FPDFPath_CountSegments(item) != _LINE_SEGMENTS:
            return False
        x, y, points = c_float(), c_float(), []
        for index in range(_LINE_SEGMENTS):
            lib.FPDFPathSegment_GetPoint(lib.FPDFPath_GetPathSegment(item, index), byref(x), byref(y))
            points.append((x.value, y.value))
        return any(a == b for a, b in zip(*points, strict=True))


def _is_solid(fill: int | None, stroke: int | None) -> bool:
    return any(colour is not None and colour & 0xFF >= _SOLID_ALPHA_MIN for colour in (fill, stroke))
