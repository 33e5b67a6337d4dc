"""Are title, abstract and authors those that were registered?

The check does not apply without the registered data. A batch that has them compares them once it has the
front matter of its papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.front_text import FrontText, Registered
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

if TYPE_CHECKING:
    from mlcia_check.checks.content.word_difference import Difference

# What compares is imported when there is something to compare: it takes milliseconds, and most runs never do.

BREACHES: Cases = {
    "title": ("changes",),
    "abstract": ("changes",),
    "missing-author": ("names", "extra"),
    "extra-author": ("names",),
    "order": ("printed",),
}
DOUBTS: Cases = {"abstract-not-found": (), "title-not-found": ()}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`shown`: the number of differences that a sentence quotes. All of them are counted."""

    shown: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    yield NotApplicable("not-registered")


def compare(params: Params, printed: FrontText, registered: Registered) -> Iterator[Breach | Doubt]:
    """Yield a breach for each part that differs, and a doubt for a part that was not found on the page."""
    if registered.title:
        place = Place(1, printed.title_box, printed.title[:120])
        yield from _text("title", registered.title, printed.title, place, params)
    if registered.abstract:
        place = Place(printed.abstract_page, printed.abstract_box, printed.abstract[:120])
        yield from _text("abstract", registered.abstract, printed.abstract, place, params)
    if registered.authors:
        yield from _authors(registered.authors, printed)


def _text(case: str, registered: str, printed: str, place: Place, params: Params) -> Iterator[Breach | Doubt]:
    from mlcia_check.checks.content.word_difference import differences, words_of

    if not words_of(printed):
        yield Doubt(case=f"{case}-not-found")
        return
    found = differences(registered, printed)
    if found:
        yield Breach(
            measured=len(found),
            expected=None,
            place=place,
            pages=(place.page,),
            case=case,
            detail={"changes": _listed(found, params.shown)},
        )


def _authors(registered: Sequence[str], printed: FrontText) -> Iterator[Breach]:
    from mlcia_check.checks.content import author_names

    names = author_names.compare(registered, printed.authors)
    if names is None:
        return
    place = Place(1, None, printed.authors[0].text[:120])
    if names.missing:
        detail = {"names": ", ".join(names.missing), "extra": ", ".join(names.extra) or "–"}
        yield Breach(
            len(names.missing), None, place=place, pages=(1,), case="missing-author", detail={**detail}
        )
    elif names.extra:
        yield Breach(
            len(names.extra),
            None,
            place=place,
            pages=(1,),
            case="extra-author",
            detail={"names": ", ".join(names.extra)},
        )
    if names.printed_order:
        order = {"printed": ", ".join(names.printed_order)}
        yield Breach(len(names.printed_order), None, place=place, pages=(1,), case="order", detail={**order})


def _listed(found: Sequence[Difference], most: int) -> str:
    """Return the first differences as `“fast” → “quick”`, the registered word first; "–" is no word."""
    quoted = [f"{_quoted(one.registered)} → {_quoted(one.printed)}" for one in found[:most]]
    return "; ".join(quoted) + ("; ..." if len(found) > most else "")


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "–"
