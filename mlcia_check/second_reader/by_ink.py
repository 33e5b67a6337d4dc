"""Measure again, on the ink of the rendered pages, what an error rests on.

A breach says on which page and where on it to look; it gives no line of text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Final, Protocol

from mlcia_check.model.answers import Breach
from mlcia_check.model.typefaces import typeface
from mlcia_check.second_reader.ink import LINES_MIN, InkColumn, InkPage
from mlcia_check.support.averages import median
from mlcia_check.support.character_ranges import HAN

_ARCH_SHARE: Final = 0.975
"""Of the height of n and u: where most letters end, for the arch of n and the foot of u reach over it."""

DRAWN: Final = ("drawn",)
"""Cases of a breach that rests on glyphs as drawn, which a parser of the file does not see."""


class InkPages(Protocol):
    """Pages on which to measure. They are drawn when they are asked for, since drawing costs most."""

    @property
    def numbers(self) -> Sequence[int]:
        """The pages' numbers, from 1, those first that show most."""

    def page(self, number: int) -> InkPage | None:
        """Return the ink of a page of these; None if it cannot be drawn."""


_SIDE_BEARING_BP: Final = 0.2
"""By which ink begins inside its column's left edge: the side bearing of 9pt letters, and half a pixel.

At the right hyphens that hang over make up for it. docs/accuracy.md has the differences measured."""

_SAME_FIGURE_BP: Final = 1.0
"""Between the figures of two pages that agree, as between the engine and the second reader."""

_SLABS_MIN: Final = 3
"""Slabs of 36bp in a number of columns that show it: nine lines of text."""


def column_count(breach: Breach, pages: InkPages) -> float | None:
    """Return the number of columns measured, where enough ink parts into as many; else the commonest
    number.
    """
    counts: Counter[int] = Counter()
    for page in _drawn(pages):
        counts.update(count for count in page.slabs if count)
        if isinstance(breach.measured, int) and counts[breach.measured] >= _SLABS_MIN:
            return breach.measured
    return max(counts, key=counts.__getitem__, default=None)


def column_width(breach: Breach, pages: InkPages) -> float | None:
    """Return the width of the column shown; of a paper that is narrow as a whole, of its widest column."""
    if breach.case == "narrow":
        columns = [column for page in _drawn(pages) for column in page.columns]
        return max((width for column in columns if (width := _width(column)) is not None), default=None)
    columns = [page.columns[index] for page, index in _columns_shown(breach, pages)]
    return _agreed((_width(column), column.support) for column in columns)


def column_gap(breach: Breach, pages: InkPages) -> float | None:
    """Return the white between the column shown and its right neighbour."""
    return _agreed(
        (
            None
            if before.right is None or after.left is None
            else after.left - _SIDE_BEARING_BP - before.right,
            min(before.support, after.support),
        )
        for page, index in _columns_shown(breach, pages)
        for before, after in pairwise(page.columns[index : index + 2])
    )


def text_block(breach: Breach, pages: InkPages) -> float | None:
    """Return the edge of the column shown, or the baseline of ink nearest to the one measured there.

    A line with Chinese shows no baseline: these characters reach 0.5 to 1.5bp below it, each in its way.
    """
    shown = _columns_shown(breach, pages)
    if breach.case in ("top", "bottom"):
        if breach.place is not None and HAN.are_in(breach.place.words):
            return None
        claimed = breach.measured
        baselines = [line.baseline for page, index in islice(shown, 1) for line in page.columns[index].lines]
        if not baselines or not isinstance(claimed, int | float):
            return None
        return min(baselines, key=lambda baseline: abs(baseline - claimed))
    if breach.case == "right":
        return _agreed(
            (_beyond_the_page(page, column.right, breach), column.support)
            for page, index in shown
            for column in [page.columns[index]]
        )
    return _agreed(
        (None if column.left is None else column.left - _SIDE_BEARING_BP, column.support)
        for page, index in shown
        for column in [page.columns[index]]
    )


def leading(breach: Breach, pages: InkPages) -> float | None:
    """Return the distance of most lines: of the column shown, or of all columns of these pages."""
    if breach.case == "part":
        return next((page.columns[index].leading for page, index in _columns_shown(breach, pages)), None)
    found = [
        (column.leading, len(column.lines))
        for page in _drawn(pages)
        for column in page.columns
        if column.leading is not None
    ]
    weights: Counter[float] = Counter()
    for value, lines in found:
        weights[round(value, 1)] += lines
    if not weights or weights.total() < LINES_MIN:
        return None
    commonest = max(weights, key=weights.__getitem__)
    near = [value for value, _ in found if round(value, 1) == commonest]
    return sum(near) / len(near)


def looks(breach: Breach, patch: InkPage) -> float | None:
    """Return the size that letters look like that are drawn smaller than their typeface has them, by
    x-height.
    """
    font = breach.detail.get("font")
    heights = [line.short for column in patch.columns for line in column.lines]
    if breach.case not in DRAWN or not isinstance(font, str) or len(heights) < LINES_MIN:
        return None
    return median(heights) / (_ARCH_SHARE * typeface(font).short)


def _width(column: InkColumn) -> float | None:
    if column.left is None or column.right is None:
        return None
    return column.right - column.left + _SIDE_BEARING_BP


def _beyond_the_page(page: InkPage, right: float | None, breach: Breach) -> float | None:
    """Return a right edge of ink; ink that ends with the page is cut off there, and bears out what lies
    beyond.
    """
    claimed = breach.measured
    if right is None or right < page.width - _SAME_FIGURE_BP or not isinstance(claimed, int | float):
        return right
    return max(right, float(claimed))


def _agreed(figures: Iterable[tuple[float | None, int]]) -> float | None:
    """Return the figure that most lines agree on, given each page's figure and how many lines show it."""
    known = [(figure, lines) for figure, lines in figures if figure is not None]
    alike = [
        sum(lines for other, lines in known if abs(figure - other) <= _SAME_FIGURE_BP) for figure, _ in known
    ]
    return known[alike.index(max(alike))][0] if known else None


def _drawn(pages: InkPages) -> Iterator[InkPage]:
    return (page for number in pages.numbers if (page := pages.page(number)) is not None)


def _columns_shown(breach: Breach, pages: InkPages) -> Iterator[tuple[InkPage, int]]:
    """Yield the column of ink of each page at the place that the breach shows, that page first."""
    place = breach.place
    if place is None or place.box is None or place.page not in pages.numbers or not pages.page(place.page):
        return
    middle = (place.box.left + place.box.right) / 2
    for number in sorted(pages.numbers, key=lambda number: (number != place.page, number)):
        page = pages.page(number)
        if page is None:
            continue
        index = sum(column.begins_at <= middle for column in page.columns) - 1
        if index >= 0:
            yield page, index
