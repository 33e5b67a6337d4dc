"""White space around the parts of a page, as distances between the baselines that it parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from mlcia_check.measure.draft_line import DraftLine, DraftRole, by_column
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.observed.body_text import is_own_caption, is_running_text
from mlcia_check.measure.observed.display_space import display_spaces
from mlcia_check.measure.roles.heading_text import heading_number
from mlcia_check.model.measured_paper import (
    FURNITURE,
    OUTSIDE,
    Column,
    FloatCaption,
    Space,
    SpaceKind,
    Unmeasured,
)
from mlcia_check.support.averages import median

_BESIDE_FLOAT_MAX_SIZES: Final = 3.0
"""Of the type size, up and down from a float's last line: the lines that wrap it stand within this."""

_SET_IN_MIN_BP: Final = 3.0
"""bp from the column's edge: an item's label and its text stand further in, running text does not."""

_LIST_TEXT_MAX_BP: Final = 1.0
"""bp between the left ends of an item's lines: letters and marks protrude by up to half of it."""

_PARAGRAPH_MAX_SIZES: Final = 1.6
"""Of the type size, from the column's edge: the first line of a paragraph is set in by less."""

_CAPTION_MAX_BP: Final = 45.0
"""bp between a drawing's foot and its caption; what stands further up belongs to another."""

_HEADING_MIN_SIZES: Final = 1.04
"""Of the body's size: the class's headings that stand in lines of their own are larger."""

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

_ITEM: Final = re.compile(r"(?:[•∙●▪■◦–∗*]|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)])(?!\d)\s*\S")
"""How an item begins; a line that begins with "0.05" goes on from the one above."""

_RUN_IN: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})?\s+[^\W\d_]")
"""How a line begins that opens a section or a subsection; lists have a stop behind a single number."""

_LinePair: TypeAlias = tuple[DraftLine, DraftLine]
"""A line, with the line above it in front."""

_THEOREM: Final = re.compile(
    r"\s*(?:theorem|lemma|corollary|proposition|conjecture|definition|定理|引理|推论|命题|猜想|定义)"
    r"\s*(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})?\s*[.(（:：]",
    re.IGNORECASE,
)
"""How a theorem begins, with its number: "Theorem 3.1." or "Lemma 2 (Composition)."."""

_LISTING: Final = re.compile(
    r"\s*(?:listing|code|program|代码|代碼|程序|程式|清单|清單)\S{0,4}\s*\d", re.IGNORECASE
)
"""How the caption of a listing begins: these stand in the text, as their package sets them."""

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
        line.role == "heading" and line.size_bp >= _HEADING_MIN_SIZES * size and heading_number(line.text)[0]
        for line in lines
    )
    found: list[Space] = []
    leadings: list[list[Space]] = []
    for place, members in by_column(text).items():
        roles = {line.role for line in members}
        found += _tight_lines(members, size, leading)
        opened = [pair for pair in pairwise(members) if pair[1].runs[0].font != pair[1].runs[-1].font]
        found += _above_theorems(opened, size, bold)
        if "reference" in roles:
            leadings.append(list(_reference_leading(members)))
        if len(roles) > 1:
            found += _between(members, size)
        if not titled:
            found += _around_plain_headings(members, size)
        if "caption" in roles:
            found += (
                space
                for space in _above_captions(members, regions[place[0] - 1], size)
                if (space.page, space.words) in below_figures
            )
            found += _below_captions(members, regions[place[0] - 1], above_tables)
        if place in edges:
            found += _above_lists(members, edges[place], size)
            found += _below_lists(members, edges[place], size)
            found += _around_run_in_headings(opened, edges[place], size, bold)
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


def _between(lines: Sequence[DraftLine], size: float) -> Iterator[Space]:
    """Yield spaces between running text and headings, footnotes, and floats that have a caption."""
    captioned = listing = False
    first = True
    wrapped: Callable[[DraftLine], bool] | None = None
    for upper, lower in pairwise(lines):
        if upper.role == "caption":
            listing = bool(_LISTING.match(upper.text)) or (listing and not captioned)
            captioned = not listing
        elif upper.role != "float":
            captioned = listing = first = False
        if upper.role == lower.role:
            continue
        kind = _BESIDE.get((upper.role, lower.role))
        if (
            "heading" in (upper.role, lower.role)
            and max(upper.size_bp, lower.size_bp) < _HEADING_MIN_SIZES * size
        ):
            # bold words of the body's size that open a paragraph: the class sets no white above them
            kind = None
        if kind == "footnote-above" and not _NOTE_MARK.match(lower.text):
            kind = None
        if captioned and lower.role == "body":
            wrapped = wrapped or _has_text_beside(lines)
            kind = None if wrapped(upper) else "float-below"
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


