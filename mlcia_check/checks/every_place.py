"""Lists every place that shows a finding, for the marks in annotated copies."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final, Protocol

from mlcia_check.model.answers import Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Column, Line, Paper

PLACES_MAX: Final = 500
"""Most places of one finding. A paper of 20 pages has about 2,500 lines; more marks help nobody."""

NEIGHBOUR_GAP_MAX_HEIGHTS: Final = 1.6
"""White between two lines of one place, in heights of a line: a paragraph's short last line fits in."""


class OnPage(Protocol):
    """Something with a place: a line, a passage, a mark, an entry. Page 0 means no page."""

    @property
    def page(self) -> int: ...
    @property
    def box(self) -> Box | None: ...


def of_each(found: Iterable[OnPage]) -> tuple[Place, ...]:
    """Return the place of each of them, each place once; what stands on no page has none."""
    places = dict.fromkeys(Place(one.page, one.box) for one in found if one.page)
    return tuple(islice(places, PLACES_MAX))


def of_passages(lines: Iterable[Line]) -> tuple[Place, ...]:
    """Return the places of lines, given in reading order; neighbours in a column make one place."""
    places: list[Place] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _is_below(line, last) and places[-1].box is not None:
            places[-1] = Place(line.page, places[-1].box.union(line.box))
        else:
            places.append(Place(line.page, line.box))
        last = line
    return tuple(places[:PLACES_MAX])


def of_columns(paper: Paper, columns: Iterable[Column]) -> tuple[Place, ...]:
    """Return the boxes of the full lines of these columns; the page where a column has none."""
    boxes: dict[tuple[int, int], Box] = {}
    for line in paper.lines:
        if line.full:
            known = boxes.get((line.page, line.column))
            boxes[line.page, line.column] = known.union(line.box) if known else line.box
    places = dict.fromkeys(Place(c.page, boxes.get((c.page, c.index))) for c in columns)
    return tuple(islice(places, PLACES_MAX))


def _is_below(line: Line, above: Line) -> bool:
    """Return True if `line` is the next line below `above` in its column."""
    if (line.page, line.column) != (above.page, above.column):
        return False
    return 0.0 <= above.baseline_bp - line.baseline_bp <= (1.0 + NEIGHBOUR_GAP_MAX_HEIGHTS) * above.box.height
