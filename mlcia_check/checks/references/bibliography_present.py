"""Is there a reference list with entries?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from mlcia_check.checks.placeholder_paper import is_placeholder
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.late_pattern import LatePattern

BREACHES: Cases = {"": (), "empty": ("heading",)}
DOUBTS: Cases = {"no-text": ()}

_WORD: Final = LatePattern(r"[^\W\d_]{2,}")


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`entries`: the least number of entries. `words`: the least number of words in an entry that counts.

    `single`, `pages` and `characters` are the limits of `placeholder_paper.PlaceholderLimits`; a placeholder
    is not checked. Some pages may hold a list that could not be read. `pictured`: pages of text without
    letters that one page must show to lead to a doubt. `unmapped`: the share of its characters without a
    Unicode value (0 to 1) above which a page leads to a doubt. `garbled_share` and `garbled_most`: the share
    (0 to 1) and the number of such characters above which the entries may be lost; the rule `text-layer` then
    reports the page, and the list is not checked.
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
    """Yield one breach: the heading is missing, or a heading has no entries under it.

    Sheets of several pages each are not checked. The order of their text is lost, and `paper-size` reports
    them.
    """
    long_enough = (one for one in paper.references if len(_WORD.findall(one.text)) >= params.words)
    entries = len(list(islice(long_enough, params.entries)))
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
    """Return True if the pages from the list's heading on lack so much Unicode that entries may be lost."""
    return any(
        page.number >= first_page
        and page.unmapped > max(params.garbled_most, params.garbled_share * page.characters)
        for page in paper.pages
    )
