"""Where the columns of each page lie: the gutters that the running text leaves free, line numbers aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Final

from mlcia_check.measure.lines import line_numbers
from mlcia_check.measure.lines.gutters import (
    COLUMN_MIN_BP,
    Frame,
    Interval,
    Strip,
    columns_between,
    coverage,
    page_gutters,
    shared_gutters,
    text_extent,
)
from mlcia_check.measure.lines.ink_regions import RuledTable
from mlcia_check.measure.lines.rows import WORD_GAP_BP, PageRows, Row, extents
from mlcia_check.measure.lines.split_rows import MARGIN_MIN_BP
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts

_BODY_CHARACTERS_MIN_SHARE: Final = 0.2
"""Of all characters: the largest type that so many are set in is the body's; titles are fewer."""

_SAME_SIZE_SHARE: Final = 0.05
"""Of the body's size: titles, affiliations, references and most tables are set in other type."""

_CELLS_MIN: Final = 2
"""Narrow pieces that make a row a row of a table. A row of text has one at most: a paragraph's last line."""

_OWN_EXTENT_MIN_SHARE: Final = 0.85
"""Of the width of the document's text: a page that fills more of it has an extent of its own."""

_WIDER_MAX_SHARE: Final = 0.125
"""Of the pages: so few may have text that is wider than the format's, as overfull tables are."""

_VOTES_MIN: Final = 40
"""Pieces of rows, less than a page has in one column: so few may all stand in one of two columns."""

_ACROSS_MAX_SHARE: Final = 0.25
"""Of a page's pieces of rows: so many run across the document's gutter on a page moved, or full of tables."""

_EXTENT_MIN_SHARE: Final = 0.5
"""Of the page's width: less is one column of several, and what stands beside it no note in a margin."""

_OWN_GUTTER_ROWS_MIN: Final = 15
"""Rows that a page needs before its own gutter counts, where the document has no gutter."""

_FOLIO_ROWS: Final = 1
"""Rows that a column without text may have: a folio at its foot."""


