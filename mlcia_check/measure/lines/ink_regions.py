"""Where ink other than text fills a column: figures, frames, ruled tables and algorithms."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import Final, TypeAlias

from msgspec import Struct

from mlcia_check.model.box_index import BoxIndex
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, PageFacts

_RULE_MAX_THICKNESS_BP: Final = 1.6
"""bp. Rules of tables, frames and algorithms are 0.4 to 1bp thick."""

_RULE_MIN_LENGTH_BP: Final = 20.0
"""bp. Shorter ones are fractions and hyphens of a drawing."""

_TABLE_RULE_MIN_LENGTH_BP: Final = 30.0
"""bp. Shorter ones part a head above a few columns of a table."""

_INLINE_MAX_HEIGHT_BP: Final = 14.0
"""bp. Lower ink is a fraction's rule, an underline, a highlighted word, an icon in a line."""

_NEAR_MAX_BP: Final = 4.0
"""bp. Ink nearer than this belongs to one drawing."""

_STAMP_MARGIN_BP: Final = 40.0
"""bp from the left edge: upright text further out is a stamp in the margin, not a table on its side."""

_RIM_MIN_BP: Final = 0.3
"""bp that a coloured shape must show around a white one above it to be seen."""

_FILL_MAX_WHITENESS: Final = 0.985
_STROKE_MAX_WHITENESS: Final = 0.955
"""Of white, the darkest of red, green and blue: paler ink cannot be seen on paper. Papers shade
boxes with 3% of a colour and more, and draw rules with 5% and more."""

_SQUARE_BP: Final = 48.0
"""Side of the squares by which shapes are looked up; it affects only speed."""

_HEADER_MAX_HEIGHT_BP: Final = 60.0
"""bp between the first two rules of a table: four lines of words above the columns."""

_HEADER_MIN_HEIGHT_BP: Final = 6.0
"""bp between these: rules that stand nearer are a double one."""

_SAME_RULE_BP: Final = 1.5
"""bp between the ends of rules of one width."""

_WATERMARK_PAGES_MIN: Final = 3
"""Pages from which on ink in the same place is a watermark: two figures can begin alike."""

_LEFT: Final = attrgetter("left")

Place: TypeAlias = tuple[str, int, int, int, int]
"""Kind and box of ink, in whole bp."""


RuledTable: TypeAlias = list[Box]
"""The stretches between the rules of a table, from the top: its head, then its rows."""


class Region(Struct, frozen=True):
    """A stretch of a page that is a float, a frame or a ruled table. `ruled`: bounded by rules only.

    `pictured`: it is made of pictures alone, which frame no text, white as they may be. `closed`: upright
    rules join the ends of the level ones, as in the frame of an \\fbox.
    """

    box: Box
    ruled: bool
    pictured: bool = False
    closed: bool = False


def regions_of(pages: Sequence[PageFacts]) -> list[list[Region]]:
    """Return drawn and ruled regions of each page: those of one table follow each other from the top."""
    standing = _standing(pages)
    return [_page_regions(page, standing) for page in pages]


