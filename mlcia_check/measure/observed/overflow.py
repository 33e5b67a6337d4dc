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
    grown: list[Box] = []
    waiting = off_page
    while waiting:
        joined = [
            box
            for box in waiting
            if any(_grow(box, near).overlaps(other) for other in grown)
            or _is_under_drawing(box, page, max(sizes))
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


def _is_under_drawing(box: Box, page: PageFacts, size: float) -> bool:
    """Whether words below the page can be the caption of a drawing at its foot, as under a wrapped figure."""
    return box.height <= _CAPTION_MAX_SIZES * size and any(
        ink.box.height > _DRAWING_MIN_SIZES * size
        and 0.0 <= ink.box.bottom < _CAPTION_SKIP_MAX_SIZES * size
        and box.top > ink.box.bottom - 2 * _CAPTION_SKIP_MAX_SIZES * size
        and ink.box.left - size <= box.left
        and box.right <= ink.box.right + size
        for ink in page.ink
    )


def _grow(box: Box, by: float) -> Box:
    return Box(box.left - by, box.bottom - by, box.right + by, box.top + by)
