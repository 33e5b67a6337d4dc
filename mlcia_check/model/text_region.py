"""How far running text reaches on each page. A pure function of a measured paper; data only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    FURNITURE,
    OUTSIDE,
    WIDE,
    Column,
    Line,
    Paper,
    Role,
    Unmeasured,
)

T = TypeVar("T")

_ABOVE: Final = 0.75
_BELOW: Final = 0.25
"""Of the type size, above the first baseline and below the last: the block's height is then what a
format states as the height of its text (LaTeX's \\textheight)."""

_SHARE: Final = 0.1
_FEWEST: Final = 2
"""Lines of a column, as a share and at least, that reach an edge before it counts: fewer are overfull."""

_BEYOND: Final = 4.0
"""bp outside the edge of full lines from which on other lines count: hyphens and stops hang over by less."""

_OF_BODY: Final = 0.95
_NEXT: Final = 2.2
"""Of the body's size: lines of it that follow on the columns' own, no further than this, are running text
too; smaller ones are notes and stamps, those further away heads and feet."""

_RUNNING: Final[frozenset[Role]] = frozenset({"body", "reference"})


def extents(paper: Paper) -> dict[int, Box]:
    """The region that each page's text takes, heads and feet aside; pages with too little are left out."""
    lines = grouped(paper.lines, lambda line: line.page)
    columns = grouped(paper.columns, lambda column: column.page)
    whole = _block(paper)
    found = {}
    for page in paper.pages:
        here = lines.get(page.number, ())
        box = _of_lines(here) if whole is None else _of_page(here, columns.get(page.number, ()), whole)
        if box is not None:
            found[page.number] = box
    return found


def grouped(items: Iterable[T], page_of: Callable[[T], int]) -> Mapping[int, Sequence[T]]:
    """Lines, columns or sections by their page, in their order."""
    groups: dict[int, list[T]] = {}
    for item in items:
        groups.setdefault(page_of(item), []).append(item)
    return groups


class _Block(NamedTuple):
    """The edges of the document's full lines, its highest and lowest line, and how many columns it has."""

    box: Box
    columns: int
    size: float


def _block(paper: Paper) -> _Block | None:
    """The document's block; None where it is unmeasured."""
    if isinstance(paper.text_block, Unmeasured) or isinstance(paper.body, Unmeasured):
        return None
    left, last, right, first = paper.text_block
    lowest = _known((column.last_baseline_bp for column in paper.columns), last)
    highest = _known((column.first_baseline_bp for column in paper.columns), first)
    size = paper.body.size_bp
    return _Block(
        Box(left, min(lowest) - _BELOW * size, right, max(highest) + _ABOVE * size),
        max((column.index for column in paper.columns), default=0) + 1,
        size,
    )


def _of_lines(lines: Sequence[Line]) -> Box | None:
    """The region of one page in a document without a block: what enough of all its lines reach."""
    boxes = [line.box for line in lines if line.role not in FURNITURE]
    if len(boxes) < _FEWEST:
        return None
    return Box(
        _outermost([box.left for box in boxes], 0.0),
        _outermost([box.bottom for box in boxes], 0.0),
        -_outermost([-box.right for box in boxes], 0.0),
        -_outermost([-box.top for box in boxes], 0.0),
    )


def _of_page(lines: Sequence[Line], columns: Sequence[Column], block: _Block) -> Box | None:
    """The region of one page's text, None where there is too little to tell.

    Only running text goes beyond the document's block; notes, captions and what stands in floats
    fill it.
    """
    running = [line for line in lines if line.role in _RUNNING and line.column != OUTSIDE]
    first = _known(column.first_baseline_bp for column in columns)
    last = _known(column.last_baseline_bp for column in columns)
    wide = [line.baseline_bp for line in running if line.column == WIDE and line.full]
    if len(wide) >= _FEWEST:
        first.append(max(wide))
        last.append(min(wide))
    baselines = [line.baseline_bp for line in running if line.size_bp >= _OF_BODY * block.size]
    if not (first and last):
        # No line is full by the document's columns: a page of a two-sided format, or one of short lines.
        if len(baselines) < _FEWEST:
            return None
        first, last = [max(baselines)], [min(baselines)]
    lowest = _continued(min(last), baselines, _NEXT * block.size)
    highest = -_continued(-max(first), [-baseline for baseline in baselines], _NEXT * block.size)
    others = [line.box for line in lines if line.role not in FURNITURE and line.column != OUTSIDE]
    top = max(box.top for box in others)
    bottom = min(box.bottom for box in others)
    left, right = _sides(running, columns, block)
    return Box(
        left,
        min(lowest - _BELOW * block.size, max(block.box.bottom, bottom)),
        right,
        max(highest + _ABOVE * block.size, min(block.box.top, top)),
    )


def _sides(running: Sequence[Line], columns: Sequence[Column], block: _Block) -> tuple[float, float]:
    """Left edge of the first column and right edge of the last.

    An edge of full lines counts, and what enough lines reach beyond it or in its place; where there
    are too few, the document's edge.
    """
    final = block.columns - 1
    lefts = [line.box.left for line in running if line.column in (0, WIDE)]
    rights = [-line.box.right for line in running if line.column in (final, WIDE)]
    outer_left = _outermost(lefts, block.box.left)
    outer_right = -_outermost(rights, -block.box.right)
    left = _known((column.left_bp for column in columns if column.index == 0), outer_left)[0]
    right = _known((column.right_bp for column in columns if column.index == final), outer_right)[0]
    return (
        outer_left if outer_left < left - _BEYOND else left,
        outer_right if outer_right > right + _BEYOND else right,
    )


def _continued(edge: float, baselines: Sequence[float], step: float) -> float:
    """The lowest baseline that is reached from `edge` line by line, each within `step` of the one before."""
    for baseline in sorted(baselines, reverse=True):
        if edge - step <= baseline < edge:
            edge = baseline
    return edge


def _outermost(edges: Sequence[float], otherwise: float) -> float:
    """The edge that enough lines reach; the lowest counts as outermost."""
    enough = max(_FEWEST, int(_SHARE * len(edges)))
    return sorted(edges)[enough - 1] if len(edges) >= enough else otherwise


def _known(values: Iterable[float | Unmeasured], *otherwise: float) -> list[float]:
    return [value for value in values if not isinstance(value, Unmeasured)] or list(otherwise)
