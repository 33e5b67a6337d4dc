"""White space around the parts of a page, as distances between the baselines that it parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole, by_column
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.observed.body_text import is_running_text
from mlcia_check.measure.observed.caption_space import above_captions, below_captions
from mlcia_check.measure.observed.display_space import display_spaces
from mlcia_check.measure.observed.heading_space import (
    above_theorems,
    around_plain_headings,
    around_run_in_headings,
)
from mlcia_check.measure.observed.list_space import above_lists, below_lists
from mlcia_check.measure.roles.heading_text import LARGER_MIN_SIZES, heading_number
from mlcia_check.model.measured_paper import (
    FURNITURE,
    OUTSIDE,
    WIDE,
    Column,
    FloatCaption,
    Space,
    SpaceKind,
    Unmeasured,
)
from mlcia_check.support.averages import median

_BESIDE_FLOAT_MAX_SIZES: Final = 3.0
"""Of the type size, up and down from a float's last line: the lines that wrap it stand within this."""

_SAME_LEADING_BP: Final = 0.06
"""bp between distances on one leading: writers round positions to a hundredth."""

_STEADY_MIN_SHARE: Final = 0.8
"""Of a list's lines: the others stand beside a raised accent or after a paragraph's glue."""

_BALANCED_COLUMNS: Final = 2
"""Columns that balancing concerns: those of the last page of the list."""

_NEXT_LINE_MIN_SIZES: Final = 0.7
"""Of the type size: what stands nearer is a superscript or a fraction of the line before."""

_TIGHT_LINE_MIN_BP: Final = 0.25
"""bp by which a line must stand closer than the leading: word processors round to a tenth, up and down."""

_NEXT_LINE_MAX_SIZES: Final = 1.6
"""Of the type size: lines further apart do not follow one another."""

_NEXT_LINE_BP: Final = 0.5
"""bp by which the next line of a caption or an algorithm can miss the leading of the text."""

_LISTING: Final = re.compile(
    r"\s*(?:listing|code|program|代码|代碼|程序|程式|清单|清單)\S{0,4}\s*\d", re.IGNORECASE
)
"""How the caption of a listing begins: these stand in the text, as their package sets them."""

_ALGORITHM: Final = re.compile(r"\s*(?:algorithm|算法|演算法)\s*\d", re.IGNORECASE)
"""How the line between the rules of an algorithm begins, which is set as its caption. On top of its column an
algorithm is a float; amid the text, authors set some in boxes of their own.
"""

_NOTE_MARK: Final = re.compile(r"\s*(?:\d{1,3}|[*∗†‡§¶∥①-⑳])")
"""How a footnote begins; other small print at a column's foot goes on from the text above."""

_BESIDE: Final[Mapping[tuple[DraftRole, DraftRole], SpaceKind]] = {
    ("body", "heading"): "heading-above",
    ("heading", "body"): "heading-below",
    ("body", "footnote"): "footnote-above",
}


def spaces(
    lines: Sequence[DraftLine],
    columns: Sequence[Column],
    regions: Sequence[Sequence[Region]],
    size: float,
    leading: float,
    captions: Sequence[FloatCaption] = (),
    bold: Sequence[bool] = (),
) -> tuple[Space, ...]:
    """Return all spaces of the paper's columns; lines come in reading order, `size` and `leading` are the
    body's, and `bold` says of each font whether it is.

    Of the `captions`, those of figures count that do not stand above them, and those of tables that do: what
    is on the other side is another float.
    """
    below_figures = {
        (caption.page, caption.text)
        for caption in captions
        if caption.kind == "figure" and caption.side != "above"
    }
    above_tables = {
        (caption.page, caption.text)
        for caption in captions
        if caption.kind == "table" and caption.side == "above"
    }
    edges = _left_edges(columns)
    width = _column_width(columns)
    text = [line for line in lines if line.column >= 0 and line.role not in FURNITURE]
    titled = any(
        line.role == "heading" and line.size_bp >= LARGER_MIN_SIZES * size and heading_number(line.text)[0]
        for line in lines
    )
    wide = _wide_floats(lines)
    found: list[Space] = []
    leadings: list[list[Space]] = []
    for place, members in by_column(text).items():
        if place[0] in wide:
            found += _below_wide(wide[place[0]], members, size, leading)
        roles = {line.role for line in members}
        found += _tight_lines(members, size, leading)
        opened = [pair for pair in pairwise(members) if pair[1].runs[0].font != pair[1].runs[-1].font]
        found += above_theorems(opened, size, bold)
        if "reference" in roles:
            leadings.append(list(_reference_leading(members)))
        if len(roles) > 1:
            found += _between(members, size, leading)
        if not titled:
            found += around_plain_headings(members, size)
        if "caption" in roles:
            found += (
                space
                for space in above_captions(members, regions[place[0] - 1], size)
                if (space.page, space.words) in below_figures
            )
            found += below_captions(members, regions[place[0] - 1], above_tables)
        if place in edges:
            found += above_lists(members, edges[place], size)
            found += below_lists(members, edges[place], size)
            found += around_run_in_headings(opened, edges[place], size, bold)
            if "display" in roles:
                found += display_spaces(members, edges[place], width, size, leading)
    return (*found, *_without_balanced([column for column in leadings if column]))


