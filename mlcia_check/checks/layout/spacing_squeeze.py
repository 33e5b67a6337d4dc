"""Does the paper keep the format's white space around headings, floats, lists, formulas and footnotes?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct, field, structs

from mlcia_check.checks import every_place
from mlcia_check.checks.layout.asked_spaces import asked_spaces
from mlcia_check.model import authoring_tool
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import WIDE, Line, Paper, Space, SpaceKind, Unmeasured
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.averages import median

_SAID = ("places", "won")
BREACHES: Cases = {
    "heading-above": _SAID,
    "heading-below": _SAID,
    "line-above": _SAID,
    "list-above": _SAID,
    "list-below": _SAID,
    "theorem-above": _SAID,
    "footnote-above": _SAID,
    "float-below": _SAID,
    "float-stretched": _SAID,
    "float-above": _SAID,
    "float-top": _SAID,
    "float-bottom": _SAID,
    "caption-above": _SAID,
    "caption-below": _SAID,
    "display-above": _SAID,
    "display-below": _SAID,
    "reference-leading": _SAID,
}
DOUBTS: Cases = {}

_TIGHT_DEFAULT_PERCENT = 50.0
"""Default of `share`: percent of the places of one kind."""

_STRETCHED_MIN_BP = 0.2
"""bp by which a space must be above its usual value to be a stretched one: baselines are exact to 0.1bp."""

_NEXT_PARAGRAPH_MAX_LEADINGS = 1.6
"""From one paragraph to the next: what stands further off has a formula or a float between."""

_STRETCHED_TIGHT_PERCENT = 30.0
"""Percent of the floats in stretched columns from which on they are tight; the class sets none."""

Kind = SpaceKind | Literal["float-stretched"]

_SAME_LEADING_BP = 0.15
"""bp by which the body's leading may differ from the format's: other leading has other white space."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The format's least distance for each kind of space, in bp, and what makes tight spaces a system.

    A kind of which the format says nothing (None) is not checked.

    `slack`: by how much a place of each kind may lie below its least distance, in bp; beyond that, it is
    tight. `latex`: the same in papers by LaTeX, if other templates differ. `share`: the percentage of
    places from which on a kind is tight (50 if not given). `places`: the number of tight places from which on
    one tight kind is a system. `pair`: the number that each of two tight kinds must have to be a system.
    `fewest`: a larger number that a kind must have, where honest papers have some tight places.

    `on_leading`: the leading on which these distances are set, in a format that allows a smaller one down to
    `leading`, in bp. On a smaller one, all of them are nearer by as much.

    `float_below_within`: the least distance below a float that has text of its column above, where the format
    sets another one there than below a float at the top of a column. `float_below_wide`: the same below a
    float across the columns, in papers by LaTeX, which never shrinks this glue.

    `heading_usual`, `list_usual` and `float_usual`: the distances above headings and lists and below floats
    in which the class's glue has its own size, with a body on `leading`, all in bp. `heading_stretch`,
    `list_stretch` and `float_stretch`: how far this glue stretches, in bp. TeX stretches all glue of a column
    by the same share of its stretch, or shrinks all of it, so that a heading or a list shows how far off the
    text below a float of its column stands at least. `float_slack`: the slack of that distance and
    of `float_below_wide`.
    """

    places: int
    pair: int
    heading_above: Length | None = None
    heading_below: Length | None = None
    line_above: Length | None = None
    list_above: Length | None = None
    list_below: Length | None = None
    theorem_above: Length | None = None
    footnote_above: Length | None = None
    float_below: Length | None = None
    float_below_within: Length | None = None
    float_below_wide: Length | None = None
    float_above: Length | None = None
    float_top: Length | None = None
    float_bottom: Length | None = None
    caption_above: Length | None = None
    caption_below: Length | None = None
    display_above: Length | None = None
    display_below: Length | None = None
    reference_leading: Length | None = None
    heading_usual: Length | None = None
    heading_stretch: Length | None = None
    list_usual: Length | None = None
    list_stretch: Length | None = None
    float_usual: Length | None = None
    float_stretch: Length | None = None
    float_slack: Length = 0.0
    leading: Length = 0.0
    on_leading: Length | None = None
    slack: dict[SpaceKind, Length] = field(default_factory=dict)
    latex: dict[SpaceKind, Length] = field(default_factory=dict)
    share: dict[SpaceKind, float] = field(default_factory=dict)
    fewest: dict[SpaceKind, int] = field(default_factory=dict)


class _TightKind(Struct, frozen=True):
    """The tight spaces of one kind, the least distance that they should have and what they save, in bp."""

    spaces: Sequence[Space]
    least_bp: float
    saved_bp: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each tight kind of space, if they are a system."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    if not paper.spaces:
        yield NotApplicable("no-spaces")
        return
    leading = paper.body.leading_bp
    if isinstance(leading, Unmeasured):
        leading = 1.2 * paper.body.size_bp
    is_latex = authoring_tool.tool(paper) == "latex"
    params = structs.replace(
        params,
        float_below_within=_on(leading, params.float_below_within, params),
        float_below_wide=_on(leading, params.float_below_wide, params) if is_latex else None,
        slack=params.slack | params.latex if is_latex else params.slack,
    )
    tight = dict(_tight_kinds(paper, leading, params))
    if "float-below" not in tight and (stretched := _tight_floats(paper, leading, params)):
        tight["float-stretched"] = stretched
    if len(tight) < 2 and all(len(one.spaces) < params.places for one in tight.values()):
        return
    for case, one in tight.items():
        first = one.spaces[0]
        yield Breach(
            measured=median(space.distance_bp for space in one.spaces),
            expected=one.least_bp,
            unit="bp",
            place=Place(first.page, first.box, first.words),
            pages=tuple(sorted({space.page for space in one.spaces})),
            places=every_place.of_each(one.spaces),
            lines=len(one.spaces),
            case=case,
            detail={
                "places": len(one.spaces),
                "won": round(one.saved_bp / leading, 1),
            },
        )


def _stated(params: Params) -> Mapping[SpaceKind, float | None]:
    """Return the least distance of each kind as the format states it, in bp."""
    return {
        "heading-above": params.heading_above,
        "heading-below": params.heading_below,
        "line-above": params.line_above,
        "list-above": params.list_above,
        "list-below": params.list_below,
        "theorem-above": params.theorem_above,
        "footnote-above": params.footnote_above,
        "float-below": params.float_below,
        "float-above": params.float_above,
        "float-top": params.float_top,
        "float-bottom": params.float_bottom,
        "caption-above": params.caption_above,
        "caption-below": params.caption_below,
        "display-above": params.display_above,
        "display-below": params.display_below,
        "reference-leading": params.reference_leading,
    }


def _tight_kinds(paper: Paper, leading: float, params: Params) -> Iterator[tuple[Kind, _TightKind]]:
    """Yield each kind of which enough spaces are nearer than the format's on this leading."""
    asked = asked_spaces(paper)
    for kind, distance in _stated(params).items():
        allowed = _on(leading, distance, params)
        if not allowed:
            continue
        spaces = [space for space in asked if space.kind == kind]
        bounds = [_least(space, allowed, params) - _slack(space, params) for space in spaces]
        if below := _nearer(kind, spaces, bounds, params):
            least = [_least(space, allowed, params) for space in below]
            saved = sum(least) - sum(space.distance_bp for space in below)
            yield kind, _TightKind(below, min(least), saved)


