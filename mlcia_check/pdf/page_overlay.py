"""Writes the drawing of a page's overlay in PDF operators: named boxes, and a legend along the top edge.

Coordinates are those of the page as viewed, in bp. Names are set in Helvetica, which every viewer has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.model.annotation_marks import Colour, DrawnBox, PageOverlay
from mlcia_check.model.geometry import Box

FONT: Final = "F"
"""Name of Helvetica in the resources of an overlay."""
TINT: Final = "T"
"""Name of the graphics state that paints areas lightly, in the same resources."""
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
        _tag(drawn.box.left, drawn.box.top - _NAME_OVERLAP_BP, drawn.name, drawn.colour)
        for drawn in overlay.boxes
        if drawn.name
    ]
    return "\n".join([*steps, *_legend(overlay, width, height)])


def _box(drawn: DrawnBox) -> Iterator[str]:
    area = _rectangle(drawn.box)
    if drawn.filled:
        yield f"q /{TINT} gs {_numbers(*drawn.colour)} rg {area} f Q"
    yield f"{_numbers(*drawn.colour)} RG {_numbers(_LINE_BP)} w {area} S"


def _tag(left: float, bottom: float, name: str, colour: Colour) -> str:
    """Return the operators that write a name in white on its colour."""
    box = Box(left, bottom, left + _width(name, _NAME_BP) + 1.0, bottom + _NAME_BP + 0.5)
    paint = f"{_numbers(*colour)} rg {_rectangle(box)} f"
    return f"{paint} {_text(left + 0.5, bottom + 1.0, name, _NAME_BP, _WHITE)}"


def _legend(overlay: PageOverlay, width: float, height: float) -> Iterator[str]:
    """Yield the operators of the remark and the colours' names, in rows from the top left, on white."""
    row = _LEGEND_BP + 2.0
    left, bottom = _LEGEND_EDGE_BP, height - row
    if overlay.remark or overlay.legend:
        yield f"{_numbers(*_WHITE)} rg {_rectangle(Box(0.0, bottom - 1.0, width, height))} f"
    for name, colour in ((overlay.remark, None), *overlay.legend):
        needed = _width(name, _LEGEND_BP) + 2 * _LEGEND_BP
        if left + needed > width - _LEGEND_EDGE_BP and left > _LEGEND_EDGE_BP:
            left, bottom = _LEGEND_EDGE_BP, bottom - row
            yield f"{_numbers(*_WHITE)} rg {_rectangle(Box(0.0, bottom - 1.0, width, bottom + row))} f"
        if colour is not None:
            swatch = Box(left, bottom, left + _LEGEND_BP, bottom + _LEGEND_BP)
            yield f"{_numbers(*colour)} rg {_rectangle(swatch)} f"
            left += _LEGEND_BP + 1.5
        yield _text(left, bottom + 1.0, name, _LEGEND_BP, _BLACK)
        left += _width(name, _LEGEND_BP) + _LEGEND_BP


def _text(left: float, baseline: float, words: str, size: float, colour: Colour) -> str:
    plain = "".join(f"\\{letter}" if letter in "()\\" else letter for letter in words)
    return (
        f"BT /{FONT} {_numbers(size)} Tf {_numbers(*colour)} rg {_numbers(left, baseline)} Td ({plain}) Tj ET"
    )


def _width(words: str, size: float) -> float:
    return _CHARACTER_EM * size * len(words)


def _rectangle(box: Box) -> str:
    return f"{_numbers(box.left, box.bottom, box.width, box.height)} re"


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.2f}" for value in values)