def frames(
    pages: Sequence[PageFacts], rows: Sequence[PageRows], tables: Sequence[Sequence[RuledTable]] = ()
) -> list[Frame]:
    """Return a frame for each page; `tables` are those that its rules show.

    A gutter belongs to the document: the rows of running text of all pages of one width vote for
    it together, so that title blocks, tables and a page of floats do not count. Tables of prose are told by
    their rules. Where the votes show no gutter, a page's own clear gutter counts.
    """
    found = [
        candidate
        for number, page_rows in enumerate(rows)
        for candidate in line_numbers.candidates(number, page_rows.own)
    ]
    aligned = line_numbers.aligned(found) if len(found) >= line_numbers.EDGE_NUMBERS_MIN else frozenset()
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for number, order in aligned:
        by_page[number].append(order)
    text = [page_rows.own for page_rows in rows]
    weights = [page_rows.weights for page_rows in rows]
    for number, on_page in enumerate(tables):
        if on_page:
            text[number] = _outside_tables(text[number], [reduce(Box.union, table) for table in on_page])
            weights[number] = _weights(text[number])
    size = _body_size(weights)
    pools: defaultdict[int, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        pools[int(page.width_bp)].append(number)
    result: dict[int, Frame] = {}
    for width, members in pools.items():
        beside = {n: frozenset(by_page.get(n, ())) for n in members}
        votes = {n: _votes(text[n], size * (1.0 - _SAME_SIZE_SHARE), size, beside[n]) for n in members}
        everything = [piece for n in members for piece in votes[n]]
        common = shared_gutters(everything)
        if not common and len(everything) < _VOTES_MIN:
            # a short paper whose right column holds references alone: smaller type votes too
            votes = {n: _votes(rows[n].own, 0.0, size, beside[n]) for n in members}
            everything = [piece for n in members for piece in votes[n]]
            common = shared_gutters(everything)
        shared = text_extent(everything)
        own = _own_extents(votes, shared)
        for n in members:
            gutters = _moved(votes[n], common) or common or _own_gutters(rows[n], width, beside[n])
            extent = _extent_of_page(n, own, shared)
            numbers = beside[n]
            if numbers:
                numbers = _outside(rows[n], numbers, columns_between(gutters, extent))
            if extent[1] - extent[0] < _EXTENT_MIN_SHARE * width:
                extent = (0.0, float("inf"))
            result[n] = Frame(gutters, numbers, extent)
    return [result[number] for number in range(len(pages))]


def _own_extents(votes: Mapping[int, Sequence[Interval]], shared: Interval) -> dict[int, Interval]:
    """Return where the text of a page itself begins and ends, by page, for pages that show it.

    Left out are pages with text in one column alone, and those whose lines are all set in, as in a list:
    they are narrower than others, and what stands to the left of their lines are labels and no notes.
    """
    whole = _OWN_EXTENT_MIN_SHARE * (shared[1] - shared[0])
    extents_found = ((number, text_extent(pieces)) for number, pieces in votes.items() if pieces)
    found = {number: (left, right) for number, (left, right) in extents_found if right - left > whole}
    if not found:
        return found
    widths = sorted([right - left for left, right in found.values()], reverse=True)
    least = widths[int(_WIDER_MAX_SHARE * len(widths))] - MARGIN_MIN_BP
    return {number: (left, right) for number, (left, right) in found.items() if right - left > least}


def _extent_of_page(number: int, own: Mapping[int, Interval], shared: Interval) -> Interval:
    """Return where the text of a page begins and ends: as on the nearest page of its side that shows it.

    The pages of a two-sided document stand further left and right in turn. Pages of formulas, tables or
    references tell nothing of their own; between line numbers it matters where their text would stand.
    """
    same_side = [other for other in own if (other - number) % 2 == 0]
    return own[min(same_side, key=lambda other: abs(other - number))] if same_side else shared


def _moved(pieces: Sequence[Interval], common: tuple[Strip, ...]) -> tuple[Strip, ...]:
    """Return the gutters of a page whose columns stand elsewhere than the document's; () where they do not.

    Such a page was moved as a whole, or is set in more columns: it has as many gutters or more, and its
    lines run across the document's.
    """
    strip = common[0] if common else None
    if strip is None or len(pieces) < _OWN_GUTTER_ROWS_MIN:
        return ()
    gutter_left, gutter_right = strip.left, strip.right
    across = sum([left < gutter_left and right > gutter_right for left, right in pieces])
    if across <= _ACROSS_MAX_SHARE * len(pieces):
        return ()
    own = shared_gutters(pieces)
    apart = all(one.right <= other.left or one.left >= other.right for one in own for other in common)
    return own if len(own) >= len(common) and apart else ()


def _body_size(pages: Sequence[Mapping[float, int]]) -> float:
    """Return the largest type size that a good share of the characters is set in, in bp; 0 without text."""
    weights: defaultdict[float, int] = defaultdict(int)
    for page_weights in pages:
        for size, weight in page_weights.items():
            weights[round(size, 1)] += weight
    enough = _BODY_CHARACTERS_MIN_SHARE * sum(weights.values())
    return max((size for size, weight in weights.items() if weight >= enough), default=0.0)


def _weights(rows: Sequence[Row]) -> Mapping[float, int]:
    """Return how many characters are set in each type size."""
    weights: defaultdict[float, int] = defaultdict(int)
    for row in rows:
        for run in row:
            weights[run.size_bp] += len(run.text)
    return weights


def _outside_tables(rows: Sequence[Row], tables: Sequence[Box]) -> list[Row]:
    """Return the rows of a page without what stands in its tables: cells of prose are as wide as columns."""
    outside = ([run for run in row if not any(box.contains(run.box) for box in tables)] for row in rows)
    return [row for row in outside if row]


def _votes(rows: Sequence[Row], least: float, size: float, numbers: frozenset[int]) -> list[Interval]:
    """Return the pieces of rows that are as wide as a column, in type from `least` to the body's `size` (bp).

    Narrower ones are cells and labels.
    """
    most = size * (1.0 + _SAME_SIZE_SHARE)
    sizes = (least, most)
    pieces: list[Interval] = []
    for row in rows:
        text = [run for run in row if run.order not in numbers] if numbers else row
        if len(text) == 1 and not text[0].white_gaps_bp:
            run = text[0]
            left, right = run.box.left, run.box.right
            if right - left >= COLUMN_MIN_BP and least <= run.size_bp <= most:
                pieces.append((left, right))
            continue
        wide: list[Interval] = []
        narrow = 0
        for piece in extents(text, WORD_GAP_BP, sizes):
            left, right = piece
            if right - left >= COLUMN_MIN_BP:
                wide.append(piece)
            else:
                narrow += 1
        if narrow < _CELLS_MIN:
            pieces += wide
    return pieces


def _own_gutters(rows: PageRows, width: int, numbers: frozenset[int]) -> tuple[Strip, ...]:
    if len(rows.own) < _OWN_GUTTER_ROWS_MIN:
        return ()
    text = [[run for run in row if run.order not in numbers] for row in rows.own]
    return page_gutters(coverage((extents(row, WORD_GAP_BP) for row in text if row), width))


def _outside(rows: PageRows, numbers: frozenset[int], columns: Sequence[Interval]) -> frozenset[int]:
    """Return the numbers that stand outside the columns; the others are cells of a table that rise.

    On a last page of one column, they may stand where the other one would be.
    """
    filled = [column for column in columns if _rows_amid(rows, numbers, column) > _FOLIO_ROWS]
    return frozenset(
        run.order
        for row in rows.own
        for run in row
        if run.order in numbers and line_numbers.beside_text(run, filled)
    )


def _rows_amid(rows: PageRows, numbers: frozenset[int], column: Interval) -> int:
    """Return how many rows have other words than the numbers in a column."""
    left, right = column
    return sum(
        any(run.order not in numbers and left < (run.box.left + run.box.right) / 2 < right for run in row)
        for row in rows.own
    )
