"""Measure again, on the characters that another parser reads, what an error rests on.

The engine's lines say where to look: on which page, at which lines. Every figure here comes from
the glyphs found there. The quantities are named by the check that asks for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from mlcia_check.model.answers import Breach
from mlcia_check.model.measured_paper import WIDE, Line, Paper, Unmeasured
from mlcia_check.model.pdf_facts import Glyph
from mlcia_check.support.averages import median
from mlcia_check.support.modes import Mode, mode, outermost

_BASELINE_REACH_SIZES: Final = 0.25
"""Of the type size: a baseline further off than this is another line's (leading is at least 1.1)."""

_SAME_BASELINE_BP: Final = 0.35
"""bp between the glyphs of one line; scripts stand 1.3bp off at least."""

_JOINED_MAX_SIZES: Final = 0.5
"""Of the type size: glyphs nearer than this continue a line (a word space is 0.25, a gutter over 1)."""

_GUTTER_MIN_SIZES: Final = 1.0
"""Of the type size: a gap as wide parts columns; the word spaces of justified prose stay below."""

_FOUND_MIN_SHARE: Final = 0.6
"""Share of a line's characters that must be found as glyphs: ligatures and formulas have fewer of them."""

_LINES_MIN: Final = 4
"""Lines without which a quantity is not measured again, as for the engine."""

_FIT_SLACK_COLUMNS: Final = 0.05
"""Of a column: two without a gutter, their letters hanging over the edges, still fit."""

_EDGE_WINDOW_BP: Final = 1.0
_LEADING_WINDOW_BP: Final = 0.16
_SIZE_STEP_BP: Final = 0.05
"""bp: what counts as one value, as for the engine."""

TOO_FEW: Final = Unmeasured("second-too-few-lines")

_SETS_EDGES: Final = ("body", "reference")

Sheets = Mapping[int, "Sheet"]


class GlyphRow(Struct, frozen=True):
    """A line as the second reader sees it, its glyphs from the left, without spaces."""

    line: Line
    glyphs: tuple[Glyph, ...]
    baseline: float

    @property
    def flush(self) -> bool:
        """Whether it ends in a letter or digit: hyphens and stops hang over the edge by design."""
        return self.glyphs[-1].text[-1:].isalnum()


class Sheet:
    """The glyphs of one page, found by baseline."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        inked = (glyph for glyph in glyphs if glyph.text.strip())
        self._glyphs = sorted(inked, key=lambda glyph: (glyph.baseline_bp, glyph.left_bp))
        self._baselines = [glyph.baseline_bp for glyph in self._glyphs]

    def row(self, line: Line) -> GlyphRow | None:
        """Return the line's glyphs, and those that continue it to either side; None where they are not
        found.
        """
        near = self._within(line.baseline_bp, _BASELINE_REACH_SIZES * line.size_bp)
        densest = mode((glyph.baseline_bp for glyph in near if _stands_in(glyph, line)), _SAME_BASELINE_BP)
        if densest is None:
            return None
        level = sorted(
            (glyph for glyph in near if abs(glyph.baseline_bp - densest.value) <= _SAME_BASELINE_BP),
            key=lambda glyph: glyph.left_bp,
        )
        core = [i for i, glyph in enumerate(level) if _stands_in(glyph, line)]
        if len(core) < _FOUND_MIN_SHARE * len("".join(line.text.split())):
            return None
        first, last, joined = core[0], core[-1], _JOINED_MAX_SIZES * line.size_bp
        while first > 0 and level[first].left_bp - level[first - 1].right_bp < joined:
            first -= 1
        while last + 1 < len(level) and level[last + 1].left_bp - level[last].right_bp < joined:
            last += 1
        return GlyphRow(line, tuple(level[first : last + 1]), densest.value)

    def _within(self, baseline: float, reach: float) -> list[Glyph]:
        start = bisect_left(self._baselines, baseline - reach)
        return self._glyphs[start : bisect_right(self._baselines, baseline + reach)]


def _stands_in(glyph: Glyph, line: Line) -> bool:
    return line.box.left <= (glyph.left_bp + glyph.right_bp) / 2 <= line.box.right


def _rows(lines: Iterable[Line], sheets: Sheets) -> list[GlyphRow]:
    found = (sheets[line.page].row(line) for line in lines if line.page in sheets)
    return [row for row in found if row is not None]


def _at_place(breach: Breach, paper: Paper) -> list[Line]:
    """Return the lines that the breach shows."""
    place = breach.place
    if place is None or place.box is None:
        return []
    return [line for line in paper.lines if line.page == place.page and place.box.contains(line.box, 0.01)]


def _column_at_place(breach: Breach, paper: Paper, step: int = 0) -> list[Line]:
    """Return the full lines of the column that the breach shows, or of the column `step` further right."""
    shown = [line.column for line in _at_place(breach, paper) if line.full and line.column >= 0]
    if not shown or breach.place is None:
        return []
    column = max(set(shown), key=shown.count) + step
    page = breach.place.page
    return [
        line
        for line in paper.lines
        if (line.page, line.column) == (page, column) and line.full and line.role in _SETS_EDGES
    ]


def _left(rows: Sequence[GlyphRow]) -> float | None:
    found = outermost((row.glyphs[0].left_bp for row in rows), _EDGE_WINDOW_BP, _LINES_MIN - 1)
    return found.value if found is not None else None


def _right(rows: Sequence[GlyphRow]) -> float | None:
    return _agreed(mode((row.glyphs[-1].right_bp for row in rows if row.flush), _EDGE_WINDOW_BP))


def _agreed(found: Mode | None) -> float | None:
    return found.value if found is not None and found.count >= _LINES_MIN else None


def column_count(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return how many stretches of glyphs such as a line's fit into the breadth of the page's text.

    Notes beside a single column take breadth too, but less than the column itself.
    """
    pages = set(sheets)
    text = [line for line in paper.lines if line.page in pages and line.role == "body" and line.full]
    across = any(line.column == WIDE for line in _at_place(breach, paper))
    counts = []
    for page in pages:
        rows = _rows([line for line in text if line.page == page], sheets)
        if not rows:
            continue
        breadth = max(row.glyphs[-1].right_bp for row in rows) - min(row.glyphs[0].left_bp for row in rows)
        evidence = [row for row in rows if row.line.column == WIDE] if across else rows
        counts += [max(1, int(breadth / _longest_stretch(row) + _FIT_SLACK_COLUMNS)) for row in evidence]
    return max(set(counts), key=counts.count) if len(counts) >= _LINES_MIN else TOO_FEW


