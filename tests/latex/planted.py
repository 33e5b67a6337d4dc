"""The papers of fixtures/src/planted, unpacked, and the lines that were planted in their sources."""

from __future__ import annotations

import tarfile
from pathlib import Path

from tests.fixtures_table import ROOT

SOURCES = ROOT / "src" / "planted"
PAPERS = sorted(path.name for path in SOURCES.iterdir() if path.is_dir())
MARK = "% planted"


def unpack(name: str, folder: Path) -> Path:
    """Write the PDF and the SyncTeX file of a paper to a folder; return the path of the PDF."""
    with tarfile.open(SOURCES / "built.tar.xz") as archive:
        for extension in ("pdf", "synctex"):
            member = archive.extractfile(f"{name}/paper.{extension}")
            assert member
            (folder / f"paper.{extension}").write_bytes(member.read())
    return folder / "paper.pdf"


def planted(name: str) -> set[tuple[str, int]]:
    """The marked lines: {("sections/design.tex", 3)}."""
    return {
        (file.relative_to(SOURCES / name).as_posix(), number)
        for file in (SOURCES / name).rglob("*.*")
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if MARK in line
    }
