"""Is the gutter as wide as the format's?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.checks.layout.edge_evidence import (
    column_place,
    known_columns,
    tried_at_edges,
    usual_beginnings,
)
from mlcia_check.model.answers import Answer, Breach, NotApplicable
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Column, Paper, Unmeasured
from mlcia_check.model.rule_pack import Cases, ColumnCount

BREACHES: Cases = {"": (), "at-most": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`columns`: the number of columns of a page to check. `gap`: the width of the gutter, in bp.

    `slack`: how much narrower the gutter may be, in bp. `lines`: the least number of full lines of a column
    to check. `width`: the width of a column whose lines do not show where it ends, in bp.
    """

    columns: ColumnCount
    gap: Length
    width: Length
    slack: Length
    lines: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for all pages whose neighbouring columns stand too close."""
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
            places=every_place.of_columns(paper, (c for c, _ in close)),
            lines=sum(c.lines for c, _ in close),
            case=case,
            geometric=True,
            explanations=tried_at_edges(_both_sides(paper, [c for c, _ in close]), left=True, right=True),
        )


def _by_beginnings(paper: Paper, params: Params) -> list[tuple[Column, float]]:
    """Return the greatest possible gutters where lines do not show where columns end.

    A gutter is at most the distance between two columns' left edges, less the width of a column. Such lines
    are Chinese lines at their natural width, which are not shorter than the column. If another column of the
    paper shows a larger width, that width counts instead of `width`.
    """
    width = params.width
    if not isinstance(paper.column_width_bp, Unmeasured):
        width = max(width, paper.column_width_bp)
    pages = {page.number for page in paper.pages if page.columns == params.columns}
    columns = [c for c in paper.columns if c.page in pages and c.lines >= params.lines]
    usual = usual_beginnings(paper, columns)
    return [
        (column, usual[column.index + 1] - usual[column.index] - width)
        for column in columns
        if column.index in usual and column.index + 1 in usual
    ]


def _both_sides(paper: Paper, columns: list[Column]) -> list[Column]:
    """Return the columns on both sides of the gutters after these columns."""
    places = {(c.page, c.index + step) for c in columns for step in (0, 1)}
    return [column for column in paper.columns if (column.page, column.index) in places]
