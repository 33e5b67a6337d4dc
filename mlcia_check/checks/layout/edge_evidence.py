"""Finds the columns whose edges are known, and the place that shows an edge, for several layout checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, Protocol

from msgspec import Struct

from mlcia_check.model import authoring_tool
from mlcia_check.model.answers import Explanation, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Column, Paper, Unmeasured
from mlcia_check.model.rule_pack import Tool
from mlcia_check.support.averages import median


class FormatPage(Protocol):
    """Parameters that say which pages have the format's columns and paper."""

    @property
    def columns(self) -> int: ...
    @property
    def page_width(self) -> float: ...
    @property
    def page_height(self) -> float: ...
    @property
    def paper(self) -> float: ...


def judged_pages(paper: Paper, params: FormatPage) -> set[int]:
    """Return the pages with the format's columns and paper.

    On other paper the text block cannot be compared.
    """
    return {
        page.number
        for page in paper.pages
        if page.columns == params.columns
        and abs(page.width_bp - params.page_width) <= params.paper
        and abs(page.height_bp - params.page_height) <= params.paper
    }


_MET_MAX_BP: Final = 2.0
"""Between the first lines of a paper and of the template that it follows."""

_SAME_SIDE_BP: Final = 0.6
"""Between the sides of a paper's text and those of the template that it follows."""

_SHRUNK_SPACE_EM: Final = 0.17
"""Of Libertine, the format's typeface: a quarter of an em that TeX shrinks by a third."""

_EDGE_BP: Final = 0.3
"""How exactly an edge is known."""

_SAME_ROW_BP: Final = 0.5
"""Between the first baselines of two columns that begin on one row."""


class TemplateRows(Struct, frozen=True, forbid_unknown_fields=True):
    """First and last baseline of a full column, in bp, in a template for papers made with `tools`.

    They are None in a pack for another format than the template's. `left` and `right` are the edges of its
    text block, None where they are the format's.
    """

    top: Length | None
    bottom: Length | None
    tools: tuple[Tool, ...]
    left: Length | None = None
    right: Length | None = None


class Rows(Struct, frozen=True):
    """First and last baseline of a full column, in bp, and the block's edges where a template has its own."""

    top: float
    bottom: float
    left: float | None = None
    right: float | None = None


def rows_followed(paper: Paper, own: Rows, templates: Iterable[TemplateRows]) -> Rows:
    """Return the baselines nearest to the paper's first lines: the format's `own` or those of a template.

    A template for LaTeX, an earlier version of the class, must be met: columns that begin under titles and
    figures are no nearer to one that begins lower. LaTeX begins no column higher than its block, so that the
    highest row on which columns begin shows the block where most of them begin under figures; so do the sides
    of a template that states its own. If most columns of another tool's paper begin lower, it follows the
    template whose block holds all of them.
    """
    if isinstance(paper.text_block, Unmeasured):
        return own
    first, made_with = paper.text_block.top, authoring_tool.tool(paper)
    others = [
        Rows(template.top, template.bottom, template.left, template.right)
        for template in templates
        if made_with in template.tools and template.top is not None and template.bottom is not None
    ]
    if made_with == "latex":
        first = max(_begun_rows(paper), default=first)
        for rows in others:
            if first < rows.top + _MET_MAX_BP and _has_sides(paper.text_block, rows):
                return rows
        others = [rows for rows in others if abs(rows.top - first) < _MET_MAX_BP]
    elif first < own.top - _MET_MAX_BP:
        others = [rows for rows in others if _holds(rows, paper.columns)]
        if others and not _holds(own, paper.columns):
            return others[0]
    return min((own, *others), key=lambda rows: abs(rows.top - first))


def _has_sides(block: Box, template: Rows) -> bool:
    """Return whether the paper's text has the sides of a template that states its own."""
    return (
        template.left is not None
        and template.right is not None
        and abs(block.left - template.left) < _SAME_SIDE_BP
        and abs(block.right - template.right) < _SAME_SIDE_BP
    )


def _begun_rows(paper: Paper) -> Iterator[float]:
    """Yield the first baselines that at least two columns share, in bp."""
    rows = sorted(
        column.first_baseline_bp
        for column in paper.columns
        if not isinstance(column.first_baseline_bp, Unmeasured)
    )
    for lower, upper in pairwise(rows):
        if upper - lower < _SAME_ROW_BP:
            yield upper