def _standing(pages: Sequence[PageFacts]) -> frozenset[Place]:
    """Return places of large ink and rules that most pages have alike: a watermark or a stamp behind or over
    the text, or the rules of running heads.
    """
    counts = Counter(
        place
        for page in pages
        for place in {_place(ink) for ink in page.ink if _may_hold_lines(ink.box) or _is_rule(ink)}
    )
    fewest = max(_WATERMARK_PAGES_MIN, len(pages) // 2 + 1)
    return frozenset(place for place, count in counts.items() if count >= fewest)


def _may_hold_lines(box: Box) -> bool:
    return box.height > _INLINE_MAX_HEIGHT_BP and box.width > _RULE_MIN_LENGTH_BP


def _is_rule(ink: Ink) -> bool:
    """Return whether ink is a rule; ghostscript makes pictures of one pixel of the rules that dvips draws."""
    box = ink.box
    return (
        ink.kind != "shading"
        and box.height <= _RULE_MAX_THICKNESS_BP
        and box.width > _TABLE_RULE_MIN_LENGTH_BP
    )


def _place(ink: Ink) -> Place:
    box = ink.box
    return ink.kind, round(box.left), round(box.bottom), round(box.right), round(box.top)


def _page_regions(page: PageFacts, standing: frozenset[Place]) -> list[Region]:
    area = page.width_bp * page.height_bp
    shapes: list[Box] = []
    rules: list[Box] = []
    lasting: list[Box] = []
    pictures: set[Box] = set()
    white: list[tuple[int, Box]] = []
    for ink in page.ink:
        box = ink.box
        if _paints_nothing(ink):
            white.append((len(shapes), box))
            continue
        if box.width * box.height > 0.6 * area:
            continue
        if _is_rule(ink):
            (lasting if standing and _place(ink) in standing else rules).append(box)
        elif (box.width > _RULE_MAX_THICKNESS_BP or box.height > _INLINE_MAX_HEIGHT_BP) and not (
            standing and _may_hold_lines(box) and _place(ink) in standing
        ):
            shapes.append(box)
            if ink.kind == "image" and box.width > _RULE_MAX_THICKNESS_BP:
                pictures.add(box)
    if white:
        shapes = _not_painted_over(shapes, white)
    uprights = sorted(shape for shape in shapes if shape.width <= _RULE_MAX_THICKNESS_BP)
    rules += [
        rule for rule in lasting if _is_closed(rule, uprights) or _is_of_table(rule, (*rules, *lasting))
    ]
    shapes += _arrows(rules, uprights)
    shapes += [run.box for run in page.runs if run.angle in (90, 270) and run.box.left > _STAMP_MARGIN_BP]
    drawn = [shape for shape in shapes if shape not in pictures] if pictures else []
    regions = [
        Region(box, False, bool(pictures) and not any(map(box.contains, drawn)))
        for box in _clusters(shapes)
        if _may_hold_lines(box)
    ]
    regions += [Region(box, True, closed=_is_closed(box, uprights)) for box in _ruled(rules)]
    return regions


def _not_painted_over(shapes: Sequence[Box], white: Iterable[tuple[int, Box]]) -> list[Box]:
    """Return the shapes but those that a white one covers; `white` says how many shapes are before each.

    A frame that is painted over to its very edge shows no rim: it frames nothing.
    """
    index = BoxIndex(((shape, at) for at, shape in enumerate(shapes)), _SQUARE_BP)
    gone: set[int] = set()
    for before, box in white:
        reach = Box(
            box.left - _RIM_MIN_BP, box.bottom - _RIM_MIN_BP, box.right + _RIM_MIN_BP, box.top + _RIM_MIN_BP
        )
        gone.update(
            at
            for at in index.near(reach)
            if at < before and at not in gone and box.contains(shapes[at], _RIM_MIN_BP)
        )
    return [shape for at, shape in enumerate(shapes) if at not in gone]


def _is_of_table(rule: Box, rules: Iterable[Box]) -> bool:
    """Return whether a rule can belong to a table: two of the `rules` of its width enclose a head."""
    tops = sorted(other.top for other in rules if _are_level(rule, other))
    return any(
        _HEADER_MIN_HEIGHT_BP <= upper - lower <= _HEADER_MAX_HEIGHT_BP for lower, upper in pairwise(tops)
    )


def ruled_tables(regions: Sequence[Region]) -> list[RuledTable]:
    """Return the tables of a page that its rules show.

    Rules of one width show a table where the first two enclose a head of a few lines. Those at the head and
    the foot of a page, or above and below a listing, do not. The last stretch can be the text between two
    tables of one width.
    """
    tables: list[RuledTable] = []
    upper: Box | None = None
    for region in regions:
        box = region.box
        if not region.ruled:
            continue
        goes_on = (
            upper is not None
            and abs(upper.bottom - box.top) <= _RULE_MAX_THICKNESS_BP
            and _are_level(upper, box)
        )
        if tables and goes_on and tables[-1][-1] is upper:
            tables[-1].append(box)
        elif box.height <= _HEADER_MAX_HEIGHT_BP:
            tables.append([box])
        upper = box
    return [table for table in tables if len(table) > 1]


def _are_level(one: Box, other: Box) -> bool:
    """Return whether two boxes begin and end at the same distance from the page's left edge."""
    return abs(one.left - other.left) < _SAME_RULE_BP and abs(one.right - other.right) < _SAME_RULE_BP


def thin_rules(page: PageFacts) -> list[Box]:
    """Return the thin horizontal rules of a page, in no order."""
    return [
        ink.box
        for ink in page.ink
        if ink.kind != "shading"
        and ink.box.height <= _RULE_MAX_THICKNESS_BP
        and ink.box.width > _RULE_MIN_LENGTH_BP
        and not _paints_nothing(ink)
    ]


def _paints_nothing(ink: Ink) -> bool:
    """Return whether a shape is white all over, or all but white: such an outline frames nothing."""
    if ink.kind != "path" or (ink.fill is None and ink.stroke is None):
        return False
    return (ink.fill is None or _whiteness(ink.fill) >= _FILL_MAX_WHITENESS) and (
        ink.stroke is None or _whiteness(ink.stroke) >= _STROKE_MAX_WHITENESS
    )


def _whiteness(colour: int) -> float:
    """Return how near to white 0xRRGGBBAA is on paper, from 0 to 1, in the darkest of its three parts."""
    darkest = min(colour >> 24 & 0xFF, colour >> 16 & 0xFF, colour >> 8 & 0xFF) / 255.0
    return 1.0 - (1.0 - darkest) * (colour & 0xFF) / 255.0


def _clusters(boxes: Sequence[Box]) -> list[Box]:
    """Unite boxes that lie within a few bp of each other, sweeping from the top.

    Linear but for the few clusters that are open at one height.
    """
    done: list[Box] = []
    open_: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.top):
        still: list[Box] = []
        current = box
        for cluster in open_:
            if cluster.bottom - _NEAR_MAX_BP > box.top:
                done.append(cluster)
            elif cluster.left - _NEAR_MAX_BP < current.right and current.left - _NEAR_MAX_BP < cluster.right:
                current = current.union(cluster)
            else:
                still.append(cluster)
        still.append(current)
        open_ = still
    return done + open_


