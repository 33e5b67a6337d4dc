"""Listings: lines in fixed-pitch type, and code and algorithms that number their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels

_CODE_NUMBER: Final = re.compile(r"^\s*(\d{1,3}):(?:\s|$)")
"""`12: return x` begins a numbered line of an algorithm."""

_NUMBER_MAX_SIZES: Final = 0.9
"""Of the line's type size: the number before a line of code is smaller (5pt to 7pt before 8pt)."""

_SAME_BASELINE_BP: Final = 1.0
"""Between a line and its number: the mark of a footnote is raised by three."""

_SAME_EDGE_BP: Final = 3.0
"""Between the edges of figures that are flush right or left: a 1 has less ink than a 4."""

_NUMBERED_MIN_LINES: Final = 5
"""Numbered lines from which on a block is code; two items of a list may begin with small figures."""

_SHORT_MAX_SHARE: Final = 0.9
"""Of the column's width: most lines of code end before, or run over the edge; of a paragraph's lines, even if
they are ragged, most end after it."""

_OVER_EDGE_MIN_BP: Final = 3.0
"""Beyond the column's edge: a hyphen or a stop hangs over by one."""

_UNEVEN_LINES_MIN_SHARE: Final = 0.6

_WHOLE_PAGE_MIN_SHARE: Final = 0.75
"""Of the height of a page's lines: numbers that reach over more of it count them for reviewers."""

ColumnEdges = Mapping[int, tuple[float, float]]
"""The left and the right edge of each column, in bp."""


def fixed_pitch_labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return the lines that are in fixed-pitch type for the most part."""
    return {line: "listing" for line in lines if line.role == "unclassified" and line.mono}


def numbered_labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return algorithms that number their lines ("1:", "2:" ...): the numbered lines and what they run on
    to.
    """
    found: RoleLabels = {}
    start: int | None = None
    expected = 0
    for place, line in enumerate(lines):
        number = _CODE_NUMBER.match(line.text) if ":" in line.text else None
        if number is None or line.role != "unclassified":
            continue
        value = int(number[1])
        if value == expected and start is not None:
            previous = lines[start]
            if (previous.page, previous.column) == (line.page, line.column):
                for between in lines[start : place + 1]:
                    if between.role == "unclassified":
                        found[between] = "listing"
        start, expected = place, value + 1
    return found


def counted_labels(pages: Iterable[Sequence[DraftLine]], edges: ColumnEdges) -> RoleLabels:
    """Return code in the type of the text whose lines are counted, in small figures or beside the column.

    `1 select name` and `2 from files`. A listing begins with 1, and goes on in the next column. Lines of
    prose that are counted for reviewers fill their column.
    """
    found: RoleLabels = {}
    next_number = 1
    for lines in pages:
        for first, last, block in (*_counted_inside(lines), *_counted_beside(lines, next_number)):
            goes_on = next_number > 1 and first == next_number
            if (goes_on or (first == 1 and last >= _NUMBERED_MIN_LINES)) and _are_uneven(block, edges):
                found.update(dict.fromkeys(block, "listing"))
                next_number = last + 1
    return found


def _counted_inside(lines: Sequence[DraftLine]) -> Iterator[tuple[int, int, list[DraftLine]]]:
    """Yield the first and last number of each block whose lines begin with their numbers, and its lines."""
    numbered = [
        (place, number)
        for place, line in enumerate(lines)
        if line.text[:1].isdigit() and (number := _own_number(line))
    ]
    blocks: list[list[tuple[int, int]]] = []
    for place, number in numbered:
        before = blocks[-1][-1] if blocks else (0, 0)
        if number == before[1] + 1 and lines[place].column == lines[before[0]].column and blocks:
            blocks[-1].append((place, number))
        else:
            blocks.append([(place, number)])
    for block in blocks:
        (start, first), (end, last) = block[0], block[-1]
        yield first, last, [line for line in lines[start : end + 1] if line.role == "unclassified"]


def _own_number(line: DraftLine) -> int:
    """Return the small number on the baseline with which a line begins, 0 if there is none."""
    if line.role != "unclassified":
        return 0
    first = line.runs[0]
    number = first.text.strip()
    is_small = first.size_bp < _NUMBER_MAX_SIZES * line.size_bp or number == line.text.strip()
    if is_small and number.isdecimal() and abs(first.baseline_bp - line.baseline_bp) < _SAME_BASELINE_BP:
        return int(number)
    return 0


def _counted_beside(
    lines: Sequence[DraftLine], next_number: int
) -> Iterator[tuple[int, int, list[DraftLine]]]:
    """Yield the first and last number of each row of numbers beside a column, and the lines beside them.

    Rows that begin with another number than 1 or the next one count the lines of the paper. So do those of a
    whole page: on a title page and in a short abstract, lines end early like those of code.
    """
    numbers = [line for line in lines if line.role == "line-number" and line.text.isdecimal()]
    groups: list[list[DraftLine]] = []
    for number in sorted(numbers, key=lambda number: number.right):
        first = groups[-1][0] if groups else number
        if groups and (
            number.right < first.right + _SAME_EDGE_BP or abs(number.left - first.left) < _SAME_EDGE_BP
        ):
            groups[-1].append(number)
        else:
            groups.append([number])
    heights = [line.baseline_bp for line in lines if line.role != "line-number"]
    most = _WHOLE_PAGE_MIN_SHARE * (max(heights, default=0.0) - min(heights, default=0.0))
    beginnings = {1, next_number}
    for group in groups:
        # a folio may stand below the numbers
        group.sort(key=lambda number: -number.baseline_bp)
        start = int(group[0].text)
        if start not in beginnings:
            continue
        counted = [number for place, number in enumerate(group) if int(number.text) == start + place]
        if counted[0].baseline_bp - counted[-1].baseline_bp > most:
            continue
        right = max(number.right for number in counted)
        high, low = counted[0].baseline_bp + _SAME_BASELINE_BP, counted[-1].baseline_bp - _SAME_BASELINE_BP
        beside = [
            line
            for line in lines
            if line.role == "unclassified" and low < line.baseline_bp < high and line.left > right
        ]
        column = min((line.column for line in beside), default=None)
        last = int(counted[-1].text)
        beginnings.add(last + 1)
        yield start, last, [line for line in beside if line.column == column]


def _are_uneven(block: Sequence[DraftLine], edges: ColumnEdges) -> bool:
    """Return whether most lines of a block end well before the right edge of their column, or run over it."""
    uneven = 0
    for line in block:
        left, right = edges.get(line.column, (line.left, line.right))
        uneven += not left + _SHORT_MAX_SHARE * (right - left) < line.right < right + _OVER_EDGE_MIN_BP
    return bool(block) and uneven >= _UNEVEN_LINES_MIN_SHARE * len(block)
