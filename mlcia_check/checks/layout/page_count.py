"""How many pages does the paper have?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field

from mlcia_check.checks.layout.counted_pages import (
    COUNTING,
    UNDECIDED,
    Counted,
    CountedLine,
    Scope,
    Standing,
    counted,
    counted_lines,
)
from mlcia_check.checks.layout.late_floats import late_float_doubt
from mlcia_check.checks.layout.room_to_cut import columns_to_cut
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place, Value
from mlcia_check.model.measured_paper import Line, Paper, Part
from mlcia_check.model.rule_pack import Cases, FreedId, PackSection, PartOrSectionId, Words

_OVER: Final = ("over",)
_NAMED: Final = ("of_en", "of_zh")
_SECTION: Final = ("over", "heading")
BREACHES: Cases = {
    "": (*_OVER, "columns"),
    "without-text": _OVER,
    "counted": ("over", "columns", "free_en", "free_zh"),
    "place": _SECTION,
    "length": _SECTION,
    "of": ("over", *_NAMED),
    "last-page": ("over", *_NAMED),
    "room": ("over", *_NAMED),
    "short": (),
    "short-of": _NAMED,
    "temporary": (),
    "other-count": ("shown", "over"),
}
DOUBTS: Cases = {
    "float": ("heading", "perhaps"),
    "late-floats": (),
    "usual": ("heading", "perhaps"),
    "early": ("heading", "perhaps"),
}

_PARTS: Final = {
    "body": Words("main text", "正文"),
    "bibliography": Words("references", "参考文献"),
    "appendix": Words("appendix", "附录"),
}
"""The names of the parts in sentences."""


Count = Literal["pages", "last-page", "room"]

_Pages = Annotated[float, Meta(ge=0)]


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """`most` and `least`: the numbers of pages allowed, both inclusive; leave one out for no limit.

    `of`: the parts (body, bibliography, appendix) and the pack's sections that the limit is about; all if it
    is left out. `free`: those that do not count. `count`: "pages" counts every page that holds something
    that counts; "last-page" takes the number of the last such page; "room" takes what it fills, in pages and
    tenths. `late_appendix`: the call wants appendices behind the reference list, so that one in front of it
    may be text of the body.
    """

    most: _Pages | None = None
    least: _Pages | None = None
    of: tuple[PartOrSectionId, ...] = ()
    free: tuple[FreedId, ...] = ()
    count: Count = "pages"
    late_appendix: bool = False

    @property
    def is_on_body(self) -> bool:
        """Whether the limit is on whole pages of the body, and perhaps of more."""
        return self.count != "room" and (not self.of or "body" in self.of)

    @property
    def free_parts(self) -> tuple[Part, ...]:
        """The parts beside the body that the limit does not count."""
        parts: tuple[Part, ...] = ("bibliography", "appendix")
        return tuple(part for part in parts if part in self.free or (self.of and part not in self.of))


class Params(Limit, frozen=True, forbid_unknown_fields=True):
    """The limit (see `Limit`), and `further` limits that hold as well.

    `sections`: what the pack says of the sections that the limits name.
    """

    most: Annotated[int, Meta(ge=1)] | None = None
    least: int | None = None
    further: tuple[Limit, ...] = ()
    sections: dict[str, PackSection] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for each limit that the counted pages are over or under.

    A page count that another program would give, and pages that LaTeX added for a single run, have cases of
    their own.
    """
    limits = [
        limit for limit in (params, *params.further) if limit.most is not None or limit.least is not None
    ]
    if not limits:
        yield NotApplicable("no-limit")
        return
    yield from _temporary(paper)
    for limit in limits:
        yield from _kept(paper, limit, params.sections)


def _temporary(paper: Paper) -> Iterator[Answer]:
    """Yield a warning for the page that LaTeX added. The page does not count."""
    added = tuple(page.number for page in paper.pages if page.kind == "temporary")
    if added:
        yield Breach(
            measured=len(paper.pages),
            expected=paper.budget.pages,
            unit="pages",
            place=Place(added[0]),
            pages=added,
            case="temporary",
            level="warning",
        )


