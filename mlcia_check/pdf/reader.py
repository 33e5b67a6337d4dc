"""Reads a PDF into facts: the one door of `pdf/`."""

from __future__ import annotations

import ctypes
import hashlib

from mlcia_check.errors import UnreadableDocument
from mlcia_check.facts import Facts, Structure
from mlcia_check.pdf.fonts import FontTable
from mlcia_check.pdf.page import read_page
from mlcia_check.pdf.pdfium import library


def read(data: bytes) -> Facts:
    """Everything that is measured of a PDF rests on this.

    Raises UnreadableDocument, with the reason, when PDFium cannot open the file or it has no page.
    """
    lib = library()
    document = lib.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise UnreadableDocument("damaged", str(lib.FPDF_GetLastError()))
    try:
        fonts = FontTable(lib)
        pages = tuple(
            read_page(lib, document, number, fonts, 1.0)
            for number in range(1, lib.FPDF_GetPageCount(document) + 1)
        )
        return Facts(
            sha256=hashlib.sha256(data).hexdigest(),
            pages=pages,
            fonts=fonts.fonts(),
            structure=Structure(),
        )
    finally:
        lib.FPDF_CloseDocument(document)
