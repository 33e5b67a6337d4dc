"""Finds the stroked paths that paint much of their boxes, as bars of many lines and thick curves do."""

from __future__ import annotations

from ctypes import byref, c_float
from itertools import pairwise
from math import hypot
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium

_BROAD_MIN_BP: Final = 3.0
"""Width of a line that hides the letters under it: the least side of a shape that can cover a word."""

_PAINTED_MIN_SHARE: Final = 0.3
"""Share of a box that thinner lines paint at least to hide words in it; a frame or a curve paints 5%."""

_HATCH_MIN_SEGMENTS: Final = 32
"""Segments of a path that can fill a part of its box with lines; frames, arrows and brackets have fewer."""

_HATCH_MIN_SQUARE_BP: Final = 40.0
"""Area in squares of 1bp that these lines paint at least: a word of 7bp type takes as much."""

_SEGMENTS_MAX: Final = 4_000
"""Segments of a path whose length is measured; one of more segments counts as broad."""


def is_broad(lib: Pdfium, item: ObjectHandle, box: Box) -> bool:
    """Return whether a stroked path with this box, as viewed, may hide words."""
    count = lib.FPDFPath_CountSegments(item)
    if count > _SEGMENTS_MAX:
        return True
    width, x, y = c_float(), c_float(), c_float()
    lib.FPDFPageObj_GetStrokeWidth(item, byref(width))
    points = []
    for index in range(count):
        lib.FPDFPathSegment_GetPoint(lib.FPDFPath_GetPathSegment(item, index), byref(x), byref(y))
        points.append((x.value, y.value))
    if not points:
        return False
    xs, ys = zip(*points, strict=True)
    # The path has units of its own, and lines reach out of the box of its points by half of their width.
    area = (max(xs) - min(xs) + width.value) * (max(ys) - min(ys) + width.value)
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    if area <= 0.0:
        return False
    scale = (box.width * box.height / area) ** 0.5
    painted = length * width.value
    return (
        width.value * scale >= _BROAD_MIN_BP
        or painted >= _PAINTED_MIN_SHARE * area
        or (count >= _HATCH_MIN_SEGMENTS and painted * scale * scale >= _HATCH_MIN_SQUARE_BP)
    )
