"""Reads the layout of a rendered page from its ink alone: columns, gutters, edges, lines and leading.

It sees pixels alone, so that it can contradict the engine, which trusts text objects:
boxes wider than their ink, white marks, empty glyphs and unseen lines do not exist for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from math import inf
from typing import Final, NamedTuple, Protocol

from mlcia_check.support.modes import Mode, mode

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

    `short` is how high the letters without ascender stand, the x-height.
    """

    left: float
    right: float
    baseline: float
    short: float = 0.0


class InkColumn:
    """A column of ink. What nobody asks for is not measured: edges need no baselines."""

    def __init__(self, page: _Bitmap, left: int, right: int) -> None:
        """`left` and `right` are the pixels between which the column's ink lies."""
        self._page = page
        self._bands = list(_bands(page, left, right))
        self._ends = [
            (begin / page.scale, end / page.scale) for begin, end in _without_numbers(page, self._bands)
        ]

    @property
    def begins_at(self) -> float:
        """Where the leftmost line begins, in bp; infinity for a column without lines."""
        return min((left for left, _ in self._ends), default=inf)

    @cached_property
    def _edges(self) -> tuple[Mode | None, Mode | None]:
        width = _usual_width([right - left for left, right in self._ends])
        full = [(left, right) for left, right in self._ends if right - left >= _FULL_MIN_SHARE * width]
        return (
            mode((left for left, _ in full), _EDGE_WINDOW_BP),
            mode((right for _, right in full), _EDGE_WINDOW_BP, _RIGHT_EDGE_WINDOW_SHARE),
        )

    @property
    def left(self) -> float | None:
        """The left edge in bp, None if too few lines agree."""
        left, _ = self._edges
        return left.value if left and left.count >= LINES_MIN else None

    @property
    def right(self) -> float | None:
        """The right edge in bp, None if too few lines agree."""
        _, right = self._edges
        return right.value if right and right.count >= LINES_MIN else None

    @property
    def support(self) -> int:
        """How many lines show the edge that fewer of them show."""
        left, right = self._edges
        return min(left.count, right.count) if left and right else 0

    @cached_property
    def lines(self) -> tuple[InkLine, ...]:
        """The lines from the top."""
        return tuple(
            _line(self._page, band, *ends) for band, ends in zip(self._bands, self._ends, strict=True)
        )

    @cached_property
    def leading(self) -> float | None:
        """The distance of most lines in bp, None if too few agree."""
        return _leading([line.baseline for line in self.lines])


