"""Finds from a file's bytes why PDFium could not read it as a PDF.

The reasons (keys of rule `pdf-readable`): empty, not-a-pdf, latex-source, truncated, damaged, no-pages,
password, unsupported-encryption.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from mlcia_check.errors import UnreadableDocument
from mlcia_check.pdf.structure.name_scan import object_texts
from mlcia_check.pdf.truncation import END, HEADER_OFFSET_MAX_BYTES, TAIL_BYTES, cut_short

# Codes of FPDF_GetLastError; 2 (file) and 3 (format) say only that it failed.
_PASSWORD: Final = 4
_SECURITY: Final = 5

_MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office (.doc)"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"AT&TFORM", "DjVu"),
    (b"\xf7\x02", "TeX DVI"),
    (b"\x00\x05\x16\x07", "macOS resource fork (._*)"),
    (b"version https://git-lfs", "Git LFS pointer"),
)
_INSIDE_ZIP: Final = (
    (b"word/", "Word (.docx)"),
    (b"ppt/", "PowerPoint (.pptx)"),
    (b"xl/", "Excel (.xlsx)"),
    (b"application/vnd.oasis.opendocument", "OpenDocument (.odt)"),
    (b"application/epub", "EPUB"),
    (b"Index/Document.iwa", "Pages"),
)
_UNKNOWN: Final = ""
_TEXT: Final = "TXT"
_WEB_PAGE: Final = "HTML"
_LATEX: Final = "LaTeX"
_MAY_STAND_BEFORE: Final = (_UNKNOWN, _TEXT, _WEB_PAGE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEADER = re.compile(rb"%PDF-[0-9]")
_PAGE = re.compile(rb"/Page(?![A-Za-z])")
_CATALOG = re.compile(rb"/Catalog(?![A-Za-z])")
_REPLACEMENT = "\ufffd".encode()
_CHANCE_OCCURRENCES_MAX: Final = 20
"""A sequence of bytes that occurs more often shows that a program converted the file."""


def why_unreadable(data: bytes, pdfium_error: int, page_count: int | None = None) -> UnreadableDocument:
    """Return the error for a file that PDFium did not open, or opened with no pages (`page_count` 0).

    `pdfium_error` is FPDF_GetLastError's code, read right after PDFium failed to open the file.
    """
    if not data:
        return UnreadableDocument("empty")
    if not data.strip(b"\x00"):
        return UnreadableDocument("zero-bytes")
    if pdfium_error == _PASSWORD:
        return UnreadableDocument("password")
    if pdfium_error == _SECURITY:
        return UnreadableDocument("unsupported-encryption")
    if page_count == 0:
        return UnreadableDocument("no-pages")
    header = _HEADER.search(data)
    kind = seems(data)
    if header is None or (header.start() > HEADER_OFFSET_MAX_BYTES and kind not in _MAY_STAND_BEFORE):
        return _no_pdf(kind)
    if header.start() > HEADER_OFFSET_MAX_BYTES:
        return UnreadableDocument("late-header", f"{header.start():,}")
    if missing := cut_short(data):
        return UnreadableDocument(missing.kind, missing.detail)
    return _damaged(data)


def seems(data: bytes) -> str:
    """Return the kind of a file that is not a PDF, by a name that all languages use; "" if it is unknown."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return next((kind for inside, kind in _INSIDE_ZIP if inside in data), "ZIP")
    beginning = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.search(beginning[:1024]):
        return _WEB_PAGE
    if beginning.lstrip().startswith(b"<?xml"):
        return "XML"
    if _is_text(beginning):
        return _LATEX if b"\\documentclass" in data else _TEXT
    return _UNKNOWN


def _no_pdf(kind: str) -> UnreadableDocument:
    """Return the error for a file of another kind; a source has its own, for its author has to compile it."""
    if kind == _LATEX:
        return UnreadableDocument("latex-source")
    return UnreadableDocument("other-kind", kind) if kind else UnreadableDocument("not-a-pdf")


def _is_text(beginning: bytes) -> bool:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        # Decoded incrementally: the beginning may end in the middle of a character.
        letters = codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in "\t\n\r\f" for letter in letters)


def _damaged(data: bytes) -> UnreadableDocument:
    if data.count(_REPLACEMENT) > _CHANCE_OCCURRENCES_MAX:
        return UnreadableDocument("read-as-text")
    if data.count(b"\r\n") > _CHANCE_OCCURRENCES_MAX and data.count(b"\n") == data.count(b"\r\n"):
        return UnreadableDocument("line-ends")
    texts = object_texts(data)
    if any(_CATALOG.search(text) for text in texts) and not any(_PAGE.search(text) for text in texts):
        return UnreadableDocument("no-pages")
    if END not in data[-TAIL_BYTES:]:
        return UnreadableDocument("breaks-off", f"{len(data):,}")
    return UnreadableDocument("damaged")
