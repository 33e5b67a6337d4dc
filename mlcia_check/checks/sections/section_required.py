"""Does the paper have the sections that the call demands?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper, Section, Unmeasured
from mlcia_check.model.rule_pack import Cases, PackSection

BREACHES: Cases = {"": ("section_en", "section_zh")}
DOUBTS: Cases = {"similar": ("section_en", "section_zh", "heading")}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`sections`: what the pack says of its sections."""

    sections: dict[str, PackSection] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for each missing section, a doubt if a heading of other words may be the section's."""
    required = {name: section for name, section in params.sections.items() if section.required}
    if not required:
        yield NotApplicable("no-section-asked")
        return
    if paper.imposed or isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason if isinstance(paper.body, Unmeasured) else "imposed")
        return
    present = {name for found in paper.named_sections for name in found.ids}
    for name, section in required.items():
        if name in present:
            continue
        titles = {"section_en": section.title.en, "section_zh": section.title.zh}
        similar = _similar(paper, section)
        if similar is None:
            yield Breach(measured=None, expected=None, detail={**titles})
        else:
            place = Place(similar.page, similar.box, similar.text)
            yield Doubt("similar", place=place, detail={**titles, "heading": similar.text})


def _similar(paper: Paper, section: PackSection) -> Section | None:
    """Return the first heading that holds a name of the section among other words, None if none does.

    "Limitations and Outlook" may be the section "Limitations".
    """
    names = [_squeezed(name) for name in section.names if "*" not in name]
    return next(
        (found for found in paper.sections if any(name in _squeezed(found.text) for name in names)), None
    )


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())
