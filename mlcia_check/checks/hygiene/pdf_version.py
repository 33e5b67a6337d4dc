"""Is the file's version of PDF one that the venue accepts?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "old": ()}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`least` and `most`: the oldest and the newest version, as "1.4"; "" for any."""

    least: str = ""
    most: str = ""


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for a newer version than `most`, or for an older one than `least` (case "old")."""
    hygiene = asked.facts(paper)
    if params.most and hygiene.version > params.most:
        yield Breach(measured=hygiene.version, expected=params.most)
    elif hygiene.unread or not hygiene.version:
        # The catalog may state a later version than the header.
        yield from asked.doubt(hygiene)
    elif hygiene.version < params.least:
        yield Breach(measured=hygiene.version, expected=params.least, case="old")
