"""Does the tabulator key reach links in the order in which they are read?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ()}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: a page with links follows the structure, or it does not."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a breach that counts the pages with annotations whose order is not that of the structure."""
    hygiene = asked.facts(paper)
    pages = hygiene.unordered_pages
    if pages and not hygiene.unread:
        yield Breach(measured=len(pages), expected=0, unit="pages", place=Place(pages[0]), pages=pages)
    elif hygiene.unread:
        yield from asked.doubt(hygiene)
    elif not hygiene.annotations:
        yield NotApplicable("no-annotations")
