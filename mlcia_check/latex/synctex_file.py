"""Finds the SyncTeX file of a paper, and says which file of the sources each of its inputs is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from mlcia_check.latex import synctex
from mlcia_check.latex.source_folder import SourceFolder
from mlcia_check.latex.synctex import SyncTex, SyncTexPiece, SyncTexProblem
from mlcia_check.sources import regular_files

FILE_MAX_BYTES: Final = 50_000_000
"""Packed, as TeX writes it: a paper of 20 pages has 0.3 MB."""

PARSING_MAX_SECONDS: Final = 10.0
"""A paper of 20 pages takes 0.1 s."""

EXTENSIONS: Final = (".synctex.gz", ".synctex")

SyncTexTrouble = SyncTexProblem | Literal["other-paper"]
"""Why the SyncTeX file that was found does not help."""


class SyncTexFile(NamedTuple):
    """What the SyncTeX file at `path` says. `problem` is "" if it can be used."""

    path: str
    content: SyncTex
    problem: SyncTexTrouble | Literal[""] = ""


def find(pdf: str, folder: SourceFolder) -> SyncTexFile | None:
    """Return the SyncTeX file beside a PDF or in the source folder; None if there is none.

    `pdf` is the path of the paper, "" if it is not a file.
    """
    if not pdf:
        return None
    stem = os.path.splitext(pdf)[0]
    for path in _places(stem, folder):
        try:
            data = regular_files.start(path, FILE_MAX_BYTES + 1)
        except OSError:
            continue
        return _parsed(path, data)
    return None


def _parsed(path: str, data: bytes) -> SyncTexFile:
    if len(data) > FILE_MAX_BYTES:
        return SyncTexFile(path, SyncTex(), "too-large")
    end = time.monotonic() + PARSING_MAX_SECONDS
    content = synctex.parse(data, lambda: time.monotonic() > end)
    return SyncTexFile(path, SyncTex(), content) if isinstance(content, str) else SyncTexFile(path, content)


def _places(stem: str, folder: SourceFolder) -> Iterator[str]:
    for extension in EXTENSIONS:
        yield stem + extension
    for extension in EXTENSIONS:
        inside = folder.inside(os.path.basename(stem) + extension)
        if inside is not None:
            yield os.path.join(folder.root, inside)


class SourceNames:
    """Turns the names in a SyncTeX file into names in the source folder.

    TeX writes the paths of the machine that it ran on. The first input is the main file: a file below its
    folder there is the file below the main file's folder here.
    """

    def __init__(self, content: SyncTex, folder: SourceFolder, main: str) -> None:
        self._inputs = content.inputs
        self._folder = folder
        self._above = main.rpartition("/")[0]
        self._there = _parent(content.inputs.get(min(content.inputs, default=0), ""))
        self._known: dict[int, str | None] = {}

    def name(self, node: SyncTexPiece) -> str | None:
        """Return the file of a node, None if it is not in the source folder."""
        if node.tag not in self._known:
            self._known[node.tag] = self._found(self._inputs.get(node.tag, ""))
        return self._known[node.tag]

    def _found(self, path: str) -> str | None:
        path = _normal(path)
        if self._there and path.startswith(self._there + "/"):
            path = path[len(self._there) + 1 :]
        elif path.startswith("/") or ":" in path[:3]:
            return None
        name = f"{self._above}/{path}" if self._above else path
        inside = self._folder.inside(name)
        return inside if inside is not None and self._folder.is_file(inside) else None


def main_input(content: SyncTex) -> str:
    """Return the name of the main file without folder and extension, "" if none is named."""
    name = _normal(content.inputs.get(min(content.inputs, default=0), "")).rpartition("/")[2]
    return os.path.splitext(name)[0]


def _normal(path: str) -> str:
    """Return the path with slashes and without dots: "/tmp/x/./a.tex" -> "/tmp/x/a.tex"."""
    return os.path.normpath(path.replace("\\", "/")).replace(os.sep, "/") if path else ""


def _parent(path: str) -> str:
    return _normal(path).rpartition("/")[0]
