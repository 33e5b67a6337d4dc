"""What the second reader measures: one row for each check that can make a geometric breach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from mlcia_check.model.answers import Breach
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.second_reader import by_ink, characters
from mlcia_check.second_reader.by_ink import InkPages
from mlcia_check.second_reader.characters import Sheets
from mlcia_check.second_reader.ink import InkPage

MEASURED_MAX_PAGES: Final = 3
"""Pages on which a quantity is measured again, where it concerns as many."""


_CLOSE_UP_TOLERANCE_SHARE: Final = 0.05
"""Of the size that letters look like: x-height is known to 2%, and differs by 2% between n and x."""


class QuantityRow(Struct, frozen=True):
    """How a check's quantity is measured again.

    `ink` measures it on rendered pages, where ink shows it; `characters` on the glyphs of another
    parser, where ink does not show it or shows too little of it. `tolerance` is how far the two can
    differ when both are right, in the breach's unit. `side`: the quantity is a side of a column or the
    distance of two.
    In the cases in `at_most` the breach's figure is the largest possible one. In those in `all_pages` it is
    one of all pages (a count, a mean, the largest), so that one page alone does not bear it out. `close_up`
    measures what only glyphs as drawn show, on an enlarged picture of the place that the breach shows.
    """

    characters: Callable[[Breach, Paper, Sheets], float | Unmeasured]
    tolerance: float
    ink: Callable[[Breach, InkPages], float | None] | None = None
    side: bool = False
    at_most: tuple[str, ...] = ()
    all_pages: tuple[str, ...] = ()
    close_up: Callable[[Breach, InkPage], float | None] | None = None


# An edge by ink lies up to 0.6bp inside one by origins, the side bearing of a letter at 9pt, and is
# known to a third of a bp. Sizes and leadings follow from matrices and differ by rounding, Word's by
# up to 0.1bp. The glyphs' scale is a mean, of three pages here and of the paper there, and microtype's
# expansion varies it by 1%.
QUANTITIES: Final[Mapping[str, QuantityRow]] = {
    "columns": QuantityRow(characters.column_count, 0.0, by_ink.column_count, all_pages=("",)),
    "column-width": QuantityRow(
        characters.column_width, 1.0, by_ink.column_width, side=True, all_pages=("narrow",)
    ),
    "column-gap": QuantityRow(characters.column_gap, 1.0, by_ink.column_gap, side=True, at_most=("at-most",)),
    "text-block": QuantityRow(characters.text_block, 1.0, by_ink.text_block, side=True),
    "line-spacing": QuantityRow(characters.leading, 0.15, by_ink.leading),
    "font-size": QuantityRow(characters.font_size, 0.15, close_up=by_ink.looks),
    "body-font-width": QuantityRow(characters.font_width, 1.5, all_pages=("",)),
    "heading-size": QuantityRow(characters.heading_size, 0.15),
}


def pages_for(breach: Breach, paper: Paper) -> list[int]:
    """Return the pages on which to measure again: the place of the figure, then those of the most full
    lines.
    """
    full: defaultdict[int, int] = defaultdict(int)
    for line in paper.lines:
        # entries of a reference list are set in after their first line, and show no edge of their column
        full[line.page] += line.full and line.role == "body"
    concerned = breach.pages or tuple(full)
    ranked = sorted(concerned, key=lambda page: (-full[page], page))
    if breach.place is not None and breach.place.page in ranked:
        ranked.remove(breach.place.page)
        ranked.insert(0, breach.place.page)
    return ranked[:MEASURED_MAX_PAGES]


def concerns_all_pages(check: str, breach: Breach) -> bool:
    """Return whether the breach's figure is one of all pages, so that no page alone bears it out."""
    row = QUANTITIES.get(check)
    return row is not None and breach.case in row.all_pages


def agree(check: str, breach: Breach, second: float) -> bool:
    """Return whether the two figures agree: within the tolerance, on the same side of the format's."""
    first, expected = breach.measured, breach.expected
    if not isinstance(first, int | float) or not isinstance(expected, int | float):
        return False
    row = QUANTITIES[check]
    apart = second - first if breach.case in row.at_most else abs(second - first)
    near = apart <= (_CLOSE_UP_TOLERANCE_SHARE * first if breach.case in by_ink.DRAWN else row.tolerance)
    return near and (first - expected) * (second - expected) > 0
