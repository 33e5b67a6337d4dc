"""Finds the words that begin a line, however their letters are spaced: "Abstract", "A B S T R A C T"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_OPENING: Final = ("[", "【", "［")
"""Brackets in which Chinese papers set the names of parts: "【摘要】"."""

_DOTLESS: Final = {ord("ı"): "i", ord("İ"): "i"}
"""Letters that differ from "i" by their dot alone, as they do for a regular expression that ignores case."""


class SpacedWords:
    """Words that may begin a line in letters of either case, with white between them, in a bracket."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [tuple(map(_folded, "".join(word.split()))) for word in words if word.strip()]

    def end(self, text: str) -> int | None:
        """Return where the first word that begins the text ends; None if none does.

        "【摘 要】本文" -> 4, behind 要; "Abstract—We show" -> 8.
        """
        start = len(text) - len(text.lstrip())
        if text.startswith(_OPENING, start):
            start = len(text) - len(text[start + 1 :].lstrip())
        first = _folded(text[start : start + 1])
        for word in self._words:
            if word[0] == first:
                end = _word_end(text, start, word)
                if end is not None:
                    return end
        return None


def _word_end(text: str, start: int, word: Iterable[str]) -> int | None:
    """Return the place behind the letters of a word; None if the text goes on otherwise."""
    place = start
    for letter in word:
        while text[place : place + 1].isspace():
            place += 1
        if _folded(text[place : place + 1]) != letter:
            return None
        place += 1
    return place


def _folded(letter: str) -> str:
    return letter.translate(_DOTLESS).casefold()
