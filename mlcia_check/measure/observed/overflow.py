"""Tells the end of a float or line that is too large for its page from words hidden beyond the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from mlcia_check.measure.observed.hidden_pieces import HiddenPiece
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Hidden
from mlcia_check.model.pdf_facts import PageFacts, TextRun

_SAME_SIZE_BP: Final = 0.3
"""Between sizes of one text."""

_NEAR_EDGE_MAX_EM: Final = 6.0
"""From the page's edge, and from a passage beyond it, to the lines that it goes on from."""

_DRAWING_MIN_SIZES: Final = 3.0
"""Of the type size: what is lower is no figure."""

_CAPTION_SKIP_MAX_SIZES: Final = 3.0
"""Of the type size: a caption's first line stands no further below its figure (two leadings)."""

_CAPTION_MAX_SIZES: Final = 12.0
"""Of the type size: ten lines."""

_CHARACTERS_BEFORE_MIN: Final = 25
"""Characters seen next to a passage, in its type, that it can go on from: half a line."""


def with_overflow(
    found: Sequence[Hidden], pieces: Sequence[HiddenPiece], seen: Sequence[TextRun], page: PageFacts
) -> Iterator[Hidden]:
    """Tells what goes on from lines that run up to the page's edge (too large a float) from other words."""
    off_page = [hidden.box for hidden in found if hidden.manner == "off-page" and hidden.box]
    if not off_page:
        yield from found
        return
    sizes = {piece.size for piece in pieces if piece.manner == "off-page"}
    near = _NEAR_EDGE_MAX_EM * max(sizes)
    inside = Box(near, near, page.width_bp - near, page.height_bp - near)
    shown = Box(0.0, 0.0, page.width_bp, page.height_bp)
    running = [
        run
        for run in seen
        if any(abs(run.size_bp - size) < _SAME_SIZE_BP for size in sizes)
        and run.box.overlaps(shown)
        and not inside.contains(run.box)
    ]
    drawings = _drawings_to_foot(page, max(sizes))
    grown: list[Box] = []
    waiting = off_page
    while waiting:
        joined = [
            box
            for box in waiting
            if any(_grow(box, near).overlaps(other) for other in grown)
            or _is_under_drawing(box, drawings, max(sizes))
            or sum(len(run.text) for run in running if _grow(box, near).overlaps(run.box))
            >= _CHARACTERS_BEFORE_MIN
        ]
        if not joined:
            break
        grown += joined
        waiting = [box for box in waiting if box not in joined]
    for hidden in found:
        overflows = hidden.manner == "off-page" and hidden.box in grown
        yield structs.replace(hidden, manner="overflow") if overflows else hidden


def _drawings_to_foot(page: PageFacts, size: float) -> list[Box]:
    """Return the drawings that end at the page's foot or below it, and begin on the page.

    Pictures in rows are one float: what stands right below a picture that runs off the page begins with it.
    """
    low = [
        box
        for box in (*(ink.box for ink in page.ink), *page.forms)
        if box.height > _DRAWING_MIN_SIZES * size
        and box.bottom < _CAPTION_SKIP_MAX_SIZES * size
        and box.top < page.height_bp
    ]
    found = [box for box in low if box.top > 0.0]
    below = [box for box in low if box.top <= 0.0]
    while below:
        near = [
            box
            for box in below
            if any(
                box.top > other.bottom - _CAPTION_SKIP_MAX_SIZES * size
                and other.left < box.right
                and box.left < other.right
                for other in found
            )
        ]
        if not near:
            break
        found += near
        below = [box for box in below if box not in near]
    return found


def _is_under_drawing(box: Box, drawings: Sequence[Box], size: float) -> bool:
    """Return whether words below the page can be the caption of drawings at its foot, as under a wrapped
    figure.

    A caption is as wide as the place that was left for the figure, which may be narrower.
    """
    row = [
        drawing
        for drawing in drawings
        if drawing.bottom - 2 * _CAPTION_SKIP_MAX_SIZES * size < box.top < drawing.bottom + size
    ]
    if not row or box.height > _CAPTION_MAX_SIZES * size:
        return False
    left, right = min(drawing.left for drawing in row), max(drawing.right for drawing in row)
    return 2 * (min(box.right, right) - max(box.left, left)) > box.width


def _grow(box: Box, by: float) -> Box:
    return Box(box.left - by, box.bottom - by, box.right + by, box.top + by)
