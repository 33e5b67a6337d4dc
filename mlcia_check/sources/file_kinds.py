"""Distinguishes papers from other files by their names and first bytes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mlcia_check.support.late_pattern import LatePattern

_NUMBERS: Final = LatePattern(r"([0-9]{1,18})")
_OTHER_ARCHIVES: Final = (
    *(".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst"),
    *(".7z", ".rar", ".gz", ".bz2", ".xz", ".zst"),
)
BATCH_RESULTS: Final = "results.jsonl"
BATCH_PICTURES: Final = "thumbnails.bin"
"""Beside the results: the two files by which the folder of a batch is known."""

PEEKED_BYTES: Final = 1024
"""Bytes at the start of a file in which the header of a PDF may begin."""


def is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def is_other_archive(name: str) -> bool:
    """Return whether a file is an archive that is not read: only zip archives are."""
    return name.lower().endswith(_OTHER_ARCHIVES)


def may_be_pdf(name: str) -> bool:
    """Return whether a file may be a PDF without the extension: `paper`, `paper.pdf.1`, `paper.pdf(2)`."""
    last = name.replace("\\", "/").rpartition("/")[2].lower()
    return ".pdf" in last or "." not in last


def looks_like_pdf(beginning: bytes) -> bool:
    return b"%PDF-" in beginning[:PEEKED_BYTES]


def is_batch_folder(names: Collection[str]) -> bool:
    """Return whether a folder with these files holds the results of a batch: copies of papers, not papers."""
    return BATCH_RESULTS in names and BATCH_PICTURES in names


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key that sorts names by their numbers: paper2.pdf before paper10.pdf."""
    parts = _NUMBERS.split(name)
    return (*((0, int(part)) if number % 2 else (1, part) for number, part in enumerate(parts)), (1, name))


def is_macos_shadow(name: str) -> bool:
    """Return whether a file is the resource fork that macOS puts beside a file on other disks and in
    archives.
    """
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith("._")
