"""The columns of each page and of the document: edges that continuation lines share, outermost baselines.

A continuation line stands inside a paragraph: it follows a line that fills its column, in the same
type and on the usual leading. First lines, labels of lists and marks whose box is wider than their
ink do not count, and lines set at their natural width do not show where a column ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise, repeat
from math import ceil
from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import DraftLine, by_column
from mlcia_check.measure.lines.leading import LEADING_WINDOW_BP, leadings
from mlcia_check.measure.lines.natural_width import is_at_natural_width, is_wide
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Column, Unmeasured
from mlcia_check.support.modes import Mode, mode

_DOCUMENT_EDGE_MIN_SHARE: Final = 0.25
"""Of the document's continuation lines: an edge that fewer share is no property of the document."""

_OWN_LINES_MIN_SHARE: Final = 0.15
"""Of a column's continuation lines: so many at the document's edge show that it is this column's too."""

_OTHER_EDGE_MIN_SHARE: Final = 0.5
"""Of a column's continuation lines: more must share another edge before it overrules the document's."""

_LINES_MIN: Final = 4
"""Lines without which a column's own edges and leading are not known."""

_GAPS_MIN: Final = 12
"""Distances of lines that a column needs before a quarter of them counts."""

_FILLED_MIN_SHARE: Final = 0.8
"""Of the column's width: a shorter line ends its paragraph."""

_CONTINUED_MAX_EM: Final = 1.6
"""From a line to the one that continues it; between paragraphs of most formats it is no more."""

_CONTINUED_MAX_LEADINGS: Final = 1.02
"""The same of the paper's own leading, which is 1.8em and more where lines stand one and a half apart."""

_SAME_SIZE_BP: Final = 0.2
"""Between lines of one paragraph, each of the size of most of its glyphs."""

_BELOW_HEADING_MAX_SIZES: Final = 1.65
"""Of the type size, from a heading to its text at most: 13.7bp in the class, 18bp below a running head."""

_SHARED_EDGE_BP: Final = 0.6
"""Between the edges or baselines of two columns that are one."""

_UNKNOWN: Final = Unmeasured("too-few-lines")


class _Witnesses(Struct):
    """Where the lines of one column of one page begin and end that show its edges: bp, sorted."""

    lefts: list[float]
    rights: list[float]


