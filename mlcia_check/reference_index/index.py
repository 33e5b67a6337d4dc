"""Looks entries of reference lists up in an index."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import quote

from mlcia_check.errors import UsageProblem
from mlcia_check.reference_index.build import INDEX_VERSION
from mlcia_check.reference_index.text_keys import letters, venue_keys, words

CANDIDATES_MAX: Final = 100
"""Works that are compared with an entry for each query."""

TITLE_LETTERS_MIN: Final = 12
"""A shorter title ("Cryptography") stands in many entries."""

MAIN_TITLE_LETTERS_MIN: Final = 20
"""A title without its subtitle is as good if it is not shorter."""

NEAR_MIN: Final = 0.85
"""Share of letters in common from which a title is near: a word in ten may differ."""

FAMILY_LETTERS_MIN: Final = 5
"""Letters of a family name that is looked for inside of words too: "Gold- berg"; "Li" is in many words."""

_SENTENCE: Final = re.compile(r"(?<=[.?!:”\"])\s+|[“”\"]|(?<=\w),\s")
_SUBTITLE: Final = re.compile(r"[:?.–—] ")
_URL: Final = re.compile(r"https?:\S+|\bdoi:?\s?\S+|arxiv:\S+", re.IGNORECASE)
_LINK: Final = re.compile(r"https?:\S+")
_RAREST: Final = ((0, 1, 2), (0, 1), (0, 2), (1, 2), (0, 3), (1, 3))
"""Which of a title's words, by how rare they are, a work's title must have; one of them may be misprinted."""


class KnownWork(NamedTuple):
    """A work of the index, and how much of its title an entry has: 1.0 for all its letters in one piece."""

    title: str
    authors: tuple[str, ...]
    year: int
    near: float


class Index:
    """An open index. It is only read."""

    def __init__(self, file: str) -> None:
        """Open an index. Raises UsageProblem if it is none, or one of another layout."""
        try:
            self._base = sqlite3.connect(f"file:{quote(file)}?mode=ro&immutable=1", uri=True)
            [layout] = self._base.execute("PRAGMA user_version").fetchone()
            self._base.execute("SELECT 1 FROM works, words, venues LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise UsageProblem(f"'{file}' is not an index of references: {error}.") from error
        if layout != INDEX_VERSION:
            raise UsageProblem(f"'{file}' was built by another version; build it again.")

    def close(self) -> None:
        self._base.close()

    def by_title(self, entry: str) -> list[KnownWork]:
        """Return the works whose titles an entry has in full or nearly, the nearest first."""
        bare = _URL.sub(" ", entry)
        whole = letters(bare)
        found: dict[int, KnownWork] = {}
        for segment in _segments(bare):
            for number, title, authors, year in self._candidates(segment):
                if number not in found:
                    near = _nearness(title, segment, whole)
                    if near >= NEAR_MIN:
                        found[number] = KnownWork(title, tuple(authors.split("\n")), year, near)
            if any(work.near == 1.0 for work in found.values()):
                break
        return sorted(found.values(), key=lambda work: -work.near)

    def by_doi(self, doi: str) -> KnownWork | None:
        """Return the work with this DOI."""
        row = self._base.execute("SELECT title, authors, year FROM works WHERE doi = ?", (doi,)).fetchone()
        return KnownWork(row[0], tuple(row[1].split("\n")), row[2], 1.0) if row else None

    def nearness(self, work: KnownWork, entry: str) -> float:
        """Return how much of a work's title an entry has, from 0.0 to 1.0."""
        bare = _URL.sub(" ", entry)
        return max(
            (_nearness(work.title, segment, letters(bare)) for segment in _segments(bare)), default=1.0
        )

    def covers(self, entry: str) -> bool:
        """Return whether the entry names a venue that the index has works of."""
        keys = list(dict.fromkeys(venue_keys(_LINK.sub(" ", entry))))
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            if self._base.execute(f"SELECT 1 FROM venues WHERE name IN ({marks}) LIMIT 1", part).fetchone():
                return True
        return False

    def _candidates(self, segment: str) -> Iterator[tuple[int, str, str, int]]:
        """Yield works whose titles have the rarest words of a segment."""
        rare = self._rarest(segment)
        for places in _RAREST:
            if places[-1] >= len(rare):
                continue
            query = " AND ".join(f'"{rare[place]}"' for place in places)
            numbers = self._base.execute(
                "SELECT rowid FROM titles WHERE titles MATCH ? LIMIT ?", (query, CANDIDATES_MAX)
            ).fetchall()
            for (number,) in numbers:
                row = self._base.execute("SELECT * FROM works WHERE id = ?", (number,)).fetchone()
                yield row[0], row[1], row[2], row[3]
            if numbers:
                return

    def _rarest(self, segment: str) -> list[str]:
        """Return the words of a segment that the index knows, the rarest first."""
        known = []
        for word in dict.fromkeys(words(segment)):
            row = self._base.execute("SELECT works FROM words WHERE term = ?", (word,)).fetchone()
            if row:
                known.append((row[0], word))
        return [word for _, word in sorted(known)]


@contextmanager
def opened(file: str) -> Iterator[Index]:
    """Open an index while the block runs. Raises UsageProblem as Index does."""
    with closing(Index(file)) as index:
        yield index


def stamp(file: str) -> str:
    """Return a text that changes when the index is built again. Raises UsageProblem if there is no index."""
    with opened(file):
        state = os.stat(file)
    return f"{state.st_size} {state.st_mtime_ns}"


def _segments(entry: str) -> list[str]:
    """Return the parts of an entry that can be its title, the longest first."""
    parts = [part for part in _SENTENCE.split(entry) if part and len(letters(part)) >= TITLE_LETTERS_MIN]
    # "Title: a subtitle" and "Title. A subtitle" are cut in two.
    joined = [f"{one} {other}" for one, other in pairwise(parts)]
    return sorted(parts, key=len, reverse=True)[:5] + joined[:4]


def _nearness(title: str, segment: str, whole: str) -> float:
    """Return 1.0 if the entry has all letters of the title in a row, else the share that a segment has."""
    wanted = letters(title)
    if len(wanted) < TITLE_LETTERS_MIN:
        return 0.0
    main = letters(_SUBTITLE.split(title)[0])
    if wanted in whole or (len(main) >= MAIN_TITLE_LETTERS_MIN and main in whole):
        return 1.0
    printed = letters(segment)
    matcher = SequenceMatcher(None, wanted, printed, autojunk=False)
    if matcher.real_quick_ratio() < NEAR_MIN or matcher.quick_ratio() < NEAR_MIN:
        return 0.0
    return min(matcher.ratio(), 0.999)


def has_authors(entry: str, authors: Sequence[str]) -> bool:
    """Return whether an entry names the authors of a work: a third of them, or the first of "et al."."""
    families = [letters(author.split()[-1]) for author in authors if author.strip()]
    if not families:
        return True
    whole, apart = letters(entry), set(words(entry))
    found = [
        family in apart or (len(family) >= FAMILY_LETTERS_MIN and family in whole) for family in families
    ]
    if re.search(r"\bet\s?al\b|\bothers\b|等", entry):
        return any(found[:3])
    return 3 * sum(found) >= len(found)
