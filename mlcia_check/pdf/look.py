"""Looks at a page: renders it with and without doubtful text, and tells which text makes no difference."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_double
from itertools import groupby
from math import ceil, floor
from typing import Final, NamedTuple

from mlcia_check.facts import Unseen
from mlcia_check.geometry import Box
from mlcia_check.pdf import pdfium
from mlcia_check.pdf.suspects import Suspect
from mlcia_check.pdf.transform import Transform, map_box

_PIXELS_PER_BP: Final = 2.0
_MOST_PIXELS: Final = 6_000_000
"""A larger page (a poster, an enlarged UserUnit) is looked at more coarsely."""

_CONTRAST: Final = 16
"""Steps of 255: type that differs by less from what lies behind it cannot be read (1.15 : 1 on white)."""

_TRACE: Final = 0.02
"""Of a run's box: fewer changed pixels are the edge of a letter, no word. Type inks 10% and more."""

_MOST_COMPARED: Final = 20_000
"""Pixels of one run: of larger type a sample is enough."""

_STRETCH: Final = 4
"""Characters in a row without a trace, from which on they are hidden and not just thin or at an edge."""


class Look:
    """One page under inspection. `visible` is the page as viewed, from (0, 0); `to_view` leads there."""

    def __init__(self, lib: ctypes.CDLL, page: int, visible: Box, to_view: Transform) -> None:
        self._lib = lib
        self._page = page
        self._visible = visible
        self._to_view = to_view

    def over_nothing(self, doubtful: Sequence[Suspect]) -> Iterator[Unseen]:
        """Those in whose boxes the page shows one flat tone."""
        picture = self._render(doubtful)
        for run, why in doubtful:
            patch = _patch(picture, run.box)
            if not patch or max(patch) - min(patch) <= _CONTRAST:
                yield Unseen(run.order, run.text, run.box, why)

    def without_trace(self, doubtful: Sequence[Suspect], handles: dict[int, int]) -> Iterator[Unseen]:
        """Those that change nothing on the page, and of those partly covered, the stretches that do not.

        `handles` are the text objects by the order of their runs.
        """
        before = self._render(doubtful)
        with self._left_out([handles[suspect.run.order] for suspect in doubtful]):
            after = self._render(doubtful)
        partly: dict[int, Suspect] = {}
        for suspect in doubtful:
            run, why = suspect
            if not _differ(before, after, run.box):
                yield Unseen(run.order, run.text, run.box, why)
            elif why == "covered":
                partly[handles[run.order]] = suspect
        if partly:
            yield from self._stretches(partly, before, after)

    def _stretches(self, partly: dict[int, Suspect], before: _Picture, after: _Picture) -> Iterator[Unseen]:
        """Stretches of characters without a trace in runs that show others."""
        lib = self._lib
        text = lib.FPDFText_LoadPage(self._page)
        try:
            owners = (
                (lib.FPDFText_GetTextObject(text, index), index)
                for index in range(lib.FPDFText_CountChars(text))
            )
            for owner, members in groupby(owners, key=lambda pair: pair[0]):
                if owner not in partly:
                    continue
                run, why = partly[owner]
                letters = [self._letter(text, index) for _, index in members]
                marked = ((_is_lost(before, after, letter), letter) for letter in letters)
                for lost, group in groupby(marked, key=lambda pair: pair[0]):
                    stretch = [letter for _, letter in group]
                    if lost and len(stretch) >= _STRETCH:
                        box = stretch[0].box
                        for letter in stretch[1:]:
                            box = box.union(letter.box)
                        yield Unseen(run.order, "".join(letter.text for letter in stretch), box, why)
        finally:
            lib.FPDFText_ClosePage(text)

    def _letter(self, text: int, index: int) -> _Letter:
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        self._lib.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
        code = self._lib.FPDFText_GetUnicode(text, index)
        character = chr(code) if 0x20 <= code < 0xD800 else " "
        box = map_box(self._to_view, left.value, bottom.value, right.value, top.value)
        return _Letter(character, box)

    @contextmanager
    def _left_out(self, handles: Sequence[int]) -> Iterator[None]:
        for handle in handles:
            self._lib.FPDFPageObj_SetIsActive(handle, 0)
        try:
            yield
        finally:
            for handle in handles:
                self._lib.FPDFPageObj_SetIsActive(handle, 1)

    def _render(self, doubtful: Sequence[Suspect]) -> _Picture:
        """The part of the page that holds all of them; an empty picture where none is on the page."""
        lib, visible = self._lib, self._visible
        part = _around(doubtful, visible)
        scale = min(_PIXELS_PER_BP, (_MOST_PIXELS / max(visible.width * visible.height, 1.0)) ** 0.5)
        width, height = ceil(visible.width * scale), ceil(visible.height * scale)
        left, top = floor(part.left * scale), height - ceil(part.top * scale)
        columns, rows = ceil(part.right * scale) - left, height - floor(part.bottom * scale) - top
        if columns < 1 or rows < 1:
            return _Picture(0, 0, 0, 0, scale, height, b"")
        buffer = (ctypes.c_ubyte * (columns * rows))()
        bitmap = lib.FPDFBitmap_CreateEx(columns, rows, pdfium.BITMAP_GRAY, buffer, columns)
        try:
            lib.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
            lib.FPDF_RenderPageBitmap(
                bitmap, self._page, -left, -top, width, height, 0, pdfium.RENDER_ANNOTATIONS
            )
        finally:
            lib.FPDFBitmap_Destroy(bitmap)
        return _Picture(left, top, columns, rows, scale, height, bytes(buffer))


class _Picture(NamedTuple):
    """Grey pixels of a part of the page, from `left`, `top`; the whole page is `page_height` high."""

    left: int
    top: int
    columns: int
    rows: int
    scale: float
    page_height: int
    pixels: bytes


class _Letter(NamedTuple):
    text: str
    box: Box


def _around(doubtful: Sequence[Suspect], visible: Box) -> Box:
    boxes = [suspect.run.box for suspect in doubtful]
    return Box(
        max(visible.left, min(box.left for box in boxes)),
        max(visible.bottom, min(box.bottom for box in boxes)),
        min(visible.right, max(box.right for box in boxes)),
        min(visible.top, max(box.top for box in boxes)),
    )


def _patch(picture: _Picture, box: Box) -> bytes:
    scale, columns, pixels = picture.scale, picture.columns, picture.pixels
    left = max(0, floor(box.left * scale) - picture.left)
    right = min(columns, ceil(box.right * scale) - picture.left)
    top = max(0, picture.page_height - ceil(box.top * scale) - picture.top)
    bottom = min(picture.rows, picture.page_height - floor(box.bottom * scale) - picture.top)
    if right <= left:
        return b""
    return b"".join(pixels[row * columns + left : row * columns + right] for row in range(top, bottom))


def _differ(one: _Picture, other: _Picture, box: Box) -> bool:
    a, b = _patch(one, box), _patch(other, box)
    if a == b:
        return False
    step = len(a) // _MOST_COMPARED + 1
    a, b = a[::step], b[::step]
    return sum(abs(x - y) > _CONTRAST for x, y in zip(a, b, strict=True)) > _TRACE * len(a)


def _is_lost(before: _Picture, after: _Picture, letter: _Letter) -> bool:
    """A space leaves no trace either, and parts no stretch."""
    return letter.text.isspace() or not _differ(before, after, letter.box)