def _holds(rows: Rows, columns: Iterable[Column]) -> bool:
    """Return whether all columns begin and end within a block."""
    for column in columns:
        first, last = column.first_baseline_bp, column.last_baseline_bp
        if not isinstance(first, Unmeasured) and first > rows.top + _MET_MAX_BP:
            return False
        if not isinstance(last, Unmeasured) and last < rows.bottom - _MET_MAX_BP:
            return False
    return True


def known_columns(paper: Paper, count: int, lines: int) -> list[tuple[Column, float, float]]:
    """Return columns with two known edges and at least `lines` full lines, from pages of `count` columns."""
    pages = {page.number for page in paper.pages if page.columns == count}
    return [
        (column, column.left_bp, column.right_bp)
        for column in paper.columns
        if column.page in pages
        and column.lines >= lines
        and not isinstance(column.left_bp, Unmeasured)
        and not isinstance(column.right_bp, Unmeasured)
    ]


def space_after_labels(paper: Paper, column: Column, edge: float) -> float:
    """Return by how much the references that end at a column's `edge` are too wide, in bp; 0 if others do.

    Converters such as pandoc set each entry in a box that takes the room its label leaves, and put a space
    between them: all entries stick out by what TeX cannot shrink of it.
    """
    ends = [
        line
        for line in paper.lines
        if (line.page, line.column) == (column.page, column.index)
        and line.role in ("body", "reference")
        and line.box.right > edge - _EDGE_BP
    ]
    entries = [line.size_bp for line in ends if line.role == "reference"]
    return _SHRUNK_SPACE_EM * median(entries) if 2 * len(entries) > len(ends) else 0.0


def usual_beginnings(paper: Paper, columns: Iterable[Column]) -> dict[int, float]:
    """Return the left edge that columns have on most pages, to 0.1 bp, by index of the column.

    On a page of lists, most lines are indented. Lines of references are set in behind their labels, and can
    be most of a short paper: columns of text come first.
    """
    entries = Counter((line.page, line.column) for line in paper.lines if line.role == "reference")
    text = Counter(
        (line.page, line.column)
        for line in paper.lines
        if line.role == "body" and (line.page, line.column) in entries
    )
    begins: dict[int, Counter[float]] = {}
    in_lists: dict[int, Counter[float]] = {}
    for column in columns:
        if not isinstance(column.left_bp, Unmeasured):
            place = (column.page, column.index)
            kind = in_lists if text[place] < entries[place] else begins
            kind.setdefault(column.index, Counter())[round(column.left_bp, 1)] += column.lines
    return {index: weights.most_common(1)[0][0] for index, weights in (in_lists | begins).items()}


def tried_at_edges(columns: Iterable[Column], *, left: bool, right: bool) -> tuple[Explanation, ...]:
    """Return the explanations that would excuse an edge further out than the format's, and what refutes them.

    Continuation lines do not have a label or a mark, so hanging labels and marks do not explain them. Lines
    that TeX could not break end at various places, not at one edge. A box with a width of its own holds fewer
    lines than the column. Numbers beside the lines do not count as lines of a column.
    """
    chosen = list(columns)
    tried: list[Explanation] = []
    begun = {"lines": sum(c.at_left for c in chosen), "of": sum(c.begun for c in chosen)}
    ended = {"lines": sum(c.at_right for c in chosen), "of": sum(c.ended for c in chosen)}
    if left:
        tried.append(Explanation("hanging-labels", "other-lines", dict(begun)))
    if right:
        tried.append(Explanation("overfull-lines", "other-lines", dict(ended)))
    tried.append(Explanation("own-width", "other-lines", dict(begun if left else ended)))
    tried.append(Explanation("line-numbers", "not-there"))
    return tuple(tried)


def column_place(paper: Paper, column: Column) -> Place:
    """Return the box of the column's full lines, with the words of the first of them."""
    lines = [
        line for line in paper.lines if line.page == column.page and line.column == column.index and line.full
    ]
    if not lines:
        return Place(column.page)
    box: Box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return Place(column.page, box, lines[0].text)