def _above_theorems(opened: Sequence[_LinePair], size: float, bold: Sequence[bool]) -> Iterator[Space]:
    """Yield the spaces between running text and theorems whose heads are in a type of their own.

    Bold heads are left out: authors set paragraphs so by hand. `opened` are the lines that begin in another
    font than they end, each after the line above it.
    """
    for upper, line in opened:
        if (
            not (line.runs[0].font < len(bold) and bold[line.runs[0].font])
            and is_running_text(line, size)
            and is_running_text(upper, size)
            and _THEOREM.match(line.text)
        ):
            yield Space("theorem-above", line.page, line.box, upper.baseline_bp - line.baseline_bp, line.text)


def _around_plain_headings(lines: Sequence[DraftLine], size: float) -> Iterator[Space]:
    """Yield the spaces around numbered headings in the body's size, in a paper without larger ones.

    They are bold ("3.1 Threat Model"), or in capitals or italics ("IV. RESULTS").
    """
    for upper, line, lower in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            (line.role == "heading" or (line.bold and line.role == "body"))
            and not line.full
            and line.size_bp < _HEADING_MIN_SIZES * size
            and heading_number(line.text)[0]
            and not (upper.bold or lower.bold)
            and is_running_text(lower, size)
        ):
            if is_running_text(upper, size):
                yield Space(
                    "heading-above", line.page, line.box, upper.baseline_bp - line.baseline_bp, line.text
                )
            yield Space(
                "heading-below", lower.page, lower.box, line.baseline_bp - lower.baseline_bp, lower.text
            )


def _around_run_in_headings(
    opened: Sequence[_LinePair], edge: float, size: float, bold: Sequence[bool]
) -> Iterator[Space]:
    """Yield the spaces around bold headings of sections in the first line of their text: none is left below.

    "3.1 Threat Model. We assume" -> a heading; "1. Threats. We assume" -> a point in a list. `opened` are the
    lines that begin in another font than they end, each after the line above it.
    """
    for upper, line in opened:
        if (
            line.runs[0].font < len(bold)
            and bold[line.runs[0].font]
            and not line.bold
            and line.left < edge + _SET_IN_MIN_BP
            and is_running_text(line, size)
            and _RUN_IN.match(line.text)
        ):
            if is_running_text(upper, size):
                distance = upper.baseline_bp - line.baseline_bp
                yield Space("heading-above", line.page, line.box, distance, line.text)
            yield Space("heading-below", line.page, line.box, 0.0, line.text)


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


def _above_captions(lines: Sequence[DraftLine], regions: Sequence[Region], size: float) -> Iterator[Space]:
    """From the foot of a drawing to the first baseline of the caption below it."""
    previous: DraftLine | None = None
    for line in lines:
        own = is_own_caption(line, size)
        if own and (previous is None or previous.role != "caption"):
            middle = (line.left + line.right) / 2
            feet = [region.box.bottom for region in regions if region.box.left < middle < region.box.right]
            if previous is not None and previous.role == "float":
                feet.append(previous.bottom)
            above = [
                foot - line.baseline_bp for foot in feet if 0.0 < foot - line.baseline_bp < _CAPTION_MAX_BP
            ]
            if above:
                yield Space("caption-above", line.page, line.box, min(above), line.text)
        previous = line


def _below_captions(
    lines: Sequence[DraftLine], regions: Sequence[Region], labelled: Collection[tuple[int, str]]
) -> Iterator[Space]:
    """From the last baseline of each caption of `labelled` to the top of the table below it."""
    first: DraftLine | None = None
    for line, lower in zip(lines, (*lines[1:], None), strict=True):
        if (line.page, line.text) in labelled and line.role == "caption":
            first = line
        if first is not None and (lower is None or lower.role != "caption"):
            middle = (first.left + first.right) / 2
            tops = [region.box.top for region in regions if region.box.left < middle < region.box.right]
            if lower is not None and lower.role == "float":
                tops.append(lower.top)
            below = [line.baseline_bp - top for top in tops if 0.0 < line.baseline_bp - top < _CAPTION_MAX_BP]
            if below:
                yield Space("caption-below", first.page, first.box, min(below), first.text)
            first = None


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


