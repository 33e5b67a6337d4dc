"""Is the gutter as wide as the format's?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.layout.edge_evidence import (
    column_place,
    known_columns,
    tried_at_edges,
    usual_beginnings,
)
from mlcia_check.model.answers import Answer, Breach, NotApplicable
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Column, Paper, Unmeasured
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "at-most": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`gap` between columns, less at most `slack`; columns are judged from `lines` full lines on.

    A column of which no line shows where it ends is taken to be `width` wide.
    """

    columns: int
    gap: Length
    width: Length
    slack: Length
    lines: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """One breach for all pages whose neighbouring columns stand too close."""
    known = {
        (c.page, c.index): (c, left, right)
        for c, left, right in known_columns(paper, params.columns, params.lines)
    }
    pairs = [
        (column, known[page, index + 1][1] - right)
        for (page, index), (column, _, right) in known.items()
        if (page, index + 1) in known
    ]
    case = "" if pairs else "at-most"
    pairs = pairs or _by_beginnings(paper, params)
    if not pairs:
        yield NotApplicable("no-two-columns")
        return
    close = [(column, gap) for column, gap in pairs if gap < params.gap - params.slack]
    if close:
        column, gap = max(close, key=lambda pair: pair[0].lines)
        yield Breach(
            measured=gap,
            expected=params.gap,
            unit="bp",
            place=column_place(paper, column),
            pages=tuple(c.page for c, _ in close),
            lines=sum(c.lines for c, _ in close),
            case=case,
            geometric=True,
            explanations=tried_at_edges(_both_sides(paper, [c for c, _ in close]), left=True, right=True),
        )


def _by_beginnings(paper: Paper, params: Params) -> list[tuple[Column, float]]:
    """Gutters where no line shows where columns end: at most what is left of where they begin, less `width`.

    Such lines are Chinese ones at their natural width, which are no shorter than the column. Where
    another column of the paper shows a larger width, it is this one's too.
    """
    width = params.width
    if not isinstance(paper.column_width_bp, Unmeasured):
        width = max(width, paper.column_width_bp)
    pages = {page.number for page in paper.pages if page.columns == params.columns}
    columns = [c for c in paper.columns if c.page in pages and c.lines >= params.lines]
    usual = usual_beginnings(columns)
    return [
        (column, usual[column.index + 1] - usual[column.index] - width)
        for column in columns
        if column.index in usual and column.index + 1 in usual
    ]


def _both_sides(paper: Paper, columns: list[Column]) -> list[Column]:
    """The columns before these gutters, and those after them."""
    places = {(c.page, c.index + step) for c in columns for step in (0, 1)}
    return [column for column in paper.columns if (column.page, column.index) in places]
