"""Does the file run code, start a program, or connect to the outside?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from mlcia_check.model.answers import Answer, Breach, Doubt, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.pdf_facts import Action
from mlcia_check.model.rule_pack import Cases

Kind = Literal[
    "javascript",
    "launch",
    "launch-relative",
    "submit-form",
    "import-data",
    "auto-action",
    "rich-media",
    "multimedia",
    "xfa",
    "external-reference",
]

BREACHES: Cases = {
    "": ("target",),
    "javascript": ("target",),
    "launch": ("target",),
    "launch-relative": ("target",),
    "submit-form": ("target",),
    "import-data": ("target",),
    "auto-action": ("target",),
    "rich-media": ("target",),
    "multimedia": ("target",),
    "xfa": ("target",),
    "external-reference": ("target",),
}
DOUBTS: Cases = {"": ("reason",)}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds`: the kinds of action that break the rule. `lower`: a lower level for some of these kinds."""

    kinds: tuple[Kind, ...]
    lower: dict[Kind, Literal["warning", "info"]] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each kind of action, with its pages and the target of its first action."""
    found: dict[str, list[Action]] = {}
    for action in paper.structure.actions:
        found.setdefault(action.kind, []).append(action)
    for kind in params.kinds:
        if kind in found:
            pages = tuple(sorted({action.page for action in found[kind] if action.page is not None}))
            yield Breach(
                measured=len(found[kind]),
                expected=0,
                place=Place(pages[0]) if pages else None,
                pages=pages,
                case=kind,
                level=params.lower.get(kind),
                detail={"target": found[kind][0].target},
            )
    if paper.structure.undetermined:
        yield Doubt("", gaps=paper.structure.undetermined)
