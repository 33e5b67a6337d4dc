"""Is a kind of text at least as large as the format's?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import dropwhile
from typing import Literal

from msgspec import Struct

from mlcia_check.checks import every_place, set_apart_prose
from mlcia_check.checks.abstract_type import AbstractType, abstract_type
from mlcia_check.checks.type import scaled_chinese
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place, Value
from mlcia_check.model.lengths import Length, PositiveLength
from mlcia_check.model.measured_paper import Line, Paper, Part, Role, Unmeasured, room
from mlcia_check.model.rule_pack import Cases
from mlcia_check.model.typefaces import typeface
from mlcia_check.support.averages import median

BREACHES: Cases = {
    "": (),
    "part": ("of",),
    "abstract": (),
    "drawn": ("of", "percent", "font"),
    "large": ("of",),
}
DOUBTS: Cases = {
    "included": ("characters",),
    "apart": ("characters",),
    "share": (),
    "notes": (),
    "entries": ("characters",),
    "remarks": ("characters",),
    "drawn": ("font",),
    "narrow": (),
    "wide": ("lines",),
}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The lines to check, their least type size, and the limits of breaches and doubts.

    `role` and `parts`: the role of the lines, and the parts of the paper. `least`: their least apparent type
    size, in bp. `slack`: the slack of that size, in bp. The whole paper breaks the rule if more than half of
    the lines are smaller. A part of it does if `stretch` neighbouring lines are smaller, or `lines` lines in
    all. `passage`: if only so many neighbouring lines are smaller, the breach is a warning, and so it is if
    `scattered` lines are smaller in all (0: never). `prose`: the
    share of a passage's lines (0 to 1) that reach the edge of the column; with a smaller share, as in the
    items of a questionnaire and their answers, the breach is a warning. Letters that are drawn smaller than
    those of their typeface count by the size that they appear to have. If the typeface is unknown, and the
    letters are lower than those of any typeface for text, the answer is a doubt. `most`: the largest size of
    most of the lines, in bp, if the format has an upper bound.

    `abstract`: the least size of the abstract, in bp, if the format states it. If it does not, the abstract
    may be as small as `abstract_smallest` bp, or three quarters of `least` if that is 0. An abstract of more
    than `abstract_most` characters must keep `least`. An abstract with a stated size that is too short for a
    passage is a warning from `abstract_least` characters in smaller type on (0: never).

    The other parameters lead to doubts; 0 turns each of them off. `included`: characters of prose in included
    figures and pages from which on smaller type is a doubt. `readable`: the least size of such type, in bp.
    `room`: the room that the text of a page takes, in percent of the room that its letters take in their
    typeface, below which it is a doubt. At full height, such text is narrower or set closer. A page is
    checked from `passage` lines on. `wide_scale`: the scale that a package gives Chinese and Japanese
    characters unless told otherwise; `passage` lines of them at that scale are a doubt.

    Prose in smaller type that is set apart from the text is a doubt too. `apart`: its characters outside
    frames and tables; characters of type below `smallest` bp count twice. Captions of the format's own size,
    `captions` bp, are left out if they hold less than the share `captions_share` of the paper. `framed`: its
    least number of characters in all, frames included. `boxes`: its share of the paper with frames and
    footnotes (0 to 1). `share`: its share with the cells of tables too. `notes`: the share of the paper in
    footnotes (0 to 1). `entry`: the length of a reference, in characters, above which it may be prose.
    `entries`: the characters of such references, from which on they are a doubt. `usual`: the usual length of
    a reference, in characters. `beyond`: the characters by which all references exceed that length, from
    which on they are a doubt, and the characters of references with sentences, from which on these are one.
    """

    role: Role
    parts: tuple[Part, ...]
    least: PositiveLength
    slack: Length
    passage: int
    stretch: int
    lines: int
    scattered: int = 0
    prose: float = 0.0
    most: Length | None = None
    abstract: Length | None = None
    abstract_smallest: Length = 0.0
    abstract_most: int = 0
    abstract_least: int = 0
    included: int = 0
    readable: Length = 0.0
    room: float = 0.0
    wide_scale: float = 0.0
    apart: int = 0
    smallest: Length = 0.0
    captions: Length | None = None
    captions_share: float = 0.0
    framed: int = 0
    boxes: float = 0.0
    share: float = 0.0
    notes: float = 0.0
    entry: int = 0
    entries: int = 0
    usual: int = 0
    beyond: int = 0


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for the body, or for all its parts together, and one for the abstract.

    The place of a breach is the longest part.
    """
    yield from _included(paper, params)
    yield from set_apart_prose.small_prose(paper, params)
    yield from set_apart_prose.prose_in_notes(paper, params.notes)
    yield from set_apart_prose.prose_in_entries(paper, params)
    unread = _unread_pages(paper)
    kind = [
        line
        for line in paper.lines
        if line.role == params.role and line.part in params.parts and line.page not in unread
    ]
    if params.role == "body" and isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    least = params.least - params.slack
    below = [line for line in kind if line.apparent_size_bp < least]
    scaled = scaled_chinese.at_default_scale(below, params)
    if len(scaled) >= params.passage:
        yield scaled_chinese.doubt_about(scaled, _usual_size(scaled), params)
        doubted = set(map(id, scaled))
        kind = [line for line in kind if id(line) not in doubted]
    else:
        scaled = []
    own_type = abstract_type(paper, params, params.least)
    if own_type is not None:
        small_abstract = _small_abstract(kind, own_type, params)
        if small_abstract:
            yield _about_abstract(small_abstract, own_type.least_bp)
        kind = [
            line for line in kind if line not in small_abstract and not own_type.covers(line, params.slack)
        ]
    text = _full(kind, params)
    lines = len(text) + len(_full(scaled, params))
    if not lines:
        yield NotApplicable("no-text-of-kind")
        return
    yield from _large(text, lines, params)
    small = [line for line in text if line.apparent_size_bp < least] if below else []
    if params.role == "reference":
        small = [line for line in small if not _is_address(line.text)]
    if not small:
        yield from _narrow(paper, params)
        return
    stretches = _stretches(text, small)
    whole = 2 * len(small) > lines
    scattered = params.scattered or params.lines
    if whole or len(max(stretches, key=len)) >= params.passage or len(small) >= scattered:
        is_little = not whole and _is_little_prose(stretches, kind, text, params)
        yield _about_small_lines(paper, params, small, stretches, lines, "warning" if is_little else None)
    elif params.abstract is not None and params.abstract_least:
        yield from _short_abstract(kind, params.abstract, params)


def _unread_pages(paper: Paper) -> set[int]:
    """Return the pages of which most letters are not known.

    Without its letters, no line shows whether it is running text or an entry of the reference list, which is
    set smaller. What such a page holds is a question of the rule `text-layer`.
    """
    return {page.number for page in paper.pages if 2 * page.unmapped > page.characters}


def _full(kind: list[Line], params: Params) -> list[Line]:
    """Return the lines whose size is judged: of running text, those that fill their column."""
    return [line for line in kind if line.full or params.role != "body"]


def _large(text: list[Line], lines: int, params: Params) -> Iterator[Answer]:
    """Yield a breach if more than half of `lines` lines are larger than the format's upper bound."""
    if params.most is None:
        return
    most = params.most + params.slack
    large = [line for line in text if line.size_bp > most]
    if 2 * len(large) > lines:
        yield Breach(
            measured=_usual_size(large),
            expected=params.most,
            unit="bp",
            place=_place(_largest_block(large)),
            pages=tuple(sorted({line.page for line in large})),
            places=every_place.of_passages(large),
            lines=len(large),
            case="large",
            detail={"of": lines},
            geometric=True,
        )


