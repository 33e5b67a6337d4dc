"""Is small print at least as large as the floor for its kind?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Answer, Breach, Place
from mlcia_check.lengths import Length
from mlcia_check.paper import Paper, Role
from mlcia_check.rule import Cases

BREACHES: Cases = {"footnote": (), "caption": (), "listing": (), "body": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Floors by kind of text, less `slack`; fewer than `lines` lines below a floor are no finding.

    Of running text only lines that do not fill their column are asked (full ones are a rule of their
    own), from `indented` of them on: quotations and remarks in small type are shorter.
    """

    footnote: Length
    caption: Length
    listing: Length
    body: Length
    slack: Length
    lines: int
    indented: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """One breach a kind."""
    floors: dict[Role, float] = {
        "footnote": params.footnote,
        "caption": params.caption,
        "listing": params.listing,
        "body": params.body,
    }
    for role, floor in floors.items():
        small = [
            line
            for line in paper.lines
            if line.role == role and line.size < floor - params.slack and not (role == "body" and line.full)
        ]
        if len(small) >= (params.indented if role == "body" else params.lines):
            smallest = min(small, key=lambda line: line.size)
            yield Breach(
                measured=smallest.size,
                expected=floor,
                unit="bp",
                place=Place(smallest.page, smallest.box, smallest.text),
                pages=tuple(sorted({line.page for line in small})),
                lines=len(small),
                case=role,
            )
