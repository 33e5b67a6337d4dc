"""Is the running text set in the format's number of columns?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.checks import every_place, set_apart_prose
from mlcia_check.model.answers import (
    Answer,
    Breach,
    Doubt,
    Explanation,
    NotApplicable,
    Place,
)
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import WIDE, Line, Paper, Part, Unmeasured
from mlcia_check.model.rule_pack import Cases, ColumnCount

BREACHES: Cases = {"": ()}
DOUBTS: Cases = {"apart": ("lines",)}

_OVERFULL_MAX_SHARE: Final = 0.1
"""Share of the column's width by which a line may stick out. Text across two columns is twice as wide."""

_SIDE_BY_SIDE_MAX_SHARE: Final = 0.8
"""Share of the column's width below which a passage is one of several side by side. Boxes are wider."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`count`: the number of columns. `parts`: the parts of the paper to check.

    `lines`: the least number of lines of a page to check. `full`: how many of them must fill their width.
    `width`: the width of the format's column, in bp; lines that are not wider stand in a column of the
    format, even if nothing stands beside them. If the format does not state it, an equal share of the paper's
    own text block counts. `apart`: lines of a column from which on prose in floats is a
    doubt, if it is wider or narrower than a column and has neither a frame nor rules (0: never). `caption`:
    lines of the longest caption; a longer one counts as text.
    """

    count: ColumnCount
    parts: tuple[Part, ...]
    lines: int
    full: int
    width: Length | None = None
    apart: int = 0
    caption: int = 15


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for all pages with running text across the columns or in another number of columns.

    Pages that lie on their side among upright pages hold a turned table; `paper-size` checks their size.
    """
    yield from _apart(paper, params)
    text = [line for line in paper.lines if line.part in params.parts and line.role == "body"]
    if not text:
        yield NotApplicable("no-text-of-kind")
        return
    lying = sum(page.width_bp > page.height_bp for page in paper.pages) * 2 > len(paper.pages)
    columns = {
        page.number: page.columns
        for page in paper.pages
        if page.kind == "text" and (page.width_bp > page.height_bp) == lying
    }
    by_page: dict[int, list[Line]] = {}
    for line in text:
        here = columns.get(line.page)
        if line.column == WIDE or (isinstance(here, int) and here != params.count):
            by_page.setdefault(line.page, []).append(line)
    width = _column_width(paper, params)
    wrong = {
        page: lines
        for page, lines in by_page.items()
        if len(lines) >= params.lines
        and sum(
            line.full and not (_has_fewer(columns.get(page), params) and _fits(line, width)) for line in lines
        )
        >= params.full
    }
    if not wrong:
        return
    worst = max(wrong.values(), key=len)
    count = columns.get(worst[0].page, 1)
    count_of_prose = sum(map(len, wrong.values()))
    floats = sum(
        line.page in wrong and line.column == WIDE and line.role in ("float", "caption")
        for line in paper.lines
    )
    yield Breach(
        measured=1 if worst[0].column == WIDE or not isinstance(count, int) else count,
        expected=params.count,
        place=Place(worst[0].page, worst[0].box, worst[0].text),
        pages=tuple(sorted(wrong)),
        places=every_place.of_passages(line for page in sorted(wrong) for line in wrong[page]),
        lines=count_of_prose,
        geometric=True,
        explanations=(
            Explanation(
                "wide-float", "other-lines", {"lines": count_of_prose, "of": count_of_prose + floats}
            ),
        ),
    )


def _column_width(paper: Paper, params: Params) -> float:
    """Return the width of the format's column, in bp, or else the most that the paper's text block allows."""
    if params.width is not None:
        return params.width
    block = paper.text_block
    return 0.0 if isinstance(block, Unmeasured) else (block.right - block.left) / params.count


def _has_fewer(columns: int | Unmeasured | None, params: Params) -> bool:
    """Return True if a page has fewer columns than the format, or an unknown number."""
    return not isinstance(columns, int) or columns < params.count


def _fits(line: Line, width: float) -> bool:
    """Return True if a line is not wider than a column, in bp, with the slack for overfull lines."""
    return line.box.width <= (1.0 + _OVERFULL_MAX_SHARE) * width


def _apart(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a doubt about prose in floats that runs across the columns or has another column width."""
    if not params.apart or params.width is None or paper.imposed:
        return
    least, most = _SIDE_BY_SIDE_MAX_SHARE * params.width, (1.0 + _OVERFULL_MAX_SHARE) * params.width
    other = [
        passage
        for passage in paper.passages
        if (passage.role == "float" or (passage.role == "caption" and passage.lines > params.caption))
        and not (passage.framed or passage.mono)
        # An included page is shown smaller, so its columns are narrower. Other rules check that.
        and not (0.0 if passage.included else least) <= passage.box.width <= most
    ]
    lines = sum(passage.lines * passage.box.width / params.width for passage in other)
    if lines >= params.apart:
        largest = max(other, key=lambda passage: passage.characters)
        yield Doubt(
            "apart",
            place=set_apart_prose.place_of(largest),
            pages=set_apart_prose.pages_of(other),
            places=every_place.of_each(other),
            measured=largest.box.width,
            expected=params.width,
            unit="bp",
            detail={"lines": round(lines)},
        )
