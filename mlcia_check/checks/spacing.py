"""Does the paper keep the class's white space around headings, floats, lists and footnotes?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from msgspec import Struct, field

from mlcia_check.findings import Answer, Breach, NotApplicable, Place
from mlcia_check.lengths import Length
from mlcia_check.paper import Paper, Space, SpaceKind, Unmeasured
from mlcia_check.rule import Cases

_SAID = ("places", "won")
BREACHES: Cases = {
    "heading-above": _SAID,
    "heading-below": _SAID,
    "list-above": _SAID,
    "footnote-above": _SAID,
    "float-below": _SAID,
    "caption-above": _SAID,
}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The class's least distance for each kind of space, and what makes a system of tight ones.

    A kind is tight when the median of its places lies below its least distance by more than its
    `slack`; a kind in `uniform` when all of its places do. It is a system when one tight kind has
    `places` places, or when two have `pair` places each.
    """

    heading_above: Length
    heading_below: Length
    list_above: Length
    footnote_above: Length
    float_below: Length
    caption_above: Length
    places: int
    pair: int
    slack: dict[SpaceKind, Length] = field(default_factory=dict)
    uniform: tuple[SpaceKind, ...] = ()


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """One breach for each tight kind, once they make a system."""
    if not paper.spaces or isinstance(paper.body, Unmeasured):
        yield NotApplicable()
        return
    least: Mapping[SpaceKind, float] = {
        "heading-above": params.heading_above,
        "heading-below": params.heading_below,
        "list-above": params.list_above,
        "footnote-above": params.footnote_above,
        "float-below": params.float_below,
        "caption-above": params.caption_above,
    }
    leading = paper.body.leading
    if isinstance(leading, Unmeasured):
        leading = 1.2 * paper.body.size
    tight = {}
    for kind, allowed in least.items():
        spaces = [space for space in paper.spaces if space.kind == kind]
        if len(spaces) >= params.pair and _telling(kind, spaces, params) < allowed - params.slack.get(
            kind, 0.0
        ):
            tight[kind] = spaces
    if len(tight) < 2 and all(len(spaces) < params.places for spaces in tight.values()):
        return
    for kind, spaces in tight.items():
        below = [space for space in spaces if space.distance < least[kind]]
        first = below[0]
        yield Breach(
            measured=median(space.distance for space in spaces),
            expected=least[kind],
            unit="bp",
            place=Place(first.page, first.box, first.words),
            pages=tuple(sorted({space.page for space in below})),
            lines=len(below),
            case=kind,
            detail={
                "places": len(below),
                "won": round(sum(least[kind] - space.distance for space in below) / leading, 1),
            },
        )


def _telling(kind: SpaceKind, spaces: list[Space], params: Params) -> float:
    distances = [space.distance for space in spaces]
    return max(distances) if kind in params.uniform else median(distances)
