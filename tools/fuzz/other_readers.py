"""Whether other programs can open a PDF: poppler and qpdf, as far as they are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from typing import Final

PROGRAMS: Final = ("pdfinfo", "qpdf")

WAIT_MAX_SECONDS: Final = 20.0

QPDF_ERROR_CODE: Final = 2
"""qpdf's exit code for errors; 3 is for warnings."""


def missing() -> list[str]:
    """The programs that are not installed."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def none_opens(data: bytes) -> bool:
    """Whether neither program opens the file, or they find no page in it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return not _opens_in_poppler(file.name) and not _opens_in_qpdf(file.name)


def _opens_in_poppler(path: str) -> bool:
    try:
        done = subprocess.run(["pdfinfo", path], capture_output=True, timeout=WAIT_MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    pages = re.search(rb"^Pages:\s+([0-9]+)", done.stdout, re.MULTILINE)
    return done.returncode == 0 and pages is not None and int(pages[1]) > 0


def _opens_in_qpdf(path: str) -> bool:
    try:
        done = subprocess.run(
            ["qpdf", "--show-npages", path], capture_output=True, timeout=WAIT_MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode != QPDF_ERROR_CODE and done.stdout.strip() not in (b"", b"0")
