"""Does the running text stay inside the format's text block?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, structs

from mlcia_check.checks import every_place
from mlcia_check.checks.layout.around_block import around_block, column_step, in_margins
from mlcia_check.checks.layout.edge_evidence import (
    Rows,
    TemplateRows,
    column_place,
    judged_pages,
    known_columns,
    rows_followed,
    space_after_labels,
    tried_at_edges,
    usual_beginnings,
)
from mlcia_check.checks.layout.facing_pages import Shift, shift_of_pages, unshifted
from mlcia_check.checks.layout.lowered_block import lowered_pages
from mlcia_check.model import authoring_tool
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import OUTSIDE, WIDE, Column, Line, Paper, Unmeasured
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.pdf_facts import FIRST_WIDE
from mlcia_check.model.rule_pack import Cases, ColumnCount
from mlcia_check.support.character_ranges import WIDE_CHARACTERS
from mlcia_check.support.modes import mode

BREACHES: Cases = {
    "left": (),
    "right": (),
    "inner": (),
    "top": ("over",),
    "bottom": ("over",),
    "overfull": ("count",),
    "overfull-address": ("count",),
    "overfull-chinese": ("count",),
}
DOUBTS: Cases = {"margin": (), "beyond": ()}

_HANGING_MARK_EM = 0.5
"""Hanging part of a full-width mark, as a share of the type size. Its ink ends in the first half."""

_SAME_ROW_BP = 0.5
"""Baselines of one row: a moved margin moves all columns by the same length."""

_UNBREAKABLE_MAX_LINES = 3
"""Lines of the longest paragraph that has no break without a widow or an orphan."""

_NOTE_MAX_RATIO = 0.85
"""Of the size of notes to that of text: 7pt to 9pt, or 8pt to 10pt."""

_AT_EDGE_BP = 1.0
"""From a column's edge to that of the ink of a line that begins there."""

_SETTABLE = ("body", "display", "listing", "reference", "heading", "footnote")


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The text block and its slacks. All lengths are in bp.

    `left` and `right`: the edges of the text block. `top` and `bottom`: its first and last baseline.
    `templates`: blocks of other templates; a paper must keep the block that it follows. `columns`: the
    number of columns of a page to check. `column_width`: the width of a column. `page_width`, `page_height`
    and `paper`: the size of the paper to check, and its slack.

    `side`: the slack of left and right edges. `lines`: the least number of full lines of a column to check.
    `row`: the slack of first and last baselines that at least `agree` columns share. `common`: the slack of
    the row on which more than half of the columns stand, and at least `agree`, or `begun` if they begin
    there; of a paper by LaTeX, since word processors place their lines by their fonts. `single`: the slack of
    a baseline of one column alone. `inner`: the slack of the left edge of an inner column. `overfull`: how
    far a line may stick out before it is a warning. `addresses`: regular expressions for the addresses in
    such lines. `leading`: the leading of running text, which turns a distance into a number of lines.
    `notes`: the share of the paper's characters in margin notes (0 to 1) above which they are a doubt.
    `heads`: lines of words above or below the block, or turned ones beside it and between the columns, from
    which on they are a doubt; running heads and stamps, which say the same on other pages, do not count.
    `facing`: how much further right the block stands on every second page, in bp, in a format whose pages
    face each other; 0 in any other.
    """

    columns: ColumnCount
    page_width: Length
    page_height: Length
    paper: Length
    left: Length
    right: Length
    top: Length
    bottom: Length
    column_width: Length
    side: Length
    row: Length
    common: Length
    single: Length
    inner: Length
    overfull: Length
    leading: Length
    lines: int
    agree: int
    begun: int
    notes: float
    heads: int
    addresses: tuple[Pattern, ...] = ()
    templates: tuple[TemplateRows, ...] = ()
    facing: Length = 0.0


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one breach for each side, for all pages concerned, and one warning for overfull lines."""
    pages = judged_pages(paper, params)
    if not pages:
        other_paper = any(page.columns == params.columns for page in paper.pages)
        yield NotApplicable("other-paper" if other_paper else "no-two-columns")
        return
    columns = [
        known for known in known_columns(paper, params.columns, params.lines) if known[0].page in pages
    ]
    last = params.columns - 1
    params = _followed(paper, params)
    shift = shift_of_pages(paper, params.left, params.facing)
    lefts = [
        (c, left)
        for c, left, _ in columns
        if c.index == 0 and left < params.left + shift(c.page) - params.side
    ]
    rights = [
        (c, right)
        for c, _, right in columns
        if c.index == last
        and (over := right - params.right - shift(c.page) - params.side) > 0
        and over > space_after_labels(paper, c, right)
    ]
    yield from _side(paper, "left", lefts, params.left, shift)
    yield from _side(paper, "right", rights, params.right, shift)
    if not params.facing:
        yield from _inner(paper, params, pages)
    beyond = list(_rows(paper, params, pages))
    yield from beyond
    yield from _overfull(paper, params, pages, shift, wide=bool(rights))
    yield from in_margins(paper, params, shift)
    if not beyond:
        yield from around_block(paper, params, pages, shift)


