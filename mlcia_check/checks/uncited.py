"""Is every entry of the reference list cited?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Answer, Breach, NotApplicable, Place
from mlcia_check.paper import Paper
from mlcia_check.rule import Cases

BREACHES: Cases = {"": ("numbers",)}
DOUBTS: Cases = {}

_SHOWN = 8
"""Numbers that a sentence names; the finding counts them all."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Asked from `citations` numeric citations on, if `resolved` percent of their numbers are in the list."""

    citations: int
    resolved: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """One breach that names the entries whose numbers stand in no citation."""
    numbered = [reference for reference in paper.references if reference.label.isdigit()]
    cited = [
        label for citation in paper.citations if citation.style != "author-year" for label in citation.labels
    ]
    known = {reference.label for reference in numbered}
    resolved = sum(label in known for label in cited)
    if (
        not numbered
        or len(numbered) < len(paper.references)
        or len(paper.citations) < params.citations
        or 100 * resolved < params.resolved * len(cited)
    ):
        yield NotApplicable()
        return
    named = set(cited)
    unnamed = [reference for reference in numbered if reference.label not in named]
    if unnamed:
        first = unnamed[0]
        shown = ", ".join(f"[{reference.label}]" for reference in unnamed[:_SHOWN])
        yield Breach(
            measured=len(unnamed),
            expected=None,
            unit="entries",
            place=Place(first.page, first.box, first.text[:80]),
            pages=tuple(sorted({reference.page for reference in unnamed})),
            detail={"numbers": shown + (", ..." if len(unnamed) > _SHOWN else "")},
        )
