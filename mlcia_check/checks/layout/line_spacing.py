"""Is the leading of the running text at least the format's?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct, structs

from mlcia_check.checks import every_place, set_apart_prose
from mlcia_check.checks.layout.edge_evidence import column_place
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.lengths import Length, PositiveLength
from mlcia_check.model.measured_paper import Column, Line, Paper, SetPassage, Unmeasured
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "part": (), "apart": (), "wide": ()}
DOUBTS: Cases = {"uneven": (), "apart": ("lines",)}

_EXACT_TO_BP: Final = 0.02
"""Leadings are measured as exactly: 10pt type on 11pt stands on 1.1 times its size, not on less."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`least`: the least leading of running text, in bp.

    `most`: the largest usual leading, in bp, if the format has an upper bound. `slack`: the slack of leadings
    and type sizes, in bp. `lines`: the least number of full lines of a column
    to check.

    The other parameters concern prose set apart: footnotes, captions, boxes, quotations in small type.
    `body`: the type size of the body, in bp. `solid`: the least leading of smaller type, as a multiple of its
    size. `single`: the same for type of the body's size and larger. `note` and `note_leading`: the size and
    the leading of the format's footnotes, in bp; footnotes of that size must keep that leading. Lines of the
    body must keep `least`. `passages`: lines of a column from which on tighter prose is a warning (0: never).
    `many`: lines from which on it is a doubt (0: never).
    """

    least: PositiveLength
    slack: Length
    lines: int
    most: Length | None = None
    body: Length = 0.0
    solid: float = 0.0
    single: float = 0.0
    note: Length = 0.0
    note_leading: Length = 0.0
    passages: int = 0
    many: int = 0


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach: for the whole paper, or for all columns that are set tighter than the rest."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    yield from _wide(paper, paper.body.leading_bp, params)
    least = params.least - params.slack
    tight = [
        (column, column.leading_bp)
        for column in paper.columns
        if column.lines >= params.lines
        and not isinstance(column.leading_bp, Unmeasured)
        and column.leading_bp < least
    ]
    leading = paper.body.leading_bp
    whole = not isinstance(leading, Unmeasured) and leading < least
    if not tight and not whole:
        yield from _uneven(paper, params)
        yield from _apart(paper, params)
        return
    if tight:
        body_lines = _body_lines(paper)
        column, measured = max(tight, key=lambda pair: body_lines(pair[0]))
        place = _tight_place(paper, column, least)
    yield Breach(
        measured=leading if whole and not isinstance(leading, Unmeasured) else measured,
        expected=params.least,
        unit="bp",
        place=place if tight else None,
        pages=tuple(sorted({c.page for c, _ in tight})),
        places=every_place.of_columns(paper, (c for c, _ in tight)),
        lines=sum(c.lines for c, _ in tight),
        case="" if whole else "part",
        geometric=True,
    )


def _wide(paper: Paper, leading: float | Unmeasured, params: Params) -> Iterator[Answer]:
    """Yield a breach if the usual leading of the paper, in bp, is larger than the format's upper bound."""
    if params.most is None or isinstance(leading, Unmeasured) or leading <= params.most + params.slack:
        return
    wide = [
        column
        for column in paper.columns
        if not isinstance(column.leading_bp, Unmeasured) and column.leading_bp > params.most + params.slack
    ]
    yield Breach(
        measured=leading,
        expected=params.most,
        unit="bp",
        place=column_place(paper, max(wide, key=_body_lines(paper))) if wide else None,
        pages=tuple(sorted({column.page for column in wide})),
        places=every_place.of_columns(paper, wide),
        lines=sum(column.lines for column in wide),
        case="wide",
        geometric=True,
    )


def _uneven(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a doubt if a quarter of the lines of most columns stand too close, whatever the mode is.

    The mode is the most frequent leading.
    """
    judged = [
        c for c in paper.columns if c.lines >= params.lines and not isinstance(c.tight_leading_bp, Unmeasured)
    ]
    least = params.least - params.slack
    tight = [
        (c, c.tight_leading_bp)
        for c in judged
        if not isinstance(c.tight_leading_bp, Unmeasured) and c.tight_leading_bp < least
    ]
    if 2 * len(tight) > len(judged):
        column, measured = min(tight, key=lambda pair: pair[1])
        yield Doubt(
            "uneven",
            place=_tight_place(paper, column, least),
            pages=tuple(sorted({c.page for c, _ in tight})),
            places=every_place.of_columns(paper, (c for c, _ in tight)),
            measured=measured,
            expected=params.least,
            unit="bp",
        )


def _body_lines(paper: Paper) -> Callable[[Column], tuple[int, int]]:
    """Return how well a column shows the leading: by its full lines of body, then by all of its lines.

    A column of references has more lines, and they have a leading of their own.
    """
    body = Counter((line.page, line.column) for line in paper.lines if line.full and line.role == "body")
    return lambda column: (body[column.page, column.index], column.lines)


def _tight_place(paper: Paper, column: Column, least_bp: float) -> Place:
    """Return the place of a column, with the words of the first line of its longest tight passage.

    A column can begin in the format's leading; its first line would then be quoted for what others do.
    """
    place = column_place(paper, column)
    lines = [
        line for line in paper.lines if line.page == column.page and line.column == column.index and line.full
    ]
    longest: list[Line] = []
    run: list[Line] = []
    for upper, lower in pairwise(lines):
        run = [*run, lower] if 0.0 < upper.baseline_bp - lower.baseline_bp < least_bp else []
        longest = max(longest, run, key=len)
    return structs.replace(place, words=longest[0].text) if longest else place


def _apart(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a warning or a doubt about prose set apart whose leading is tighter than the class sets it."""
    tight = [
        passage for passage in paper.passages if passage.leading_bp < _own(passage, params) - _EXACT_TO_BP
    ]
    lines = set_apart_prose.column_lines(tight, paper)
    if not params.passages or lines < params.passages:
        return
    longest = max(tight, key=lambda passage: passage.lines)
    if params.many and lines >= params.many:
        yield Doubt(
            "apart",
            place=set_apart_prose.place_of(longest),
            pages=set_apart_prose.pages_of(tight),
            places=every_place.of_each(tight),
            measured=longest.leading_bp,
            expected=_own(longest, params),
            unit="bp",
            detail={"lines": round(lines)},
        )
    else:
        yield Breach(
            measured=longest.leading_bp,
            expected=_own(longest, params),
            unit="bp",
            place=set_apart_prose.place_of(longest),
            pages=set_apart_prose.pages_of(tight),
            places=every_place.of_each(tight),
            lines=round(lines),
            case="apart",
            level="warning",
        )


def _own(passage: SetPassage, params: Params) -> float:
    """Return the least leading of a passage, in bp."""
    if (
        params.note_leading
        and passage.role == "footnote"
        and abs(passage.size_bp - params.note) <= params.slack
    ):
        return params.note_leading - params.slack
    if passage.size_bp < params.body - params.slack:
        return passage.size_bp * params.solid
    return params.least - params.slack if passage.role == "body" else passage.size_bp * params.single
