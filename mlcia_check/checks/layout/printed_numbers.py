"""Finds the page numbers that a paper prints at the head, the foot or the side of its pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple
from unicodedata import normalize

from mlcia_check.model.measured_paper import Line, Paper, Role
from mlcia_check.support.late_pattern import LatePattern

_EDGE_ROLES: Final[frozenset[Role]] = frozenset({"running-head", "folio", "margin-note"})
"""Roles of lines that hold page numbers, beside other words or alone."""

_NO_NUMBER_ROLES: Final[frozenset[Role]] = frozenset({"line-number", "watermark"})

_UNREAD_HEAD_ROLES: Final[frozenset[Role]] = frozenset({"body", "title-block", "float"})
"""Roles that an outermost row has if it was not read as a running head: on two pages nothing recurs."""

_SAME_ROW_BP: Final = 1.0
"""bp within which lines stand in one row."""

_TOKEN: Final = LatePattern(
    r"(?<![A-Za-z0-9.,'’])(?:(?P<arabic>\d{1,4})|(?P<roman>[ivxl]{1,8}|[IVXL]{1,8}))(?![A-Za-z0-9'’]|[.,]\d)"
)
"""A number beside other words: "12 A. Author", "Page 3 of 20", "第 3 页", "17:3". No "2.1", no "'17"."""

_BEFORE: Final = LatePattern(r"(?:^|\b)(?:pages?|p\.|第)\s*$", re.IGNORECASE)
"""What stands before a page number in the midst of a line: "19 July. Page 3 of 20, draft"."""

_LONE: Final = LatePattern(
    r"[-–—·•|~\s]*(?:[Pp](?:ages?|\.)|PAGES?|第)?[\s|]*(?:\d{1,4}|[ivxl]{1,8}|[IVXL]{1,8})\s*页?"
    r"(?:\s*(?:of|/|,|共)\s*\d{1,4}\s*页?)?[-–—·•|~\s]*"
)
"""A line that is nothing but a page number: "- 3 -", "Page 3 of 20", "iv", "第 3 页 共 20 页".

"(3)" is the number of an equation.
"""

_ROMAN_DIGITS: Final = {"i": 1, "v": 5, "x": 10, "l": 50}

_COUNTED_PAGES_MIN: Final = 3
"""Pages that numbers must count: on two of many, a volume or a row of a table can follow by chance."""


class _Numeral(NamedTuple):
    """A number in a line: its line, its value, its kind, and whether its line holds nothing else."""

    line: Line
    value: int
    kind: str
    lone: bool


def numbered_pages(paper: Paper) -> dict[int, Line]:
    """Return the pages that bear their number, each with the line that does.

    Numbers count pages if they rise with them, by one a page, from any first number. The first page may have
    none. A single page is numbered if a number stands alone at its edge.
    """
    count = len(paper.pages)
    least = max(min(_COUNTED_PAGES_MIN, count - 1), 2)
    series: defaultdict[tuple[str, int], dict[int, _Numeral]] = defaultdict(dict)
    for numeral in _numerals(paper):
        page = numeral.line.page
        series[numeral.kind, numeral.value - page].setdefault(page, numeral)
    found: dict[int, Line] = {}
    for members in sorted(series.values(), key=len, reverse=True):
        is_single = count == 1 and all(one.lone for one in members.values())
        if is_single or len(members) >= least:
            for page, one in members.items():
                found.setdefault(page, one.line)
    return found


def _numerals(paper: Paper) -> Iterator[_Numeral]:
    """Yield the numbers that may be those of a page, lone ones first."""
    beside = []
    for line in _edge_lines(paper):
        lone = _is_lone(line)
        text = normalize("NFKC", line.text)
        for match in _TOKEN.finditer(text):
            if not (lone or _is_in_place(text[: match.start()], text[match.end() :])):
                continue
            value = int(match["arabic"]) if match["arabic"] else _roman(match["roman"].lower())
            numeral = _Numeral(line, value, "arabic" if match["arabic"] else "roman", lone)
            if lone:
                yield numeral
            else:
                beside.append(numeral)
    yield from beside


def _edge_lines(paper: Paper) -> Iterator[Line]:
    """Yield lines that may hold a page number.

    These are running heads, folios and notes in the margin, and outermost rows that are lone numbers or may
    be running heads.
    """
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in paper.lines:
        if line.role not in _NO_NUMBER_ROLES:
            pages[line.page].append(line)
    for lines in pages.values():
        yield from (line for line in lines if line.role in _EDGE_ROLES)
        for edge in (max(line.baseline_bp for line in lines), min(line.baseline_bp for line in lines)):
            row = [line for line in lines if abs(line.baseline_bp - edge) < _SAME_ROW_BP]
            if all(_is_lone(line) or line.role in _UNREAD_HEAD_ROLES for line in row):
                yield from row


def _is_in_place(before: str, after: str) -> bool:
    """Return whether a number stands where one of a page does: first or last in its line, or after "page"."""
    at_end = not any(map(str.isalpha, before)) or not any(map(str.isalpha, after))
    return at_end or _BEFORE.search(before) is not None


def _is_lone(line: Line) -> bool:
    return _LONE.fullmatch(normalize("NFKC", line.text)) is not None


def _roman(text: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(
        -digit if any(other > digit for other in digits[place + 1 :]) else digit
        for place, digit in enumerate(digits)
    )