def _tight_floats(paper: Paper, leading: float, params: Params) -> _TightKind | None:
    """Return the floats whose space below is less stretched than their column, if they are a system."""
    beside = list(_below_floats_in_stretched_columns(paper, params))
    near = [(space, own) for space, own in beside if space.distance_bp < own - params.float_slack]
    is_system = len(near) >= params.pair and 100 * len(near) >= _STRETCHED_TIGHT_PERCENT * len(beside)
    if not is_system or _paragraphs_stand_apart(paper.lines, leading):
        return None
    return _TightKind(
        spaces=[space for space, _ in near],
        least_bp=median(own for _, own in near),
        saved_bp=sum(own - space.distance_bp for space, own in near),
    )


def _nearer(kind: SpaceKind, spaces: Sequence[Space], bounds: Sequence[float], params: Params) -> list[Space]:
    """Return the spaces of one kind that are nearer than their bounds, in bp, if they are a system.

    Those below floats across the columns are asked apart: authors squeeze the ones and not the others. Each
    stands above two columns.
    """
    share = params.share.get(kind, _TIGHT_DEFAULT_PERCENT)
    found: list[Space] = []
    for wide, columns in ((False, 1), (True, 2)):
        fewest = columns * max(params.pair, params.fewest.get(kind, 0))
        own = [pair for pair in zip(spaces, bounds, strict=True) if (pair[0].column == WIDE) == wide]
        below = [space for space, bound in own if space.distance_bp < bound]
        if len(below) >= fewest and 100 * len(below) >= share * len(own):
            found += below
    return found


