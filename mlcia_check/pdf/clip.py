"""Whether a clipping path leaves anything of an object to see, by boxes."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_float
from typing import Final

_MOST_SEGMENTS: Final = 64
"""A path of more segments is taken for one that shows the object: it is no rectangle beside it."""


def clips_away(lib: ctypes.CDLL, item: int, x: float, y: float) -> bool:
    """Whether the point, in the object's own container, lies outside the box of one of its clipping paths."""
    clip = lib.FPDFPageObj_GetClipPath(item)
    for path in range(lib.FPDFClipPath_CountPaths(clip)):
        segments = lib.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < segments <= _MOST_SEGMENTS:
            continue
        at_x, at_y = c_float(), c_float()
        xs, ys = [], []
        for index in range(segments):
            segment = lib.FPDFClipPath_GetPathSegment(clip, path, index)
            lib.FPDFPathSegment_GetPoint(segment, byref(at_x), byref(at_y))
            xs.append(at_x.value)
            ys.append(at_y.value)
        if not (min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)):
            return True
    return False
