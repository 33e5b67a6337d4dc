"""A measured paper: what `measure/` hands to `checks/` and `report/`. Data only; lengths are bp."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Font, Structure

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
    "margin-note",
    "watermark",
    "float",
    "listing",
    "display",
    "front-note",
]
"""`front-note` is the small print of the first page: ACM reference format, permission and rights block."""

FURNITURE: Final[frozenset[Role]] = frozenset(
    {"running-head", "folio", "line-number", "margin-note", "watermark"}
)
"""Roles of what stands around the text and takes none of its room."""

Part = Literal["front", "body", "bibliography", "appendix"]

PageKind = Literal["text", "floats", "blank", "no-text", "unreadable", "temporary"]
"""`temporary` is the page that LaTeX adds at the end where it has to be run again; it is not counted."""


class SpecialColumn(IntEnum):
    """The column number of a line that stands in no single column; real columns count from 0 at the left."""

    WIDE = -1
    """The line crosses columns: a title, a figure across the page."""
    OUTSIDE = -2
    """The line stands beside the columns: a line number, a note in the margin."""


WIDE: Final = SpecialColumn.WIDE
OUTSIDE: Final = SpecialColumn.OUTSIDE

ColumnNumber: TypeAlias = int | SpecialColumn


class Unmeasured(Struct, frozen=True):
    """A quantity that could not be measured; `reason` is a key of the report's vocabulary."""

    reason: str


class Line(Struct, frozen=True, gc=False):
    """One line of text inside one column.

    `column` counts from 0 at the left; WIDE crosses columns, OUTSIDE lies in no column. `full`
    lines reach from edge to edge of their column, as justified prose does. `font` indexes
    `Paper.fonts` and, like `size`, is that of most of the line's characters. `stretch` is the
    mean horizontal scale of its glyphs. `drawn` is how high its letters are over what their typeface has
    at this size: 1.0, and less where they were drawn smaller.
    """

    page: int
    column: ColumnNumber
    role: Role
    part: Part
    text: str
    box: Box
    baseline_bp: float
    size_bp: float
    horizontal_scale: float
    font: int
    bold: bool
    full: bool
    height_ratio: float = 1.0

    @property
    def apparent_size_bp(self) -> float:
        """The size that the line's letters look like, in bp."""
        return self.size_bp * self.height_ratio


class SetWidth(Struct, frozen=True):
    """How much room the text of a `role` on a page takes: its `lines` are `length` bp long, together, and
    would be `natural` bp long with letters and word spaces as wide as their typeface has them.

    Justified lines are stretched more often than shrunk, so that the ratio of honest text is 1.0 and more.
    """

    page: int
    role: Role
    lines: int
    length_bp: float
    natural_length_bp: float


def room(widths: Sequence[SetWidth]) -> float:
    """The room that text takes over what its letters and spaces take in their typeface; of some widths."""
    return sum(width.length_bp for width in widths) / sum(width.natural_length_bp for width in widths)


class Column(Struct, frozen=True):
    """One column of one page, from its running text. Edges are modes over full lines.

    `first` and `last` are baselines of running text, `leading` the mode of its baseline gaps; a quarter of
    them are no wider than `tight`.

    `begun` lines show where the column begins, for they go on within a paragraph, and `at_left` of them
    begin at `left`; `ended` lines show where it ends, and `at_right` of them end at `right`.
    """

    page: int
    index: int
    lines: int
    left_bp: float | Unmeasured
    right_bp: float | Unmeasured
    first_baseline_bp: float | Unmeasured
    last_baseline_bp: float | Unmeasured
    leading_bp: float | Unmeasured
    begun: int = 0
    at_left: int = 0
    ended: int = 0
    at_right: int = 0
    tight_leading_bp: float | Unmeasured = Unmeasured("too-few-lines")


class PageMeasure(Struct, frozen=True):
    """One page: its size as viewed, what kind of page it is, and how many columns its text has.

    `unmapped` counts its characters without Unicode, those in figures left out; `prose_ink` is how much
    running text it shows of which the file has no letters, about, in pages of text.
    A page that the reader could not load is `unreadable`, of size 0. `turned` is one that its Rotate
    entry lays on its side, so that what is set sideways on the sheet reads upright. `cropped` is one
    whose CropBox hides a part of its MediaBox.
    """

    number: int
    width_bp: float
    height_bp: float
    kind: PageKind
    columns: int | Unmeasured
    unmapped: int
    characters: int
    turned: bool = False
    cropped: bool = False
    prose_ink_pages: float = 0.0


