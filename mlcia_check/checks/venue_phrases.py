"""Finds hidden phrases that a venue plants in papers, and removes them before a paper is judged.

Submission systems stamp hidden phrases on every PDF, to find reviews that a model wrote. Authors do not agree
on a hidden phrase; so one that most papers of a large batch carry comes from the venue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct, structs

from mlcia_check.checks.hidden_phrases import letters
from mlcia_check.model.judged import VenuePhrase
from mlcia_check.model.measured_paper import APART, Hidden
from mlcia_check.support.late_pattern import LatePattern

ROW_MAX_CHARACTERS: Final = 1000
"""A longer row is never taken for a venue's: a stamp is one or two sentences."""

ROWS_MAX: Final = 100
"""Rows of one paper that are compared with other papers. A venue stamps a few; authors may hide thousands."""

_NUMBER: Final = LatePattern(r"\d+")
_ROW_ENDS: Final = LatePattern(rf"[\n{APART}]")


class HiddenRows(Struct, frozen=True):
    """The hidden rows for which one paper is judged. `sha256` is the hash of its file."""

    sha256: str
    rows: tuple[str, ...]


def key(row: str) -> str:
    """Return what two rows of the same phrase have in common: "Copy 12 of paper 7" and "copy 3 of paper 41".

    Case, spaces, punctuation and the values of numbers do not count. "" if the row has no letters.
    """
    if len(row) > ROW_MAX_CHARACTERS:
        return ""
    folded = _NUMBER.sub("0", letters(row))
    return folded if folded.strip("0") else ""


def rows_of(passages: Iterable[Hidden]) -> tuple[str, ...]:
    """Return the rows of these passages that can be compared, each once, at most ROWS_MAX."""
    rows = (row for passage in passages for row in _ROW_ENDS.split(passage.text))
    return tuple(dict.fromkeys(row for row in rows if key(row)))[:ROWS_MAX]


def shared(papers: Iterable[HiddenRows], percent: int, fewest: int) -> tuple[VenuePhrase, ...]:
    """Return the rows that more than `percent` of the papers carry, in the order in which they are met.

    `papers` are all papers that were read, also those without hidden rows. A file that is there twice counts
    once. A row is excused if at least `fewest` papers carry it.
    """
    files: set[str] = set()
    carriers: dict[str, int] = {}
    texts: dict[str, str] = {}
    for paper in papers:
        if paper.sha256 in files:
            continue
        files.add(paper.sha256)
        for row in paper.rows:
            texts.setdefault(key(row), row)
        for found in {key(row) for row in paper.rows}:
            carriers[found] = carriers.get(found, 0) + 1
    return tuple(
        VenuePhrase(text, carriers[found], len(files), excused=carriers[found] >= fewest)
        for found, text in texts.items()
        if carriers[found] > 1 and 100 * carriers[found] > percent * len(files)
    )


def without(passages: Sequence[Hidden], phrases: tuple[str, ...]) -> Iterator[Hidden]:
    """Yield the passages without the rows that are one of the phrases."""
    planted = set(filter(None, map(key, phrases)))
    for passage in passages:
        kept = _left(passage.text, planted) if planted else passage.text
        if kept == passage.text:
            yield passage
        elif kept.strip():
            yield structs.replace(passage, text=kept)


def _left(text: str, planted: set[str]) -> str:
    """Return the text without the planted rows; texts of separate places stay separate."""
    places = (
        "\n".join(row for row in place.split("\n") if key(row) not in planted) for place in text.split(APART)
    )
    return APART.join(place for place in places if place)
