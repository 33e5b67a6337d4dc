"""Reads a PDF into facts: the one way into `pdf/` for measuring a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from msgspec import structs

from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.file_hygiene import FileHygiene
from mlcia_check.model.pdf_facts import CitationLink, Facts, FigureOrigin, Gap, PageFacts
from mlcia_check.pdf.limits import PAGES_MAX
from mlcia_check.pdf.pdfium.annotation_text import information
from mlcia_check.pdf.pdfium.document import PdfiumDocument, PdfiumRefusal
from mlcia_check.pdf.pdfium.links import LinkCollector
from mlcia_check.pdf.pdfium.objects.fonts import FontTable
from mlcia_check.pdf.pdfium.objects.page_walk import MayHide
from mlcia_check.pdf.pdfium.open_pages import OpenPages
from mlcia_check.pdf.pdfium.page import read_page
from mlcia_check.pdf.structure.beside_pages import (
    UserUnits,
    file_hygiene,
    mended_pages,
    mended_streams,
    structure,
    user_units,
)
from mlcia_check.pdf.structure.character_maps import Maps, odd_maps
from mlcia_check.pdf.structure.content_properties import ContentProperties, content_properties
from mlcia_check.pdf.structure.information import information_names
from mlcia_check.pdf.structure.name_scan import NameScan, names
from mlcia_check.pdf.structure.text_strings import FileTexts, strings
from mlcia_check.pdf.structure.xmp import xmp_creators, xmp_packets, xmp_words
from mlcia_check.pdf.truncation import cut_short


class OpenPaper:
    """A PDF that PDFium holds open while it is read, measured and drawn. `opened` makes it.

    `data` are the bytes of the file.
    """

    def __init__(self, data: bytes, document: PdfiumDocument) -> None:
        self.data = data
        self._document = document
        self._links = LinkCollector(document)

    @cached_property
    def _scan(self) -> NameScan:
        return names(self.data)

    @cached_property
    def _units(self) -> UserUnits:
        return user_units(self.data) if self._scan.may_have_user_units else UserUnits({})

    def facts(self, done: Callable[[int], None] | None = None, most: int | None = None) -> Facts:
        """Return the facts on which all measures rest. Call it once.

        `done` is called with the number of each page that is read. `most` is the number of pages to read,
        from the first on; None means all. Raises UnreadableDocument, with the reason, if the file has no page
        that can be loaded or far more pages than a paper.
        """
        layout = self._layout(self._links, done, most)
        data, scan = self.data, self._scan
        told = dict(information(self._document, information_names(data, scan.streams)))
        packets = tuple(xmp_packets(data))
        # The strings of an encrypted file are read together with its objects.
        is_open = "Encrypt" not in scan.found
        objects = [stream.text for stream in scan.streams]
        maps = odd_maps(data, objects) if is_open else Maps()
        has_marks = any(page.has_marks for page in layout.pages)
        marked = content_properties(data) if is_open and has_marks else ContentProperties()
        texts = strings((data, *objects, *marked.found)) if is_open else FileTexts()
        sizeless = _texts_with_sizeless(data, layout.pages)
        found = layout.structure
        return structs.replace(
            layout,
            web_links=self._links.web_links(),
            structure=structs.replace(
                found,
                producer=told.get("Producer", ""),
                creator=told.get("Creator", ""),
                metadata=(*told.items(), *(("XMP", words) for words in xmp_words(packets))),
                creators=tuple(xmp_creators(packets)),
                strings=tuple(dict.fromkeys((*texts.found, *found.strings, *sizeless.found))),
                two_readings=maps.two_readings,
                glyph_words=maps.glyph_words,
                undetermined=(
                    *found.undetermined,
                    *([Gap("unread-texts", "")] if texts.is_cut or marked.is_cut or sizeless.is_cut else []),
                ),
                mended=(
                    *mended_pages(data, scan, self._document.page_count),
                    *mended_streams(data, scan),
                ),
            ),
        )

    def layout_facts(self) -> Facts:
        """Return the facts on which the layout rests: the pages, and what the file does beside them.

        The links and the texts beside the pages are left out. Call it once. Raises UnreadableDocument as
        `facts` does.
        """
        return self._layout()

    def _layout(
        self,
        links: LinkCollector | None = None,
        done: Callable[[int], None] | None = None,
        most: int | None = None,
    ) -> Facts:
        """Read the pages; their links go into `links` if they are asked for."""
        data, document = self.data, self._document
        count = document.page_count
        if count < 1:
            raise _why_unreadable(data, 0, page_count=0)
        if count > PAGES_MAX:
            raise UnreadableDocument("too-large", f"{PAGES_MAX:,} pages")
        scan, units = self._scan, self._units
        fonts = FontTable(document.lib)
        may_hide = MayHide(layers=scan.may_have_layers, transfers=scan.may_have_transfers)
        pages = []
        for number in range(1, min(count, most or count) + 1):
            unit = units.units.get(number, 1.0)
            pages.append(read_page(document, number, fonts, links, unit, may_hide))
            if done is not None:
                done(number)
        if not any(page.width_bp and page.height_bp for page in pages):
            raise UnreadableDocument("damaged")
        found = structure(data, scan)
        undetermined = (*found.undetermined, *units.undetermined, *_gaps(data, pages))
        return Facts(
            pages=tuple(pages),
            fonts=fonts.fonts(),
            structure=structs.replace(found, undetermined=undetermined),
        )

    def hygiene(self, pages: Mapping[int, float]) -> FileHygiene:
        """Return what the file says beside its content, with the images of these pages.

        `pages` gives the UserUnit of each page in bp. It takes about as long as `facts`; call it only if a
        rule asks for it.
        """
        from mlcia_check.pdf.pdfium.placed_images import placed_images

        images = tuple(placed_images(self._document, pages))
        return structs.replace(file_hygiene(self.data), images=images)

    def figure_origins(self) -> tuple[FigureOrigin, ...]:
        """Return what TeX keeps of the origin of included figures; nothing of an encrypted file."""
        from mlcia_check.pdf.structure.figure_origins import figure_origins

        scan = self._scan
        return () if "Encrypt" in scan.found else figure_origins(self.data, scan.streams)

    def citation_links(self) -> tuple[CitationLink, ...]:
        """Return the links to entries of the reference list on the pages that `facts` has read."""
        return self._links.citations()

    @contextmanager
    def pages(self) -> Iterator[OpenPages]:
        """Give the pages as the file has them, to be drawn. Use it before the paper is closed."""
        if not self._document.is_painted:
            yield OpenPages(self._document, self._units.units)
            return
        with PdfiumDocument(self.data) as unpainted:
            yield OpenPages(unpainted, self._units.units)


@contextmanager
def opened(data: bytes) -> Iterator[OpenPaper]:
    """Open a PDF. Raises UnreadableDocument, with the reason, if PDFium cannot."""
    try:
        document = PdfiumDocument(data)
    except PdfiumRefusal as refusal:
        raise _why_unreadable(data, refusal.code) from None
    with document:
        yield OpenPaper(data, document)


def read(data: bytes, done: Callable[[int], None] | None = None, most: int | None = None) -> Facts:
    """Return the facts of a PDF; see `OpenPaper.facts`.

    Raises UnreadableDocument, with the reason, if the file cannot be read.
    """
    with opened(data) as paper:
        return paper.facts(done, most)


def _why_unreadable(data: bytes, error: int, page_count: int | None = None) -> UnreadableDocument:
    from mlcia_check.pdf.unreadable import why_unreadable

    return why_unreadable(data, error, page_count)


def _texts_with_sizeless(data: bytes, pages: Sequence[PageFacts]) -> FileTexts:
    """Return the texts of the pages with text of size 0, which other programs read and PDFium does not."""
    numbers = [page.number for page in pages if page.has_sizeless_text]
    if not numbers:
        return FileTexts()
    from mlcia_check.pdf.structure.page_texts import page_texts

    texts = page_texts(data, numbers)
    return FileTexts(tuple(("Tj", text) for text in texts.found), is_cut=texts.is_cut)


def _gaps(data: bytes, pages: Sequence[PageFacts]) -> Iterator[Gap]:
    """Yield what could not be read of a file that opens."""
    lost = [str(page.number) for page in pages if not page.width_bp * page.height_bp]
    if lost:
        yield Gap("lost-pages", ", ".join(lost))
    cut = cut_short(data)
    if cut is not None:
        yield cut
