"""Writes the drawing of a strip along a page's foot: one line for each message, with the number of its marks.

Coordinates are those of the page as viewed, in bp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mlcia_check.model.annotation_marks import Colour, StripLine
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Severity
from mlcia_check.pdf.drawn_text import numbers, rectangle, text

TYPE_BP: Final = 7.5
ROW_BP: Final = 9.5
EDGE_BP: Final = 18.0
"""White to the left of the text, and the distance of the strip from the page's foot."""
BAR_BP: Final = 2.0
"""Width of the bar in the colour of a line's severity."""

_PAPER: Final[Colour] = (0.97, 0.97, 0.95)
_INK: Final[Colour] = (0.1, 0.1, 0.1)


def area(lines: Sequence[StripLine], page_width: float) -> Box:
    """Return the box of the strip on a page of this width."""
    return Box(0.0, EDGE_BP / 2, page_width, EDGE_BP / 2 + ROW_BP * len(lines) + 2.0)


def content(lines: Sequence[StripLine], page_width: float, colours: Mapping[Severity, Colour]) -> str:
    """Return the content stream of the strip."""
    box = area(lines, page_width)
    steps = [f"{numbers(*_PAPER)} rg {rectangle(box)} f"]
    for number, line in enumerate(lines, 1):
        bottom = box.top - 1.0 - ROW_BP * number
        bar = Box(EDGE_BP - 2 * BAR_BP, bottom, EDGE_BP - BAR_BP, bottom + ROW_BP)
        steps.append(f"{numbers(*colours[line.severity])} rg {rectangle(bar)} f")
        steps.append(text(EDGE_BP, bottom + 2.0, line.text, TYPE_BP, _INK))
    return "\n".join(steps)