def page_columns(lines: Sequence[DraftLine], size: float, leading_em: float = 0.0) -> tuple[Column, ...]:
    """Return every column of every page with running text.

    `lines` are in reading order, `size` is the body's in bp, and `leading_em` its leading, 0 if unknown.
    """
    continued_em = max(_CONTINUED_MAX_EM, _CONTINUED_MAX_LEADINGS * leading_em)
    by_place = by_column(
        [
            line
            for line in lines
            if line.column >= 0 and line.role in ("body", "heading", "reference", "footnote")
        ]
    )
    widths = _widths(by_place)
    witnesses = {
        place: _witnesses(members, widths.get(place[1], 0.0), continued_em)
        for place, members in by_place.items()
    }
    lefts = _document_edges({place: found.lefts for place, found in witnesses.items()}, _LEFT)
    right_side = _RIGHT_WIDE if _ends_wide(lines) else _RIGHT
    rights = _document_edges({place: found.rights for place, found in witnesses.items()}, right_side)
    columns = []
    for place, members in sorted(by_place.items()):
        roles = {line.role for line in members}
        if "body" not in roles and "reference" not in roles:
            continue
        text = (
            members if len(roles) == 1 else [line for line in members if line.role in ("body", "reference")]
        )
        found = witnesses[place]
        left = _edge(found.lefts, lefts.get(place[1]), _LEFT)
        right = _edge(found.rights, rights.get(place[1]), right_side)
        body = [line for line in members if line.role == "body" and abs(line.size_bp - size) < 0.1]
        distances = sorted(leadings(body))
        leading = _leading(body, distances)
        full = [line for line in text if line.full]
        columns.append(
            Column(
                page=place[0],
                index=place[1],
                lines=len(full),
                left_bp=_UNKNOWN if left is None else left,
                right_bp=_UNKNOWN if right is None else right,
                first_baseline_bp=max(
                    [line.baseline_bp for line in (*full, *_led(members))], default=_UNKNOWN
                ),
                last_baseline_bp=min(
                    [line.baseline_bp for line in _running_on(_with_notes(members))], default=_UNKNOWN
                ),
                leading_bp=leading.value if leading and leading.count >= _LINES_MIN else _UNKNOWN,
                begun=len(found.lefts),
                at_left=_standing_at(left, found.lefts, _LEFT),
                ended=len(found.rights),
                at_right=_standing_at(right, found.rights, right_side),
                tight_leading_bp=distances[len(distances) // 4] if len(distances) >= _GAPS_MIN else _UNKNOWN,
            )
        )
    return tuple(columns)


def _leading(body: Sequence[DraftLine], distances: Sequence[float]) -> Mode | None:
    """Return the distance of most lines; where it is not that of half of them, of those below a full line.

    Glue stands below the last line of a paragraph or an item. Short items one below the other can stand
    closer than a leading, where a class lets the glue between them shrink below nothing.
    """
    leading = mode(distances, LEADING_WINDOW_BP)
    if leading is None or 2 * leading.count >= leading.total:
        return leading
    within = [gap for pair in pairwise(body) if pair[0].full for gap in leadings(pair)]
    return mode(within, LEADING_WINDOW_BP) if len(within) >= _LINES_MIN else leading


def _with_notes(members: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the running text of a column and its footnotes: both end inside the text block."""
    return [line for line in members if line.role in ("body", "reference", "footnote")]


def _widths(by_place: Mapping[tuple[int, int], Sequence[DraftLine]]) -> dict[int, float]:
    """Return the usual length of a full line by column of the page, in bp."""
    lengths: defaultdict[int, list[float]] = defaultdict(list)
    for (_, column), members in by_place.items():
        lengths[column] += [line.right - line.left for line in members if line.full]
    return {column: sorted(values)[len(values) // 2] for column, values in lengths.items() if values}


def _witnesses(members: Sequence[DraftLine], width: float, continued_em: float) -> _Witnesses:
    lefts = []
    filled = _FILLED_MIN_SHARE * width
    for upper, lower in pairwise(members):
        if (
            upper.role == lower.role
            and upper.role in ("body", "reference")
            and upper.right - upper.left > filled
            and abs(upper.size_bp - lower.size_bp) < _SAME_SIZE_BP
            and 0.0 < lower.gap_above_bp < continued_em * lower.size_bp
            and _begins_flush(lower)
        ):
            lefts.append(lower.left)
    rights = [
        line.right
        for line in members
        if line.full and line.role in ("body", "reference") and _ends_flush(line)
    ]
    return _Witnesses(sorted(lefts), sorted(rights))


def _begins_flush(line: DraftLine) -> bool:
    """Return whether a line begins with a letter or digit: marks have boxes wider than their ink or hang
    out.
    """
    return line.text.lstrip()[:1].isalnum()


def _ends_flush(line: DraftLine) -> bool:
    """Return whether a line ends in a letter or digit (hyphens and stops hang over) that TeX moved to the
    edge.
    """
    return line.ends_in_letter and (line.text.isascii() or not is_at_natural_width(line))


class _Side(Struct, frozen=True):
    """A side of a column: `outward` is -1 at the left, 1 at the right; `place`, where in a window it lies."""

    outward: int
    place: float
    window_bp: float


_LEFT: Final = _Side(-1, 0.5, 1.0)
"""Glyph origins; microtype's protrusion moves them by up to 1.2bp, few of them by more than 0.3bp."""

_RIGHT: Final = _Side(1, 0.9, 1.0)
"""The right edge lies far out in its window: ink ends 0 to 0.6bp inside it by the last letter's bearing."""

_RIGHT_WIDE: Final = _Side(1, 0.9, 1.8)
"""The same where lines end in Chinese glyphs: side bearings of up to a fifth of an em (1.8bp at 9pt)."""


def _ends_wide(lines: Sequence[DraftLine]) -> bool:
    """Return whether most lines that fill their column end in a Chinese glyph."""
    full = [line.text for line in lines if line.full]
    wide = [text for text in full if not text.isascii() and is_wide(text.rstrip()[-1:])]
    return 2 * len(wide) > len(full)


def _document_edges(by_place: Mapping[tuple[int, int], Sequence[float]], side: _Side) -> dict[int, float]:
    """Return the outermost edge that a good share of all witnesses of a column share, by column."""
    pooled: defaultdict[int, list[float]] = defaultdict(list)
    for (_, column), edges in by_place.items():
        pooled[column] += edges
    found = {}
    for column, edges in pooled.items():
        edge = _outermost(edges, max(_LINES_MIN, ceil(_DOCUMENT_EDGE_MIN_SHARE * len(edges))), side)
        if edge is not None:
            found[column] = edge
    return found


def _outermost(edges: Sequence[float], fewest: int, side: _Side) -> float | None:
    """Return the edge of the densest window at the outermost one that holds at least `fewest` values."""
    sign, window = -side.outward, side.window_bp
    inward = sorted([sign * edge for edge in edges])
    for start, (outer, inner) in enumerate(zip(inward, inward[fewest - 1 :], strict=False)):
        if inner <= outer + window:
            near = inward[start : bisect_right(inward, outer + 2.0 * window)]
            found = mode([sign * edge for edge in near], window, side.place)
            return found.value if found else None
    return None


def _edge(own: Sequence[float], shared: float | None, side: _Side) -> float | None:
    """Return a column's edge; its `own` witnesses come sorted.

    The document's edge holds where enough of the column's lines stand at it; another one only where
    most of them share it.
    """
    if len(own) < _LINES_MIN - 1:
        return None
    densest = mode(own, side.window_bp, side.place)
    most = densest.value if densest and densest.count > _OTHER_EDGE_MIN_SHARE * len(own) else None
    if shared is None:
        return most
    near = own[_first_at(own, shared, side) : _first_beyond(own, shared, side)]
    here = mode(near, side.window_bp, side.place)
    if here is None or len(near) < max(_LINES_MIN - 1, _OWN_LINES_MIN_SHARE * len(own)):
        return most
    return most if most is not None and side.outward * (most - here.value) > _SHARED_EDGE_BP else here.value


def _standing_at(edge: float | None, edges: Sequence[float], side: _Side) -> int:
    """Return how many lines share an edge, or reach beyond it; their edges come sorted."""
    if edge is None:
        return 0
    return _first_beyond(edges, edge, side) if side.outward < 0 else len(edges) - _first_at(edges, edge, side)


def _first_at(edges: Sequence[float], edge: float, side: _Side) -> int:
    """Return the place of the first of the sorted edges that lies within the window of an edge, or to its
    right.
    """
    return bisect_left(edges, -side.window_bp, key=lambda own: own - edge)


def _first_beyond(edges: Sequence[float], edge: float, side: _Side) -> int:
    """Return the place of the first of the sorted edges that lies to the right of the window of an edge."""
    return bisect_right(edges, side.window_bp, key=lambda own: own - edge)


class SharedEdges(Struct, frozen=True):
    """The edges of each column over the document, in bp, the width of the widest and the narrowest gutter."""

    left_bp: Mapping[int, float]
    right_bp: Mapping[int, float]
    column_width_bp: float | Unmeasured
    column_gap_bp: float | Unmeasured


def list_columns(lines: Sequence[DraftLine]) -> frozenset[tuple[int, int]]:
    """Return page and index of the columns in which most lines are references, set in behind their labels."""
    references = Counter([(line.page, line.column) for line in lines if line.role == "reference"])
    pages = {page for page, _ in references}
    text = Counter([(line.page, line.column) for line in lines if line.page in pages and line.role == "body"])
    return frozenset(place for place, count in references.items() if count > text[place])


def shared_edges(columns: Sequence[Column], lists: Collection[tuple[int, int]] = ()) -> SharedEdges:
    """Return the edges on which the pages' columns agree.

    `lists` are columns of references. These may be most of a paper; its text shows where its columns begin.
    """
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    for index in {column.index for column in columns}:
        own = [column for column in columns if column.index == index]
        lefts = mode(_by_line((column.left_bp, column.lines) for column in own), _SHARED_EDGE_BP)
        rights = mode(_by_line((column.right_bp, column.lines) for column in own), _SHARED_EDGE_BP)
        text = mode(
            _by_line((c.left_bp, c.lines) for c in own if (c.page, c.index) not in lists), _SHARED_EDGE_BP
        )
        if lefts and text and text.value < lefts.value - 2.0 * _SHARED_EDGE_BP:
            lefts = text
        if (
            lefts
            and rights
            and not any(_is_at(c.left_bp, lefts.value) and _is_at(c.right_bp, rights.value) for c in own)
        ):
            # pages that face each other have margins of two widths: both edges must be those of one page
            facing = [c for c in own if _is_at(c.left_bp, lefts.value)]
            rights = mode(_by_line((c.right_bp, c.lines) for c in facing), _SHARED_EDGE_BP) or rights
        if lefts and rights:
            left[index], right[index] = lefts.value, rights.value
    width: float | Unmeasured = max((right[i] - left[i] for i in left), default=_UNKNOWN)
    gap: float | Unmeasured = min((left[i + 1] - right[i] for i in left if i + 1 in left), default=_UNKNOWN)
    return SharedEdges(left, right, width, gap)


def _is_at(edge: float | Unmeasured, shared: float) -> bool:
    """Return True if a column's edge is the one that the document's columns share."""
    return not isinstance(edge, Unmeasured) and abs(edge - shared) <= 2.0 * _SHARED_EDGE_BP


def _by_line(edges: Iterable[tuple[float | Unmeasured, int]]) -> Iterator[float]:
    """Return each measured edge as often as its column has full lines."""
    return chain.from_iterable(
        repeat(edge, lines) for edge, lines in edges if not isinstance(edge, Unmeasured)
    )


def text_block(columns: Sequence[Column], edges: SharedEdges) -> Box | Unmeasured:
    """Return the document's text block: outer edges of its columns, first and last baseline as most columns
    have.
    """
    firsts = mode(
        (c.first_baseline_bp for c in columns if not isinstance(c.first_baseline_bp, Unmeasured)),
        _SHARED_EDGE_BP,
    )
    lasts = mode(
        (c.last_baseline_bp for c in columns if not isinstance(c.last_baseline_bp, Unmeasured)),
        _SHARED_EDGE_BP,
    )
    if not edges.left_bp or firsts is None or lasts is None:
        return _UNKNOWN
    return Box(min(edges.left_bp.values()), lasts.value, max(edges.right_bp.values()), firsts.value)


def _led(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Return headings with their text close below: a column can begin with one. A running head is further
    off.
    """
    return [
        line
        for line, below in pairwise(lines)
        if line.role == "heading"
        and below.role == "body"
        and below.full
        and 0.0 < below.gap_above_bp < _BELOW_HEADING_MAX_SIZES * below.size_bp
    ]


def _running_on(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Return lines that are full or follow a full line at once: the end of a float that is too tall does
    neither.
    """
    return [
        line
        for previous, line in zip((None, *lines), lines, strict=False)
        if line.full
        or (previous is not None and previous.full and 0.0 < line.gap_above_bp < 1.5 * line.size_bp)
    ]