def _longest_stretch(row: GlyphRow) -> float:
    longest, start = 0.0, row.glyphs[0].left_bp
    for glyph, following in zip(row.glyphs, (*row.glyphs[1:], None), strict=True):
        if following is None or following.left_bp - glyph.right_bp > _GUTTER_MIN_SIZES * row.line.size_bp:
            longest = max(longest, glyph.right_bp - start)
            start = following.left_bp if following is not None else start
    return longest or 1.0


def column_width(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return the width of the column shown; for a paper that is narrow as a whole, of its widest column."""
    if breach.case == "narrow":
        by_column: defaultdict[int, list[Line]] = defaultdict(list)
        for line in paper.lines:
            if line.full and line.column >= 0 and line.role in _SETS_EDGES and line.page in sheets:
                by_column[line.column].append(line)
        groups = list(by_column.values())
    else:
        groups = [_column_at_place(breach, paper)]
    widths = []
    for lines in groups:
        rows = _rows(lines, sheets)
        left, right = _left(rows), _right(rows)
        if left is not None and right is not None:
            widths.append(right - left)
    return max(widths, default=TOO_FEW)


def column_gap(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    right = _right(_rows(_column_at_place(breach, paper), sheets))
    left = _left(_rows(_column_at_place(breach, paper, step=1), sheets))
    return TOO_FEW if left is None or right is None else left - right


def text_block(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return the edge of the column shown, or the baseline of the line shown."""
    if breach.case in ("top", "bottom"):
        baselines = [row.baseline for row in _rows(_at_place(breach, paper), sheets)]
        return median(baselines) if baselines else TOO_FEW
    rows = _rows(_column_at_place(breach, paper), sheets)
    edge = _left(rows) if breach.case == "left" else _right(rows)
    return TOO_FEW if edge is None else edge


def font_size(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return the size of most glyphs in lines of the kind shown that the engine finds too small, or too
    large.
    """
    roles = {line.role for line in _at_place(breach, paper)}
    bound = breach.expected
    if not isinstance(bound, int | float):
        return TOO_FEW
    beyond = [
        line
        for line in paper.lines
        if line.role in roles
        and (
            line.size_bp > bound + _SIZE_STEP_BP
            if breach.case == "large"
            else line.size_bp < bound - _SIZE_STEP_BP
        )
    ]
    rows = _rows(beyond, sheets)
    by_size: defaultdict[int, list[float]] = defaultdict(list)
    for row in rows:
        for glyph in row.glyphs:
            by_size[round(glyph.size_bp / _SIZE_STEP_BP)].append(glyph.size_bp)
    if len(rows) < _LINES_MIN:
        return TOO_FEW
    commonest: list[float] = max(by_size.values(), key=len)
    return median(commonest)


def heading_size(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return the size of the largest letters of the heading shown."""
    rows = _rows(_at_place(breach, paper), sheets)
    sizes = [glyph.size_bp for row in rows for glyph in row.glyphs if glyph.text.isalpha()]
    return max(sizes, default=TOO_FEW)


def leading(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return the mode of the baseline gaps of running text: of the pages read, or of the column shown."""
    text = [line for line in paper.lines if line.role == "body" and line.column >= 0]
    if breach.case == "part":
        shown = {(line.page, line.column) for line in _column_at_place(breach, paper)}
        text = [line for line in text if (line.page, line.column) in shown]
    by_column: defaultdict[tuple[int, int], list[GlyphRow]] = defaultdict(list)
    for row in _rows(text, sheets):
        by_column[row.line.page, row.line.column].append(row)
    gaps = []
    for rows in by_column.values():
        baselines = sorted((row.baseline for row in rows), reverse=True)
        size = rows[0].line.size_bp
        gaps += [
            upper - lower for upper, lower in pairwise(baselines) if 0.8 * size < upper - lower < 2.2 * size
        ]
    found = _agreed(mode(gaps, _LEADING_WINDOW_BP))
    return TOO_FEW if found is None else found


def font_width(breach: Breach, paper: Paper, sheets: Sheets) -> float | Unmeasured:
    """Return the mean horizontal scale of the glyphs in full lines of running text, in percent."""
    if breach.case not in ("", "part"):
        return Unmeasured("second-unknown")
    rows = _rows([line for line in paper.lines if line.role == "body" and line.full], sheets)
    if len(rows) < _LINES_MIN:
        return TOO_FEW
    scales = [glyph.horizontal_scale for row in rows for glyph in row.glyphs]
    return 100.0 * sum(scales) / len(scales)
