"""The forms in which titles, names and venues are compared: the same in the index and in an entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_SMALL_WORDS: Final = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "de",
        "for",
        "from",
        "in",
        "la",
        "of",
        "on",
        "the",
        "to",
        "und",
        "with",
        "proc",
        "proceedings",
    )
)
_ABBREVIATION_MIN_LETTERS: Final = 3
"""Letters that an abbreviation keeps at least: "Inf." for Information."""

PREPRINTS: Final = "CoRR"
"""DBLP's name for arXiv, of which it has computer science."""

VENUE_WORDS_MAX: Final = 9
"""Words of a long journal's name: IEEE Trans. Circuits Syst. I Regul. Pap."""

_ACRONYM: Final = re.compile(r"(?=\w*[A-Z]\w*[A-Z])[A-Za-z][\w+&-]{2,}")
"""CCS, NeurIPS: short names of conferences. A name of one plain word (Nature) is a word like any other."""

_NO_VENUE: Final = frozenset(
    ("ACM", "IEEE", "IFIP", "USENIX", "ISBN", "ISSN", "URL", "DOI", "RFC", "USA", "LNCS")
)
"""Publishers and other capitals that stand in entries of all kinds."""

_NO_PAPER: Final = re.compile(
    r"\bretrieved\b|\baccessed\b|\[online\]|\bacesso\b|技术报告|学位论文"
    r"|\btech(?:nical|\.) rep|\bthesis\b|\bdissertation\b|\bwhite ?paper\b|\bstandard\b|\b\d\w* ed\b"
    r"|\bRFC \d|\bISBN\b|\bdatasheet\b",
    re.IGNORECASE,
)
"""Web pages, reports, theses, standards and books: an index of papers does not claim to have them."""


def folded(text: str) -> str:
    """Return a text in lower case without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return a text's letters and digits, folded and without spaces: hyphens and line ends do not count."""
    return "".join(words(text))


def venue_key(venue: str) -> str:
    """Return how a venue is found in an entry: a short name as it is, a long one by the beginnings of its
    words, so that "Inf. Forensics" and "Information Forensics" are the same; "" if it says too little."""
    if " " not in venue.strip():
        name = venue.strip()
        return name if _ACRONYM.fullmatch(name) and name not in _NO_VENUE else ""
    row = _telling(venue)
    return _key(row) if len(row) > 1 else ""


def venue_keys(entry: str) -> Iterator[str]:
    """Yield the keys of all venues that an entry can name."""
    if _NO_PAPER.search(entry):
        return
    if "arxiv" in entry.lower():
        yield PREPRINTS
    yield from (name for name in _ACRONYM.findall(entry) if name not in _NO_VENUE)
    row = _telling(entry)
    for start in range(len(row)):
        for end in range(start + 2, min(start + VENUE_WORDS_MAX, len(row)) + 1):
            yield _key(row[start:end])


def _telling(text: str) -> list[str]:
    """Return the words of a venue's name: none of "the", "Proceedings", "23rd", "2019"."""
    return [word for word in words(text) if word not in _SMALL_WORDS and not word[0].isdigit()]


def _key(row: list[str]) -> str:
    return " ".join(word[:_ABBREVIATION_MIN_LETTERS] for word in row)
