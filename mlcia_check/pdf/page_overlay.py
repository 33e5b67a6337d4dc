"""Writes the drawing of a page's overlay in PDF operators: named boxes, and a legend along the top edge.

Coordinates are those of the page as viewed, in bp.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.model.annotation_marks import Colour, DrawnBox, PageOverlay
from mlcia_check.model.geometry import Box
from mlcia_check.pdf.drawn_text import numbers, rectangle, text

TINT: Final = "T"
"""Name of the graphics state that paints areas lightly, in the resources of an overlay."""
TINT_OPACITY: Final = 0.18

_LINE_BP: Final = 0.5
_NAME_BP: Final = 4.5
_NAME_OVERLAP_BP: Final = 1.5
"""Height of the part of a name inside its box; the rest stands in the white above the line."""

_LEGEND_BP: Final = 6.0
_LEGEND_EDGE_BP: Final = 6.0
_CHARACTER_EM: Final = 0.55
"""Mean advance of Helvetica's small letters and digits, rounded up."""

_WHITE: Final[Colour] = (1.0, 1.0, 1.0)
_BLACK: Final[Colour] = (0.0, 0.0, 0.0)


def content(overlay: PageOverlay, width: float, height: float) -> str:
    """Return the content stream for a page of this size: areas come first, so that names stand above them."""
    steps = [step for drawn in overlay.boxes for step in _box(drawn)]
    steps += [
        tag(drawn.box.left, drawn.box.top - _NAME_OVERLAP_BP, drawn.name, drawn.colour, _NAME_BP)
        for drawn in overlay.boxes
        if drawn.name
    ]
    return "\n".join([*steps, *_legend(overlay, width, height)])


def _box(drawn: DrawnBox) -> Iterator[str]:
    area = rectangle(drawn.box)
    if drawn.filled:
        yield f"q /{TINT} gs {numbers(*drawn.colour)} rg {area} f Q"
    yield f"{numbers(*drawn.colour)} RG {numbers(_LINE_BP)} w {area} S"


def tag(left: float, bottom: float, name: str, colour: Colour, size: float) -> str:
    """Return the operators that write a name in white on its colour."""
    paint = f"{numbers(*colour)} rg {rectangle(tag_box(left, bottom, name, size))} f"
    return f"{paint} {text(left + 0.5, bottom + 1.0, name, size, _WHITE)}"


def tag_box(left: float, bottom: float, name: str, size: float) -> Box:
    """Return the box of a tag."""
    return Box(left, bottom, left + _width(name, size) + 1.0, bottom + size + 0.5)


def _legend(overlay: PageOverlay, width: float, height: float) -> Iterator[str]:
    """Yield the operators of the remark and the colours' names, in rows from the top left, on white."""
    row = _LEGEND_BP + 2.0
    left, bottom = _LEGEND_EDGE_BP, height - row
    if overlay.remark or overlay.legend:
        yield f"{numbers(*_WHITE)} rg {rectangle(Box(0.0, bottom - 1.0, width, height))} f"
    for name, colour in ((overlay.remark, None), *overlay.legend):
        needed = _width(name, _LEGEND_BP) + 2 * _LEGEND_BP
        if left + needed > width - _LEGEND_EDGE_BP and left > _LEGEND_EDGE_BP:
            left, bottom = _LEGEND_EDGE_BP, bottom - row
            yield f"{numbers(*_WHITE)} rg {rectangle(Box(0.0, bottom - 1.0, width, bottom + row))} f"
        if colour is not None:
            swatch = Box(left, bottom, left + _LEGEND_BP, bottom + _LEGEND_BP)
            yield f"{numbers(*colour)} rg {rectangle(swatch)} f"
            left += _LEGEND_BP + 1.5
        yield text(left, bottom + 1.0, name, _LEGEND_BP, _BLACK)
        left += _width(name, _LEGEND_BP) + _LEGEND_BP


def _width(words: str, size: float) -> float:
    return _CHARACTER_EM * size * len(words)