class BodyType(Struct, frozen=True):
    """The type of the running text: font name, size, leading and the mean stretch of its glyphs.

    `han` is the share of Chinese characters among the glyphs that the font sets.
    """

    font: str
    size_bp: float
    leading_bp: float | Unmeasured
    horizontal_scale: float
    chinese_share: float = 0.0


SectionKind = Literal["", "references", "appendix", "acknowledgements"]
"""What a heading says that it opens: by the pack's words, an appendix also by its letter."""


class Section(Struct, frozen=True):
    """A heading and where it stands. `number` is "3.1" or "A" or ""."""

    page: int
    column: ColumnNumber
    box: Box
    text: str
    number: str
    level: int
    part: Part
    kind: SectionKind = ""


class PagesSpent(Struct, frozen=True):
    """How the pages are spent, in pages and tenths; `pages` is what a page limit counts."""

    pages: int
    body_pages: float
    bibliography_pages: float
    appendix_pages: float


class FontUse(Struct, frozen=True):
    """Where a font is used, in characters.

    `text` is running text, references, footnotes, captions, listings and formulas; `display` the title block,
    headings, small print and running heads; then figures, and stamps in the margin.
    """

    font: int
    text: int
    figures: int
    stamps: int
    display: int
    first_page: int


class Reference(Struct, frozen=True):
    """One entry of a reference list. `label` is "12" of "[12]", or "" where entries carry none.

    `list` counts the lists from 0: some papers have one for each section, or a second one of sources.
    """

    page: int
    box: Box
    label: str
    text: str
    size_bp: float
    list: int = 0


class Citation(Struct, frozen=True):
    """One citation in the text, "[3, 5-8]" or "[Ibarra and Moreau 2008]".

    `labels` are what it cites, ranges written out, and `missing` those of them that no entry
    bears; `box` is that of the line on which it begins. Author-year labels are looked for by the
    first author's family name and the year; `entries` are the places in `Paper.references`, from
    0, of what they name (empty for numbers, which are labels themselves). Of the style `link` is
    what no words show to be a citation, but a link to the entry does.
    """

    page: int
    box: Box
    text: str
    labels: tuple[str, ...]
    style: Literal["number", "author-year", "superscript", "link"]
    missing: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()


class Unresolved(Struct, frozen=True):
    """Question marks that a formatter left for a citation ("[?]") or a cross-reference ("??").

    `text` is the mark itself, `words` the line on which it begins, `box` that line's.
    """

    page: int
    box: Box
    text: str
    words: str
    kind: Literal["citation", "reference"]


class FrontMatter(Struct, frozen=True):
    """Which parts of its front matter the paper has; `page` is where they were looked for."""

    title: bool = False
    abstract: bool = False
    ccs: bool = False
    keywords: bool = False
    page: int = 1


Manner = Literal[
    "invisible-mode",
    "transparent",
    "background-colour",
    "covered",
    "clipped",
    "inkless",
    "layer",
    "tiny",
    "small",
    "off-page",
    "overflow",
    "in-figure",
    "over-image",
    "actual-text",
    "other-text",
    "metadata",
    "annotation",
    "bookmark",
    "alternative",
    "field",
    "file-name",
    "string",
    "zero-width",
    "bidi",
]
"""Why words cannot be seen; `layer` is one that is switched off, `inkless` glyphs paint nothing.

`small` is type that is read enlarged alone.
`overflow` is the end of a float or line that is too large for its page and begins on it; `in-
figure` is text of an included figure that its own shapes cover, that lies outside the page or is
too small to read; `over-image` is invisible text over an image, as character recognition leaves;
`actual-text` are words that stand, for copying and reading aloud, in place of a few glyphs. `other-
text` are words for copying and reading aloud that stand in place of other words of the page. `alternative`
are texts by which figures and formulas are read aloud, `field` those of forms, `file-name` names and
descriptions of files, `string` other texts of the file, such as names of layers and destinations.
"""

APART: Final = "\x1e"
"""Parts texts of separate places in one record, where no phrase goes from one to the next."""


