"""Does each figure have an alternative text, by which it is read aloud?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("figures",)}
DOUBTS: Cases = asked.DOUBTS


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: a figure has an alternative text, or it does not."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a breach that counts the figures without an alternative text. Only tags say what a figure is."""
    hygiene = asked.facts(paper)
    silent = [figure for figure in hygiene.figures if not figure.described]
    if silent:
        pages = tuple(sorted({figure.page for figure in silent if figure.page is not None}))
        yield Breach(
            measured=len(silent),
            expected=0,
            place=Place(pages[0]) if pages else None,
            pages=pages,
            detail={"figures": len(hygiene.figures)},
        )
    elif hygiene.unread:
        yield from asked.doubt(hygiene)
    elif not hygiene.tagged:
        yield NotApplicable("untagged")
    elif not hygiene.figures:
        yield NotApplicable("no-tagged-figure")
