"""Do the sections that the call demands say anything?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from mlcia_check.checks.placed_sections import placed_sections
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases, PackSection

BREACHES: Cases = {"": ("heading",)}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`least`: the least words of a required section that states no bound of its own.

    `sections`: what the pack says of its sections.
    """

    least: int
    sections: dict[str, PackSection] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for each section with too few words, counted over all its pieces."""
    applies = False
    for name, section in params.sections.items():
        least = section.words.least
        if least is None and section.required:
            least = params.least
        found = placed_sections(paper.named_sections, name, section)
        if least is None or not found:
            continue
        applies = True
        words = sum(one.words for one in found)
        if words < least:
            first = found[0]
            yield Breach(
                measured=words,
                expected=least,
                unit="words",
                place=Place(first.page, first.box, first.heading),
                detail={"heading": first.heading},
            )
    if not applies:
        yield NotApplicable("no-such-section")
