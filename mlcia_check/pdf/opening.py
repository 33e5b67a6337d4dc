"""Why a file cannot be read as a PDF, told from its bytes once PDFium has refused it.

The reasons (keys of rule `pdf-readable`): empty, not-a-pdf, truncated, damaged, no-pages, password,
unsupported-encryption.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from mlcia_check.errors import UnreadableDocument
from mlcia_check.pdf.ending import END, HEADER_WITHIN, TAIL, cut_short
from mlcia_check.pdf.names import object_texts

# FPDF_GetLastError; 2 (file) and 3 (format) say no more than that it did not work.
_PASSWORD: Final = 4
_SECURITY: Final = 5

_MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc)"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\xf7\x02", "a TeX DVI file"),
    (b"\x00\x05\x16\x07", "a resource fork that macOS puts beside a file (its name begins with ._)"),
    (b"version https://git-lfs", "a Git LFS pointer, not the file it points to"),
)
_INSIDE_ZIP: Final = (
    (b"word/", "a Word document (.docx)"),
    (b"ppt/", "a PowerPoint document (.pptx)"),
    (b"xl/", "an Excel document (.xlsx)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.odt)"),
    (b"application/epub", "an EPUB book"),
    (b"Index/Document.iwa", "a Pages document"),
)
_UNKNOWN: Final = "data of an unknown kind"
_TEXT: Final = "plain text"
_WEB_PAGE: Final = "a web page (HTML)"
_MAY_STAND_BEFORE: Final = (_UNKNOWN, _TEXT, _WEB_PAGE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEADER = re.compile(rb"%PDF-[0-9]")
_PAGE = re.compile(rb"/Page(?![A-Za-z])")
_CATALOG = re.compile(rb"/Catalog(?![A-Za-z])")
_REPLACEMENT = "\ufffd".encode()
_MANY = 20


def why_unreadable(data: bytes, pdfium_error: int, page_count: int | None = None) -> UnreadableDocument:
    """The error to raise for a file that PDFium did not open, or opened with no pages (`page_count` 0).

    `pdfium_error` is FPDF_GetLastError's code, asked right after the refusal.
    """
    if not data:
        return UnreadableDocument("empty", "it holds no bytes")
    if not data.strip(b"\x00"):
        return UnreadableDocument("damaged", "it holds nothing but zero bytes, as after a broken upload")
    if pdfium_error == _PASSWORD:
        return UnreadableDocument("password", "it opens only with a password")
    if pdfium_error == _SECURITY:
        return UnreadableDocument("unsupported-encryption", "it is encrypted in a way that is not supported")
    if page_count == 0:
        return UnreadableDocument("no-pages", "its page tree is empty")
    header = _HEADER.search(data)
    kind = seems(data)
    if header is None or (header.start() > HEADER_WITHIN and kind not in _MAY_STAND_BEFORE):
        return UnreadableDocument("not-a-pdf", f"it seems to be {kind}")
    if header.start() > HEADER_WITHIN:
        return UnreadableDocument("damaged", f"{header.start()} bytes stand before its PDF header ({kind})")
    if missing := cut_short(data):
        return UnreadableDocument("truncated", missing)
    return _damaged(data)


def seems(data: bytes) -> str:
    """What a file that is no PDF looks like, for a person."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return next((kind for inside, kind in _INSIDE_ZIP if inside in data), "a ZIP archive")
    beginning = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.search(beginning[:1024]):
        return _WEB_PAGE
    if beginning.lstrip().startswith(b"<?xml"):
        return "an XML document"
    if _is_text(beginning):
        return "a LaTeX source" if b"\\documentclass" in data else _TEXT
    return _UNKNOWN


def _is_text(beginning: bytes) -> bool:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        # Incremental: the beginning may end in the middle of a character.
        letters = codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in "\t\n\r\f" for letter in letters)


def _damaged(data: bytes) -> UnreadableDocument:
    if data.count(_REPLACEMENT) > _MANY:
        return UnreadableDocument("damaged", "it was converted as if it were text, and lost its binary parts")
    if data.count(b"\r\n") > _MANY and data.count(b"\n") == data.count(b"\r\n"):
        return UnreadableDocument("damaged", "its line ends were converted as if it were text")
    texts = object_texts(data)
    if any(_CATALOG.search(text) for text in texts) and not any(_PAGE.search(text) for text in texts):
        return UnreadableDocument("no-pages", "its page tree is empty")
    if END not in data[-TAIL:]:
        return UnreadableDocument("truncated", f"it breaks off after {len(data)} bytes, without its end")
    return UnreadableDocument(
        "damaged", "neither its table of objects nor a search for them leads to its pages"
    )
