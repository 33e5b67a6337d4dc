"""What one PDF shows of its template's format. Data only; lengths are bp."""

from __future__ import annotations

from typing import Final, Literal, get_args

from msgspec import Struct

from mlcia_check.model.measured_paper import SpaceKind

Quantity = Literal[
    "page.width",
    "page.height",
    "block.left",
    "block.right",
    "block.top",
    "block.bottom",
    "column.count",
    "column.width",
    "column.gap",
    "body.size",
    "body.leading",
    "abstract.size",
    "references.size",
    "references.leading",
    "footnotes.size",
    "footnotes.leading",
    "captions.size",
    "captions.leading",
    "title.size",
    "space.heading-above",
    "space.heading-below",
    "space.list-above",
    "space.footnote-above",
    "space.float-below",
    "space.caption-above",
    "space.display-below",
]

SPACES: Final[dict[SpaceKind, Quantity]] = {
    kind: quantity
    for kind in get_args(SpaceKind)
    for quantity in get_args(Quantity)
    if quantity == f"space.{kind}"
}
"""The quantity of each kind of white space that a draft states. It states no space above formulas, and the
distance of lines in references is their leading."""

Witness = Literal["pages", "columns", "lines", "distances", "places"]
"""What shows a quantity."""


class Sample(Struct, frozen=True):
    """The value of a quantity in one PDF, and what shows it.

    `count` of `total` witnesses have the value; theirs lie from `low` to `high`. `pages` are those on which
    they stand.
    """

    value: float
    witness: Witness
    count: int
    total: int
    low: float
    high: float
    pages: tuple[int, ...]


Reason = Literal["none", "few", "vary", "elastic", "long"]
"""Why a quantity could not be told.

- none: the PDF has nothing of the kind;
- few: too few lines or places show it;
- vary: too few of them agree;
- elastic: the white space stretches and shrinks;
- long: the text that counts as the abstract is longer than an abstract is.
"""


class Untold(Struct, frozen=True):
    """A quantity that the PDF does not show."""

    reason: Reason
    count: int = 0
    low: float = 0.0
    high: float = 0.0


class HeadingType(Struct, frozen=True):
    """How the headings of a level are set; `example` is the first one."""

    level: int
    size_bp: float
    bold: bool
    count: int
    example: str


class CaptionLabel(Struct, frozen=True):
    """How captions with one label begin, such as "Figure 1:", and how many stand below and above."""

    example: str
    count: int
    below: int
    above: int


FrontPart = Literal["title", "abstract", "ccs", "keywords"]


class TemplateMeasures(Struct, frozen=True):
    """What one PDF shows. `path` names it; quantities are in `samples` or in `untold`.

    `facing_bp` is how much further right the text block stands on every second page, 0 if it does not.
    `body_font` is the font of the running text, `chinese` if it sets mostly Chinese. `front_parts` are the
    parts of its front matter. `folios` counts the pages with a page number. `cites` is the style of most
    citations, "" without any.
    """

    path: str
    pages: int
    samples: dict[Quantity, Sample]
    untold: dict[Quantity, Untold]
    facing_bp: float
    body_font: str
    chinese: bool
    front_parts: tuple[FrontPart, ...]
    headings: tuple[HeadingType, ...]
    captions: tuple[CaptionLabel, ...]
    folios: int
    line_numbers: bool
    cites: str


class Unfit(Struct, frozen=True):
    """A PDF that shows no format; `reason` names a phrase of the reports (`reason.<name>`)."""

    path: str
    reason: str
