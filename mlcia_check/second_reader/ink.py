"""Reads the layout of a rendered page from its ink alone: columns, gutters, edges, lines and leading.

It sees pixels alone, so that it can contradict the engine, which trusts text objects:
boxes wider than their ink, white marks, empty glyphs and unseen lines do not exist for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from mlcia_check.support.modes import mode

PIXELS_PER_BP: Final = 3.0
"""Pixels per bp to render at: an edge is then known to 0.2bp, the mean of many to less."""

_INK_GREY_MAX: Final = 0xC0
"""Grey below which a pixel is ink: the anti-aliased rim of black type, light grey type, no tint."""

_SLAB_HEIGHT_BP: Final = 36.0
"""Height of the slabs in which gutters are looked for: three lines of 11pt, so that no word gap is left."""

_GUTTER_MIN_BP: Final = 7.0
"""The narrowest gutter: that of the narrowest two-column formats is 12bp, with glyphs hanging into it."""

_VOTES_MIN: Final = 2
"""Slabs that leave a strip white, where as many part into columns: one may hold a running head alone."""

_COLUMN_MIN_BP: Final = 90.0
"""The narrowest column: narrower stretches of ink are cells, notes and line numbers."""

_VOTES_MIN_SHARE: Final = 0.4
"""Of the slabs that part into columns at all: so many must leave a strip white for it to be a gutter."""

_OUTER_MAX_SHARE: Final = 0.2
"""Of the slabs: so many may reach further out than the text does, with an overfull line or a wide float."""

_MARGIN_REACH_BP: Final = 9.0
"""Into the margins lines are followed so far: line numbers stand 10bp off, and most lines end nearer."""

_WORD_SPACE_MIN_BP: Final = 2.0
"""White between two words of a line, at least: a quarter of an em of 9pt type."""

_NUMBER_MAX_BP: Final = 14.0
_NUMBER_EDGE_WINDOW_BP: Final = 2.0
_NUMBERED_MIN_SHARE: Final = 0.6
"""Line numbers are no wider, end at one edge within this, and stand beside so many of the lines."""

_LINE_HEIGHT_BP: Final = (3.0, 16.0)
"""Height of the ink of one line: x-height of 7pt type to a line with a formula; rules and figures are not."""

_X_HEIGHT_MIN_SHARE: Final = 0.4
"""Of an ascender's height: the x-height of text faces is half of it and more, serifs stand below."""

_FULL_MIN_SHARE: Final = 0.97
"""Of the column's width: lines as wide show its edges; a paragraph's first line is set in by more."""

_WIDTH_MIN_SHARE: Final = 0.15
_WIDTH_WINDOW_BP: Final = 2.0
"""Lines that are as wide as each other within this, and so many of a column's, fill it."""

_EDGE_WINDOW_BP: Final = 1.0
_RIGHT_EDGE_WINDOW_SHARE: Final = 0.6
"""Side bearings scatter the edges inwards, hyphens that hang over scatter the right one outwards."""

_LEADING_BP: Final = (7.0, 24.0)
"""Distances of baselines that are leadings: of 7pt type set solid to double spacing of 10pt type."""

_LEADING_WINDOW_BP: Final = 0.7
"""Baselines are known to a pixel, their distances to two."""

LINES_MIN: Final = 4
"""Lines without which an edge or a leading is not known, as for the engine."""


