"""Reads a PDF into facts: the one door of `pdf/`."""

from __future__ import annotations

import ctypes
import hashlib

from mlcia_check.errors import UnreadableDocument
from mlcia_check.facts import Facts
from mlcia_check.pdf.fonts import FontTable
from mlcia_check.pdf.names import names
from mlcia_check.pdf.page import read_page
from mlcia_check.pdf.pdfium import library
from mlcia_check.pdf.structure import UserUnits, structure, user_units


def read(data: bytes) -> Facts:
    """Everything that is measured of a PDF rests on this.

    Raises UnreadableDocument, with the reason, when PDFium cannot open the file or it has no page.
    """
    lib = library()
    document = lib.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise UnreadableDocument("damaged", str(lib.FPDF_GetLastError()))
    try:
        scan = names(data)
        units = user_units(data) if scan.may_have_user_units else UserUnits({})
        fonts = FontTable(lib)
        pages = tuple(
            read_page(lib, document, number, fonts, units.units.get(number, 1.0))
            for number in range(1, lib.FPDF_GetPageCount(document) + 1)
        )
        return Facts(
            sha256=hashlib.sha256(data).hexdigest(),
            pages=pages,
            fonts=fonts.fonts(),
            structure=structure(
                data,
                scan,
                producer=_metadata(lib, document, b"Producer"),
                creator=_metadata(lib, document, b"Creator"),
            ),
        )
    finally:
        lib.FPDF_CloseDocument(document)


def _metadata(lib: ctypes.CDLL, document: int, key: bytes) -> str:
    """One entry of the information dictionary, "" where there is none."""
    size = lib.FPDF_GetMetaText(document, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    lib.FPDF_GetMetaText(document, key, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