def _above_lists(lines: Sequence[DraftLine], edge: float, size: float) -> Iterator[Space]:
    """From the last line of running text to a list's first item.

    A paragraph that begins with a number is no item: its second line returns to the edge. Nor is there glue
    between the label of an item, which can stand at the edge, and a list in this item.
    """
    for before, upper, lower, after in zip(
        (None, *lines), lines, lines[1:], (*lines[2:], None), strict=False
    ):
        if (
            upper.left < edge + _SET_IN_MIN_BP
            and (lower.left > edge + _SET_IN_MIN_BP or _has_text_above(lower, after, edge))
            and is_running_text(upper, size)
            and is_running_text(lower, size)
            and _ITEM.match(lower.text)
            and not _ITEM.match(upper.text)
            and not _begins_with_label(upper, before, edge)
            and (after is None or after.left > edge + _SET_IN_MIN_BP)
        ):
            yield Space(
                "list-above",
                lower.page,
                lower.box,
                upper.baseline_bp - lower.baseline_bp,
                lower.text,
                lower.column,
            )


def _below_lists(lines: Sequence[DraftLine], edge: float, size: float) -> Iterator[Space]:
    """From the last line of a list to the running text below it.

    Only lists count whose last item hangs below its own text: it is then no paragraph with a number. Where
    the text is hardly set in, two lines of it must hang: one could be the first of a paragraph.
    """
    set_in = edge + _SET_IN_MIN_BP
    item: DraftLine | None = None
    above: DraftLine | None = None
    for upper, lower, after in zip(lines, lines[1:], (*lines[2:], None), strict=False):
        is_set_in = upper.left > set_in
        if (is_set_in or (lower.left > set_in and _has_text_above(upper, lower, edge))) and _ITEM.match(
            upper.text
        ):
            item = upper
        elif not is_set_in or upper.role != "body":
            item = None
        if (
            item is not None
            and upper is not item
            and upper.left > item.left + _LIST_TEXT_MAX_BP
            and (
                upper.left > edge + _PARAGRAPH_MAX_SIZES * size
                or (above is not item and above is not None and _is_flush(above, upper))
            )
            and is_running_text(upper, size)
            and is_running_text(lower, size)
            and not _ITEM.match(lower.text)
            and _opens_text(lower, after, item, edge)
        ):
            yield Space(
                "list-below", lower.page, lower.box, upper.baseline_bp - lower.baseline_bp, lower.text
            )
        above = upper


def _is_flush(upper: DraftLine, lower: DraftLine) -> bool:
    return abs(upper.left - lower.left) < _LIST_TEXT_MAX_BP / 2


def _opens_text(line: DraftLine, after: DraftLine | None, item: DraftLine, edge: float) -> bool:
    """Return True if a line begins at the column's edge, or as a paragraph left of an item."""
    return line.left < edge + _LIST_TEXT_MAX_BP or (
        line.left < item.left - _LIST_TEXT_MAX_BP
        and after is not None
        and after.left < edge + _LIST_TEXT_MAX_BP
    )


def _begins_with_label(line: DraftLine, before: DraftLine | None, edge: float) -> bool:
    """Return True if a line is an item's bold label, or begins with it below the text of another item."""
    return line.bold or (
        before is not None
        and before.left > edge + _SET_IN_MIN_BP
        and len(line.runs) > 1
        and line.runs[0].font != line.font
    )


def _has_text_above(item: DraftLine, after: DraftLine | None, edge: float) -> bool:
    """Return True if an item's text begins just above its second line, right of a label at the column's edge.

    The lines of a paragraph that hang by hand do not: its label has no box of its own.
    """
    return (
        after is not None
        and after.left > edge + _SET_IN_MIN_BP
        and any(abs(run.x_bp - after.left) < _LIST_TEXT_MAX_BP for run in item.runs[1:])
    )
