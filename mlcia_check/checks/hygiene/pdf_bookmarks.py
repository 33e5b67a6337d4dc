"""Does the file have bookmarks, and does each lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "broken": ("names",)}
DOUBTS: Cases = asked.DOUBTS

_NAMED_MAX: Final = 3
"""Bookmarks that a report names."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`pages`: pages from which on a paper needs bookmarks."""

    pages: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if there are no bookmarks, or one that counts those that lead nowhere ("broken")."""
    hygiene = asked.facts(paper)
    dead = hygiene.dead_bookmarks
    if hygiene.unread:
        # A destination that could not be read may be there.
        yield from asked.doubt(hygiene)
    elif dead:
        names = ", ".join(name for name in dead[:_NAMED_MAX] if name)
        more = "…" if len(dead) > _NAMED_MAX else ""
        yield Breach(measured=len(dead), expected=0, case="broken", detail={"names": names + more})
    elif not hygiene.bookmarks and len(paper.pages) >= params.pages:
        yield Breach(measured=0, expected=1)
