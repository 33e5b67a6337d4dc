"""Is running text set in Type 3 fonts?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("fonts",), "nameless": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`share`: the largest share of the characters of running text that Type 3 fonts may set (0 to 1)."""

    share: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach, measured in percent, if Type 3 fonts set too large a share of the running text."""
    uses = [use for use in paper.font_uses if paper.fonts[use.font].type3 and use.text]
    total = sum(use.text for use in paper.font_uses)
    share = sum(use.text for use in uses) / total if total else 0.0
    if share > params.share:
        first = min(use.first_page for use in uses)
        names = sorted({paper.fonts[use.font].name for use in uses} - {""})
        yield Breach(
            measured=100 * share,
            expected=100 * params.share,
            unit="percent",
            place=Place(first),
            pages=(first,),
            case="" if names else "nameless",
            detail={"fonts": ", ".join(names)},
        )
