"""Is the gutter as wide as the format's?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.evidence import column_place, known_columns
from mlcia_check.findings import Answer, Breach, NotApplicable
from mlcia_check.lengths import Length
from mlcia_check.paper import Paper
from mlcia_check.rule import Cases

BREACHES: Cases = {"": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`gap` between columns, less at most `slack`; columns are judged from `lines` full lines on."""

    columns: int
    gap: Length
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
            geometric=True,
        )
