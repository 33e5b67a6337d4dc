"""Are the lines numbered in the margin, as the format wants it, or not?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from mlcia_check.checks.layout.wrong_pages import WrongPages
from mlcia_check.model.answers import Answer, NotApplicable
from mlcia_check.model.measured_paper import Line, Paper, Role
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"missing": (), "printed": ()}
DOUBTS: Cases = {"some": ()}

_NUMBERED_ROLES: Final[frozenset[Role]] = frozenset({"body", "reference"})
"""Lines that every way of numbering numbers; some leave out headings, floats or footnotes."""

_PAGE_MIN_LINES: Final = 10
"""Lines of text from which on a page is looked at: every tenth line may bear a number."""

_CODE_ROLES: Final[frozenset[Role]] = frozenset({"float", "listing"})
"""Lines of code and algorithms, which have numbers of their own."""

_SAME_ROW_BP: Final = 3.0
"""bp between the baselines of a line and of its number: a ruler in the margin keeps to no line."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`numbers`: whether the lines must be numbered, or must not."""

    numbers: Literal["required", "forbidden"]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if most pages are not as the format wants them, a doubt if numbers are missing on some.

    Numbers stand in one margin or in both, at each line or at every fifth or tenth. Those of code do not
    count: they are beside code, or on few pages.
    """
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    numbers = _line_numbers(paper)
    text = Counter(line.page for line in paper.lines if line.role in _NUMBERED_ROLES)
    pages = [page for page, lines in sorted(text.items()) if lines >= _PAGE_MIN_LINES]
    if not pages:
        yield NotApplicable("too-few-lines")
        return
    is_required = params.numbers == "required"
    wrong = tuple(page for page in pages if (page in numbers) != is_required)
    answers = WrongPages(wrong, numbers, is_required)
    if 2 * len(wrong) > len(pages):
        yield answers.breach()
    elif wrong and is_required:
        yield answers.doubt(len(pages))


def _line_numbers(paper: Paper) -> dict[int, Line]:
    """Return the first number of each page with line numbers, {} if they number code."""
    by_page: defaultdict[int, list[Line]] = defaultdict(list)
    for line in paper.lines:
        by_page[line.page].append(line)
    first: dict[int, Line] = {}
    beside: Counter[bool] = Counter()
    for page, lines in by_page.items():
        numbers = [line for line in lines if line.role == "line-number"]
        if numbers:
            first[page] = numbers[0]
            roles = _roles_beside(numbers, lines)
            beside.update(role in _CODE_ROLES for role in roles)
    return first if beside[False] >= beside[True] else {}


def _roles_beside(numbers: Sequence[Line], lines: Sequence[Line]) -> Iterator[Role]:
    """Yield the roles of the lines that stand next to the numbers of a page."""
    others = sorted((line for line in lines if line.role != "line-number"), key=lambda line: line.baseline_bp)
    heights = [line.baseline_bp for line in others]
    for number in numbers:
        low = bisect_left(heights, number.baseline_bp - _SAME_ROW_BP)
        row = others[low : bisect_right(heights, number.baseline_bp + _SAME_ROW_BP)]
        if row:
            yield min(row, key=lambda line: _white_bp(line, number)).role


def _white_bp(line: Line, number: Line) -> float:
    """Return the white between a line and a number beside it."""
    return max(line.box.left - number.box.right, number.box.left - line.box.right)
