"""How many pages does the paper have?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mlcia_check.checks.layout.room_to_cut import columns_to_cut
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import FURNITURE, Line, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {
    "": ("over", "columns"),
    "without-text": ("over",),
    "short": (),
    "temporary": (),
    "other-count": ("shown", "over"),
}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`most` and `least`: the numbers of pages allowed, both inclusive; leave one out for no limit.

    `free`: parts of the paper that do not count; a page with nothing but such parts is not counted.
    """

    most: int | None = None
    least: int | None = None
    free: tuple[Literal["bibliography", "appendix"], ...] = ()


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if the paper has more than `params.most` or fewer than `params.least` counted pages.

    A page count that another program would give, and pages that LaTeX added for a single run, have cases of
    their own.
    """
    if params.most is None and params.least is None:
        yield NotApplicable("no-limit")
        return
    yield from _temporary(paper)
    counted = _counted(paper, params)
    pages = len(counted)
    if params.most is not None and pages > params.most:
        over = counted[params.most :]
        lines = [line for line in _text(paper) if line.page in over and line.part not in params.free]
        yield Breach(
            measured=pages,
            expected=params.most,
            unit="pages",
            place=Place(over[0]),
            pages=over,
            lines=len(lines),
            case="" if lines else "without-text",
            detail={
                "over": _over(paper, params, params.most),
                **({"columns": columns_to_cut(paper, lines)} if lines else {}),
            },
        )
    elif params.most is not None and (more := pages + _not_shown(paper)) > params.most:
        yield Breach(
            measured=more,
            expected=params.most,
            unit="pages",
            case="other-count",
            detail={"shown": pages, "over": more - params.most},
        )
    if params.least is not None and pages < params.least:
        yield Breach(measured=pages, expected=params.least, unit="pages", case="short")


def _temporary(paper: Paper) -> Iterator[Answer]:
    """Yield a warning for the page that LaTeX added. The page does not count."""
    added = tuple(page.number for page in paper.pages if page.kind == "temporary")
    if added:
        yield Breach(
            measured=len(paper.pages),
            expected=paper.budget.pages,
            unit="pages",
            place=Place(added[0]),
            pages=added,
            case="temporary",
            level="warning",
        )


def _not_shown(paper: Paper) -> int:
    """Return how many more pages another reading of the file finds."""
    others = [mended.pages for mended in paper.structure.mended if mended.pages is not None]
    return max(0, max(others, default=0) - len(paper.pages))


def _text(paper: Paper) -> list[Line]:
    return [line for line in paper.lines if line.role not in FURNITURE]


def _over(paper: Paper, params: Params, most: int) -> float:
    """Return the pages beyond the limit, to a tenth, by the parts of the budget that count."""
    parts = {"bibliography": paper.budget.bibliography_pages, "appendix": paper.budget.appendix_pages}
    counting = sum(pages for part, pages in parts.items() if part not in params.free)
    return max(0.1, round(paper.budget.body_pages + counting - most, 1))


def _counted(paper: Paper, params: Params) -> tuple[int, ...]:
    """Return the numbers of the pages that count. A page without a line of text counts."""
    numbers = tuple(range(1, paper.budget.pages + 1))
    if not params.free:
        return numbers
    text = _text(paper)
    holding = {line.page for line in text}
    counting = {line.page for line in text if line.part not in params.free}
    return tuple(number for number in numbers if number in counting or number not in holding)
