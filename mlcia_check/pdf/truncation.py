"""Whether a PDF is all there. Asked of every paper, so it is light to load."""

from __future__ import annotations

import re
from typing import Final

from mlcia_check.model.pdf_facts import Gap

HEADER_WITHIN: Final = 1024
"""Bytes. Rubbish before `%PDF-` is tolerated this far by PDFium and by most viewers."""

TAIL: Final = 2048
"""Bytes at the end in which `%%EOF` is looked for; some servers append a little of their own."""

END: Final = b"%%EOF"


def cut_short(data: bytes) -> Gap | None:
    """What shows that the end of a PDF is missing, None if nothing does.

    PDFium mends such a file where it can and shows what is left: some pages, or pages without their
    content. So a file that opened is to be asked, too. One that only lacks its table of objects is whole.
    """
    header = max(data.find(b"%PDF-", 0, HEADER_WITHIN + 8), 0)
    if len(data) - header < (length := _declared_length(data[header : header + HEADER_WITHIN])):
        return Gap("shorter-than-stated", f"{len(data) - header:,} / {length:,}")
    if END not in data[-TAIL:] and data.rfind(b"endobj") < data.rfind(b" obj"):
        return Gap("breaks-off", f"{len(data):,}")
    return None


def _declared_length(beginning: bytes) -> int:
    """The length in bytes that a linearized file gives for itself; 0 for any other."""
    if b"/Linearized" not in beginning:
        return 0
    declared = re.search(rb"/L[\x00\t\n\x0c\r ]+([0-9]{1,12})(?![0-9])", beginning)
    return int(declared[1]) if declared else 0
