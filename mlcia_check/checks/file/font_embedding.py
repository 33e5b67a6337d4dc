"""Does the file carry the fonts that it uses?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.measured_paper import FontUse, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": (), "nameless": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`where` selects the fonts to check: those used in `text`, or those used only in `figures`.

    Stamps and display type (title block, headings, small print) belong to `figures`. `least`: characters that
    a font must set in text to count as a font of `text`; a font with fewer counts as a font of `figures`.
    """

    where: Literal["text", "figures"]
    least: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names all fonts of `params.where` that are used but not embedded in the file."""
    missing = [
        use
        for use in paper.font_uses
        if not paper.fonts[use.font].embedded and _place_of(use, params.least) == params.where
    ]
    if missing:
        names = sorted({paper.fonts[use.font].name for use in missing} - {""})
        pages = tuple(sorted({use.first_page for use in missing}))
        yield Breach(
            measured=", ".join(names),
            expected=None,
            place=Place(pages[0]),
            pages=pages,
            case="" if names else "nameless",
        )


def _place_of(use: FontUse, least: int) -> str:
    if use.text >= least:
        return "text"
    return "figures" if use.text + use.figures + use.stamps + use.display else ""
