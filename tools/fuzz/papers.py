"""The papers that are damaged: small fixtures, each as it is and with its objects unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "pdf"

SIZES: Final = (1_000, 60_000)
"""Bytes of a fixture that is damaged: small files make for many executions."""

PAGES_MAX: Final = 3
"""An execution costs what its pages cost. All that a paper can have is met on three pages."""


def papers() -> dict[str, bytes]:
    """By name, in a fixed order. Files that are damaged already, or encrypted, are left out."""
    return dict(_papers())


def _papers() -> Iterator[tuple[str, bytes]]:
    for path in sorted(FOLDER.glob("*.pdf")):
        data = path.read_bytes()
        if not SIZES[0] <= len(data) <= SIZES[1] or not data.startswith(b"%PDF-"):
            continue
        try:
            reader = PdfReader(BytesIO(data), strict=True)
            if len(reader.pages) > PAGES_MAX:
                continue
            unpacked = BytesIO()
            PdfWriter(clone_from=reader).write(unpacked)
        except PyPdfError:
            continue
        yield path.name, data
        yield f"unpacked-{path.name}", unpacked.getvalue()
