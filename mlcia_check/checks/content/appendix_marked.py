"""Does running text after the reference list stand under an appendix heading?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.checks.placeholder_paper import is_placeholder
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Line, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`lines`: the least number of lines of running text to report.

    Fewer lines are a date of receipt or an address. `single`, `pages` and `characters` are the limits of
    `placeholder_paper.PlaceholderLimits`; a placeholder is not checked, because on a single page the list may
    stand beside the text.
    """

    lines: int
    single: int
    pages: int
    characters: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for lines between the list and the first appendix heading.

    The thanks, and sections that the pack names, stand under headings of their own.
    """
    if is_placeholder(paper, params):
        yield NotApplicable("placeholder")
        return
    ends = [index for index, line in enumerate(paper.lines) if line.role == "reference"]
    if not ends:
        yield NotApplicable("no-reference-list")
        return
    unmarked = _unmarked(paper, paper.lines[ends[-1] + 1 :])
    if len(unmarked) >= params.lines:
        first = unmarked[0]
        yield Breach(
            measured=len(unmarked),
            expected=None,
            unit="lines",
            place=Place(first.page, first.box, first.text),
            pages=tuple(sorted({line.page for line in unmarked})),
            places=every_place.of_passages(unmarked),
            lines=len(unmarked),
        )


def _unmarked(paper: Paper, lines: tuple[Line, ...]) -> list[Line]:
    kinds = {(section.page, section.box): section.kind for section in paper.sections}
    found: list[Line] = []
    thanks = False
    for line in lines:
        if line.role == "heading":
            kind = kinds.get((line.page, line.box), "")
            if kind == "appendix":
                break
            thanks = kind == "acknowledgements"
        elif line.role == "body" and not thanks and line.named < 0:
            found.append(line)
    return found
