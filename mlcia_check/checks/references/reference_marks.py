"""Does each entry of the reference list bear the mark of its type, such as [J] or [EB/OL]?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper, Reference
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("entries", "of"), "some": ("entries", "of")}
DOUBTS: Cases = {}

_ENTRIES_SHOWN_MAX = 8
"""Entries that a sentence names. The finding counts all of them."""

_ENTRY_NAME_MAX_CHARACTERS = 20
"""Characters that name an entry without a label."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`mark`: a regular expression for the mark of an entry.

    `few`: up to this share of the entries without a mark, in percent, is a warning.
    """

    mark: Pattern
    few: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names the entries without a mark."""
    if not paper.references:
        yield NotApplicable("no-reference-list")
        return
    mark = re.compile(params.mark)
    unmarked = [reference for reference in paper.references if not mark.search(reference.text)]
    if not unmarked:
        return
    total = len(paper.references)
    few = 100 * len(unmarked) <= params.few * total
    shown = ", ".join(map(_name, unmarked[:_ENTRIES_SHOWN_MAX]))
    first = unmarked[0]
    yield Breach(
        measured=len(unmarked),
        expected=None,
        unit="entries",
        place=Place(first.page, first.box, first.text[:80]),
        pages=tuple(sorted({reference.page for reference in unmarked})),
        places=every_place.of_each(unmarked),
        case="some" if few else "",
        level="warning" if few else None,
        detail={"entries": shown + (", ..." if len(unmarked) > _ENTRIES_SHOWN_MAX else ""), "of": total},
    )


def _name(reference: Reference) -> str:
    """Return `[12]`, or the beginning of an entry without a label."""
    return f"[{reference.label}]" if reference.label else reference.text[:_ENTRY_NAME_MAX_CHARACTERS].strip()
