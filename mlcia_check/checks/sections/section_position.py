"""Do the sections stand where the call wants them?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from msgspec import Struct, field

from mlcia_check.checks.placed_sections import placed_sections
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place, Value
from mlcia_check.model.measured_paper import NamedSection, Paper, SectionPlace
from mlcia_check.model.rule_pack import Cases, PackSection, Words

BREACHES: Cases = {"": ("heading", "stands_en", "stands_zh", "wanted_en", "wanted_zh")}
DOUBTS: Cases = {}

_PLACES: Final[Mapping[SectionPlace, Words]] = {
    "in-body": Words("among the sections of the body", "正文各节之间"),
    "after-body": Words("after the body and before the references", "正文之后、参考文献之前"),
    "after-references": Words("after the references", "参考文献之后"),
    "in-appendix": Words("in the appendix", "附录中"),
}
"""The names of the places in sentences."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`sections`: what the pack says of its sections."""

    sections: dict[str, PackSection] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for each section that stands at none of the places that the pack lists for it.

    Where one does, others of its heading are text of the body.
    """
    asked = [
        found for found in paper.named_sections if any(params.sections[name].place for name in found.ids)
    ]
    if not asked:
        yield NotApplicable("no-such-section")
    for found in asked:
        missed = [
            section.place
            for name in found.ids
            if (section := params.sections[name]).place
            and found.place not in section.place
            and found in placed_sections(paper.named_sections, name, section)
        ]
        if missed:
            yield Breach(
                measured=None,
                expected=None,
                place=Place(found.page, found.box, found.heading),
                pages=(found.page,),
                detail=_detail(found, missed[0]),
            )


def _detail(found: NamedSection, wanted: Collection[SectionPlace]) -> dict[str, Value]:
    return {
        "heading": found.heading,
        "stands_en": _PLACES[found.place].en,
        "stands_zh": _PLACES[found.place].zh,
        "wanted_en": " or ".join(_PLACES[place].en for place in wanted),
        "wanted_zh": "或".join(_PLACES[place].zh for place in wanted),
    }