def _followed(paper: Paper, params: Params) -> Params:
    """Return the parameters with the block of the template that the paper follows, by its first lines."""
    nearest = rows_followed(paper, Rows(params.top, params.bottom), params.templates)
    return structs.replace(
        params,
        top=nearest.top,
        bottom=nearest.bottom,
        left=params.left if nearest.left is None else nearest.left,
        right=params.right if nearest.right is None else nearest.right,
    )


def _inner(paper: Paper, params: Params, pages: set[int]) -> Iterator[Answer]:
    """Yield a breach for inner columns that begin too far right, where lines do not show the columns' width.

    Chinese lines at their natural width show where a column begins, but not where it ends. If an inner column
    begins further right than in the format, the columns before it are wider.
    """
    columns = [c for c in paper.columns if c.page in pages and c.lines >= params.lines]
    unknown = {(c.page, c.index) for c in columns if isinstance(c.right_bp, Unmeasured)}
    for index, left in usual_beginnings(paper, columns).items():
        expected = params.left + index * column_step(params)
        own = [
            (c, left)
            for c in columns
            if c.index == index and unknown & {(c.page, index - 1), (c.page, index)}
        ]
        if index and own and left > expected + params.inner:
            yield from _side(paper, "inner", own, expected, unshifted)


def _side(
    paper: Paper, case: str, out: list[tuple[Column, float]], expected: float, shift: Shift
) -> Iterator[Answer]:
    if out:
        column, edge = max(out, key=lambda pair: pair[0].lines)
        yield Breach(
            measured=edge,
            expected=expected + shift(column.page),
            unit="bp",
            place=column_place(paper, column),
            pages=tuple(sorted({c.page for c, _ in out})),
            places=every_place.of_columns(paper, (c for c, _ in out)),
            lines=sum(c.lines for c, _ in out),
            case=case,
            geometric=True,
            explanations=tried_at_edges((c for c, _ in out), left=case != "right", right=case == "right"),
        )


def _rows(paper: Paper, params: Params, pages: set[int]) -> Iterator[Answer]:
    """Yield breaches for first and last baselines: a row that several columns share, or one row far out.

    On pages whose block a high running head moved down, its last line is as much lower as its first.
    """
    columns = [column for column in paper.columns if column.page in pages]
    lowered = lowered_pages(paper, columns, Rows(params.top, params.bottom), params.leading)
    tops = [
        (c, c.first_baseline_bp, c.first_baseline_bp - params.top)
        for c in columns
        if not isinstance(c.first_baseline_bp, Unmeasured)
    ]
    bottoms = [
        (c, c.last_baseline_bp, params.bottom - lowered.get(c.page, 0.0) - c.last_baseline_bp)
        for c in columns
        if not isinstance(c.last_baseline_bp, Unmeasured)
    ]
    for case, rows in (("top", tops), ("bottom", bottoms)):
        shared = Counter(round(row) for _, row, beyond in rows if beyond > params.row)
        fewest = params.begun if case == "top" else params.agree
        common = _common_row(paper, [beyond for _, _, beyond in rows], params.common, fewest)
        out = [
            (column, row, beyond)
            for column, row, beyond in rows
            if (beyond > params.single and (case == "top" or beyond > _slack_below(paper, column, params)))
            or (beyond > params.row and sum(shared[round(row) + d] for d in (-1, 0, 1)) >= params.agree)
            or (common is not None and abs(beyond - common) <= _SAME_ROW_BP)
        ]
        if out:
            column, row, by = max(out, key=lambda found: (found[2], found[0].lines))
            shown = [_place_of_row(paper, its, at) for its, at, _ in out]
            yield Breach(
                measured=row,
                expected=params.top if case == "top" else params.bottom - lowered.get(column.page, 0.0),
                unit="bp",
                place=_place_of_row(paper, column, row),
                pages=tuple(sorted({c.page for c, _, _ in out})),
                places=every_place.of_each(shown),
                lines=len(out),
                case=case,
                detail={"over": round(by / params.leading, 1)},
                geometric=True,
            )


