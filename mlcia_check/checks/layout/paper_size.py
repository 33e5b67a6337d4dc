"""Does every page have the format's size, as a viewer shows it?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.lengths import Length, PositiveLength
from mlcia_check.model.measured_paper import PageMeasure, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {
    "": (),
    "several": ("others",),
    "turned": (),
    "landscape": (),
    "imposed": (),
    "cropped": (),
}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`width` and `height`: the size of a page, in bp. `slack`: the slack of both, in bp.

    `text`: full lines of running text from which on a page on its side does not count as one with a wide
    table. `others`: the sizes of further papers that the format allows, in bp. A paper on one of them is
    checked with that size, so that these only say what a paper on none of them can be on.
    """

    width: PositiveLength
    height: PositiveLength
    slack: Length
    text: int
    others: tuple[tuple[Length, Length], ...] = ()


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each wrong size. Sizes that agree to a tenth of a bp are one size.

    Single pages of the right size that lie on their side, for a wide table, are a warning. Sheets of several
    pages each are wrong at any size, because the pages on them are smaller.
    """
    wrong: dict[tuple[float, float], list[PageMeasure]] = {}
    for page in paper.pages:
        if page.kind == "unreadable":
            continue
        if paper.imposed or not _fits(page.width_bp, page.height_bp, params):
            wrong.setdefault((round(page.width_bp, 1), round(page.height_bp, 1)), []).append(page)
    upright = sum(_fits(page.width_bp, page.height_bp, params) for page in paper.pages)
    for size, pages in wrong.items():
        turned = _fits(size[1], size[0], params)
        landscape = turned and len(pages) < upright and all(page.turned for page in pages)
        landscape = landscape and _full_lines(paper, pages) < params.text * len(pages)
        case = _case(paper, pages, turned=turned, landscape=landscape)
        if not case and params.others and not upright:
            case = "several"
        yield Breach(
            measured=size,
            expected=(params.width, params.height),
            unit="bp",
            place=Place(pages[0].number),
            pages=tuple(page.number for page in pages),
            case=case,
            detail={"others": _sizes(params)} if case == "several" else {},
            level="warning" if landscape and not paper.imposed else None,
        )


def _sizes(params: Params) -> str:
    """Return the sizes of the further papers: "595.3 x 841.9bp"."""
    return ", ".join(f"{width:.1f} x {height:.1f}bp" for width, height in params.others)


def _full_lines(paper: Paper, pages: list[PageMeasure]) -> int:
    """Return the number of lines of running text on these pages that fill their column."""
    numbers = {page.number for page in pages}
    return sum(line.page in numbers and line.role == "body" and line.full for line in paper.lines)


def _case(paper: Paper, pages: list[PageMeasure], *, turned: bool, landscape: bool) -> str:
    if paper.imposed:
        return "imposed"
    if turned:
        return "landscape" if landscape else "turned"
    return "cropped" if all(page.cropped for page in pages) else ""


def _fits(width: float, height: float, params: Params) -> bool:
    return abs(width - params.width) <= params.slack and abs(height - params.height) <= params.slack
