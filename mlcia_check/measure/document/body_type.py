"""The document's own body type and column edges, and the columns of each page, from running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.roles.assign import Body
from mlcia_check.model.measured_paper import WIDE, BodyType, Unmeasured
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.modes import mode

_FIRST_HAN: Final = "\u3400"
_HAN: Final = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Compiled where a text has such characters only: its ranges cost more than a millisecond."""

_SIZE_WINDOW: Final = 0.06
LEADING_WINDOW: Final = 0.16
"""bp: LibreOffice alternates 10.9 and 11.0; the class's leading is constant to 0.05."""

_EDGE_WINDOW: Final = 1.0
"""bp: side bearings and protrusion move glyph edges by up to 1.2bp around the edge."""

_RIGHT: Final = 0.9
"""Where in the window the right edge lies: ink ends 0 to 0.6bp inside it by the last letter's bearing."""

FULL_SLACK: Final = 3.0
"""bp by which a justified line's ink may fall short of its column's edge."""

LARGEST_INDENT: Final = 22.0
"""bp: a full line may begin this far in (paragraph indent, list item)."""


def _flush(lines: Iterable[DraftLine]) -> list[DraftLine]:
    """Lines that end in a letter or digit (and a space, in Word): hyphens and stops hang over by design."""
    return [line for line in lines if line.text.rstrip()[-1:].isalnum()]


_BODY_SHARE: Final = 0.2
"""Of all characters: a paper whose body is less is mostly references, listings or tables."""

_FEWEST_BODY: Final = 12
"""Full lines without which there is no body whose type could be measured."""

_AGREED: Final = 8
"""Long lines that must share an edge before a page's own edge counts for it."""


def first_body_guess(lines: Sequence[DraftLine]) -> Body:
    """The largest type that much of the text is set in, before any role is known.

    Titles and headings are too little text to count; references, listings and tables are smaller.
    """
    long = [line for line in lines if line.weight >= 20 and not line.figure]
    weights: defaultdict[float, int] = defaultdict(int)
    for line in long or lines:
        weights[round(line.size_bp, 1)] += line.weight
    enough = _BODY_SHARE * sum(weights.values())
    size = max((size for size, weight in weights.items() if weight >= enough), default=0.0)
    distances = gaps(line for line in long if abs(line.size_bp - size) < 0.15)
    leading = mode(distances, LEADING_WINDOW)
    edges = _edges([line for line in long if abs(line.size_bp - size) < 0.15])
    return Body(size, leading.value if leading else 1.2 * size, edges)


def gaps(lines: Iterable[DraftLine]) -> list[float]:
    """Baseline distances of neighbouring lines of one column."""
    found = []
    previous: DraftLine | None = None
    for line in lines:
        if previous is not None and (previous.page, previous.column) == (line.page, line.column):
            gap = previous.baseline_bp - line.baseline_bp
            if 0.8 * line.size_bp < gap < 2.2 * line.size_bp:
                found.append(gap)
        previous = line
    return found


def _edges(lines: Sequence[DraftLine]) -> dict[int, tuple[float, float]]:
    """Left and right edge of each column over the document: modes over its long lines."""
    by_column: defaultdict[int, list[DraftLine]] = defaultdict(list)
    for line in lines:
        if line.column != WIDE:
            by_column[line.column].append(line)
    edges = {}
    for column, members in by_column.items():
        # lines of one length first: the pages of a two-sided document have two left and two right edges
        length = mode((line.right - line.left for line in _flush(members)), _EDGE_WINDOW)
        alike = [
            line
            for line in members
            if length is None or abs(line.right - line.left - length.value) <= FULL_SLACK
        ]
        left = mode((line.left for line in alike), _EDGE_WINDOW)
        if left is None:
            continue
        level = [line for line in _flush(alike) if abs(line.left - left.value) <= LARGEST_INDENT]
        right = mode((line.right for line in level), _EDGE_WINDOW, _RIGHT)
        if right and right.value > left.value:
            edges[column] = (left.value, right.value)
    if edges:
        edges[WIDE] = (min(e[0] for e in edges.values()), max(e[1] for e in edges.values()))
    return edges


def mark_full(lines: Sequence[DraftLine], edges: Mapping[int, tuple[float, float]]) -> None:
    """A line is full when it reaches from edge to edge of its column, or beyond; a row of cells never is.

    A page whose own lines agree on another edge (a column set wider or narrower there) is judged
    by its own.
    """
    by_place: defaultdict[tuple[int, int], list[DraftLine]] = defaultdict(list)
    for line in lines:
        by_place[line.page, line.column].append(line)
    for (_, column), members in by_place.items():
        if column not in edges:
            continue
        left, right = edges[column]
        if column != WIDE:
            left, right = _own_edges([line for line in members if line.weight >= 20], left, right)
        for line in members:
            line.full = (
                line.right >= right - FULL_SLACK
                and line.left <= left + LARGEST_INDENT
                and line.weight >= 12
                and not line.has_cells
            )


def _own_edges(lines: Sequence[DraftLine], left: float, right: float) -> tuple[float, float]:
    """The edges that most lines of one column of one page agree on, where they are near the document's.

    A page that was moved as a whole has columns of the document's own width, however far off.
    """
    own_left = mode((line.left for line in lines), _EDGE_WINDOW)
    own_right = mode((line.right for line in _flush(lines)), _EDGE_WINDOW, _RIGHT)
    if own_left is None or own_right is None or own_left.count < _AGREED or own_right.count < _AGREED:
        return left, right
    far = abs(own_left.value - left) > LARGEST_INDENT or abs(own_right.value - right) > LARGEST_INDENT
    if far and abs((own_right.value - own_left.value) - (right - left)) > _EDGE_WINDOW:
        return left, right
    return own_left.value, own_right.value


def body_type(lines: Sequence[DraftLine], fonts: Sequence[Font]) -> BodyType | Unmeasured:
    """Size by weight of characters in running text, to 0.05bp; leading as the mode of its baseline gaps."""
    text = [line for line in lines if line.role is None]
    full = [line for line in text if line.full]
    if len(full) < _FEWEST_BODY:
        return Unmeasured("too-little-text")
    weights: defaultdict[float, int] = defaultdict(int)
    names: defaultdict[int, int] = defaultdict(int)
    for line in full:
        weights[round(line.size_bp / _SIZE_WINDOW)] += line.weight
    best = max(weights, key=weights.__getitem__)
    main = [line for line in full if round(line.size_bp / _SIZE_WINDOW) == best]
    total = sum(line.weight for line in main)
    for line in main:
        names[line.font] += line.weight
    size = sum(line.size_bp * line.weight for line in main) / total
    found = mode(gaps(line for line in text if abs(line.size_bp - size) < 0.1), LEADING_WINDOW)
    font = max(names, key=names.__getitem__)
    return BodyType(
        font=fonts[font].name,
        size_bp=size,
        leading_bp=found.value if found else Unmeasured("too-few-lines"),
        horizontal_scale=sum(line.horizontal_scale * line.weight for line in main) / total,
        chinese_share=_share_of_han(main, font),
    )


def _share_of_han(lines: Iterable[DraftLine], font: int) -> float:
    """The share of Chinese characters among the glyphs of one font."""
    texts = [run.text for line in lines for run in line.runs if run.font == font]
    han = sum(len(re.findall(_HAN, text)) for text in texts if not text.isascii() and max(text) >= _FIRST_HAN)
    return han / max(sum(map(len, texts)), 1)
