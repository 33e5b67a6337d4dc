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


class Font(Struct, frozen=True):
    """A font as a page uses it. `name` comes without its subset tag ("ABCDEF+").

    `like` is the name of a known typeface whose letters' advances it has, at whatever scale, where its own
    name says nothing of it.

    `uneven`: its letters have different advances, whatever its name or its flag of fixed pitch says.
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

    `size` is the height of the em on the page after every matrix; `stretch` is the horizontal
    scale over the vertical one (1.0 unstretched). `angle` is the direction of the baseline in
    degrees, counter-clockwise, rounded; 0 is upright. `box` is the box of the glyphs' outlines.
    `fill` is 0xRRGGBBAA, None where it is a pattern. `mode` is the PDF text render
    mode (0 fill ... 3 invisible ... 7 clip).
    `form` is 0 for the page's own content, else the number of the outermost form XObject on this
    page that holds the run. `order` is the painting order on the page. `tracking` is the space
    added between two letters and `word_space` the mean one between two words, both in em, None
    where it was not looked for; `short` likewise the height of the letters n and u as drawn. `pitch` is
    the mean distance of the origins of wide (Chinese, Japanese) glyphs, in em, None where there are fewer
    than eight of them or others between them. `white` are stretches inside the run, wider than an em, that
    part the cells of a table (TeX writes a row as one run).
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

    `x0` is its origin and `x1` where the next one would stand (boxes by advance, not by ink);
    `size` and `stretch` as of a TextRun.
    """

    text: str
    left_bp: float
    right_bp: float
    baseline_bp: float
    size_bp: float
    horizontal_scale: float


class Ink(Struct, frozen=True, gc=False):
    """An image, a painted path or a shading, by its box. `fill` and `stroke` are 0xRRGGBBAA or None.

    A straight upright line that is as thick as its box has its stroke's colour as `fill`. `masked` is a path
    that is transparent although its colours are not: by a soft mask or a blend mode.
    """

    kind: Literal["image", "path", "shading"]
    box: Box
    fill: int | None
    stroke: int | None
    form: int
    order: int
    masked: bool = False


class Unseen(Struct, frozen=True):
    """Words of a text object that a reader of the page does not see: all of `run`, or a stretch of it.

    `why`: outside the page, beyond a clipping path, or without trace on the page as rendered, where what made
    them doubtful is told: the render mode, transparency of any kind, something painted above them, the
    colour of what is painted behind them, glyphs that may paint nothing, or a layer that is switched off.
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

    @property
    def order(self) -> int:
        """The painting order of the text object."""
        return self.run.order


class Replaced(Struct, frozen=True):
    """Text objects in a row with one ActualText: `told` by it, `painted` by their glyphs.

    `painted` is None for an object whose glyphs have other shapes than the letters of its text: what they say
    instead is not known. `image` is an image that is told in words.
    """

    told: str
    painted: str | None
    box: Box
    image: bool = False


class Note(Struct, frozen=True):
    """The words of an annotation, seen only on opening it. `entry` is its key (Contents, Subj ...)."""

    box: Box
    entry: str
    text: str


class PageFacts(Struct, frozen=True):
    """One page. `width` and `height` as viewed; `forms` are the boxes of its form XObjects, number 1 first.
    `cropped` is a page whose CropBox hides a part of its MediaBox.

    `runs`, `ink` and the boxes of `forms` are what is to be seen of them: clipping paths are applied, and
    what a reader does not see at all is no run, but stands in `unseen`, in painting order. `prose_ink` are
    small boxes in which the page shows what looks like running text, though no run has its letters.
    `replaced` is text that stands in place of other words; hyphens and ligatures are left out. `note_runs`
    are the texts that annotations paint on it.
    """

    number: int
    width_bp: float
    height_bp: float
    rotation: int
    user_unit: float
    runs: tuple[TextRun, ...]
    ink: tuple[Ink, ...]
    forms: tuple[Box, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    notes: tuple[Note, ...] = ()
    prose_ink: tuple[Box, ...] = ()
    cropped: bool = False
    replaced: tuple[Replaced, ...] = ()
    note_runs: tuple[TextRun, ...] = ()


class Action(Struct, frozen=True):
    """Something in the file that runs or calls out. `page` is None for the whole document.

    `kind` is one of: javascript, launch, launch-relative (a plain relative file, opened on a
    click), submit-form, import-data, auto-action, rich-media, multimedia, xfa, external-reference.
    `target` is the script's first words, the program or the address, shortened for a person.
    """

    kind: str
    page: int | None
    target: str
    automatic: bool = False


class Attachment(Struct, frozen=True):
    """An embedded file. `associated`: belongs to the structure tree of a tagged PDF."""

    name: str
    page: int | None
    associated: bool = False


class Gap(Struct, frozen=True):
    """What of a file could not be read: `kind` is a key of the reports' words, `detail` what it names."""

    kind: str
    detail: str = ""


class Mended(Struct, frozen=True):
    """Something that PDFium put right or took on trust to show the file: other readers may not.

    `kind` is a case of the rule `pdf-repaired`, `detail` what its sentence names. `pages` is how many pages
    the file has in another reading, None where none is known to differ; `disputed` says that readers are
    known to show other pages, or none.
    """

    kind: Literal["cross-references", "not-opened", "other-version", "page-count", "page-tree", "streams"]
    detail: str = ""
    pages: int | None = None
    disputed: bool = False


class Structure(Struct, frozen=True):
    """The document's structure beside its pages. `undetermined` says what could not be read, and why.

    `metadata` holds the entries of the information dictionary and the words of the metadata
    streams (XMP), `creators` the names that these streams give as the authors'. `strings` are texts of
    other objects that may be sentences, each with its key: Title of a bookmark, Alt, ActualText, TU.
    `two_readings` are ToUnicode maps that readers of the file read differently, `glyph_words` texts of four
    letters and more that one glyph is told as.
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


class CitationLink(Struct, frozen=True):
    """A link from the text to an entry of the reference list, by a destination that names a citation.

    `box` on page `page` is what a reader clicks on; it leads to (`x`, `y`) on page `target` (1-based, both).
    """

    page: int
    box: Box
    target: int
    x_bp: float
    y_bp: float


class Facts(Struct, frozen=True):
    """Everything that was read of one PDF."""

    sha256: str
    pages: tuple[PageFacts, ...]
    fonts: tuple[Font, ...]
    structure: Structure
