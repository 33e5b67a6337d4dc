"""Reads a PDF into facts: the one door of `pdf/`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from msgspec import structs

from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.pdf_facts import Facts, Gap, PageFacts
from mlcia_check.pdf.limits import MOST_OBJECTS_OF_A_PAGE, MOST_PAGES
from mlcia_check.pdf.pdfium.annotation_text import information
from mlcia_check.pdf.pdfium.binding import library
from mlcia_check.pdf.pdfium.fonts import FontTable
from mlcia_check.pdf.pdfium.page import read_page
from mlcia_check.pdf.structure.beside_pages import (
    UserUnits,
    mended_pages,
    mended_streams,
    structure,
    user_units,
)
from mlcia_check.pdf.structure.character_maps import Maps, odd_maps
from mlcia_check.pdf.structure.name_scan import names
from mlcia_check.pdf.structure.text_strings import strings
from mlcia_check.pdf.structure.xmp import xmp_creators, xmp_packets, xmp_words
from mlcia_check.pdf.truncation import cut_short


def read(data: bytes, done: Callable[[int], None] | None = None, most: int | None = None) -> Facts:
    """Everything that is measured of a PDF rests on this.

    `done` is told the number of each page that is read, `most` are the first pages to read, None for all.
    Raises UnreadableDocument, with the reason, when PDFium cannot open the file, it has no
    page that can be loaded, or far more pages than a paper.
    """
    lib = library()
    document = lib.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _why_unreadable(data, lib.FPDF_GetLastError())
    try:
        count = lib.FPDF_GetPageCount(document)
        if count < 1:
            raise _why_unreadable(data, 0, page_count=0)
        if count > MOST_PAGES:
            raise UnreadableDocument("too-large", f"{MOST_PAGES:,} pages")
        scan = names(data)
        units = user_units(data) if scan.may_have_user_units else UserUnits({})
        fonts = FontTable(lib)
        pages = []
        for number in range(1, min(count, most or count) + 1):
            unit = units.units.get(number, 1.0)
            pages.append(read_page(lib, document, number, fonts, unit, scan.may_have_layers))
            if done is not None:
                done(number)
        if not any(page.width_bp and page.height_bp for page in pages):
            raise UnreadableDocument("damaged")
        told = dict(information(lib, document, scan.information))
        packets = tuple(xmp_packets(data))
        found = structure(data, scan, producer=told.get("Producer", ""), creator=told.get("Creator", ""))
        # those of an encrypted file are read where its objects are
        is_open = "Encrypt" not in scan.found
        maps = odd_maps(data, scan.objects) if is_open else Maps()
        texts = strings((data, *scan.objects)) if is_open else ()
        return Facts(
            sha256=hashlib.sha256(data).hexdigest(),
            pages=tuple(pages),
            fonts=fonts.fonts(),
            structure=structs.replace(
                found,
                metadata=(*told.items(), *(("XMP", words) for words in xmp_words(packets))),
                creators=tuple(xmp_creators(packets)),
                strings=tuple(dict.fromkeys((*texts, *found.strings))),
                two_readings=maps.two_readings,
                glyph_words=maps.glyph_words,
                mended=(*mended_pages(data, scan, count), *mended_streams(data, scan)),
                undetermined=(*found.undetermined, *units.undetermined, *_gaps(data, pages)),
            ),
        )
    finally:
        lib.FPDF_CloseDocument(document)


def _why_unreadable(data: bytes, error: int, page_count: int | None = None) -> UnreadableDocument:
    from mlcia_check.pdf.unreadable import why_unreadable

    return why_unreadable(data, error, page_count)


def _gaps(data: bytes, pages: Sequence[PageFacts]) -> Iterator[Gap]:
    """What of the file could not be read although it opens."""
    lost = [str(page.number) for page in pages if not page.width_bp * page.height_bp]
    if lost:
        yield Gap("lost-pages", ", ".join(lost))
    crowded = [str(page.number) for page in pages if len(page.runs) + len(page.ink) >= MOST_OBJECTS_OF_A_PAGE]
    if crowded:
        yield Gap("crowded-pages", ", ".join(crowded))
    cut = cut_short(data)
    if cut is not None:
        yield cut
