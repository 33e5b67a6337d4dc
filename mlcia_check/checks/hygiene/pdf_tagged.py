"""Does the file have tags, from which a screen reader knows headings, lists and figures?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ()}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: a file is tagged, or it is not."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a breach if the file is not tagged."""
    hygiene = asked.facts(paper)
    if not hygiene.tagged:
        yield from asked.doubt(hygiene) if hygiene.unread else (Breach(measured=None, expected=None),)
