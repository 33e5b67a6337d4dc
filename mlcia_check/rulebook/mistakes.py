"""Collects the mistakes in a data file, so that all can be reported at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from mlcia_check.errors import BrokenPack, MlciaCheckError


class FilePosition(Struct, frozen=True, order=True):
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Mistakes:
    """Collects mistakes while a file is read; `raise_if_any` raises one error with all of them."""

    def __init__(self, kind: type[MlciaCheckError] = BrokenPack) -> None:
        self._kind = kind
        self._found: dict[tuple[FilePosition, str], None] = {}

    def add(self, mark: FilePosition, what: str) -> None:
        self._found[mark, what] = None

    def add_unknown(self, mark: FilePosition, kind: str, word: str, known: Iterable[str]) -> None:
        """Add the mistake that there is no such `kind` as `word`, with the nearest one that exists."""
        self.add(mark, f"unknown {kind} '{word}'{nearest(word, known)}")

    def error(self) -> MlciaCheckError:
        """Return the error with all mistakes, one on each line, in order of place."""
        return self._kind("\n".join(f"{mark}: {what}" for mark, what in sorted(self._found)))

    def raise_if_any(self) -> None:
        if self._found:
            raise self.error()


_LISTED_MAX: Final = 16
"""Words that a message lists: all packs, but not all rules."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that suggests the nearest word, or all words of a short list."""
    import difflib

    words = sorted(known)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    if not words:
        return ""
    return "; known: " + ", ".join(words) if len(words) <= _LISTED_MAX else ""