class Hidden(Struct, frozen=True):
    """Words in one place that a reader of the page does not see; rows are parted by line feeds.

    `page` is 0 for the whole document (its metadata, its strings), where `box` is None. Strings of one
    manner are one record, parted by APART.
    """

    page: int
    box: Box | None
    text: str
    manner: Manner


class Passage(Struct, frozen=True):
    """Prose in an included figure or page: its lines, their median type size and the words of the first."""

    page: int
    box: Box
    words: str
    lines: int
    characters: int
    size_bp: float


class SetPassage(Struct, frozen=True):
    """Prose set apart, in another role or size than the body's: four lines of words and more.

    `box` is that of the passage, also where it is a cell of a table; `leading` is what a line takes of its
    height. `framed`: it stands in a visible frame, a drawing or a ruled table; `included`, in an included
    figure or page; `mono`, in fixed-pitch type; `cells`, in the cells of a table with others beside them. Of
    its `characters` a Chinese one, as wide as two letters, counts twice.
    """

    page: int
    role: Role
    box: Box
    words: str
    lines: int
    characters: int
    size_bp: float
    leading_bp: float
    framed: bool = False
    included: bool = False
    mono: bool = False
    cells: bool = False


class Stamp(Struct, frozen=True):
    """Turned text on the page itself, outside figures: what archives print up the margin."""

    page: int
    box: Box
    text: str


SpaceKind = Literal[
    "heading-above",
    "heading-below",
    "list-above",
    "footnote-above",
    "float-below",
    "caption-above",
    "display-above",
    "display-below",
    "reference-leading",
]


class Space(Struct, frozen=True):
    """White space between two things on a page, as the distance of baselines that it keeps apart.

    `caption-above` is from the foot of a drawing to its caption's first baseline, `float-below`
    from a captioned float's last line to the text under it, `display-below` from a formula of one
    row to the text under it, `display-above` from the text above to one, `reference-leading` between two
    lines of the reference list, the others from or to running text.
    `box` and `words` are those of the line below.
    """

    kind: SpaceKind
    page: int
    box: Box
    distance_bp: float
    words: str


class MeanSpacing(Struct, frozen=True):
    """A space as the mean of sampled lines, in em, and the standard error of this mean."""

    mean_em: float
    error_em: float


class TextSetting(Struct, frozen=True):
    """How the lines of one role (body, reference, footnote, caption) are set, on the mean.

    `lines` counts all of its lines, `full` those that the means rest on: those that fill their column,
    of `characters` each, the share `blanks` of them blanks. `size` is in bp, `stretch` the horizontal
    scale of the glyphs. `tracking` is what is added to the advance of each letter, `word_space` the
    space between two words. `distances` are those of the baselines of neighbouring lines, in bp.
    """

    role: Role
    lines: int
    full: int
    size_bp: float
    horizontal_scale: float
    line_characters: float
    blank_share: float
    tracking: MeanSpacing | Unmeasured
    word_space: MeanSpacing | Unmeasured
    distances_bp: tuple[float, ...]


class Paper(Struct, frozen=True):
    """Everything measured of one paper.

    `imposed`: each sheet holds several pages side by side, so that no page of the paper was measured.
    `language` is an ISO 639 code, that of the running text. `tracking` is what is added to the
    advance of every letter of it, `word_space` the mean space between two words, both in em.
    """

    pages: tuple[PageMeasure, ...]
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    body: BodyType | Unmeasured
    text_block: Box | Unmeasured
    column_width_bp: float | Unmeasured
    column_gap_bp: float | Unmeasured
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    budget: PagesSpent
    fonts: tuple[Font, ...]
    font_uses: tuple[FontUse, ...]
    structure: Structure
    citations: tuple[Citation, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    language: str | Unmeasured = Unmeasured("too-little-text")
    front_matter: FrontMatter = FrontMatter()
    hidden: tuple[Hidden, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    included: tuple[Passage, ...] = ()
    passages: tuple[SetPassage, ...] = ()
    spaces: tuple[Space, ...] = ()
    tracking_em: float | Unmeasured = Unmeasured("too-few-lines")
    word_space_em: float | Unmeasured = Unmeasured("too-few-lines")
    set_widths: tuple[SetWidth, ...] = ()
    imposed: bool = False
    settings: tuple[TextSetting, ...] = ()
