"""A measured paper: what `measure/` hands to `checks/` and `report/`. Data only; lengths are bp."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mlcia_check.model.file_hygiene import FileHygiene
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import FigureOrigin, Font, InkRow, Structure, WebLink

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
"""`front-note` is the small print of the first page: ACM reference format, permission, rights."""

FURNITURE: Final[frozenset[Role]] = frozenset(
    {"running-head", "folio", "line-number", "margin-note", "watermark"}
)
"""Roles of lines that stand around the text and take none of its room."""

Part = Literal["front", "body", "bibliography", "appendix"]

FLOAT_PAGE_TEXT_LINES_MAX: Final = 3
"""Lines of text on a page of floats: the notes of a table, a stray label."""


def holds_only_floats(roles: Collection[Role]) -> bool:
    """Return True if a page holds floats only. `roles` are those of its lines, without furniture."""
    text = sum(role in ("body", "reference") for role in roles)
    return text <= FLOAT_PAGE_TEXT_LINES_MAX and ("caption" in roles or "float" in roles)


PageKind = Literal["text", "floats", "blank", "no-text", "unreadable", "temporary"]
"""`temporary` is the page that LaTeX adds at the end if it must run again; it does not count as a page."""


class SpecialColumn(IntEnum):
    """The column number of a line that stands in no single column; real columns count from 0 at the left."""

    WIDE = -1
    """The line spans columns: a title, a figure across the page."""
    OUTSIDE = -2
    """The line is beside the columns: a line number, a margin note."""


WIDE: Final = SpecialColumn.WIDE
OUTSIDE: Final = SpecialColumn.OUTSIDE

ColumnNumber: TypeAlias = int | SpecialColumn


class Unmeasured(Struct, frozen=True):
    """A quantity that could not be measured; `reason` names a phrase of the reports (`reason.<name>`)."""

    reason: str


class Line(Struct, frozen=True, gc=False):
    """One line of text inside one column.

    `column` counts from 0 at the left; WIDE spans columns, OUTSIDE is in no column. A `full` line reaches
    from edge to edge of its column, as justified prose does. `font` is an index into `Paper.fonts`; it and
    `size_bp` are those of most of the line's characters. `horizontal_scale` is the mean over its glyphs.
    `height_ratio` is the height of its letters divided by that of their typeface at this size: 1.0, or less
    if the letters were drawn smaller. `named` is the index in `Paper.named_sections` of the section in which
    the line stands, -1 outside of them. `in_abstract`: the line is running text of an abstract that bears its
    name.
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
    named: int = -1
    in_abstract: bool = False

    @property
    def apparent_size_bp(self) -> float:
        """The type size that the line's letters appear to have, in bp."""
        return self.size_bp * self.height_ratio


class SetWidth(Struct, frozen=True):
    """How much room the text of a `role` takes on a page.

    Its `lines` are `length_bp` long in total; with the letters and word spaces of their typeface they would
    be `natural_length_bp` long. Justified lines are stretched more often than shrunk, so the ratio of honest
    text is 1.0 or more. `known`: the typeface is known; otherwise the natural length is that in the narrowest
    text typeface.
    """

    page: int
    role: Role
    lines: int
    length_bp: float
    natural_length_bp: float
    known: bool = True


def room(widths: Sequence[SetWidth]) -> float:
    """Return the total length of `widths` divided by their total natural length; `widths` is not empty."""
    return sum(width.length_bp for width in widths) / sum(width.natural_length_bp for width in widths)


class Column(Struct, frozen=True):
    """One column of one page, from its running text. Edges are modes over full lines.

    `first_baseline_bp` and `last_baseline_bp` are baselines of running text. `leading_bp` is the mode of its
    baseline distances, `tight_leading_bp` their lower quartile.

    `begun` lines continue a paragraph and so show the left edge; `at_left` of them begin at `left_bp`.
    `ended` lines show the right edge; `at_right` of them end at `right_bp`.
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
    """One page: its size as viewed, its kind, and the number of columns of its text.

    `unmapped` counts the characters without Unicode outside figures. `prose_ink_pages` estimates, in pages of
    text, how much running text the page shows for which the file has no letters, and `bare_prose_ink_pages`
    how much of it stands at no caption. A page that the engine could not load is `unreadable` and has size 0.
    A page is `turned` if its Rotate entry lays it on its side, so that text set sideways on the sheet reads
    upright, and `cropped` if its CropBox hides part of its MediaBox. `margin_rows` are rows of
    text without letters near the edges of the page, or in narrow strips;
    `note_characters` counts the characters that annotations paint. A page is `crowded` if it has too many
    objects to tell whether words are hidden or drawn among them.
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
    bare_prose_ink_pages: float = 0.0
    margin_rows: tuple[InkRow, ...] = ()
    note_characters: int = 0
    crowded: bool = False