def _without_balanced(columns: Sequence[Sequence[Space]]) -> Iterator[Space]:
    """Yield the leading of the list, but for its last two columns where it differs from line to line.

    Balancing shrinks these two; a list on one leading all through was set on it.
    """
    leadings = [space for column in columns for space in column]
    middle = median(space.distance_bp for space in leadings) if leadings else 0.0
    steady = sum(abs(space.distance_bp - middle) < _SAME_LEADING_BP for space in leadings)
    if steady > _STEADY_MIN_SHARE * len(leadings):
        yield from leadings
    else:
        yield from (space for column in columns[:-_BALANCED_COLUMNS] for space in column)


def _between(lines: Sequence[DraftLine], size: float, leading: float) -> Iterator[Space]:
    """Yield spaces between running text and headings, footnotes, and floats that have a caption."""
    captioned = listing = algorithm = False
    first = True
    wrapped: Callable[[DraftLine], bool] | None = None
    for upper, lower in pairwise(lines):
        if upper.role == "caption":
            listing = _is_of_listing(upper, after_listing=listing and not captioned)
            captioned = not listing
        elif upper.role != "float":
            captioned = listing = algorithm = first = False
        elif first and _ALGORITHM.match(upper.text):
            captioned = algorithm = True
        if upper.role == lower.role:
            continue
        kind = _BESIDE.get((upper.role, lower.role))
        if (
            "heading" in (upper.role, lower.role)
            and max(upper.size_bp, lower.size_bp) < LARGER_MIN_SIZES * size
        ):
            # bold words of the body's size that open a paragraph: the class sets no white above them
            kind = None
        if kind == "footnote-above" and not _NOTE_MARK.match(lower.text):
            kind = None
        if captioned and lower.role == "body":
            wrapped = wrapped or _has_text_beside(lines)
            # a caption beside its figure is narrow, and its lines can pass for text
            can_go_on = algorithm or (upper.role == "caption" and not lower.full)
            goes_on = can_go_on and upper.baseline_bp - lower.baseline_bp < leading + _NEXT_LINE_BP
            kind = None if goes_on or wrapped(upper) else "float-below"
        if kind and all(line.role != "body" or is_running_text(line, size) for line in (upper, lower)):
            own = kind == "heading-above" or (kind == "float-below" and first and upper.role == "caption")
            # The glue above footnotes begins at the lowest letter of the text.
            above = upper.bottom if kind == "footnote-above" else upper.baseline_bp
            yield Space(
                kind,
                upper.page,
                lower.box,
                above - lower.baseline_bp,
                lower.text,
                upper.column if own else OUTSIDE,
                within_text=kind == "float-below" and not first,
            )


def _is_of_listing(caption: DraftLine, *, after_listing: bool) -> bool:
    """Return whether a line of a caption names a listing, or goes on with a caption that does."""
    return after_listing or bool(_LISTING.match(caption.text))