def _on(leading: float, distance: float | None, params: Params) -> float | None:
    """Return a least distance on the leading of the paper, in bp; None if the format states none."""
    allowed = params.on_leading is not None and leading > params.leading - _SAME_LEADING_BP
    if distance is None or params.on_leading is None or not allowed:
        return distance
    return max(distance - max(params.on_leading - leading, 0.0), 0.0)


def _least(space: Space, allowed: float, params: Params) -> float:
    """Return the least distance of a space, in bp; `allowed` is that of its kind."""
    if _is_rigid(space) and params.float_below_wide is not None:
        return params.float_below_wide
    if space.kind == "float-below" and space.within_text and params.float_below_within is not None:
        return params.float_below_within
    return allowed


def _slack(space: Space, params: Params) -> float:
    """Return by how much a space may be below its least distance, in bp."""
    if _is_rigid(space) and params.float_below_wide is not None:
        return params.float_slack
    return params.slack.get(space.kind, 0.0)


def _is_rigid(space: Space) -> bool:
    """Return whether a space is below a float across the columns, where LaTeX never shrinks the glue."""
    return space.kind == "float-below" and space.column == WIDE


def _below_floats_in_stretched_columns(paper: Paper, params: Params) -> Iterator[tuple[Space, float]]:
    """Yield the spaces below floats at the top of columns whose glue TeX has stretched.

    With each comes the least distance, in bp, by how far headings and lists of the column are stretched.
    """
    usual, stretch = params.float_usual, params.float_stretch
    if (
        usual is None
        or stretch is None
        or isinstance(paper.body, Unmeasured)
        or isinstance(paper.body.leading_bp, Unmeasured)
        or abs(paper.body.leading_bp - params.leading) > _SAME_LEADING_BP
        or authoring_tool.tool(paper) != "latex"
    ):
        return
    shares = _stretched_columns(paper, params)
    for space in paper.spaces:
        share = shares.get((space.page, space.column))
        if share is not None and space.kind == "float-below":
            yield space, usual + stretch * share


def _paragraphs_stand_apart(lines: Iterable[Line], leading: float) -> bool:
    """Return whether most paragraphs have white above them.

    It stands above headings and lists, too, which then do not show how far their own glue is stretched.
    """
    steps = [
        upper.baseline_bp - lower.baseline_bp
        for upper, lower in pairwise(lines)
        if upper.role == lower.role == "body"
        and lower.full
        and not upper.full
        and (upper.page, upper.column) == (lower.page, lower.column)
    ]
    near = [step for step in steps if 0.0 < step < _NEXT_PARAGRAPH_MAX_LEADINGS * leading]
    return 2 * sum(step > leading + _STRETCHED_MIN_BP for step in near) > len(near)


def _stretched_columns(paper: Paper, params: Params) -> dict[tuple[int, int], float]:
    """Return the share of its stretch by which the glue of each stretched column is stretched.

    The least of its headings and lists counts: a tall line pushes one further down.
    """
    glue = {
        "heading-above": (params.heading_usual, params.heading_stretch),
        "list-above": (params.list_usual, params.list_stretch),
    }
    shares: dict[tuple[int, int], float] = {}
    for space in paper.spaces:
        distance, stretch = glue.get(space.kind, (None, None))
        if distance is not None and stretch is not None and space.column >= 0:
            beyond = space.distance_bp - distance
            share = beyond / stretch if beyond > _STRETCHED_MIN_BP else 0.0
            place = (space.page, space.column)
            shares[place] = min(share, shares.get(place, share))
    return {place: share for place, share in shares.items() if share}