def _slack_below(paper: Paper, column: Column, params: Params) -> float:
    """Return how far below the block the last line of a column alone may stand, in bp.

    Floats fill a column that does not have a full line of running text. LaTeX cannot move a line from it to
    the next column, so its footnotes end up to a line lower. Nor can it break the last lines of a column that
    has only a paragraph of three lines or a heading above two, since the classes allow neither a first nor a
    last line of a paragraph to stand alone: all but the first line may not find room. The balance package
    takes notes for text, and divides both between the columns to within a line.
    """
    if not column.lines:
        return params.row + params.leading
    text = [
        line
        for line in paper.lines
        if line.page == column.page and line.column == column.index and line.role in _SETTABLE
    ]
    if _has_notes_above_text(text, column, params.column_width):
        return params.row + params.leading
    prose = sum(line.role != "heading" for line in text)
    if 0 < prose <= _UNBREAKABLE_MAX_LINES and authoring_tool.tool(paper) == "latex":
        return params.single + (len(text) - 1) * params.leading
    return params.single


def _has_notes_above_text(lines: list[Line], column: Column, width: float) -> bool:
    """Return whether running text follows notes, which begin at the edge, among a column's `lines`."""
    prose = [line for line in lines if line.role in ("body", "footnote")]
    last = min(prose, key=lambda line: line.baseline_bp, default=None)
    left = column.left_bp
    if last is None or isinstance(left, Unmeasured):
        return False
    return any(
        line.size_bp < _NOTE_MAX_RATIO * last.size_bp
        and abs(line.box.left - left) < _AT_EDGE_BP
        and 2 * line.box.width > width
        for line in prose
    )


def _common_row(paper: Paper, beyond: list[float], slack: float, fewest: int) -> float | None:
    """Return how far beyond the block the row lies on which most columns begin or end, in bp.

    None if it is the format's to `slack`, or if less than `fewest` columns reach it. Columns that end
    earlier show nothing. `beyond` is that of each column.
    """
    reached = [length for length in beyond if length > -slack]
    row = mode(reached, _SAME_ROW_BP)
    if row is None or row.value <= slack or row.count < fewest or 2 * row.count <= row.total:
        return None
    return row.value if authoring_tool.tool(paper) == "latex" else None


def _place_of_row(paper: Paper, column: Column, baseline: float) -> Place:
    """Return the line of the column that stands on this baseline; the page if there is none."""
    for line in paper.lines:
        if (line.page, line.column) == (column.page, column.index) and abs(
            line.baseline_bp - baseline
        ) < 0.01:
            return Place(line.page, line.box, line.text)
    return Place(column.page)


def _overfull(paper: Paper, params: Params, pages: set[int], shift: Shift, *, wide: bool) -> Iterator[Answer]:
    """Yield a warning for single lines that stick out of their column.

    They are overfull boxes, not a moved margin.
    """
    step = column_step(params)
    shifts = {page: shift(page) for page in pages}
    out: list[tuple[float, Line]] = []
    for line in paper.lines:
        column = line.column
        if line.role not in _SETTABLE or line.page not in shifts or column == OUTSIDE:
            continue
        edge = params.right if column == WIDE else params.left + column * step + params.column_width
        edge += shifts[line.page]
        beyond = line.box.right - edge
        if beyond > params.overfull and beyond - _hanging(line) > params.overfull and line.box.left < edge:
            out.append((beyond, line))
    if out and not wide:
        by, line = max(out, key=lambda pair: pair[0])
        yield Breach(
            measured=by,
            expected=params.overfull,
            unit="bp",
            place=Place(line.page, line.box, line.text),
            pages=tuple(sorted({line.page for _, line in out})),
            places=every_place.of_each(line for _, line in out),
            lines=len(out),
            case=_kind_of_overfull([line.text for _, line in out], params),
            level="warning",
            detail={"count": len(out)},
        )


def _hanging(line: Line) -> float:
    """Return how far the mark at the end of a Chinese line may hang over, in bp.

    A mark in a full-width box may hang over by half an em.
    """
    last = line.text.rstrip()[-1:]
    return _HANGING_MARK_EM * line.size_bp if last >= FIRST_WIDE and not last.isalnum() else 0.0


def _kind_of_overfull(texts: list[str], params: Params) -> str:
    """Return the case for what most of the overfull lines hold, because each kind has its own fix."""
    addresses = sum(any(re.search(pattern, text) for pattern in params.addresses) for text in texts)
    chinese = sum(2 * WIDE_CHARACTERS.count(text) > len(text) for text in texts)
    if 2 * addresses > len(texts):
        return "overfull-address"
    return "overfull-chinese" if 2 * chinese > len(texts) else "overfull"