class InkPage:
    """A page of ink. What nobody asks for is not measured: slabs alone show the number of columns."""

    def __init__(self, picture: GreyPage) -> None:
        self._page = _bitmap(picture)
        self._stretches = list(_slabs(self._page))

    @property
    def width(self) -> float:
        """The page's width in bp: ink ends there, whatever text runs on beyond it."""
        return self._page.width / self._page.scale

    @cached_property
    def slabs(self) -> tuple[int, ...]:
        """How many columns each slab of text has, from the top; empty for a page without ink."""
        narrowest = _COLUMN_MIN_BP * self._page.scale
        return tuple(sum(right - left >= narrowest for left, right in slab) for slab in self._stretches)

    @cached_property
    def columns(self) -> tuple[InkColumn, ...]:
        """The columns from the left; empty for a page without ink."""
        page = self._page
        if not self._stretches:
            return ()
        left, right = _outer_edges(self._stretches, page)
        margin = int(_MARGIN_REACH_BP * page.scale)
        middles = [(begin + end) // 2 for begin, end in _gutters(self._stretches, page)]
        edges = [max(left - margin, 0), *middles, min(right + margin, page.width)]
        return tuple(InkColumn(page, begin, end) for begin, end in pairwise(edges))


class _Bitmap(NamedTuple):
    """The rows of a page from the top, a byte for each pixel, 1 where there is ink; b"" is a white row."""

    rows: list[bytes]
    width: int
    scale: float

    def pixels(self, length_bp: float) -> int:
        """Return whole pixels of a length, at least one."""
        return max(int(length_bp * self.scale), 1)


def _bitmap(picture: GreyPage) -> _Bitmap:
    table = bytes(1 if grey < _INK_GREY_MAX else 0 for grey in range(256))
    pixels, width = picture.pixels, picture.width
    white = b"\xff" * width
    rows = (pixels[start : start + width] for start in range(0, width * picture.height, width))
    # A third of a page's rows are white: comparing them costs a fiftieth of translating them.
    return _Bitmap([b"" if row == white else row.translate(table) for row in rows], width, picture.scale)


Stretch = tuple[int, int]


def _slabs(page: _Bitmap) -> Iterator[list[Stretch]]:
    """For each slab with ink, from the top, its stretches of ink, those nearer than a gutter united."""
    height = page.pixels(_SLAB_HEIGHT_BP)
    for top in range(0, len(page.rows), height):
        rows = page.rows[top : top + height]
        stretches = _stretches(rows, 0, page.width, page.pixels(_GUTTER_MIN_BP))
        if stretches:
            yield stretches


def _stretches(rows: Iterable[bytes], left: int, right: int, gap: int) -> list[Stretch]:
    """Return stretches of ink that some of the rows have, those nearer than `gap` pixels united."""
    white = bytes(gap)
    strips = [(left, right)]
    for row in rows:
        if not row:
            continue
        # Few strips stay white after a few rows, and most of the other rows have no ink there.
        kept: list[Stretch] = []
        for strip in strips:
            begin, end = strip
            if 1 in row[begin:end]:
                kept += _white(row, strip, left, right, white)
            else:
                kept.append(strip)
        strips = kept
    inked = [left, *chain.from_iterable(strips), right]
    return [(begin, end) for begin, end in zip(inked[::2], inked[1::2], strict=True) if begin < end]


def _white(row: bytes, strip: Stretch, left: int, right: int, white: bytes) -> Iterator[Stretch]:
    """Yield the parts of a strip that a row leaves white: those as wide as `white`, and those at the two
    sides.
    """
    begin, end = strip
    ink = row.find(1, begin, end)
    while ink >= 0:
        if ink - begin >= len(white) or begin == left:
            yield begin, ink
        begin = row.find(white, ink, end)
        if begin < 0:
            if end == right:
                yield row.rfind(1, ink, end) + 1, end
            return
        ink = row.find(1, begin, end)
    yield begin, end


def _outer_edges(slabs: Sequence[Sequence[Stretch]], page: _Bitmap) -> Stretch:
    """Return where the text begins and ends in many slabs: narrow stretches beside it are line numbers and
    notes.
    """
    narrowest = _COLUMN_MIN_BP * page.scale
    wide = [[stretch for stretch in slab if stretch[1] - stretch[0] >= narrowest] for slab in slabs]
    lefts = sorted(slab[0][0] for slab in wide if slab)
    rights = sorted((slab[-1][1] for slab in wide if slab), reverse=True)
    if not lefts:
        return 0, page.width
    place = int(_OUTER_MAX_SHARE * len(lefts))
    return lefts[place], max(rights[place], lefts[place] + 1)


def _gutters(slabs: Sequence[Sequence[Stretch]], page: _Bitmap) -> list[Stretch]:
    """Return white strips between columns that enough slabs leave free."""
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
    least = max(_VOTES_MIN_SHARE * parted, min(parted, _VOTES_MIN), 1)
    for x, step in enumerate(votes):
        total += step
        enough = total >= least
        if enough and start is None:
            start = x
        elif not enough and start is not None:
            if x - start >= _GUTTER_MIN_BP * page.scale:
                found.append((start, x))
            start = None
    return found


def _usual_width(widths: Sequence[float]) -> float:
    """Return the largest width that a good share of the lines have: single lines are overfull, lists set
    in.
    """
    ordered = sorted(widths, reverse=True)
    enough = max(LINES_MIN, _WIDTH_MIN_SHARE * len(ordered))
    for start, width in enumerate(ordered):
        alike = [other for other in ordered[start:] if width - other <= _WIDTH_WINDOW_BP]
        if len(alike) >= enough:
            return alike[len(alike) // 2]
    return 0.0


class _Band(NamedTuple):
    """The rows of one line in a column from `left` to `right`; `top` is the first one's place on the page.

    `begin` and `end` are where its ink begins and ends, in pixels.
    """

    top: int
    rows: list[bytes]
    left: int
    right: int
    begin: int
    end: int


def _bands(page: _Bitmap, left: int, right: int) -> Iterator[_Band]:
    """Yield the lines of one column, from the top: bands of rows with ink, of the height of a line."""
    start: int | None = None
    for y, row in enumerate((*page.rows, b"")):
        inked = 1 in row[left:right]
        if inked and start is None:
            start = y
        elif not inked and start is not None:
            if _LINE_HEIGHT_BP[0] <= (y - start) / page.scale <= _LINE_HEIGHT_BP[1]:
                rows = page.rows[start:y]
                begin = min(row.find(1, left, right) for row in rows)
                end = max(row.rfind(1, left, right) for row in rows) + 1
                yield _Band(start, rows, left, right, begin, end)
            start = None


def _line(page: _Bitmap, band: _Band, left: float, right: float) -> InkLine:
    counts = [row.count(1, band.left, band.right) for row in band.rows]
    baseline = _baseline(counts)
    return InkLine(
        left,
        right,
        (len(page.rows) - band.top - baseline) / page.scale,
        (baseline - _shoulder(counts, baseline)) / page.scale,
    )


def _without_numbers(page: _Bitmap, bands: Sequence[_Band]) -> list[Stretch]:
    """Return where the ink of each line begins and ends without a number beside it.

    Numbers are narrow first or last words of most lines, ending at one edge.
    """
    space = page.pixels(_WORD_SPACE_MIN_BP)
    reach = page.pixels(_NUMBER_MAX_BP) + 2 + space
    firsts = [(band.begin, _end_of_first(band, reach, space)) for band in bands]
    lasts = [(_begin_of_last(band, reach, space), band.end) for band in bands]
    begins, ends = [band.begin for band in bands], [band.end for band in bands]
    for place in _numbers(page, firsts):
        band, (_, end) = bands[place], firsts[place]
        if end < band.end:
            begins[place] = min(ink for row in band.rows if (ink := row.find(1, end, band.right)) >= 0)
    for place in _numbers(page, lasts):
        band, (begin, _) = bands[place], lasts[place]
        if begin > band.begin:
            ends[place] = max(row.rfind(1, band.left, begin) for row in band.rows) + 1
    return list(zip(begins, ends, strict=True))


def _numbers(page: _Bitmap, words: Sequence[Stretch]) -> Iterator[int]:
    """Yield the places of line numbers among the outer words of the lines; none if too few are like
    numbers.
    """
    ends = [(begin / page.scale, end / page.scale) for begin, end in words]
    narrow = [end for begin, end in ends if end - begin <= _NUMBER_MAX_BP]
    edge = mode(narrow, _NUMBER_EDGE_WINDOW_BP)
    if edge is None or edge.count < _NUMBERED_MIN_SHARE * len(words):
        return
    for place, (begin, end) in enumerate(ends):
        if end - begin <= _NUMBER_MAX_BP and abs(end - edge.value) <= _NUMBER_EDGE_WINDOW_BP:
            yield place


def _end_of_first(band: _Band, reach: int, space: int) -> int:
    """Return where the first word of a line ends; a word that is longer than `reach` is cut off there."""
    begin, end = band.begin, min(band.begin + reach, band.end)
    length = _united(row[begin:end] for row in band.rows).find(bytes(space))
    return begin + length if length >= 0 else end


def _begin_of_last(band: _Band, reach: int, space: int) -> int:
    """Return where the last word of a line begins; a word that is longer than `reach` is cut off there."""
    begin, end = max(band.end - reach, band.begin), band.end
    before = _united(row[begin:end] for row in band.rows).rfind(bytes(space))
    return begin + before + space if before >= 0 else begin


def _united(rows: Iterable[bytes]) -> bytes:
    """Return which pixels hold ink in some of these parts of rows, which are equally long."""
    united = length = 0
    for row in rows:
        united |= int.from_bytes(row, "big")
        length = len(row)
    return united.to_bytes(length, "big")


def _baseline(counts: Sequence[int]) -> int:
    """Return the row below which a line's ink falls off most: only descenders reach further down."""
    falls = [count - below for count, below in pairwise((*counts, 0))]
    return 1 + falls.index(max(falls))


def _shoulder(counts: Sequence[int], baseline: int) -> int:
    """Return the row from which on a line has most more ink than above: only ascenders reach further up."""
    end = max(baseline - int(_X_HEIGHT_MIN_SHARE * baseline), 2)
    rises = [count - above for above, count in pairwise((*counts, 0)[:end])]
    return 1 + rises.index(max(rises))


def _leading(baselines: Sequence[float]) -> float | None:
    gaps = [upper - lower for upper, lower in pairwise(baselines)]
    near = [gap for gap in gaps if _LEADING_BP[0] < gap < _LEADING_BP[1]]
    densest = mode(near, _LEADING_WINDOW_BP)
    if densest is None or densest.count < LINES_MIN:
        return None
    alike = [gap for gap in near if abs(gap - densest.value) <= _LEADING_WINDOW_BP / 2]
    return sum(alike) / len(alike)
