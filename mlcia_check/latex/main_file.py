"""Finds the main file of a paper among its sources, and says why it is the one."""

from __future__ import annotations

import os
import re
from typing import Final, Literal, NamedTuple

from mlcia_check.errors import UsageProblem
from mlcia_check.latex.source_folder import SourceFolder
from mlcia_check.latex.tex_tokens import blanked
from mlcia_check.support.printable import printable

_CLASS: Final = re.compile(
    r"\\documentclass\s{0,9}(?:\[[^\]]{0,1000}\])?\s{0,9}\{\s{0,9}([^{}\s]{1,100})\s{0,9}\}"
)
_PARTS: Final = ("subfiles", "standalone")
"""Classes of files that are parts of another one."""

Why = Literal["given", "only", "named-like-paper", "named-by-synctex", "usual-name", "first"]

_BY_USUAL_NAME: Final[tuple[tuple[Why, str], ...]] = tuple(
    ("usual-name", name) for name in ("main", "paper", "article", "manuscript")
)


class MainFile(NamedTuple):
    """The main file by its name in the folder, why it was taken, and how many others there are."""

    name: str
    why: Why
    others: int


class FoundSources(NamedTuple):
    """The folder of a paper's sources and its main files. `is_given` if the user named the main file."""

    folder: SourceFolder
    mains: tuple[str, ...]
    is_given: bool


def find(path: str) -> FoundSources:
    """Return the sources at a path: a folder, or the main file.

    Raises UsageProblem for a path that does not exist, a file that is not LaTeX, and a folder without a main
    file.
    """
    shown = printable(path)
    if not os.path.isdir(path):
        if not os.path.exists(path):
            raise UsageProblem(f"no file or folder '{shown}'.")
        if not path.lower().endswith((".tex", ".ltx")):
            raise UsageProblem(f"'{shown}' is not a .tex file; give the main file or its folder.")
        folder = SourceFolder(os.path.dirname(path) or os.curdir)
        return FoundSources(folder, (os.path.basename(path),), is_given=True)
    folder = SourceFolder(path)
    names = list(folder.names(".tex"))
    if not names:
        raise UsageProblem(f"no .tex file in folder '{shown}'.")
    mains = tuple(name for name in names if _is_main(folder.text(name) or ""))
    if not mains:
        raise UsageProblem(f"no main file in folder '{shown}': no .tex file there has a \\documentclass.")
    return FoundSources(folder, mains, is_given=False)


def choose(sources: FoundSources, paper: str, by_synctex: str) -> MainFile:
    """Return the main file of a paper: the one with its name, or the one that its SyncTeX file names.

    `paper` is the PDF's name, `by_synctex` the main file's name there, both without folder and extension;
    both may be "".
    """
    names, others = sources.mains, len(sources.mains) - 1
    if not others:
        return MainFile(names[0], "given" if sources.is_given else "only", 0)
    ways: list[tuple[Why, str]] = [
        ("named-like-paper", paper),
        ("named-by-synctex", by_synctex),
        *_BY_USUAL_NAME,
    ]
    for why, wanted in ways:
        for name in names:
            if _stem(name).lower() == wanted.lower():
                return MainFile(name, why, others)
    return MainFile(names[0], "first", others)


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def _is_main(text: str) -> bool:
    match = _CLASS.search(blanked(text))
    return match is not None and match[1] not in _PARTS
