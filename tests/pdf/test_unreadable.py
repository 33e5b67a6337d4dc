"""A file that cannot be read gets the reason that is true of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.checks.file import pdf_readable
from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.pdf_facts import Gap
from mlcia_check.pdf.pdfium.document import PdfiumDocument, PdfiumRefusal
from mlcia_check.pdf.truncation import cut_short
from mlcia_check.pdf.unreadable import why_unreadable
from tests.pdf_files import (
    encrypted,
    in_object_streams,
    linearized,
    one_page,
    raw_pdf,
    without_object_streams,
)

PAPER = (Path(__file__).parents[2] / "fixtures" / "pdf" / "sigconf.pdf").read_bytes()
FORMAT = 3
REASONS = set(pdf_readable.BREACHES)

UNREADABLE: dict[str, tuple[bytes, str, str]] = {
    "no bytes": (b"", "empty", ""),
    "zero bytes only": (b"\x00" * 900, "zero-bytes", ""),
    "text": (b"Dear chair, please find attached", "other-kind", "TXT"),
    "text in UTF-8": ("尊敬的主席，".encode() * 900, "other-kind", "TXT"),
    "LaTeX": (b"\\documentclass[sigconf]{acmart}\n", "latex-source", ""),
    "a web page": (b"\n<!DOCTYPE html><html><body>404", "other-kind", "HTML"),
    "XML": (b"<?xml version='1.0'?><w:document/>", "other-kind", "XML"),
    "Word": (b"PK\x03\x04...[Content_Types].xml...word/document.xml", "other-kind", ".docx"),
    "OpenDocument": (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "other-kind", ".odt"),
    "ZIP": (b"PK\x03\x04paper.tex", "other-kind", "ZIP"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "other-kind", ".doc"),
    "PostScript": (b"%!PS-Adobe-3.0\n", "other-kind", "PostScript"),
    "an image": (b"\x89PNG\r\n\x1a\n", "other-kind", "PNG"),
    "a resource fork": (b"\x00\x05\x16\x07" + b"\x00" * 99, "other-kind", "macOS"),
    "a Git LFS pointer": (b"version https://git-lfs.github.com/spec/v1\n", "other-kind", "LFS"),
    "random bytes": (bytes(range(128, 256)) * 8, "not-a-pdf", ""),
    "a header alone": (b"%PDF-1.7\n", "breaks-off", "9"),
    "half, with object streams": (in_object_streams(PAPER)[: len(PAPER) // 2], "breaks-off", ""),
    "half, with a table": (without_object_streams(PAPER)[: len(PAPER) // 2], "breaks-off", ""),
    "no catalog": (b"%PDF-1.4\n1 0 obj << >> endobj trailer << >>\n%%EOF\n", "damaged", ""),
    "read as text": (
        in_object_streams(PAPER).decode("ascii", "replace").encode(),
        "read-as-text",
        "",
    ),
    "line ends converted": (
        in_object_streams(PAPER).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        "line-ends",
        "",
    ),
    "its header too late": (b"\x8f" * 1025 + PAPER, "late-header", "1,025"),
    "no pages": (
        raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"),
        "no-pages",
        "",
    ),
    "a password": (encrypted(PAPER, user="secret"), "password", ""),
    "a security of its own": (
        without_object_streams(one_page()).replace(
            b"trailer <<", b"trailer << /Encrypt << /Filter /Mine /V 9 >>"
        ),
        "unsupported-encryption",
        "",
    ),
}

READABLE: dict[str, bytes] = {
    "a paper": PAPER,
    "an owner password": encrypted(PAPER),
    "rubbish before the header": b"\x8f" * 1024 + PAPER,
    "no table of objects": re.sub(
        rb"\nxref\n.*?(?=trailer)", b"\n", without_object_streams(PAPER), flags=re.DOTALL
    ),
    "its table in the wrong place": without_object_streams(PAPER).replace(b"startxref\n", b"startxref\n9"),
}


def kind(gap: Gap | None) -> str:
    return gap.kind if gap else ""


def refusal(data: bytes) -> UnreadableDocument | None:
    """As the reader does: PDFium tries, and its code goes to the judgement."""
    try:
        with PdfiumDocument(data) as document:
            return None if document.page_count else why_unreadable(data, 0, page_count=0)
    except PdfiumRefusal as refused:
        return why_unreadable(data, refused.code)


@pytest.mark.parametrize("case", UNREADABLE)
def test_the_reason_is_the_true_one(case: str) -> None:
    data, reason, detail = UNREADABLE[case]

    found = refusal(data)

    assert found is not None
    assert found.reason == reason
    assert detail in found.detail


@pytest.mark.parametrize("case", READABLE)
def test_what_pdfium_can_open_is_readable_and_whole(case: str) -> None:
    assert refusal(READABLE[case]) is None
    assert not cut_short(READABLE[case])


def test_a_document_that_opened_without_pages() -> None:
    assert why_unreadable(one_page(), 0, page_count=0).reason == "no-pages"


def test_a_file_that_opens_but_was_cut_is_known_for_it() -> None:
    half = linearized(PAPER)[: len(PAPER) // 2]

    assert refusal(half) is None
    assert kind(cut_short(half)) == "shorter-than-stated"
    assert kind(cut_short(without_object_streams(PAPER)[: len(PAPER) // 2])) == "breaks-off"


@given(st.binary(max_size=3000), st.integers(0, 7))
def test_any_bytes_get_one_of_the_reasons(data: bytes, error: int) -> None:
    assert why_unreadable(data, error).reason in REASONS
    assert why_unreadable(b"%PDF-1.7\n" + data, error).reason in REASONS
