"""Measures how far running text reaches on each page, as a pure function of a measured paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    FURNITURE,
    OUTSIDE,
    WIDE,
    Column,
    Layout,
    Line,
    Role,
    Unmeasured,
)
from mlcia_check.model.pdf_facts import FIRST_WIDE

T = TypeVar("T")

_ABOVE_BASELINE_SIZES: Final = 0.75
_BELOW_BASELINE_SIZES: Final = 0.25
"""Of the type size, above the first baseline and below the last: the block's height is then what a
format states as the height of its text (LaTeX's \\textheight)."""

_EDGE_LINES_MIN_SHARE: Final = 0.1
_EDGE_LINES_MIN: Final = 2
"""Lines of a column, as a share and at least, that must reach an edge for it to count: fewer are overfull."""

_BEYOND_EDGE_MIN_BP: Final = 4.0
"""bp beyond the edge of full lines at which other lines count: hyphens and periods protrude by less."""

_BODY_MIN_SIZES: Final = 0.95
_NEXT_LINE_MAX_EM: Final = 2.2
"""em of the body size: lines of that size are running text if they follow the columns within this distance.
Smaller lines are notes and stamps; lines further away are running heads and feet."""

_HANGING_MARK_EM: Final = 0.5
"""Of the type size: the empty half of a full-width mark, which Chinese typesetters let hang over an edge."""

_RUNNING: Final[frozenset[Role]] = frozenset({"body", "reference"})


def extents(paper: Layout) -> dict[int, Box]:
    """Return by page the region of its text without heads and feet, if the page has enough text."""
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
    """Group lines, columns or sections by page, in order."""
    groups: dict[int, list[T]] = {}
    for item in items:
        groups.setdefault(page_of(item), []).append(item)
    return groups


class _Block(NamedTuple):
    """The edges of the document's full lines, its highest and lowest baseline, and its number of columns."""

    box: Box
    columns: int
    size: float


def _block(paper: Layout) -> _Block | None:
    """Return the document's block; None if it is unmeasured."""
    if isinstance(paper.text_block, Unmeasured) or isinstance(paper.body, Unmeasured):
        return None
    left, last, right, first = paper.text_block
    lowest = _known((column.last_baseline_bp for column in paper.columns), last)
    highest = _known((column.first_baseline_bp for column in paper.columns), first)
    size = paper.body.size_bp
    return _Block(
        Box(
            left,
            min(lowest) - _BELOW_BASELINE_SIZES * size,
            right,
            max(highest) + _ABOVE_BASELINE_SIZES * size,
        ),
        max((column.index for column in paper.columns), default=0) + 1,
        size,
    )


def _of_lines(lines: Sequence[Line]) -> Box | None:
    """Return the region of one page in a document without a block, from the edges that enough lines reach."""
    inside = [line for line in lines if line.role not in FURNITURE]
    if len(inside) < _EDGE_LINES_MIN:
        return None
    return Box(
        _outermost([_left(line) for line in inside], 0.0),
        _outermost([line.box.bottom for line in inside], 0.0),
        -_outermost([-_right(line) for line in inside], 0.0),
        -_outermost([-line.box.top for line in inside], 0.0),
    )


def _of_page(lines: Sequence[Line], columns: Sequence[Column], block: _Block) -> Box | None:
    """Return the region of one page's text, None if the page has too little.

    Only running text extends the region beyond the document's block; notes, captions and the contents of
    floats extend it within the block.
    """
    running = [line for line in lines if line.role in _RUNNING and line.column != OUTSIDE]
    first = _known(column.first_baseline_bp for column in columns)
    last = _known(column.last_baseline_bp for column in columns)
    wide = [line.baseline_bp for line in running if line.column == WIDE and line.full]
    if len(wide) >= _EDGE_LINES_MIN:
        first.append(max(wide))
        last.append(min(wide))
    baselines = [line.baseline_bp for line in running if line.size_bp >= _BODY_MIN_SIZES * block.size]
    if not (first and last):
        # No line fills the document's columns: the page is of a two-sided format, or its lines are short.
        if len(baselines) < _EDGE_LINES_MIN:
            return None
        first, last = [max(baselines)], [min(baselines)]
    lowest = _continued(min(last), baselines, _NEXT_LINE_MAX_EM * block.size)
    highest = -_continued(-max(first), [-baseline for baseline in baselines], _NEXT_LINE_MAX_EM * block.size)
    others = [line.box for line in lines if line.role not in FURNITURE and line.column != OUTSIDE]
    top = max(box.top for box in others)
    bottom = min(box.bottom for box in others)
    left, right = _sides(running, columns, block)
    return Box(
        left,
        min(lowest - _BELOW_BASELINE_SIZES * block.size, max(block.box.bottom, bottom)),
        right,
        max(highest + _ABOVE_BASELINE_SIZES * block.size, min(block.box.top, top)),
    )


def _sides(running: Sequence[Line], columns: Sequence[Column], block: _Block) -> tuple[float, float]:
    """Return the left edge of the first column and the right edge of the last.

    The edge is that of full lines, or one beyond it that enough lines reach; if there are too few full lines,
    one that enough lines reach, else the document's edge.
    """
    final = block.columns - 1
    lefts = [_left(line) for line in running if line.column in (0, WIDE)]
    rights = [-_right(line) for line in running if line.column in (final, WIDE)]
    outer_left = _outermost(lefts, block.box.left)
    outer_right = -_outermost(rights, -block.box.right)
    left = _known((column.left_bp for column in columns if column.index == 0), outer_left)[0]
    right = _known((column.right_bp for column in columns if column.index == final), outer_right)[0]
    return (
        outer_left if outer_left < left - _BEYOND_EDGE_MIN_BP else left,
        outer_right if outer_right > right + _BEYOND_EDGE_MIN_BP else right,
    )


def _left(line: Line) -> float:
    """Return where the ink of a line begins; the box of 【 or （ is empty on its left."""
    return line.box.left + _hanging(line.text.lstrip()[:1], line.size_bp)


def _right(line: Line) -> float:
    """Return where the ink of a line ends; the box of 。 or ） is empty on its right."""
    return line.box.right - _hanging(line.text.rstrip()[-1:], line.size_bp)


def _hanging(mark: str, size: float) -> float:
    """Return how much of a character's box can hang over an edge, in bp; 0 if it is no full-width mark."""
    return _HANGING_MARK_EM * size if mark >= FIRST_WIDE and not mark.isalnum() else 0.0


def _continued(edge: float, baselines: Sequence[float], step: float) -> float:
    """Return the lowest baseline that can be reached from `edge` in steps of at most `step`, line by line."""
    for baseline in sorted(baselines, reverse=True):
        if edge - step <= baseline < edge:
            edge = baseline
    return edge


def _outermost(edges: Sequence[float], otherwise: float) -> float:
    """Return the outermost edge that enough lines reach; the lowest value counts as outermost."""
    enough = max(_EDGE_LINES_MIN, int(_EDGE_LINES_MIN_SHARE * len(edges)))
    return sorted(edges)[enough - 1] if len(edges) >= enough else otherwise


def _known(values: Iterable[float | Unmeasured], *otherwise: float) -> list[float]:
    return [value for value in values if not isinstance(value, Unmeasured)] or list(otherwise)