def _small_abstract(kind: list[Line], own_type: AbstractType, params: Params) -> list[Line]:
    """Return the lines of an abstract that is smaller than the size that the format states for it."""
    small = [line for line in kind if line.in_abstract and not own_type.covers(line, params.slack)]
    return small if own_type.is_stated and len(small) >= params.passage else []


def _short_abstract(kind: list[Line], least: float, params: Params) -> Iterator[Breach]:
    """Yield a warning about an abstract below `least` bp that is too short for a passage."""
    small = [line for line in kind if line.in_abstract and line.apparent_size_bp < least - params.slack]
    if sum(set_apart_prose.count_characters(line.text) for line in small) >= params.abstract_least:
        yield _about_abstract(small, least, "warning")


def _about_abstract(small: list[Line], least: float, level: Literal["warning"] | None = None) -> Breach:
    return Breach(
        measured=_usual_size(small),
        expected=least,
        unit="bp",
        place=_place(small),
        pages=tuple(sorted({line.page for line in small})),
        lines=len(small),
        case="abstract",
        level=level,
        geometric=True,
    )


def _about_small_lines(
    paper: Paper,
    params: Params,
    small: list[Line],
    stretches: list[list[Line]],
    lines: int,
    level: Literal["warning"] | None,
) -> Breach | Doubt:
    """Return the breach for the small ones of `lines` lines, or a doubt if an unknown typeface draws them."""
    looks = _usual_size(small)
    pages = tuple(sorted({line.page for line in small}))
    places = every_place.of_passages(small)
    whole = 2 * len(small) > lines
    case = "" if whole else "part"
    detail: dict[str, Value] = {} if whole else {"of": lines}
    place = _place(max(stretches, key=len))
    drawn = [line for line in small if line.size_bp >= params.least - params.slack]
    if 2 * len(drawn) > len(small):
        font = paper.fonts[drawn[0].font]
        name = font.like or font.name
        if not typeface(name).known:
            return Doubt(
                "drawn",
                place,
                pages,
                places=places,
                detail={"font": name},
                measured=looks,
                expected=params.least,
                unit="bp",
            )
        place = _place(_largest_block(drawn))
        percent = round(100.0 * median(line.height_ratio for line in drawn))
        case, detail = "drawn", {"of": lines, "percent": percent, "font": name}
    return Breach(
        measured=looks,
        expected=params.least,
        unit="bp",
        place=place,
        pages=pages,
        places=places,
        lines=len(small),
        case=case,
        level=level,
        detail=detail,
        geometric=True,
    )


