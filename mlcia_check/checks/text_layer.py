"""Does every page that shows something hold its text as text?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Answer, Breach, Place
from mlcia_check.paper import PageMeasure, Paper
from mlcia_check.rule import Cases

BREACHES: Cases = {"": (), "unmapped": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """A page breaks the rule by more than `most` characters without Unicode, if more than `share` of all."""

    share: float
    most: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    silent = tuple(page.number for page in paper.pages if page.kind in ("no-text", "unreadable"))
    if silent:
        yield Breach(measured=len(silent), expected=0, unit="pages", place=Place(silent[0]), pages=silent)
    garbled = [page for page in paper.pages if page.number not in silent and _garbled(page, params)]
    if garbled:
        worst = max(garbled, key=_share)
        yield Breach(
            measured=100 * _share(worst),
            expected=100 * params.share,
            unit="percent",
            place=Place(worst.number),
            pages=tuple(page.number for page in garbled),
            case="unmapped",
        )


def _garbled(page: PageMeasure, params: Params) -> bool:
    return page.unmapped > params.most and _share(page) > params.share


def _share(page: PageMeasure) -> float:
    return page.unmapped / max(page.characters, page.unmapped)
