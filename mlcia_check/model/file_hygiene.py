"""What a PDF file says beside its pages' content, for the rules on PDF hygiene. Data only.

It is read only if a rule of the pack asks for it. Lengths are bp.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Gap

BILEVEL_BITS: Final = 1
"""Bits of a pixel that is black or white, or painted or not."""


class PlacedImage(Struct, frozen=True):
    """A raster image as a page shows it: `box` on page `page`, its pixels, and the bits of each pixel.

    `ppi` is the lower of its two resolutions, along its own sides, in pixels per inch of the page as viewed.
    """

    page: int
    box: Box
    width_px: int
    height_px: int
    pixel_bits: int
    ppi: float

    @property
    def is_bilevel(self) -> bool:
        """Return True if each pixel is black or white."""
        return self.pixel_bits == BILEVEL_BITS

    @property
    def pixels(self) -> int:
        """The number of pixels."""
        return self.width_px * self.height_px


class Annotation(Struct, frozen=True):
    """An annotation of a page; `kind` is its Subtype, such as Link, Text (a note) or Highlight."""

    page: int
    kind: str


class TaggedFigure(Struct, frozen=True):
    """A figure of the structure tree. `page` is None if the tree does not say where it is.

    `described`: it has an alternative text, or a text that replaces it.
    """

    page: int | None
    described: bool


class FileHygiene(Struct, frozen=True):
    """What the rules on PDF hygiene ask of a file.

    `version` is the later one of its header and its catalog, such as "1.7". `pdfa` is the level of PDF/A that
    its metadata claim, such as "2b", "" if they claim none. `language` is that of the whole document, as the
    file writes it ("en-US"). `shows_title`: viewers are asked to show `title` and not the file's name.
    `bookmarks` is the number of bookmarks; `dead_bookmarks` are the titles of those that lead nowhere.
    `unordered_pages` are pages with annotations whose tab order is not that of the structure.

    `unread` lists the parts of the file that could not be read: what is missing above may be there.
    """

    size_bytes: int
    version: str = ""
    images: tuple[PlacedImage, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    bookmarks: int = 0
    dead_bookmarks: tuple[str, ...] = ()
    pdfa: str = ""
    tagged: bool = False
    figures: tuple[TaggedFigure, ...] = ()
    language: str = ""
    title: str = ""
    shows_title: bool = False
    unordered_pages: tuple[int, ...] = ()
    unread: tuple[Gap, ...] = ()