def _is_little_prose(stretches: list[list[Line]], kind: list[Line], text: list[Line], params: Params) -> bool:
    """Return True if few small stretches are prose, with lines that reach the right edge of their column."""
    edges = _right_edges(text)
    least = params.least - params.slack
    prose = [
        len(stretch)
        for stretch in stretches
        if _share_to_edge(_small_from_to(stretch, kind, least), edges) >= params.prose
    ]
    return max(prose, default=0) < params.stretch and sum(prose) < params.lines


def _usual_size(lines: list[Line]) -> float:
    """Return the apparent size of most characters, in bp."""
    characters: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        characters[round(line.apparent_size_bp, 2)] += len(line.text)
    return max(characters, key=characters.__getitem__)


def _narrow(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a doubt about full-height text that takes far less room than its letters in their typeface."""
    close = [
        width
        for width in paper.set_widths
        if width.role == params.role and width.lines >= params.passage and 100.0 * room([width]) < params.room
    ]
    if close:
        pages = tuple(width.page for width in close)
        shown = [line for line in paper.lines if line.page == pages[0] and line.role == params.role]
        yield Doubt(
            "narrow",
            place=_place(shown) if shown else Place(pages[0]),
            pages=pages,
            measured=100.0 * room(close),
            expected=params.room,
            unit="percent",
        )


def _place(lines: list[Line]) -> Place:
    """Return the place of the first of these lines, and of the lines below it in its column."""
    first = lines[0]
    box = first.box
    for line in lines:
        if (line.page, line.column) == (first.page, first.column):
            box = box.union(line.box)
    return Place(first.page, box, first.text)


def _largest_block(lines: list[Line]) -> list[Line]:
    """Return the lines of the column that has most of them, for the second reader to measure."""
    columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    return max(columns.values(), key=len)


def _included(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one doubt about the prose in all included figures and pages."""
    small = [
        passage
        for passage in paper.included
        if params.readable <= passage.size_bp < params.least - params.slack
    ]
    count = sum(passage.characters for passage in small)
    if params.included and count >= params.included:
        largest = max(small, key=lambda passage: passage.characters)
        yield Doubt(
            "included",
            place=Place(largest.page, largest.box, largest.words),
            pages=tuple(sorted({passage.page for passage in small})),
            places=every_place.of_each(small),
            measured=largest.size_bp,
            expected=params.least,
            unit="bp",
            detail={"characters": count},
        )


def _stretches(text: list[Line], small: list[Line]) -> list[list[Line]]:
    """Return the runs of neighbouring small lines."""
    are_small = set(map(id, small))
    found: list[list[Line]] = [[]]
    for line in text:
        if id(line) in are_small:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _is_address(text: str) -> bool:
    """Return whether most of a line is a web address or a piece of one.

    Authors set addresses in a type of their own (`\\urlstyle`), also in a smaller one.
    """
    longest = max(text.split(), key=len, default="")
    return 2 * len(longest) > len(text) and "/" in longest and longest.isascii()


def _small_from_to(stretch: list[Line], kind: list[Line], least: float) -> list[Line]:
    """Return the lines below `least` from the first to the last of a stretch, full or not."""
    found = []
    for line in dropwhile(lambda line: line is not stretch[0], kind):
        if line.apparent_size_bp < least:
            found.append(line)
        if line is stretch[-1]:
            break
    return found


def _right_edges(text: list[Line]) -> dict[int, float]:
    """Return where full lines end, in bp, by column."""
    ends: defaultdict[int, list[float]] = defaultdict(list)
    for line in text:
        ends[line.column].append(line.box.right)
    return {column: median(rights) for column, rights in ends.items()}


def _share_to_edge(lines: list[Line], edges: dict[int, float]) -> float:
    """Return the share of the lines that end within an em of their column's edge (0 to 1)."""
    return sum(line.box.right > edges.get(line.column, 0.0) - line.size_bp for line in lines) / len(lines)
