"""Do raster images have enough pixels for their size on the page?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.file_hygiene import PlacedImage
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("pixels", "images"), "bilevel": ("pixels", "images")}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`least`: the least resolution as placed, in pixels per inch; `bilevel`: that of black and white images.

    Images with fewer than `pixels` pixels do not count: they are cells of a plot, scales or swatches, whose
    pixels are meant to be seen.
    """

    least: float
    bilevel: float
    pixels: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for the images in grey or colour, and one for those in black and white.

    Each names the image of the lowest resolution.
    """
    images = [image for image in asked.facts(paper).images if image.pixels >= params.pixels]
    for case, bilevel, least in (("", False, params.least), ("bilevel", True, params.bilevel)):
        coarse = [image for image in images if image.is_bilevel == bilevel and image.ppi < least]
        if coarse:
            yield _breach(coarse, least, case)


def _breach(coarse: Sequence[PlacedImage], least: float, case: str) -> Breach:
    worst = min(coarse, key=lambda image: image.ppi)
    return Breach(
        measured=worst.ppi,
        expected=least,
        unit="ppi",
        place=Place(worst.page, worst.box),
        pages=tuple(sorted({image.page for image in coarse})),
        places=tuple(Place(image.page, image.box) for image in coarse),
        case=case,
        detail={"pixels": f"{worst.width_px} x {worst.height_px}", "images": len(coarse)},
    )
