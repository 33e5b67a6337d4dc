"""Does the appendix follow the reference list?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("heading",)}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: only the order counts."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check has params
    """Yield a breach for the first appendix heading, if it stands before the reference list."""
    parts = [section.part for section in paper.sections]
    if "appendix" not in parts:
        yield NotApplicable("no-appendix")
        return
    if "bibliography" not in parts:
        yield NotApplicable("no-reference-list")
        return
    first = parts.index("appendix")
    if first < parts.index("bibliography"):
        section = paper.sections[first]
        yield Breach(
            measured=section.page,
            expected=None,
            place=Place(section.page, section.box, section.text),
            pages=(section.page,),
            detail={"heading": section.text},
        )
