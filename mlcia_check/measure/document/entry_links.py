"""The links to addresses that stand in the entries of a reference list, each with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import EntryLink
from mlcia_check.model.pdf_facts import WebLink

_ENTRY_LINKS_MAX: Final = 20
"""Links that are kept of an entry: title, DOI, arXiv id and an address of four lines have six or seven."""

_BESIDE_MAX_EM: Final = 0.5
"""A link's box is some points taller or lower than its line; it belongs to no line that is farther away."""


class EntryLinks:
    """Finds the links that stand on the lines of an entry."""

    def __init__(self, entries: Sequence[Sequence[DraftLine]], links: Sequence[WebLink]) -> None:
        lines: defaultdict[int, list[DraftLine]] = defaultdict(list)
        for entry in entries:
            for line in entry:
                lines[line.page].append(line)
        self._on_line: defaultdict[DraftLine, list[WebLink]] = defaultdict(list)
        for link in links:
            if link.page in lines:
                under = _line_under(link.box, lines[link.page])
                if under is not None:
                    self._on_line[under].append(link)

    def of(self, entry: Sequence[DraftLine]) -> tuple[EntryLink, ...]:
        """Return the links of an entry in reading order. A link of several lines is one."""
        words: dict[str, list[str]] = {}
        for line in entry:
            for link in sorted(self._on_line.get(line, ()), key=lambda one: one.box.left):
                words.setdefault(link.address, []).append(_words_under(link.box, line))
        found = [EntryLink(address, " ".join(filter(None, parts))) for address, parts in words.items()]
        return tuple(found[:_ENTRY_LINKS_MAX])


def _line_under(box: Box, lines: Sequence[DraftLine]) -> DraftLine | None:
    """Return the line that is nearest to the middle of a link's box."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    nearest, distance = None, float("inf")
    for line in lines:
        away = abs((line.bottom + line.top) / 2 - y)
        if away < distance and line.left <= x <= line.right and away <= _reach_bp(line):
            nearest, distance = line, away
    return nearest


def _reach_bp(line: DraftLine) -> float:
    return (line.top - line.bottom) / 2 + _BESIDE_MAX_EM * line.size_bp


def _words_under(box: Box, line: DraftLine) -> str:
    """Return the words of a line of which more than half is in a link's box."""
    return " ".join(
        word
        for word, left, right in _placed_words(line)
        if 2 * (min(right, box.right) - max(left, box.left)) > right - left
    )


def _placed_words(line: DraftLine) -> Iterator[tuple[str, float, float]]:
    """Yield the words of a line with their edges in bp; the letters of a run are taken as equally wide."""
    edges = list(_letter_edges(line))
    words = line.text.split()
    if len(edges) != sum(map(len, words)):
        edges = _even_edges(line, words)
    first = 0
    for word in words:
        last = first + len(word)
        yield word, edges[first][0], edges[last - 1][1]
        first = last


def _letter_edges(line: DraftLine) -> Iterator[tuple[float, float]]:
    """Yield the edges of each letter of a line that is no blank."""
    for run in line.runs:
        wide = (run.box.right - run.box.left) / max(len(run.text), 1)
        for place, letter in enumerate(run.text):
            if not letter.isspace():
                yield run.box.left + place * wide, run.box.left + (place + 1) * wide


def _even_edges(line: DraftLine, words: Sequence[str]) -> list[tuple[float, float]]:
    """Return the edges of letters that are equally wide all over the line, for text that is not that of its
    runs.
    """
    wide = (line.right - line.left) / max(len(line.text), 1)
    edges: list[tuple[float, float]] = []
    place = 0
    for word in words:
        place = line.text.index(word, place)
        edges += [
            (line.left + at * wide, line.left + (at + 1) * wide) for at in range(place, place + len(word))
        ]
        place += len(word)
    return edges
