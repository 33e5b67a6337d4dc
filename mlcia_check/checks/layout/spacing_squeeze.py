"""Does the paper keep the format's white space around headings, floats, lists, formulas and footnotes?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from mlcia_check.checks import every_place
from mlcia_check.model import authoring_tool
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
    "float-stretched": _SAID,
    "float-above": _SAID,
    "float-top": _SAID,
    "caption-above": _SAID,
    "display-above": _SAID,
    "display-below": _SAID,
    "reference-leading": _SAID,
}
DOUBTS: Cases = {}

_TIGHT_DEFAULT_PERCENT = 50.0
"""Default of `share`: percent of the places of one kind."""

_EXACT_BP = 0.1
"""bp to which baselines are exact."""

_STRETCHED_MIN_BP = 0.3
"""bp by which a space must be above its usual value to be a stretched one."""

_STRETCHED_TIGHT_PERCENT = 30.0
"""Percent of the floats in stretched columns from which on they are tight; the class sets none."""

Kind = SpaceKind | Literal["float-stretched"]

_SAME_LEADING_BP = 0.15
"""bp by which the body's leading may differ from the format's: other leading has other white space."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The format's least distance for each kind of space, in bp, and what makes tight spaces a system.

    A kind of which the format says nothing (None) is not checked.

    `slack`: by how much a place of each kind may lie below its least distance, in bp; beyond that, it is
    tight. `share`: the percentage of places from which on a kind is tight (50 if not given). `places`: the
    number of tight places from which on one tight kind is a system. `pair`: the number that each of two tight
    kinds must have to be a system.

    `heading_usual`, `list_usual` and `float_usual`: the distances above headings and lists and below floats
    in which the class's glue has its own size, with a body on `leading`, all in bp. `float_slack`: the slack
    of the last of them. TeX stretches all glue of a column or shrinks all of it, so that a float cannot stand
    nearer than usual in a column in which a heading or a list stands further off.
    """

    places: int
    pair: int
    heading_above: Length | None = None
    heading_below: Length | None = None
    list_above: Length | None = None
    footnote_above: Length | None = None
    float_below: Length | None = None
    float_above: Length | None = None
    float_top: Length | None = None
    caption_above: Length | None = None
    display_above: Length | None = None
    display_below: Length | None = None
    reference_leading: Length | None = None
    heading_usual: Length | None = None
    list_usual: Length | None = None
    float_usual: Length | None = None
    float_slack: Length = 0.0
    leading: Length = 0.0
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
        "float-above": params.float_above,
        "float-top": params.float_top,
        "caption-above": params.caption_above,
        "display-above": params.display_above,
        "display-below": params.display_below,
        "reference-leading": params.reference_leading,
    }
    least = {kind: distance for kind, distance in stated.items() if distance is not None}
    leading = paper.body.leading_bp
    if isinstance(leading, Unmeasured):
        leading = 1.2 * paper.body.size_bp
    tight: dict[Kind, list[Space]] = {}
    for kind, allowed in least.items():
        spaces = [space for space in paper.spaces if space.kind == kind]
        below = [space for space in spaces if space.distance_bp < allowed - params.slack.get(kind, 0.0)]
        share = params.share.get(kind, _TIGHT_DEFAULT_PERCENT)
        if len(below) >= params.pair and 100 * len(below) >= share * len(spaces):
            tight[kind] = below
    expected: dict[Kind, float] = dict(least.items())
    if "float-below" not in tight and params.heading_usual is not None and params.float_usual is not None:
        expected["float-stretched"] = params.float_usual
        beside = _below_floats_in_stretched_columns(paper, params)
        below = [space for space in beside if space.distance_bp < params.float_usual - params.float_slack]
        if len(below) >= params.pair and 100 * len(below) >= _STRETCHED_TIGHT_PERCENT * len(beside):
            tight["float-stretched"] = below
    if len(tight) < 2 and all(len(below) < params.places for below in tight.values()):
        return
    for case, below in tight.items():
        first = below[0]
        yield Breach(
            measured=median(space.distance_bp for space in below),
            expected=expected[case],
            unit="bp",
            place=Place(first.page, first.box, first.words),
            pages=tuple(sorted({space.page for space in below})),
            places=every_place.of_each(below),
            lines=len(below),
            case=case,
            detail={
                "places": len(below),
                "won": round(sum(expected[case] - space.distance_bp for space in below) / leading, 1),
            },
        )


def _below_floats_in_stretched_columns(paper: Paper, params: Params) -> Sequence[Space]:
    """Return the spaces below floats at the top of columns whose glue TeX has stretched."""
    if (
        isinstance(paper.body, Unmeasured)
        or isinstance(paper.body.leading_bp, Unmeasured)
        or abs(paper.body.leading_bp - params.leading) > _SAME_LEADING_BP
        or authoring_tool.tool(paper) != "latex"
    ):
        return ()
    usual = {"heading-above": params.heading_usual, "list-above": params.list_usual}
    stretched, shrunk = set(), set()
    for space in paper.spaces:
        distance = usual.get(space.kind)
        if distance is not None and space.column >= 0:
            if space.distance_bp > distance + _STRETCHED_MIN_BP:
                stretched.add((space.page, space.column))
            elif space.distance_bp < distance - _EXACT_BP:
                shrunk.add((space.page, space.column))
    columns = stretched - shrunk
    return [
        space
        for space in paper.spaces
        if space.kind == "float-below" and (space.page, space.column) in columns
    ]
