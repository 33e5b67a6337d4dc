"""Computes, by boxes, which part of an object its clipping paths leave visible."""

from __future__ import annotations

from ctypes import byref, c_float
from itertools import pairwise
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium.binding import ClipPathHandle, ObjectHandle, Pdfium

CLIP_SEGMENTS_MAX: Final = 64
"""A clipping path with more segments counts as odd, and as one that shows the object."""

_LEGIBLE_HEIGHT_MIN_SHARE: Final = 1 / 3
"""Share of a line's height that must be left for it to be legible."""

_OVERHANG_MAX_SIZES: Final = 0.3
"""Of the type size: a clip that takes no more than this off the end of a run cuts off no letter."""


_EVERYWHERE: Final = Box(-14_400.0, -14_400.0, 14_400.0, 14_400.0)
"""The largest page that PDF allows, on each side of the origin, in bp."""


class Clip(Struct, frozen=True):
    """What clipping paths leave: nothing is painted outside `box`.

    If `odd`, some of the inside is clipped, too: one of the paths is not a rectangle. `segments` counts the
    segments of odd paths: letters that cut a sheet into prose have thousands.
    """

    box: Box
    odd: bool
    segments: int = 0


def clip_of(lib: Pdfium, item: ObjectHandle, to_view: Transform, around: Clip | None) -> Clip | None:
    """Return the clip of the object's own paths and those `around` it, as viewed; None if nothing clips."""
    paths = lib.FPDFPageObj_GetClipPath(item)
    count = lib.FPDFClipPath_CountPaths(paths)
    if count <= 0:
        return around
    found = around
    for path in range(count):
        segments = lib.FPDFClipPath_CountPathSegments(paths, path)
        if not 0 < segments <= CLIP_SEGMENTS_MAX:
            if segments > 0:
                found = Clip(
                    found.box if found else _EVERYWHERE, True, segments + (found.segments if found else 0)
                )
            continue
        points = _points(lib, paths, path, segments)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = viewed(to_view, min(xs), min(ys), max(xs), max(ys))
        odd = not _is_rectangle(points)
        found = (
            Clip(box, odd, segments * odd)
            if found is None
            else Clip(_meet(found.box, box), found.odd or odd, found.segments + segments * odd)
        )
    return found


def _points(lib: Pdfium, paths: ClipPathHandle, path: int, segments: int) -> list[tuple[float, float]]:
    x, y = c_float(), c_float()
    x_ref, y_ref = byref(x), byref(y)
    points = []
    for index in range(segments):
        lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(paths, path, index), x_ref, y_ref)
        points.append((x.value, y.value))
    return points


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    """Return whether the points walk once around an upright rectangle."""
    corners = set(points)
    if (
        len(points) > 5
        or len(corners) > 4
        or len({x for x, _ in corners}) > 2
        or len({y for _, y in corners}) > 2
    ):
        return False
    return all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def _meet(one: Box, other: Box) -> Box:
    """Return the part that two boxes share; right < left or top < bottom if they share nothing."""
    return Box(
        max(one.left, other.left),
        max(one.bottom, other.bottom),
        min(one.right, other.right),
        min(one.top, other.top),
    )


def shown(box: Box, clip: Clip | None) -> Box | None:
    """Return the visible part of an object's box; None if nothing of it is visible."""
    if clip is None or clip.box.contains(box):
        return box
    part = _meet(box, clip.box)
    return part if part.left <= part.right and part.bottom <= part.top else None


def readable(box: Box, clip: Clip, size: float, turned: bool) -> Box | None:
    """Return the part of a run's box in which letters are legible; None if there is no such part.

    `turned`: the run goes up or down the page. If the clip takes less than a letter off each end, and leaves
    enough of the height, the result is the whole box.
    """
    part = _meet(box, clip.box)
    slack = _OVERHANG_MAX_SIZES * size
    if turned:
        across, along, height = part.width, part.height, box.width
        whole = part.bottom <= box.bottom + slack and part.top >= box.top - slack
    else:
        across, along, height = part.height, part.width, box.height
        whole = part.left <= box.left + slack and part.right >= box.right - slack
    if along < 0.0 or across < _LEGIBLE_HEIGHT_MIN_SHARE * height:
        return None
    return box if whole else part