def _kept(paper: Paper, limit: Limit, sections: Mapping[str, PackSection]) -> Iterator[Answer]:
    """Yield what speaks against a limit being kept."""
    scope = Scope(limit.of, limit.free, sections, limit.late_appendix)
    found = counted(paper, scope)
    measured = pages_of(limit, found)
    if limit.most is not None:
        doubt = None
        if limit.count == "pages":
            doubt = late_float_doubt(paper, len(found.pages), found.room, limit.most, limit.free_parts)
        if doubt is not None:
            yield doubt
        elif measured > limit.most:
            yield _too_long(paper, limit, limit.most, found, list(counted_lines(paper, scope)), sections)
        elif _amount(limit.count, found.or_pages, found.or_room) > limit.most:
            yield _unclear(limit, limit.most, found, counted_lines(paper, scope))
        elif not limit.of and (more := measured + _not_shown(paper)) > limit.most:
            yield Breach(
                measured=more,
                expected=limit.most,
                unit="pages",
                case="other-count",
                detail={"shown": measured, "over": more - limit.most},
            )
    if limit.least is not None and measured < limit.least:
        yield Breach(
            measured=measured,
            expected=limit.least,
            unit="pages",
            case="short-of" if limit.of else "short",
            detail=_names("of", limit.of, sections) if limit.of else {},
        )


def _amount(count: Count, pages: tuple[int, ...], room: float) -> float:
    if count == "room":
        return round(room, 1)
    return max(pages, default=0) if count == "last-page" else len(pages)


def _too_long(
    paper: Paper,
    limit: Limit,
    most: float,
    found: Counted,
    rows: Sequence[CountedLine],
    sections: Mapping[str, PackSection],
) -> Breach:
    over = found.pages[int(most) :] or found.pages[-1:]
    if limit.count == "last-page":
        over = tuple(page for page in found.pages if page > most)
    lines = [row.line for row in rows if row.standing in COUNTING and row.line.page in over]
    own = _first(rows, {"place", "length"}, over)
    case, detail = _case(limit, lines, own, sections)
    return Breach(
        measured=pages_of(limit, found),
        expected=most,
        unit="pages",
        place=Place(over[0]) if own is None else Place(own.line.page, own.line.box, own.line.text),
        pages=over,
        lines=len(lines),
        case=case,
        detail={
            "over": max(0.1, round(found.room - most, 1)),
            **({"columns": columns_to_cut(paper, lines)} if case in ("", "counted") else {}),
            **detail,
        },
    )


def _case(
    limit: Limit, lines: list[Line], own: CountedLine | None, sections: Mapping[str, PackSection]
) -> tuple[str, dict[str, Value]]:
    """Return the case of a breach, and what its sentence names; `own` is a line of a free section."""
    if limit.count != "pages":
        return limit.count, _names("of", limit.of or ("body",), sections)
    if limit.of:
        return "of", _names("of", limit.of, sections)
    if own is not None:
        return own.standing, {"heading": own.heading}
    if not lines:
        return "without-text", {}
    return ("counted", _names("free", limit.free, sections)) if limit.free else ("", {})


def _first(
    rows: Iterable[CountedLine], standings: Collection[Standing], pages: Collection[int]
) -> CountedLine | None:
    """Return the first line of one of these standings on one of these pages, None if there is none."""
    return next((row for row in rows if row.standing in standings and row.line.page in pages), None)


def _unclear(limit: Limit, most: float, found: Counted, rows: Iterable[CountedLine]) -> Doubt:
    """Return the doubt whether the limit is kept: it is, unless the undecided lines count."""
    row = _first(rows, UNDECIDED, found.or_pages)
    assert row is not None, "an undecided line makes the difference"
    return Doubt(
        row.standing,
        place=Place(row.line.page, row.line.box, row.line.text),
        pages=tuple(page for page in found.or_pages if page not in found.pages),
        detail={
            "heading": row.heading,
            "perhaps": _amount(limit.count, found.or_pages, found.or_room),
        },
        measured=pages_of(limit, found),
        expected=most,
        unit="pages",
    )


def _names(kind: str, ids: Collection[str], sections: Mapping[str, PackSection]) -> dict[str, Value]:
    """Return the names of parts and sections in both languages: "references, Limitations"."""
    names = [sections[name].title if name in sections else _PARTS[name] for name in ids]
    return {
        f"{kind}_en": ", ".join(name.en for name in names),
        f"{kind}_zh": "、".join(name.zh for name in names),
    }


def _not_shown(paper: Paper) -> int:
    """Return how many more pages another reading of the file finds."""
    others = [mended.pages for mended in paper.structure.mended if mended.pages is not None]
    return max(0, max(others, default=0) - len(paper.pages))


def pages_of(limit: Limit, found: Counted) -> float:
    """Return the number that a limit compares, of what it counts."""
    return _amount(limit.count, found.pages, found.room)
