"""Does the paper keep the format's white space around headings, floats, lists, formulas and footnotes?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Paper, Space, SpaceKind, Unmeasured
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.averages import median

_SAID = ("places", "won")
BREACHES: Cases = {
    "heading-above": _SAID,
    "heading-below": _SAID,
    "list-above": _SAID,
    "footnote-above": _SAID,
    "float-below": _SAID,
    "caption-above": _SAID,
    "display-above": _SAID,
    "display-below": _SAID,
    "reference-leading": _SAID,
}
DOUBTS: Cases = {}

_TIGHT_DEFAULT_PERCENT = 50.0
"""Default of `share`: percent of the places of one kind."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The format's least distance for each kind of space, in bp, and what makes tight spaces a system.

    A kind of which the format says nothing (None) is not checked.

    `slack`: by how much a place of each kind may lie below its least distance, in bp; beyond that, it is
    tight. `share`: the percentage of places from which on a kind is tight (50 if not given). `places`: the
    number of tight places from which on one tight kind is a system. `pair`: the number that each of two tight
    kinds must have to be a system.
    """

    places: int
    pair: int
    heading_above: Length | None = None
    heading_below: Length | None = None
    list_above: Length | None = None
    footnote_above: Length | None = None
    float_below: Length | None = None
    caption_above: Length | None = None
    display_above: Length | None = None
    display_below: Length | None = None
    reference_leading: Length | None = None
    slack: dict[SpaceKind, Length] = field(default_factory=dict)
    share: dict[SpaceKind, float] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each tight kind of space, if they are a system."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    if not paper.spaces:
        yield NotApplicable("no-spaces")
        return
    stated: Mapping[SpaceKind, float | None] = {
        "heading-above": params.heading_above,
        "heading-below": params.heading_below,
        "list-above": params.list_above,
        "footnote-above": params.footnote_above,
        "float-below": params.float_below,
        "caption-above": params.caption_above,
        "display-above": params.display_above,
        "display-below": params.display_below,
        "reference-leading": params.reference_leading,
    }
    least = {kind: distance for kind, distance in stated.items() if distance is not None}
    leading = paper.body.leading_bp
    if isinstance(leading, Unmeasured):
        leading = 1.2 * paper.body.size_bp
    tight: dict[SpaceKind, list[Space]] = {}
    for kind, allowed in least.items():
        spaces = [space for space in paper.spaces if space.kind == kind]
        below = [space for space in spaces if space.distance_bp < allowed - params.slack.get(kind, 0.0)]
        share = params.share.get(kind, _TIGHT_DEFAULT_PERCENT)
        if len(below) >= params.pair and 100 * len(below) >= share * len(spaces):
            tight[kind] = below
    if len(tight) < 2 and all(len(below) < params.places for below in tight.values()):
        return
    for kind, below in tight.items():
        first = below[0]
        yield Breach(
            measured=median(space.distance_bp for space in below),
            expected=least[kind],
            unit="bp",
            place=Place(first.page, first.box, first.words),
            pages=tuple(sorted({space.page for space in below})),
            places=every_place.of_each(below),
            lines=len(below),
            case=kind,
            detail={
                "places": len(below),
                "won": round(sum(least[kind] - space.distance_bp for space in below) / leading, 1),
            },
        )
