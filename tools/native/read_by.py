"""Chooses what reads the objects of a page: a compiled page reader, or calls through ctypes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from mlcia_check.pdf.pdfium.native import library
from mlcia_check.pdf.pdfium.objects.fastest_page_reader import fastest_page_reader


@contextmanager
def read_by(compiled: Path | None) -> Iterator[None]:
    """Read PDFs with the page reader in this file; without one, through ctypes."""
    reader = ctypes.CDLL(str(compiled)) if compiled else None
    fastest_page_reader.cache_clear()
    try:
        with patch.object(library, "loaded", lambda: reader):
            yield
    finally:
        fastest_page_reader.cache_clear()
