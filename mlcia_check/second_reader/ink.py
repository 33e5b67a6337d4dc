"""Reads the layout of a rendered page from its ink alone: columns, gutters, edges, lines and leading.

It is handed pixels and nothing else, so that it can contradict the reader that trusts text objects:
boxes wider than their ink, white marks, empty glyphs and unseen lines do not exist for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from mlcia_check.measure.modes import mode

SCALE: Final = 3.0
"""Pixels per bp to render at: an edge is then known to 0.2bp, the mean of many to less."""

_DARK_BELOW: Final = 0xC0
"""Grey below which a pixel is ink: the anti-aliased rim of black type, light grey type, no tint."""

_SLAB_BP: Final = 36.0
"""Height of the slabs in which gutters are looked for: three lines of 11pt, so that no word gap is left."""

_GUTTER_BP: Final = 7.0
"""The narrowest gutter: that of the narrowest two-column formats is 12bp, with glyphs hanging into it."""

_COLUMN_BP: Final = 90.0
"""The narrowest column: narrower stretches of ink are cells, notes and line numbers."""

_VOTES: Final = 0.4
"""Of the slabs that part into columns at all: so many must leave a strip white for it to be a gutter."""

_LINE_BP: Final = (3.0, 16.0)
"""Height of the ink of one line: x-height of 7pt type to a line with a formula; rules and figures are not."""

_FULL: Final = 0.97
"""Of the column's width: lines as wide show its edges; a paragraph's first line is set in by more."""

_EDGE_WINDOW_BP: Final = 1.0
_RIGHT_PLACE: Final = 0.6
"""Side bearings scatter the edges inwards, hyphens that hang over scatter the right one outwards."""

_LEADING_BP: Final = (7.0, 24.0)
"""Distances of baselines that are leadings: of 7pt type set solid to double spacing of 10pt type."""

_LEADING_WINDOW_BP: Final = 0.7
"""Baselines are known to a pixel, their distances to two."""

FEWEST: Final = 4
"""Lines without which an edge or a leading is not known, as for the first reader."""


class Picture(Protocol):
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
    """The ink of one line: left and right end and baseline, in bp from the page's lower left corner."""

    left: float
    right: float
    baseline: float


class InkColumn(Struct, frozen=True):
    """A column of ink. Edges and leading in bp, None where too few lines agree; `lines` from the top."""

    left: float | None
    right: float | None
    leading: float | None
    lines: tuple[InkLine, ...]


class InkPage(Struct, frozen=True):
    """A page of ink: its columns from the left, and of each slab of text into how many columns it parts."""

    columns: tuple[InkColumn, ...]
    slabs: tuple[int, ...]


def read_ink(picture: Picture) -> InkPage:
    """Columns and lines of a page's ink; of a page without ink, none."""
    table = bytes(1 if grey < _DARK_BELOW else 0 for grey in range(256))
    page = _Bitmap(picture.pixels.translate(table), picture.width, picture.height, picture.scale)
    slabs = list(_slabs(page))
    gutters = _gutters(slabs, page)
    inked = [x for slab in slabs for stretch in slab for x in stretch]
    if not inked:
        return InkPage((), ())
    edges = [0, *((left + right) // 2 for left, right in gutters), page.width]
    return InkPage(
        tuple(_column(page, left, right) for left, right in pairwise(edges)),
        tuple(sum(right - left >= _COLUMN_BP * page.scale for left, right in slab) for slab in slabs),
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
    height = int(_SLAB_BP * page.scale)
    for top in range(0, page.height, height):
        covered = page.covered(top, min(top + height, page.height), 0, page.width)
        if 1 in covered:
            yield _stretches(covered, int(_GUTTER_BP * page.scale))


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


def _gutters(slabs: Sequence[Sequence[Stretch]], page: _Bitmap) -> list[Stretch]:
    """White strips between columns that enough slabs leave free."""
    narrowest = _COLUMN_BP * page.scale
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
        enough = total > 0 and total >= _VOTES * parted
        if enough and start is None:
            start = x
        elif not enough and start is not None:
            if x - start >= _GUTTER_BP * page.scale:
                found.append((start, x))
            start = None
    return found


def _column(page: _Bitmap, left: int, right: int) -> InkColumn:
    lines = tuple(_lines(page, left, right))
    widest = max((line.right - line.left for line in lines), default=0.0)
    # the widest lines may be overfull: the breadth that many lines reach is the column's
    usual = mode((line.right - line.left for line in lines if line.right - line.left > widest / 2), 2.0)
    full = [line for line in lines if usual and line.right - line.left >= _FULL * usual.value]
    lefts = mode((line.left for line in full), _EDGE_WINDOW_BP)
    rights = mode((line.right for line in full), _EDGE_WINDOW_BP, _RIGHT_PLACE)
    return InkColumn(
        left=lefts.value if lefts and lefts.count >= FEWEST else None,
        right=rights.value if rights and rights.count >= FEWEST else None,
        leading=_leading([line.baseline for line in lines]),
        lines=lines,
    )


def _lines(page: _Bitmap, left: int, right: int) -> Iterator[InkLine]:
    """The lines of one column, from the top: bands of rows with ink, of the height of a line."""
    counts = [page.row(y, left, right).count(1) for y in range(page.height)]
    start: int | None = None
    for y, count in enumerate((*counts, 0)):
        if count and start is None:
            start = y
        elif not count and start is not None:
            if _LINE_BP[0] <= (y - start) / page.scale <= _LINE_BP[1]:
                covered = page.covered(start, y, left, right)
                yield InkLine(
                    (left + covered.find(1)) / page.scale,
                    (left + len(covered.rstrip(b"\0"))) / page.scale,
                    (page.height - _baseline(counts, start, y)) / page.scale,
                )
            start = None


def _baseline(counts: Sequence[int], top: int, bottom: int) -> int:
    """The row below which a line's ink falls off most: only descenders reach further down."""
    return 1 + max(range(top, bottom), key=lambda y: counts[y] - (counts[y + 1] if y + 1 < bottom else 0))


def _leading(baselines: Sequence[float]) -> float | None:
    gaps = [upper - lower for upper, lower in pairwise(baselines)]
    near = [gap for gap in gaps if _LEADING_BP[0] < gap < _LEADING_BP[1]]
    densest = mode(near, _LEADING_WINDOW_BP)
    if densest is None or densest.count < FEWEST:
        return None
    alike = [gap for gap in near if abs(gap - densest.value) <= _LEADING_WINDOW_BP / 2]
    return sum(alike) / len(alike)