class BodyType(Struct, frozen=True):
    """The type of the running text: font name, size, leading and the mean horizontal scale of its glyphs.

    `chinese_share` is the share of Chinese characters among the glyphs that the font sets.
    """

    font: str
    size_bp: float
    leading_bp: float | Unmeasured
    horizontal_scale: float
    chinese_share: float = 0.0


SectionKind = Literal["", "references", "appendix", "acknowledgements"]
"""The section that a heading opens, by the pack's words: "References" -> references. A letter also opens an
appendix: "A Proofs"."""


class Section(Struct, frozen=True):
    """A heading and its place. `number` is "3.1" or "A" or "". `size_bp` is that of its largest letters."""

    page: int
    column: ColumnNumber
    box: Box
    text: str
    number: str
    level: int
    part: Part
    kind: SectionKind = ""
    size_bp: float = 0.0


SectionPlace = Literal["in-body", "after-body", "after-references", "in-appendix"]
"""Where a section stands.

- in-body: a section of the body follows it;
- after-body: after the last section of the body, before the reference list;
- after-references: after the reference list, with no heading of an appendix before it;
- in-appendix: in the appendix, or one itself.
"""


class NamedSection(Struct, frozen=True):
    """A section whose heading the pack names, from its heading up to the next one of its level.

    `ids` are the pack's ids of the section; "Limitations and Ethics" has two. A `run_in` heading begins a
    paragraph: "Limitations. We study". `words` counts its running text, without heading, captions and
    floats; each Chinese character is a word. `pages` is the room that it takes, in pages.
    """

    ids: tuple[str, ...]
    heading: str
    page: int
    box: Box
    place: SectionPlace
    words: int
    pages: float
    run_in: bool = False


class PagesSpent(Struct, frozen=True):
    """How the pages are used, in pages and tenths; `pages` counts all of them, whole."""

    pages: int
    body_pages: float
    bibliography_pages: float
    appendix_pages: float


class FontUse(Struct, frozen=True):
    """Where a font is used, in characters.

    `text` counts running text, references, footnotes, captions, listings and formulas; `display` the title
    block, headings, small print and running heads; `stamps` the turned text in the margin.
    """

    font: int
    text: int
    figures: int
    stamps: int
    display: int
    first_page: int


class EntryLink(Struct, frozen=True):
    """A link in an entry of a reference list: the address that it opens, and the words that it stands on."""

    address: str
    words: str


class Reference(Struct, frozen=True):
    """One entry of a reference list. `label` is "12" for "[12]", or "" for an entry without a label.

    `list` numbers the lists from 0: some papers have one for each section, or a second one for sources.
    """

    page: int
    box: Box
    label: str
    text: str
    size_bp: float
    list: int = 0
    links: tuple[EntryLink, ...] = ()


class Citation(Struct, frozen=True):
    """One citation in the text, "[3, 5-8]" or "[Ibarra and Moreau 2008]".

    `labels` are the cited labels with ranges written out ("5-8" -> 5, 6, 7, 8), `missing` those that no entry
    has. `box` is the box of the line on which it begins. An author-year label is matched by the first
    author's family name and the year; `entries` are the 0-based positions in `Paper.references` of the
    matches (empty for numbers, which are labels themselves). The style `link` means that only a link to an
    entry shows that the words are a citation.
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

    `text` is the mark itself, `words` the line on which it begins, `box` the box of that line.
    """

    page: int
    box: Box
    text: str
    words: str
    kind: Literal["citation", "reference"]


class FrontMatter(Struct, frozen=True):
    """Which parts of its front matter the paper has; `page` is the page that was searched.

    `ccs` are ACM's concepts, `classification` is the number in the Chinese Library Classification.
    """

    title: bool = False
    abstract: bool = False
    ccs: bool = False
    keywords: bool = False
    page: int = 1
    classification: bool = False


CaptionKind = Literal["figure", "table"]
CaptionSide = Literal["above", "below", "unknown"]


class FloatCaption(Struct, frozen=True):
    """The caption of a figure or a table, and the side of its float on which it stands.

    `text` is its first line. The side is `unknown` if it has floats on both sides, or none.
    """

    page: int
    box: Box
    text: str
    kind: CaptionKind
    side: CaptionSide


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
    "faint",
    "off-page",
    "overflow",
    "in-figure",
    "figure-layer",
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
"""Why words cannot be seen.

- layer: on a layer that is switched off;
- inkless: the glyphs paint nothing;
- small: readable only if enlarged;
- faint: so pale on their background that they are easily overlooked;
- overflow: the end of a float or line that begins on the page and is too large for it;
- in-figure: text of an included figure that its own shapes cover, that is off the page or too small to read;
- figure-layer: text of an included figure on a layer that is switched off;
- over-image: invisible text over an image, as character recognition leaves it;
- actual-text: words for copying and reading aloud that replace a few glyphs;
- other-text: words for copying and reading aloud that replace other words of the page;
- alternative: text by which a figure or formula is read aloud;
- field: text of a form;
- file-name: the name or description of a file;
- string: other text in the file, such as the name of a layer or destination.
"""

