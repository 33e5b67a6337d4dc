"""Measures what an error rests on once more, on the ink of the rendered pages.

A breach says on which page and where on it to look; no line of text is taken over from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from mlcia_check.findings import Breach
from mlcia_check.second_reader.ink import FEWEST, InkColumn, InkPage

InkPages = Mapping[int, InkPage]

_BEARING_BP: Final = 0.2
"""By which ink begins inside its column's left edge: the side bearing of 9pt letters, and half a pixel.

At the right hyphens that hang over make up for it. docs/accuracy.md has the differences measured."""

_SLABS: Final = 3
"""Slabs of 36bp in a number of columns that show it: nine lines of text."""


def column_count(breach: Breach, pages: InkPages) -> float | None:
    """The number of columns measured, where enough ink parts into as many; else the commonest number."""
    counts = Counter(count for page in pages.values() for count in page.slabs if count)
    if not counts:
        return None
    if isinstance(breach.measured, int) and counts[breach.measured] >= _SLABS:
        return breach.measured
    return max(counts, key=counts.__getitem__)


def column_width(breach: Breach, pages: InkPages) -> float | None:
    """The width of the column shown; of a paper that is narrow as a whole, of its widest column."""
    if breach.case == "narrow":
        columns = [column for page in pages.values() for column in page.columns]
        return max((width for column in columns if (width := _width(column)) is not None), default=None)
    place = _column_at_place(breach, pages)
    return None if place is None else _width(place[0].columns[place[1]])


def column_gap(breach: Breach, pages: InkPages) -> float | None:
    """The white between the column shown and its right neighbour."""
    place = _column_at_place(breach, pages)
    if place is None or place[1] + 1 >= len(place[0].columns):
        return None
    right, left = place[0].columns[place[1]].right, place[0].columns[place[1] + 1].left
    return None if left is None or right is None else left - _BEARING_BP - right


def text_block(breach: Breach, pages: InkPages) -> float | None:
    """The edge of the column shown, or the baseline of ink nearest to the one measured there."""
    place = _column_at_place(breach, pages)
    if place is None:
        return None
    column = place[0].columns[place[1]]
    if breach.case in ("top", "bottom"):
        claimed = breach.measured
        if not column.lines or not isinstance(claimed, int | float):
            return None
        return min((line.baseline for line in column.lines), key=lambda baseline: abs(baseline - claimed))
    if breach.case == "right":
        return column.right
    return None if column.left is None else column.left - _BEARING_BP


def leading(breach: Breach, pages: InkPages) -> float | None:
    """The distance of most lines: of the column shown, or of all columns of these pages."""
    if breach.case == "part":
        place = _column_at_place(breach, pages)
        return None if place is None else place[0].columns[place[1]].leading
    found = [
        (column.leading, len(column.lines))
        for page in pages.values()
        for column in page.columns
        if column.leading is not None
    ]
    weights: Counter[float] = Counter()
    for value, lines in found:
        weights[round(value, 1)] += lines
    if not weights or weights.total() < FEWEST:
        return None
    commonest = max(weights, key=weights.__getitem__)
    near = [value for value, _ in found if round(value, 1) == commonest]
    return sum(near) / len(near)


def _width(column: InkColumn) -> float | None:
    if column.left is None or column.right is None:
        return None
    return column.right - column.left + _BEARING_BP


def _column_at_place(breach: Breach, pages: InkPages) -> tuple[InkPage, int] | None:
    """The page that the breach shows, and which of its columns of ink lies there."""
    place = breach.place
    if place is None or place.box is None or place.page not in pages:
        return None
    page = pages[place.page]
    middle = (place.box.left + place.box.right) / 2
    lefts = [min((line.left for line in column.lines), default=float("inf")) for column in page.columns]
    index = sum(left <= middle for left in lefts) - 1
    return (page, index) if index >= 0 else None