def _wide_floats(lines: Sequence[DraftLine]) -> dict[int, list[DraftLine]]:
    """Return the lines of floats across the columns, by page; the first page has a title and teasers."""
    found: dict[int, list[DraftLine]] = {}
    for line in lines:
        if line.column == WIDE and line.page > 1 and line.role in ("caption", "float"):
            found.setdefault(line.page, []).append(line)
    return found


def _below_wide(
    wide: Sequence[DraftLine], members: Sequence[DraftLine], size: float, leading: float
) -> Iterator[Space]:
    """Yield the spaces from floats with captions across the columns to the text of one column.

    A further line of the caption can pass for two of text, if a word space of it stands on the gutter. Cells
    can, too, but do not fill a column.
    """
    captioned = listing = False
    for upper, lower in pairwise(sorted((*wide, *members), key=lambda line: -line.baseline_bp)):
        if upper.column != WIDE:
            captioned = listing = False
            continue
        if upper.role == "caption":
            listing = _is_of_listing(upper, after_listing=listing and not captioned)
            captioned = not listing
        if captioned and lower.column != WIDE and lower.full and is_running_text(lower, size):
            distance = upper.baseline_bp - lower.baseline_bp
            if abs(distance - leading) > _NEXT_LINE_BP:
                yield Space("float-below", lower.page, lower.box, distance, lower.text, WIDE)


def _tight_lines(lines: Sequence[DraftLine], size: float, leading: float) -> Iterator[Space]:
    """Yield the spaces above lines of running text that stand closer to the line before than `leading`.

    TeX sets lines further apart where it must, and never closer. Lines of a caption stand beside those of the
    text that wraps their figure.
    """
    least, most = _NEXT_LINE_MIN_SIZES * size, leading - _TIGHT_LINE_MIN_BP
    for upper, lower in pairwise(lines):
        distance = upper.baseline_bp - lower.baseline_bp
        if (
            least < distance < most
            and upper.left < lower.right
            and lower.left < upper.right
            and is_running_text(upper, size)
            and is_running_text(lower, size)
        ):
            yield Space("line-above", lower.page, lower.box, distance, lower.text)


def _has_text_beside(lines: Sequence[DraftLine]) -> Callable[[DraftLine], bool]:
    """Return a function that says whether running text stands beside a float's line (it wraps the float)."""
    text = sorted((line for line in lines if line.role == "body"), key=lambda line: line.baseline_bp)
    heights = [line.baseline_bp for line in text]

    def wrapped(line: DraftLine) -> bool:
        reach = _BESIDE_FLOAT_MAX_SIZES * line.size_bp
        near = text[
            bisect_left(heights, line.baseline_bp - reach) : bisect_right(heights, line.baseline_bp + reach)
        ]
        return any(other.right <= line.left + 1.0 or other.left >= line.right - 1.0 for other in near)

    return wrapped


def _column_width(columns: Sequence[Column]) -> float | None:
    """Return the usual width of the columns; None if no column shows both edges, as in Chinese papers."""
    widths = [
        column.right_bp - column.left_bp
        for column in columns
        if not isinstance(column.left_bp, Unmeasured) and not isinstance(column.right_bp, Unmeasured)
    ]
    return median(widths) if widths else None


def _reference_leading(lines: Sequence[DraftLine]) -> Iterator[Space]:
    """Yield the spaces between neighbouring lines of the list."""
    for upper, lower in pairwise(lines):
        distance = upper.baseline_bp - lower.baseline_bp
        if upper.role == lower.role == "reference" and 0.0 < distance < _NEXT_LINE_MAX_SIZES * upper.size_bp:
            yield Space("reference-leading", lower.page, lower.box, distance, lower.text)


def _left_edges(columns: Sequence[Column]) -> dict[tuple[int, int], float]:
    """Return where running text begins, in bp, by page and column.

    A column of nothing but a list shows where the list's text begins: it has the edge of the same column of
    most pages of its side.
    """
    lefts = {
        (column.page, column.index): column.left_bp
        for column in columns
        if not isinstance(column.left_bp, Unmeasured)
    }
    of_side: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for (page, index), left in lefts.items():
        of_side[page % 2, index].append(left)
    usual = {side: median(found) for side, found in of_side.items()}
    return {(page, index): min(left, usual[page % 2, index]) for (page, index), left in lefts.items()}