class GreyPage(Protocol):
    """A page in grey, as `pdf/` renders it: `pixels` row by row from the top, `scale` pixels per bp."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def scale(self) -> float: ...
    @property
    def pixels(self) -> bytes: ...


class InkLine(NamedTuple):
    """The ink of one line: left and right end and baseline, in bp from the page's lower left corner.

    `first` and `last` are the ends of its first and its last word, and `rest` those of what stands between
    the other ends of the two: where the line would begin and end without them. `short` is how high the
    letters without ascender stand, the x-height.
    """

    left: float
    right: float
    baseline: float
    first: tuple[float, float]
    last: tuple[float, float]
    rest: tuple[float, float]
    short: float = 0.0


class InkColumn(Struct, frozen=True):
    """A column of ink. Edges and leading in bp, None where too few lines agree; `lines` from the top.

    `support` is how many lines show the edge that fewer of them show.
    """

    left: float | None
    right: float | None
    leading: float | None
    lines: tuple[InkLine, ...]
    support: int = 0


class InkPage(Struct, frozen=True):
    """A page of ink: its columns from the left, and of each slab of text into how many columns it parts.

    `width` is the page's, in bp: ink ends there, whatever text runs on beyond it.
    """

    columns: tuple[InkColumn, ...]
    slabs: tuple[int, ...]
    width: float = 0.0


def read_ink(picture: GreyPage) -> InkPage:
    """Columns and lines of a page's ink; both are empty for a page without ink."""
    table = bytes(1 if grey < _INK_GREY_MAX else 0 for grey in range(256))
    page = _Bitmap(picture.pixels.translate(table), picture.width, picture.height, picture.scale)
    slabs = list(_slabs(page))
    gutters = _gutters(slabs, page)
    if not slabs:
        return InkPage((), ())
    left, right = _outer_edges(slabs, page)
    margin = int(_MARGIN_REACH_BP * page.scale)
    middles = [(begin + end) // 2 for begin, end in gutters]
    edges = [max(left - margin, 0), *middles, min(right + margin, page.width)]
    return InkPage(
        tuple(_column(page, begin, end) for begin, end in pairwise(edges)),
        tuple(sum(right - left >= _COLUMN_MIN_BP * page.scale for left, right in slab) for slab in slabs),
        page.width / page.scale,
    )


class _Bitmap(NamedTuple):
    """Pixels as bytes, 1 where there is ink."""

    pixels: bytes
    width: int
    height: int
    scale: float

    def row(self, y: int, left: int = 0, right: int | None = None) -> bytes:
        start = y * self.width
        return self.pixels[start + left : start + (self.width if right is None else right)]

    def covered(self, top: int, bottom: int, left: int, right: int) -> bytes:
        """Which pixel columns hold ink in some of these rows."""
        united = 0
        for y in range(top, bottom):
            united |= int.from_bytes(self.row(y, left, right), "big")
        return united.to_bytes(right - left, "big")


Stretch = tuple[int, int]


def _slabs(page: _Bitmap) -> Iterator[list[Stretch]]:
    """For each slab with ink, from the top, its stretches of ink, those nearer than a gutter united."""
    height = int(_SLAB_HEIGHT_BP * page.scale)
    for top in range(0, page.height, height):
        covered = page.covered(top, min(top + height, page.height), 0, page.width)
        if 1 in covered:
            yield _stretches(covered, int(_GUTTER_MIN_BP * page.scale))


def _stretches(covered: bytes, gap: int) -> list[Stretch]:
    """Stretches of ones, those with fewer than `gap` zeros between them united."""
    found: list[Stretch] = []
    white = bytes(gap)
    start = covered.find(1)
    while start >= 0:
        end = covered.find(white, start)
        if end < 0:
            end = len(covered.rstrip(b"\0"))
        found.append((start, end))
        start = covered.find(1, end)
    return found


def _outer_edges(slabs: Sequence[Sequence[Stretch]], page: _Bitmap) -> Stretch:
    """Where the text begins and ends in many slabs: narrow stretches beside it are line numbers and notes."""
    narrowest = _COLUMN_MIN_BP * page.scale
    wide = [[stretch for stretch in slab if stretch[1] - stretch[0] >= narrowest] for slab in slabs]
    lefts = sorted(slab[0][0] for slab in wide if slab)
    rights = sorted((slab[-1][1] for slab in wide if slab), reverse=True)
    if not lefts:
        return 0, page.width
    place = int(_OUTER_MAX_SHARE * len(lefts))
    return lefts[place], max(rights[place], lefts[place] + 1)


def _gutters(slabs: Sequence[Sequence[Stretch]], page: _Bitmap) -> list[Stretch]:
    """White strips between columns that enough slabs leave free."""
    narrowest = _COLUMN_MIN_BP * page.scale
    votes = [0] * (page.width + 1)
    parted = 0
    for slab in slabs:
        columns = [stretch for stretch in slab if stretch[1] - stretch[0] >= narrowest]
        if len(columns) > 1:
            parted += 1
        for (_, left), (right, _) in pairwise(columns):
            votes[left] += 1
            votes[right] -= 1
    found: list[Stretch] = []
    total, start = 0, None
    for x, step in enumerate(votes):
        total += step
        enough = total >= max(_VOTES_MIN_SHARE * parted, min(parted, _VOTES_MIN), 1)
        if enough and start is None:
            start = x
        elif not enough and start is not None:
            if x - start >= _GUTTER_MIN_BP * page.scale:
                found.append((start, x))
            start = None
    return found


def _column(page: _Bitmap, left: int, right: int) -> InkColumn:
    lines = _without_numbers(list(_lines(page, left, right)))
    width = _usual_width([line.right - line.left for line in lines])
    full = [line for line in lines if line.right - line.left >= _FULL_MIN_SHARE * width]
    lefts = mode((line.left for line in full), _EDGE_WINDOW_BP)
    rights = mode((line.right for line in full), _EDGE_WINDOW_BP, _RIGHT_EDGE_WINDOW_SHARE)
    return InkColumn(
        left=lefts.value if lefts and lefts.count >= LINES_MIN else None,
        right=rights.value if rights and rights.count >= LINES_MIN else None,
        leading=_leading([line.baseline for line in lines]),
        lines=lines,
        support=min(lefts.count, rights.count) if lefts and rights else 0,
    )


def _usual_width(widths: Sequence[float]) -> float:
    """The largest width that a good share of the lines have: single lines are overfull, lists set in."""
    ordered = sorted(widths, reverse=True)
    enough = max(LINES_MIN, _WIDTH_MIN_SHARE * len(ordered))
    for start, width in enumerate(ordered):
        alike = [other for other in ordered[start:] if width - other <= _WIDTH_WINDOW_BP]
        if len(alike) >= enough:
            return alike[len(alike) // 2]
    return 0.0


def _lines(page: _Bitmap, left: int, right: int) -> Iterator[InkLine]:
    """The lines of one column, from the top: bands of rows with ink, of the height of a line."""
    counts = [page.row(y, left, right).count(1) for y in range(page.height)]
    start: int | None = None
    for y, count in enumerate((*counts, 0)):
        if count and start is None:
            start = y
        elif not count and start is not None:
            if _LINE_HEIGHT_BP[0] <= (y - start) / page.scale <= _LINE_HEIGHT_BP[1]:
                words = _stretches(page.covered(start, y, left, right), int(_WORD_SPACE_MIN_BP * page.scale))
                ends = [((left + begin) / page.scale, (left + end) / page.scale) for begin, end in words]
                baseline = _baseline(counts, start, y)
                yield InkLine(
                    ends[0][0],
                    ends[-1][1],
                    (page.height - baseline) / page.scale,
                    ends[0],
                    ends[-1],
                    (ends[min(1, len(ends) - 1)][0], ends[max(-2, -len(ends))][1]),
                    (baseline - _shoulder(counts, start, baseline)) / page.scale,
                )
            start = None


def _without_numbers(lines: list[InkLine]) -> tuple[InkLine, ...]:
    """The lines without numbers beside them: narrow first or last words of most lines, ending at one edge."""
    for side in (0, 1):
        words = [(line.first, line.last)[side] for line in lines]
        narrow = [end for begin, end in words if end - begin <= _NUMBER_MAX_BP]
        edge = mode(narrow, _NUMBER_EDGE_WINDOW_BP)
        if edge is None or edge.count < _NUMBERED_MIN_SHARE * len(lines):
            continue
        for place, (begin, end) in enumerate(words):
            if end - begin <= _NUMBER_MAX_BP and abs(end - edge.value) <= _NUMBER_EDGE_WINDOW_BP:
                line = lines[place]
                lines[place] = (
                    line._replace(left=line.rest[0]) if side == 0 else line._replace(right=line.rest[1])
                )
    return tuple(lines)


def _baseline(counts: Sequence[int], top: int, bottom: int) -> int:
    """The row below which a line's ink falls off most: only descenders reach further down."""
    return 1 + max(range(top, bottom), key=lambda y: counts[y] - (counts[y + 1] if y + 1 < bottom else 0))


def _shoulder(counts: Sequence[int], top: int, baseline: int) -> int:
    """The row from which on a line has most more ink than above: only ascenders reach further up."""
    rows = range(top + 1, max(baseline - int(_X_HEIGHT_MIN_SHARE * (baseline - top)), top + 2))
    return max(rows, key=lambda y: counts[y] - counts[y - 1])


def _leading(baselines: Sequence[float]) -> float | None:
    gaps = [upper - lower for upper, lower in pairwise(baselines)]
    near = [gap for gap in gaps if _LEADING_BP[0] < gap < _LEADING_BP[1]]
    densest = mode(near, _LEADING_WINDOW_BP)
    if densest is None or densest.count < LINES_MIN:
        return None
    alike = [gap for gap in near if abs(gap - densest.value) <= _LEADING_WINDOW_BP / 2]
    return sum(alike) / len(alike)
