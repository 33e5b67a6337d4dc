"""Finds words of the page in the sources."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mlcia_check.latex.project import Project

_TOKEN: Final = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")
"""A Chinese character, or a word of letters."""

_NO_WORDS: Final = re.compile(
    r"\\(?:[a-zA-Z]{0,20}cite[a-zA-Z]{0,20}|[a-zA-Z]{0,20}ref|label|input|include|begin|end)\*?"
    r"(?:\[[^\]]{0,200}\]){0,2}\{[^{}]{0,300}\}|\\[A-Za-z@]+|\\."
)
"""Commands, with those arguments that are not printed."""

RUN_MAX_WORDS, RUN_MIN_WORDS = 6, 3
"""Words in a row that have to agree: single words stand anywhere."""

TOKENS_MAX: Final = 40
"""Most words of a place that are looked for."""

MATCHES_MAX: Final = 50


def is_searchable(words: str) -> bool:
    """Return whether these are enough words to find their place."""
    return len(_TOKEN.findall(words)) >= RUN_MIN_WORDS


class Match(NamedTuple):
    """The lines that hold the words, by their numbers in TeX's order."""

    first: int
    last: int


class WordIndex:
    """The words of a paper's body, in TeX's order."""

    def __init__(self, project: Project) -> None:
        self._tokens: list[str] = []
        self._orders: list[int] = []
        self._places: dict[str, list[int]] = {}
        lines = project.reading.lines
        for order in range(project.body, len(lines)):
            for token in _TOKEN.findall(_NO_WORDS.sub(" ", lines[order].read)):
                self._places.setdefault(token.casefold(), []).append(len(self._tokens))
                self._tokens.append(token.casefold())
                self._orders.append(order)

    def find(self, words: str) -> list[Match]:
        """Return where the sources have these words, or at least some of them in a row; [] if nowhere.

        The first and the last word of a place may be cut off, so that any run of words counts, the longest
        first.
        """
        wanted = [token.casefold() for token in _TOKEN.findall(words)][:TOKENS_MAX]
        for length in range(min(RUN_MAX_WORDS, len(wanted)), RUN_MIN_WORDS - 1, -1):
            for start in range(len(wanted) - length + 1):
                found = self._run(wanted[start : start + length])
                if found:
                    return found
        return []

    def _run(self, run: list[str]) -> list[Match]:
        rarest = min(range(len(run)), key=lambda place: len(self._places.get(run[place], ())))
        found = []
        for place in self._places.get(run[rarest], ()):
            begin = place - rarest
            if begin >= 0 and self._tokens[begin : begin + len(run)] == run:
                found.append(Match(self._orders[begin], self._orders[begin + len(run) - 1]))
                if len(found) == MATCHES_MAX:
                    break
        return found
