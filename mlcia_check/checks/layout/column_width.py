"""Are the columns as wide as the format's?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.checks.layout.edge_evidence import (
    column_place,
    known_columns,
    space_after_labels,
    tried_at_edges,
)
from mlcia_check.checks.layout.wide_passages import wide_passages
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.lengths import Length, PositiveLength
from mlcia_check.model.measured_paper import Line, Paper, Unmeasured
from mlcia_check.model.rule_pack import Cases, ColumnCount
from mlcia_check.support.averages import median

BREACHES: Cases = {"": (), "narrow": (), "passage": (), "passages": ()}
DOUBTS: Cases = {"passages": ("lines",)}

_COLUMNS_MIN = 4
"""Least number of columns among which one wide column is an exception."""

_WHOLE_MIN_SHARE = 0.1
"""Share of full lines as wide as the format's columns from which on the others stand beside something."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`columns`: the number of columns of a page to check. `width`: the width of a column, in bp.

    `wider` and `narrower`: how much wider and narrower a column may be, in bp. `lines`: the least number of
    full lines of a column to check. `passages`: the lines in passages that are too wide, in columns that are
    not, from which on they are a warning; `many`: from which on they are a doubt. 0 turns each of them off.
    """

    columns: ColumnCount
    width: PositiveLength
    wider: Length
    narrower: Length
    lines: int
    passages: int = 0
    many: int = 0


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for all columns that are too wide, or one if the paper's columns are much narrower.

    A single wide column among others holds a passage with a width of its own.
    """
    if isinstance(paper.column_width_bp, Unmeasured):
        yield NotApplicable(paper.column_width_bp.reason)
        return
    known = known_columns(paper, params.columns, params.lines)
    if not known:
        yield NotApplicable("no-two-columns")
        return
    wide = [
        (column, right - left)
        for column, left, right in known
        if (over := right - left - params.width - params.wider) > 0
        and over > space_after_labels(paper, column, right)
    ]
    if wide:
        column, width = max(wide, key=lambda pair: pair[0].lines)
        yield Breach(
            measured=width,
            expected=params.width,
            unit="bp",
            place=column_place(paper, column),
            pages=tuple(sorted({c.page for c, _ in wide})),
            places=every_place.of_columns(paper, (c for c, _ in wide)),
            lines=sum(c.lines for c, _ in wide),
            case="passage" if len(wide) == 1 and len(known) >= _COLUMNS_MIN else "",
            geometric=True,
            explanations=tried_at_edges((c for c, _ in wide), left=True, right=True),
        )
        return
    yield from _passages(paper, params)
    if paper.column_width_bp < params.width - params.narrower and not _is_wrapped(paper, params):
        yield Breach(
            measured=paper.column_width_bp,
            expected=params.width,
            unit="bp",
            pages=tuple(page.number for page in paper.pages),
            case="narrow",
            geometric=True,
        )


def _passages(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a warning or a doubt about passages that are wider than the columns in which they stand."""
    pages = {page.number for page in paper.pages if page.columns == params.columns}
    passages = wide_passages(paper.lines, params.width + params.wider, pages)
    wide = [line for passage in passages for line in passage]
    if params.many and len(wide) >= params.many:
        yield Doubt(
            "passages",
            place=_place(wide[0]),
            pages=tuple(sorted({line.page for line in wide})),
            places=every_place.of_passages(wide),
            measured=median(line.box.width for line in wide),
            expected=params.width,
            unit="bp",
            detail={"lines": len(wide)},
        )
    elif params.passages and len(wide) >= params.passages:
        yield Breach(
            measured=median(line.box.width for line in wide),
            expected=params.width,
            unit="bp",
            place=_place(wide[0]),
            pages=tuple(sorted({line.page for line in wide})),
            places=every_place.of_passages(wide),
            lines=len(wide),
            case="passages",
            level="warning",
        )


def _place(line: Line) -> Place:
    return Place(line.page, line.box, line.text)


def _is_wrapped(paper: Paper, params: Params) -> bool:
    """Return whether columns are as wide as the format's, and most lines stand beside wrapped figures."""
    widths = [line.box.width for line in paper.lines if line.full and line.role == "body"]
    whole = sum(params.width - params.narrower <= width <= params.width + params.wider for width in widths)
    return whole > _WHOLE_MIN_SHARE * len(widths)
