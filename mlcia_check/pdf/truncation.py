"""Detects truncated files. It checks every paper, so it is light to load."""

from __future__ import annotations

import re
from typing import Final

from mlcia_check.model.pdf_facts import Gap

HEADER_OFFSET_MAX_BYTES: Final = 1024
"""Bytes before `%PDF-` that PDFium and most viewers tolerate."""

TAIL_BYTES: Final = 2048
"""Bytes at the end in which `%%EOF` is searched; some servers append a little of their own."""

END: Final = b"%%EOF"


def cut_short(data: bytes) -> Gap | None:
    """Return the gap of a truncated file, with the evidence; None if the file shows no sign of it.

    PDFium repairs such a file if it can and shows what is left: some pages, or pages without their content.
    So call this for files that open, too. A file that lacks only its cross-reference table is complete.
    """
    header = max(data.find(b"%PDF-", 0, HEADER_OFFSET_MAX_BYTES + 8), 0)
    if len(data) - header < (length := _declared_length(data[header : header + HEADER_OFFSET_MAX_BYTES])):
        return Gap("shorter-than-stated", f"{len(data) - header:,} / {length:,}")
    if END not in data[-TAIL_BYTES:] and data.rfind(b"endobj") < data.rfind(b" obj"):
        return Gap("breaks-off", f"{len(data):,}")
    return None


def _declared_length(beginning: bytes) -> int:
    """Return the length in bytes that a linearized file states; 0 for any other file."""
    if b"/Linearized" not in beginning:
        return 0
    declared = re.search(rb"/L[\x00\t\n\x0c\r ]+([0-9]{1,12})(?![0-9])", beginning)
    return int(declared[1]) if declared else 0
