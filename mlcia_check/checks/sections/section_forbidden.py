"""Does the paper have a section that the call forbids?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases, PackSection

BREACHES: Cases = {"": ("heading",)}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`sections`: what the pack says of its sections."""

    sections: dict[str, PackSection] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for each heading that opens a forbidden section."""
    forbidden = {name for name, section in params.sections.items() if section.forbidden}
    if not forbidden:
        yield NotApplicable("no-section-forbidden")
    for found in paper.named_sections:
        if not forbidden.isdisjoint(found.ids):
            yield Breach(
                measured=found.words,
                expected=None,
                unit="words",
                place=Place(found.page, found.box, found.heading),
                pages=(found.page,),
                detail={"heading": found.heading},
            )
