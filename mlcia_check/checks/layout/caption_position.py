"""Do captions stand above or below their figures and tables, as the format wants it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import CaptionKind, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"figures-below": (), "figures-above": (), "tables-below": (), "tables-above": ()}
DOUBTS: Cases = {}

Side = Literal["above", "below", "either"]


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the captions of `figures` and `tables` stand."""

    figures: Side
    tables: Side


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for the figures, and one for the tables, with a caption on the other side.

    A caption with floats on both sides, such as one between two tables, is not judged.
    """
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    if all(caption.side == "unknown" for caption in paper.captions):
        yield NotApplicable("no-captions")
        return
    yield from _wrong(paper, "figure", params.figures)
    yield from _wrong(paper, "table", params.tables)


def _wrong(paper: Paper, kind: CaptionKind, wanted: Side) -> Iterator[Breach]:
    if wanted == "either":
        return
    placed = [one for one in paper.captions if one.kind == kind and one.side != "unknown"]
    wrong = [one for one in placed if one.side != wanted]
    if wrong:
        yield Breach(
            measured=len(wrong),
            expected=len(placed),
            place=Place(wrong[0].page, wrong[0].box, wrong[0].text),
            pages=tuple(sorted({one.page for one in wrong})),
            case=f"{kind}s-{wanted}",
            places=tuple(Place(one.page, one.box, one.text) for one in wrong),
        )
