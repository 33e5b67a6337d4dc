"""What a PDF says, in its own terms: the values that `pdf/` hands to `measure/`. Data only.

Lengths are bp in the frame of the page as a viewer shows it: CropBox, rotation and UserUnit are
already applied, the origin is the visible page's bottom left corner.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from mlcia_check.model.geometry import Box

INVISIBLE: Final = 3
"""The text render mode that paints nothing (PDF 32000-1, table 106)."""


FIRST_WIDE: Final = "\u2e80"
"""Characters from here on (CJK radicals, ideographs, full-width forms) are set on a grid of one em."""

LINE_HYPHEN: Final = "\ufffe"
"""What PDFium makes of the hyphen that divides a word at a line's end."""


class Font(Struct, frozen=True):
    """A font as a page uses it. `name` comes without its subset tag ("ABCDEF+").

    `like` is the name of a known typeface with the same advances at some scale, if the font's own name does
    not say which typeface it is. `uneven`: its letters have different advances, even if its name or its
    fixed-pitch flag says otherwise.
    """

    name: str
    embedded: bool
    type3: bool = False
    bold: bool = False
    italic: bool = False
    fixed_pitch: bool = False
    like: str = ""
    uneven: bool = False


class TextRun(Struct, frozen=True, gc=False):
    """One text object: glyphs set in one font by one operator.

    `size_bp` is the height of the em on the page after every matrix. `horizontal_scale` is the horizontal
    scale divided by the vertical one (1.0: not distorted). `angle` is the direction of the baseline in
    degrees, counter-clockwise, rounded; 0 is upright. `box` is the box of the glyphs' outlines. `fill` is
    0xRRGGBBAA, None for a pattern. `mode` is the PDF text render mode (0 fill ... 3 invisible ... 7 clip).
    `form` is 0 for the page's own content, else the number of the outermost form XObject on this page that
    holds the run. `order` is the painting order on the page. `mapped`: its glyphs have Unicode.

    `tracking_em` is the space added between two letters, `word_space_em` the mean space between two words,
    `x_height_em` the height of the letters n and u as drawn; each is None if it was not measured.
    `wide_pitch_em` is the mean distance between the origins of wide (Chinese, Japanese) glyphs, None if there
    are fewer than eight or other glyphs between them. `white_gaps_bp` are the gaps in the run, from left to
    right edge, that are wider than an em and separate the cells of a table (TeX writes a row as one run).
    """

    text: str
    x_bp: float
    baseline_bp: float
    box: Box
    size_bp: float
    horizontal_scale: float
    angle: int
    font: int
    fill: int | None
    mode: int
    form: int
    order: int
    tracking_em: float | None = None
    word_space_em: float | None = None
    mapped: bool = True
    wide_pitch_em: float | None = None
    white_gaps_bp: tuple[tuple[float, float], ...] = ()
    x_height_em: float | None = None


class Glyph(Struct, frozen=True, gc=False):
    """One visible upright glyph, as the second reader sees it.

    `left_bp` is its origin and `right_bp` the origin of the next glyph, so the width is the advance, not the
    ink. `size_bp` and `horizontal_scale` are as in a TextRun.
    """

    text: str
    left_bp: float
    right_bp: float
    baseline_bp: float
    size_bp: float
    horizontal_scale: float


class Ink(Struct, frozen=True, gc=False):
    """The box of an image, a painted path or a shading. `fill` and `stroke` are 0xRRGGBBAA or None.

    A straight upright line as thick as its box has the colour of its stroke as `fill`. A path is `masked` if
    a soft mask or a blend mode makes it transparent although its colours are opaque.
    """

    kind: Literal["image", "path", "shading"]
    box: Box
    fill: int | None
    stroke: int | None
    form: int
    order: int
    masked: bool = False


class Unseen(Struct, frozen=True):
    """Words of a text object that a reader of the page does not see: all of `run`, or part of it.

    `why` is off-page or clipped, or the reason to check words that leave no trace on the rendered page: the
    render mode, transparency of any kind, something painted above them, the colour painted behind them,
    glyphs that may paint nothing, or a layer that is switched off. `window` is the box of
    what the clip leaves, if one clips the run.
    """

    run: TextRun
    text: str
    box: Box
    why: Literal[
        "invisible-mode",
        "transparent",
        "covered",
        "clipped",
        "background-colour",
        "inkless",
        "layer",
        "off-page",
    ]
    window: Box | None = None

    @property
    def order(self) -> int:
        """The painting order of the text object."""
        return self.run.order


class Replaced(Struct, frozen=True):
    """Consecutive text objects with one ActualText: `told` is its text, `painted` the text of their glyphs.

    `painted` is None if the glyphs have other shapes than the letters of their text: what they show is
    unknown. `image`: the ActualText stands for an image.
    """

    told: str
    painted: str | None
    box: Box
    image: bool = False


class Note(Struct, frozen=True):
    """The words of an annotation, visible only once it is opened. `entry` is their key, such as Contents."""

    box: Box
    entry: str
    text: str