def _arrows(rules: Iterable[Box], uprights: Sequence[Box]) -> Iterator[Box]:
    """Yield rules that begin or end amid an upright line: arrows between the lines of a sequence diagram.

    `uprights` are in order. Rules of frames and tables meet uprights at their ends; those of a table with
    lines throughout join what is a region anyway.
    """
    if not uprights:
        return
    for rule in rules:
        if any(
            line.bottom < rule.bottom - _NEAR_MAX_BP and line.top > rule.top + _NEAR_MAX_BP
            for line in chain(_near(uprights, rule.left), _near(uprights, rule.right))
        ):
            yield rule


def _is_closed(box: Box, uprights: Sequence[Box]) -> bool:
    """Return whether upright lines, in order, stand at both ends of a rule, or of the stretch between two."""
    return bool(uprights) and all(
        any(
            line.bottom < box.bottom + _NEAR_MAX_BP and line.top > box.top - _NEAR_MAX_BP
            for line in _near(uprights, side)
        )
        for side in (box.left, box.right)
    )


def _near(uprights: Sequence[Box], x: float) -> Sequence[Box]:
    """Return the upright lines near to a place, of those in order."""
    return uprights[
        bisect_left(uprights, x - _NEAR_MAX_BP, key=_LEFT) : bisect_right(
            uprights, x + _NEAR_MAX_BP, key=_LEFT
        )
    ]


def _ruled(rules: Iterable[Box]) -> list[Box]:
    """Return boxes between the first and the last of rules of one width under each other (tables,
    algorithms).
    """
    groups: list[list[Box]] = []
    for rule in sorted(rules, key=lambda b: -b.top):
        for group in groups:
            last = group[-1]
            if _are_level(last, rule):
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [box for group in groups if len(group) > 1 for box in map(Box.union, group, group[1:])]
