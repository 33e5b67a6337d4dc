"""Is every entry of the reference list cited?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper, Reference
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("numbers",)}
DOUBTS: Cases = {}

_ENTRIES_SHOWN_MAX = 8
"""Entries that a sentence names. The finding counts all of them."""


_ENTRY_NAME_MAX_CHARACTERS = 60
"""Characters that name an entry without a label."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`citations`: the least number of citations of a paper to check.

    `resolved`: the share of the cited works that the list must hold, in percent. With less, the check does
    not apply.
    """

    citations: int
    resolved: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names the entries that no citation refers to, by number or by author and year."""
    unnamed = _unnamed(paper, params)
    if unnamed is None:
        yield NotApplicable("citations-not-followed")
    elif unnamed:
        first = unnamed[0]
        parting = ", " if first.label else "; "
        shown = parting.join(map(_name, unnamed[:_ENTRIES_SHOWN_MAX]))
        yield Breach(
            measured=len(unnamed),
            expected=None,
            unit="entries",
            place=Place(first.page, first.box, first.text[:80]),
            pages=tuple(sorted({reference.page for reference in unnamed})),
            places=every_place.of_each(unnamed),
            detail={"numbers": shown + (f"{parting}..." if len(unnamed) > _ENTRIES_SHOWN_MAX else "")},
        )


def _unnamed(paper: Paper, params: Params) -> list[Reference] | None:
    """Return the entries that nothing cites, or None if list or citations could not be read well enough."""
    if not paper.references or len(paper.citations) < params.citations:
        return None
    if all(reference.label.isdigit() for reference in paper.references):
        cited = [
            label
            for citation in paper.citations
            if citation.style != "author-year"
            for label in citation.labels
        ]
        known = {reference.label for reference in paper.references}
        lost = sum(label not in known for label in cited)
        named = set(cited)
        unnamed = [reference for reference in paper.references if reference.label not in named]
    elif not any(reference.label for reference in paper.references):
        cited = [label for citation in paper.citations for label in citation.labels]
        lost = sum(len(citation.missing) for citation in paper.citations)
        places = {place for citation in paper.citations for place in citation.entries}
        unnamed = [reference for place, reference in enumerate(paper.references) if place not in places]
    else:
        return None
    return unnamed if 100 * (len(cited) - lost) >= params.resolved * len(cited) else None


def _name(reference: Reference) -> str:
    """Return `[12]`, or the words up to the year: `Farida Ibarra and Jun Moreau. 2008`."""
    if reference.label:
        return f"[{reference.label}]"
    dated = re.search(r"(?:19|20)\d\d", reference.text[:_ENTRY_NAME_MAX_CHARACTERS])
    return reference.text[: dated.end() if dated else _ENTRY_NAME_MAX_CHARACTERS].strip()
