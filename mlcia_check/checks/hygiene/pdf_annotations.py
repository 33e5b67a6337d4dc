"""Does the file carry notes and marks that somebody left in it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

Group = Literal["notes", "marks", "drawings"]

BREACHES: Cases = {"": ("names",), "notes": ("names",), "marks": ("names",), "drawings": ("names",)}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds`: the kinds of annotation that break the rule, by their Subtype in PDF, in groups.

    A group is a case of the rule: notes, marks (highlighted, underlined or struck text) or drawings.
    """

    kinds: dict[Group, tuple[str, ...]]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each group that the file has annotations of, with their number and pages."""
    hygiene = asked.facts(paper)
    for group, kinds in params.kinds.items():
        found = [one for one in hygiene.annotations if one.kind in kinds]
        if found:
            pages = tuple(sorted({one.page for one in found}))
            yield Breach(
                measured=len(found),
                expected=0,
                place=Place(pages[0]),
                pages=pages,
                case=group,
                detail={"names": ", ".join(sorted({one.kind for one in found}))},
            )
    yield from asked.doubt(hygiene)