class InkRow(Struct, frozen=True):
    """A row of ink that looks like a line of text without letters, and a number for how it looks.

    The box is that of the letters without ascenders and descenders, wider than high unless the row is turned.
    """

    box: Box
    look: int


class PageFacts(Struct, frozen=True):
    """One page. `width_bp` and `height_bp` are as viewed; `forms` are the boxes of its form XObjects from
    number 1 on. `in_figures` are the painting orders of texts in smaller forms within a form that shows most
    of the page. `cropped`: its CropBox hides part of its MediaBox. `crowded`: it has more objects than are
    read (all of its text is), or more doubtful words in one place than can be told apart.

    `runs`, `ink` and the boxes of `forms` are their visible parts: clipping paths are applied. Text that a
    reader does not see is in `unseen`, in painting order, not in `runs`. `prose_ink` are small boxes in which
    the page shows what looks like running text although no run has its letters. `replaced` is text that
    replaces other words, without hyphens and ligatures. `note_runs` are the texts that annotations paint.
    `margin_rows` are rows of text without letters that lie near the edges of the page or in narrow upright
    strips. `written_characters` counts those of annotations whose words viewers draw from their text. `faint`
    are those of the `runs` that are hard to see on their background. `has_marks`: some of its text is marked
    content, as in tagged PDFs. `has_sizeless_text`: it has text of size 0, which is in neither of them.
    """

    number: int
    width_bp: float
    height_bp: float
    rotation: int
    user_unit: float
    runs: tuple[TextRun, ...]
    ink: tuple[Ink, ...]
    forms: tuple[Box, ...] = ()
    in_figures: frozenset[int] = frozenset()
    unseen: tuple[Unseen, ...] = ()
    notes: tuple[Note, ...] = ()
    prose_ink: tuple[Box, ...] = ()
    cropped: bool = False
    replaced: tuple[Replaced, ...] = ()
    note_runs: tuple[TextRun, ...] = ()
    crowded: bool = False
    faint: tuple[TextRun, ...] = ()
    margin_rows: tuple[InkRow, ...] = ()
    written_characters: int = 0
    has_marks: bool = False
    has_sizeless_text: bool = False


class Action(Struct, frozen=True):
    """Something in the file that runs or calls out (active content). `page` is None for the whole document.

    `kind` is one of: javascript, launch, launch-relative (a plain relative file, opened on a
    click), submit-form, import-data, auto-action, rich-media, multimedia, xfa, external-reference.
    `target` is the script's first words, the program or the address, shortened for display.
    """

    kind: str
    page: int | None
    target: str
    automatic: bool = False


class Attachment(Struct, frozen=True):
    """An embedded file. `associated`: it belongs to the structure tree of a tagged PDF."""

    name: str
    page: int | None
    associated: bool = False


class Gap(Struct, frozen=True):
    """A part of the file that could not be read. `kind` names a phrase of the reports, `detail` fills it."""

    kind: str
    detail: str = ""


class Mended(Struct, frozen=True):
    """Something that PDFium repaired or believed in order to show the file; other programs may not.

    `kind` is a case of the rule `pdf-repaired`, `detail` fills its sentence. `pages` is the number of pages
    that another program sees, None if no program is known to see another number. `disputed`: some programs
    are known to show other pages, or none.
    """

    kind: Literal["cross-references", "not-opened", "other-version", "page-count", "page-tree", "streams"]
    detail: str = ""
    pages: int | None = None
    disputed: bool = False


class Structure(Struct, frozen=True):
    """The document's structure outside its pages. `undetermined` lists what could not be read, and why.

    `metadata` holds the entries of the information dictionary and the words of the metadata streams (XMP),
    `creators` the authors' names in these streams. `strings` are texts of other objects that may be
    sentences, each with its key: Title (of a bookmark), Alt, ActualText, TU. `two_readings` are ToUnicode
    maps that programs read differently, `glyph_words` texts of four or more letters to which one glyph is
    mapped.
    """

    actions: tuple[Action, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    encrypted: bool = False
    producer: str = ""
    creator: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    creators: tuple[str, ...] = ()
    strings: tuple[tuple[str, str], ...] = ()
    two_readings: int = 0
    glyph_words: tuple[str, ...] = ()
    undetermined: tuple[Gap, ...] = ()
    mended: tuple[Mended, ...] = ()


class FigureOrigin(Struct, frozen=True):
    """What TeX keeps of an included PDF: the path from which it was read, and the author that it names."""

    path: str
    author: str = ""


class CitationLink(Struct, frozen=True):
    """A link from the text to an entry of the reference list; the name of its destination names a citation.

    A reader clicks on `box` on page `page`; the link leads to (`x`, `y`) on page `target`. Pages are 1-based.
    """

    page: int
    box: Box
    target: int
    x_bp: float
    y_bp: float


class WebLink(Struct, frozen=True):
    """A link to an address outside of the file; a reader clicks on `box` on page `page`, counted from 1."""

    page: int
    box: Box
    address: str


class Facts(Struct, frozen=True):
    """Everything that was read from one PDF."""

    pages: tuple[PageFacts, ...]
    fonts: tuple[Font, ...]
    structure: Structure
    web_links: tuple[WebLink, ...] = ()
