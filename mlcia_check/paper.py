"""A measured paper: what `measure/` hands to `checks/` and `report/`. Data only; lengths are bp."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mlcia_check.facts import Font, Structure
from mlcia_check.geometry import Box

Role = Literal[
    "title-block",
    "body",
    "heading",
    "caption",
    "footnote",
    "reference",
    "running-head",
    "folio",
    "line-number",
    "watermark",
    "float",
    "listing",
    "display",
    "front-note",
]
"""`front-note` is the small print of the first page: ACM reference format, permission and rights block."""

Part = Literal["front", "body", "bibliography", "appendix"]

WIDE = -1
OUTSIDE = -2


class Unmeasured(Struct, frozen=True):
    """A quantity that could not be measured; `reason` is a key of the report's vocabulary."""

    reason: str


class Line(Struct, frozen=True, gc=False):
    """One line of text inside one column.

    `column` counts from 0 at the left; WIDE crosses columns, OUTSIDE lies in no column. `full`
    lines reach from edge to edge of their column, as justified prose does. `font` indexes
    `Paper.fonts` and, like `size`, is that of most of the line's characters. `stretch` is the
    mean horizontal scale of its glyphs.
    """

    page: int
    column: int
    role: Role
    part: Part
    text: str
    box: Box
    baseline: float
    size: float
    stretch: float
    font: int
    bold: bool
    full: bool


class Column(Struct, frozen=True):
    """One column of one page, from its running text. Edges are modes over full lines.

    `first` and `last` are baselines of running text, `leading` the mode of its baseline gaps.
    """

    page: int
    index: int
    lines: int
    left: float | Unmeasured
    right: float | Unmeasured
    first: float | Unmeasured
    last: float | Unmeasured
    leading: float | Unmeasured


class PageMeasure(Struct, frozen=True):
    """One page: its size as viewed, what kind of page it is, and how many columns its text has."""

    number: int
    width: float
    height: float
    kind: Literal["text", "floats", "blank", "no-text"]
    columns: int | Unmeasured
    unmapped: int
    characters: int


class BodyType(Struct, frozen=True):
    """The type of the running text: font name, size, leading and the mean stretch of its glyphs."""

    font: str
    size: float
    leading: float | Unmeasured
    stretch: float


class Section(Struct, frozen=True):
    """A heading and where it stands. `number` is "3.1" or "A" or ""."""

    page: int
    column: int
    box: Box
    text: str
    number: str
    level: int
    part: Part


class Budget(Struct, frozen=True):
    """How the pages are spent, in pages and tenths; `pages` is what a page limit counts."""

    pages: int
    body: float
    bibliography: float
    appendix: float


class FontUse(Struct, frozen=True):
    """Where a font is used: characters in running text (and headings, captions, formulas), in figures, in stamps."""

    font: int
    text: int
    figures: int
    stamps: int
    first_page: int


class Reference(Struct, frozen=True):
    """One entry of the reference list. `label` is "12" of "[12]", or "" where entries carry none."""

    page: int
    box: Box
    label: str
    text: str
    size: float


class Paper(Struct, frozen=True):
    """Everything measured of one paper."""

    pages: tuple[PageMeasure, ...]
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    body: BodyType | Unmeasured
    text_block: Box | Unmeasured
    column_width: float | Unmeasured
    column_gap: float | Unmeasured
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    budget: Budget
    fonts: tuple[Font, ...]
    font_uses: tuple[FontUse, ...]
    structure: Structure
