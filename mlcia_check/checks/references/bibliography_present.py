"""Is there a reference list with entries?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.checks.placeholder_paper import is_placeholder
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "empty": ("heading",)}
DOUBTS: Cases = {"no-text": ()}

_WORD: Final = re.compile(r"[^\W\d_]{2,}")


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """At least `entries` entries of `words` words; a placeholder (see `stub.Limits`) is not asked.

    A page that shows `pictured` pages of text without letters may hold the list, and so may one on which
    more than the share `unmapped` of the characters has no Unicode. One with more than `garbled_share`,
    and more than `garbled_most` such characters, may hide its entries: from these numbers on, the page is
    a question under text-layer, and the list is part of it.
    """

    entries: int
    words: int
    pictured: float
    single: int
    pages: int
    characters: int
    unmapped: float
    garbled_share: float
    garbled_most: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """One breach: no heading at all, or a heading with nothing under it.

    Where sheets hold several pages each, the order of the text is lost, and the sheets are another rule's.
    """
    entries = sum(len(_WORD.findall(reference.text)) >= params.words for reference in paper.references)
    if entries >= params.entries:
        return
    if paper.imposed or is_placeholder(paper, params):
        yield NotApplicable("imposed" if paper.imposed else "placeholder")
        return
    unread = tuple(
        page.number
        for page in paper.pages
        if page.kind in ("no-text", "unreadable")
        or page.unmapped > params.unmapped * page.characters
        or page.prose_ink_pages >= params.pictured
    )
    if unread:
        yield Doubt("no-text", pages=unread)
        return
    headings = [section for section in paper.sections if section.part == "bibliography"]
    if headings:
        heading = headings[-1]
        if _is_garbled(paper, heading.page, params):
            yield NotApplicable("unreadable-list")
            return
        yield Breach(
            measured=entries,
            expected=params.entries,
            unit="entries",
            place=Place(heading.page, heading.box, heading.text),
            case="empty",
            detail={"heading": heading.text},
        )
    else:
        yield Breach(measured=entries, expected=params.entries, unit="entries")


def _is_garbled(paper: Paper, first_page: int, params: Params) -> bool:
    """Whether a page from the list's heading on has so much without Unicode that entries may be lost."""
    return any(
        page.number >= first_page
        and page.unmapped > max(params.garbled_most, params.garbled_share * page.characters)
        for page in paper.pages
    )