APART: Final = "\x1e"
"""Separates texts of different places in one record; no phrase spans two of them."""


class Hidden(Struct, frozen=True):
    """Words in one place that a reader of the page does not see; line feeds separate rows.

    For the whole document (its metadata, its strings) `page` is 0 and `box` is None. All strings of one
    manner are one record, separated by APART.
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
    """Prose set apart, in another role or size than the body: at least four lines of words.

    `box` is the box of the passage, which may be a cell of a table. `leading_bp` is its height divided by its
    lines. It is `framed` if it is in a visible frame, a drawing or a ruled table; `included` if it is in an
    included figure or page; `mono` if it is in fixed-pitch type; `cells` if it is in cells of a table beside
    other cells. In `characters` a Chinese character, as wide as two letters, counts as two.
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
    """Turned text outside figures, such as the stamp that an archive prints up the margin."""

    page: int
    box: Box
    text: str


SpaceKind = Literal[
    "heading-above",
    "heading-below",
    "line-above",
    "list-above",
    "list-below",
    "theorem-above",
    "footnote-above",
    "float-below",
    "float-top",
    "float-above",
    "float-bottom",
    "caption-above",
    "caption-below",
    "display-above",
    "display-below",
    "reference-leading",
]


class Space(Struct, frozen=True):
    """White space between two things on a page, as the distance of the baselines above and below it.

    - footnote-above: from the lowest letter of the text to the first baseline of the footnotes;
    - caption-above: from the foot of a drawing to its caption's first baseline;
    - caption-below: from the last baseline of a table's caption to the top of the table;
    - float-below: from the last line of a float with a caption to the text below;
    - float-above: from the ink of running text to that of the float below it;
    - float-top: from the top edge of the page to a float at the top of its column;
    - float-bottom: from a float at the foot of its column to the bottom edge of the page;
    - display-above, display-below: between the text and a formula of one row;
    - line-above: between two lines of running text, if they are closer than its leading;
    - reference-leading: between two lines of the reference list;
    - all others: from or to running text.

    `box` and `words` are those of the line below the space. `column` is stated above headings and lists, and
    below a float that begins its column and ends in its caption; it is WIDE below a float across the columns
    and OUTSIDE for all others. `within_text`: it stands below a float with text of its column above, where
    LaTeX sets another glue.
    """

    kind: SpaceKind
    page: int
    box: Box
    distance_bp: float
    words: str
    column: ColumnNumber = OUTSIDE
    within_text: bool = False


class MeanSpacing(Struct, frozen=True):
    """A space as the mean of sampled lines, in em, and the standard error of this mean."""

    mean_em: float
    error_em: float


class TextSetting(Struct, frozen=True):
    """How the lines of one role (body, reference, footnote, caption) are set, on average.

    `lines` counts all lines of the role, `full` those that fill their column; the means are taken over the
    full lines. These have `line_characters` each, of which the share `blank_share` is blanks. `tracking` is
    added to the advance of each letter, `word_space` is the space between two words. `distances_bp` are the
    distances between the baselines of neighbouring lines.
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


class Layout(Struct, frozen=True):
    """What the pages of one paper look like: enough for a program that counts pages and measures margins."""

    pages: tuple[PageMeasure, ...]
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    body: BodyType | Unmeasured
    text_block: Box | Unmeasured
    sections: tuple[Section, ...]
    structure: Structure


class Paper(Layout, frozen=True):
    """Everything measured of one paper.

    `imposed`: each sheet holds several pages side by side, so that no page of the paper was measured.
    `language` is the ISO 639 code of the running text's language. `named_sections` are those that the pack
    asks for, in reading order. `tracking_em` is added to the advance of
    each of its letters, `word_space_em` is the mean space between two of its words. `figure_origins` are read
    only if a rule of the pack asks for them.
    """

    column_width_bp: float | Unmeasured
    column_gap_bp: float | Unmeasured
    references: tuple[Reference, ...]
    budget: PagesSpent
    fonts: tuple[Font, ...]
    font_uses: tuple[FontUse, ...]
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
    named_sections: tuple[NamedSection, ...] = ()
    title: str = ""
    keywords: tuple[str, ...] = ()
    captions: tuple[FloatCaption, ...] = ()
    hygiene: FileHygiene | None = None
    web_links: tuple[WebLink, ...] = ()
    figure_origins: tuple[FigureOrigin, ...] = ()
