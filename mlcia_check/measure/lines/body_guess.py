"""A first guess at the body's type and column edges, with which later stages compare lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import DraftLine, by_column
from mlcia_check.measure.lines.gutters import Interval
from mlcia_check.measure.lines.leading import LEADING_WINDOW_BP, leadings
from mlcia_check.model.measured_paper import WIDE
from mlcia_check.support.modes import mode

_EDGE_WINDOW_BP: Final = 1.0
"""Side bearings and protrusion move glyph edges by up to 1.2bp around the edge."""

_RIGHT_EDGE_WINDOW_SHARE: Final = 0.9
"""Where in the window the right edge lies: ink ends 0 to 0.6bp inside it by the last letter's bearing."""

_FULL_SLACK_BP: Final = 3.0
"""A justified line's ink may fall short of its column's edge by so much."""

_INDENT_MAX_BP: Final = 22.0
"""A full line may begin so far in (paragraph indent, list item)."""

_BODY_CHARACTERS_MIN_SHARE: Final = 0.2
"""Of all characters: a paper whose body is less is mostly references, listings or tables."""

_BODY_MIN_CHARACTERS: Final = 1500
"""In a larger type: two dozen lines are the body of a paper that is mostly references or tables."""

_LONG_LINE_MIN_CHARACTERS: Final = 20
_FULL_LINE_MIN_CHARACTERS: Final = 12
"""Shorter lines are headings, labels and cells."""

_AGREEING_LINES_MIN: Final = 8
"""Long lines that must share an edge before a page's own edge counts for it."""

_LIST_TITLE_MAX_CHARACTERS: Final = 40
"""Of the title of a reference list, with its number; letters may be set apart."""

_SAME_SIZE_BP: Final = 0.15


class BodyGuess(Struct, frozen=True):
    """The document's body type, as far as roles need it: size, leading, and each column's edges, in bp.

    `edges` has an entry for each column, and one for WIDE from the first column's left edge to the last
    one's right edge.
    """

    size_bp: float
    leading_bp: float
    edges: Mapping[int, Interval]


def body_guess(
    lines: Sequence[DraftLine],
    is_list_title: Callable[[str], bool],
    is_cell: Callable[[DraftLine], bool],
) -> BodyGuess:
    """Return the largest type that much of the text is set in; `lines` come by page.

    Titles and headings are too little text to count; references, listings and tables are smaller. Where the
    references or tables are most of a paper, what stands before the ones and outside of the others counts;
    `is_list_title` tells the title of a reference list, `is_cell` what stands in a table.
    """
    long = [line for line in lines if line.weight >= _LONG_LINE_MIN_CHARACTERS and not line.figure]
    weights = _weights(long or lines)
    size = _largest_of_much(weights)
    if any(other > size and weight >= _BODY_MIN_CHARACTERS for other, weight in weights.items()):
        before = set(_before_list(lines, is_list_title))
        weights = _weights([line for line in long if line in before and not is_cell(line)])
        if sum(weights.values()) >= _BODY_MIN_CHARACTERS:
            size = max(size, _largest_of_much(weights))
    of_body = [line for line in long if abs(line.size_bp - size) < _SAME_SIZE_BP]
    leading = mode(leadings(of_body), LEADING_WINDOW_BP)
    return BodyGuess(size, leading.value if leading else 1.2 * size, _edges(of_body))


def _weights(lines: Iterable[DraftLine]) -> dict[float, int]:
    """Return how many characters are set in each type size, in steps of 0.1bp."""
    exact: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        exact[line.size_bp] += line.weight
    weights: defaultdict[float, int] = defaultdict(int)
    for size, weight in exact.items():
        weights[round(size, 1)] += weight
    return weights


def _largest_of_much(weights: Mapping[float, int]) -> float:
    """Return the largest size of so many characters that it can be the body's; 0 for no characters."""
    enough = _BODY_CHARACTERS_MIN_SHARE * sum(weights.values())
    return max((size for size, weight in weights.items() if weight >= enough), default=0.0)


def _before_list(lines: Sequence[DraftLine], is_list_title: Callable[[str], bool]) -> Sequence[DraftLine]:
    """Return the lines before the last title of a reference list ("7 References"), all without one."""
    for index in reversed(range(len(lines))):
        text = lines[index].text
        if len(text) <= _LIST_TITLE_MAX_CHARACTERS and is_list_title(text):
            return lines[:index]
    return lines


def full_lines(lines: Iterable[DraftLine], edges: Mapping[int, Interval]) -> list[DraftLine]:
    """Return the lines that reach from edge to edge of their column, or beyond; a row of cells never does.

    A page whose own lines agree on another edge (a column set wider or narrower there) is judged
    by its own.
    """
    found: list[DraftLine] = []
    for (_, column), members in by_column(lines).items():
        if column not in edges:
            continue
        left, right = edges[column]
        if column != WIDE:
            long = [line for line in members if line.weight >= _LONG_LINE_MIN_CHARACTERS]
            left, right = _own_edges(long, left, right)
        found += [
            line
            for line in members
            if line.right >= right - _FULL_SLACK_BP
            and line.left <= left + _INDENT_MAX_BP
            and line.weight >= _FULL_LINE_MIN_CHARACTERS
            and not line.has_cells
        ]
    return found


def _edges(lines: Sequence[DraftLine]) -> dict[int, Interval]:
    """Return left and right edge of each column over the document: modes over its long lines."""
    of_column: defaultdict[int, list[DraftLine]] = defaultdict(list)
    for line in lines:
        if line.column != WIDE:
            of_column[line.column].append(line)
    edges: dict[int, Interval] = {}
    for column, members in of_column.items():
        # lines of one length first: the pages of a two-sided document have two left and two right edges
        length = mode([line.right - line.left for line in _flush(members)], _EDGE_WINDOW_BP)
        alike = [
            line
            for line in members
            if length is None or abs(line.right - line.left - length.value) <= _FULL_SLACK_BP
        ]
        left = mode([line.left for line in alike], _EDGE_WINDOW_BP)
        if left is None:
            continue
        level = [line for line in _flush(alike) if abs(line.left - left.value) <= _INDENT_MAX_BP]
        right = mode([line.right for line in level], _EDGE_WINDOW_BP, _RIGHT_EDGE_WINDOW_SHARE)
        if right and right.value > left.value:
            edges[column] = (left.value, right.value)
    if edges:
        edges[WIDE] = (min(e[0] for e in edges.values()), max(e[1] for e in edges.values()))
    return edges


def _flush(lines: Iterable[DraftLine]) -> list[DraftLine]:
    """Return lines that end in a letter or digit: hyphens and stops hang over by design."""
    return [line for line in lines if line.ends_in_letter]


def _own_edges(lines: Sequence[DraftLine], left: float, right: float) -> Interval:
    """Return the edges that most lines of one column of one page agree on, where they are near the
    document's.

    A page that was moved as a whole has columns of the document's own width, however far off.
    """
    own_left = mode([line.left for line in lines], _EDGE_WINDOW_BP)
    own_right = mode([line.right for line in _flush(lines)], _EDGE_WINDOW_BP, _RIGHT_EDGE_WINDOW_SHARE)
    if own_left is None or own_right is None:
        return left, right
    if min(own_left.count, own_right.count) < _AGREEING_LINES_MIN:
        return left, right
    far = abs(own_left.value - left) > _INDENT_MAX_BP or abs(own_right.value - right) > _INDENT_MAX_BP
    if far and abs((own_right.value - own_left.value) - (right - left)) > _EDGE_WINDOW_BP:
        return left, right
    return own_left.value, own_right.value
