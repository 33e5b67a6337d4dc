"""Does the paper carry the marks of a publication elsewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"stamp": (), "rights": (), "venue": ()}
DOUBTS: Cases = {}

_QUOTE_MAX_CHARACTERS = 120


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions for the marks of a publication and for their exceptions.

    `stamps`: marks along the margin. `rights`: marks in small print on the first page. `venues`: marks in
    running heads and in small print. `conferences`: the same, for a conference with its date and place: the
    paper's own, unless the pack names its venue. `placeholders`: text that a class prints until the author
    replaces it; a mark with such text does not count. `own`: names of this venue; if running heads or small
    print contain one, `rights`, `venues` and `conferences` do not count.
    """

    stamps: tuple[Pattern, ...]
    rights: tuple[Pattern, ...]
    venues: tuple[Pattern, ...]
    conferences: tuple[Pattern, ...]
    placeholders: tuple[Pattern, ...]
    own: tuple[Pattern, ...] = ()


class _Mark(Struct, frozen=True):
    page: int
    box: Box
    text: str


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one breach for each kind of mark, at its first place."""
    stamps = [_Mark(stamp.page, stamp.box, stamp.text) for stamp in paper.stamps]
    notes = [
        _Mark(line.page, line.box, line.text)
        for line in paper.lines
        if line.page == 1 and line.role in ("front-note", "footnote")
    ]
    heads = [
        _Mark(line.page, line.box, line.text)
        for line in paper.lines
        if line.role in ("running-head", "folio")
    ]
    yield from _breach("stamp", stamps, params.stamps, params)
    if not any(_has_spaced(params.own, text) for text in {mark.text for mark in (*notes, *heads)}):
        yield from _breach("rights", notes, params.rights, params)
        venues = (*params.venues, *params.conferences) if params.own else params.venues
        yield from _breach("venue", [*heads, *notes], venues, params)


def _breach(case: str, marks: Sequence[_Mark], wanted: tuple[str, ...], params: Params) -> Iterator[Answer]:
    # running heads say the same on many pages
    told = {
        text
        for text in {mark.text for mark in marks}
        if _has(wanted, text) and not _has_spaced(params.placeholders, text)
    }
    telling = [mark for mark in marks if mark.text in told]
    if telling:
        first = telling[0]
        yield Breach(
            measured=first.text[:_QUOTE_MAX_CHARACTERS],
            expected=None,
            place=Place(first.page, first.box, first.text[:_QUOTE_MAX_CHARACTERS]),
            pages=tuple(sorted({mark.page for mark in telling})),
            places=every_place.of_each(telling),
            case=case,
        )


def _has(patterns: tuple[str, ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in _compiled(patterns))


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))


def _has_spaced(patterns: tuple[str, ...], text: str) -> bool:
    """Return True if a pattern matches, even if letterspacing has put spaces into words."""
    return _has(patterns, text) or _has(patterns, "".join(text.split()))
