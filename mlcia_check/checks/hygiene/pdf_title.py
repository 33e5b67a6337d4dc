"""Does a viewer show the paper's title, and not the name of its file?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "untitled": ()}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: the title is shown, or it is not."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a breach if the file does not ask to show its title, or has none ("untitled")."""
    hygiene = asked.facts(paper)
    if hygiene.shows_title and hygiene.title:
        return
    if hygiene.unread:
        yield from asked.doubt(hygiene)
    else:
        yield Breach(measured=None, expected=None, case="" if hygiene.title else "untitled")
