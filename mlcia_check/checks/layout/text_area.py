"""Does the text of each page fit into the allowed area, wherever on the page it stands?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.lengths import Length, PositiveLength
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases
from mlcia_check.model.text_region import extents

BREACHES: Cases = {"width": (), "height": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`width` and `height`: the largest area of the text without running heads and folios, in bp.

    `slack`: the slack of both, in bp.
    """

    width: PositiveLength
    height: PositiveLength
    slack: Length


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one breach for the width and one for the height, each for all pages concerned."""
    areas = extents(paper)
    wide = [page for page, box in areas.items() if box.width > params.width + params.slack]
    tall = [page for page, box in areas.items() if box.height > params.height + params.slack]
    if wide:
        worst = max(wide, key=lambda page: areas[page].width)
        yield Breach(
            measured=areas[worst].width,
            expected=params.width,
            unit="bp",
            place=Place(worst, areas[worst]),
            pages=tuple(wide),
            places=tuple(Place(page, areas[page]) for page in wide),
            case="width",
        )
    if tall:
        worst = max(tall, key=lambda page: areas[page].height)
        yield Breach(
            measured=areas[worst].height,
            expected=params.height,
            unit="bp",
            place=Place(worst, areas[worst]),
            pages=tuple(tall),
            places=tuple(Place(page, areas[page]) for page in tall),
            case="height",
        )
