"""Does the file claim to be PDF/A, of a level that the venue accepts?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "other": ()}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`levels`: the levels that are accepted, as "2b" for PDF/A-2b."""

    levels: tuple[str, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if the file claims no level, or another one. Whether it is true is not checked."""
    hygiene = asked.facts(paper)
    levels = ", ".join(params.levels)
    if hygiene.pdfa and hygiene.pdfa not in params.levels:
        yield Breach(measured=hygiene.pdfa, expected=levels, case="other")
    elif not hygiene.pdfa and hygiene.unread:
        yield from asked.doubt(hygiene)
    elif not hygiene.pdfa:
        yield Breach(measured=None, expected=levels)
