"""Tells papers from other files, by their names and first bytes."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = re.compile(r"([0-9]{1,18})")
PEEKED_BYTES: Final = 1024
"""A PDF's header may stand this far into the file."""


def is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def may_be_pdf(name: str) -> bool:
    """Whether a file not named as a PDF may be one all the same: `paper`, `paper.pdf.1`, `paper.pdf(2)`."""
    last = name.replace("\\", "/").rpartition("/")[2].lower()
    return ".pdf" in last or "." not in last


def looks_like_pdf(beginning: bytes) -> bool:
    return b"%PDF-" in beginning[:PEEKED_BYTES]


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key by which names sort as people count: paper2.pdf before paper10.pdf."""
    parts = _NUMBERS.split(name)
    return (*((0, int(part)) if number % 2 else (1, part) for number, part in enumerate(parts)), (1, name))


def is_macos_shadow(name: str) -> bool:
    """What macOS puts beside a file on foreign disks and in archives: its resource fork, no document."""
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith("._")
