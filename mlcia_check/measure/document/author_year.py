"""Which entry an author-year citation names: by its first author's family name and its year."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.model.measured_paper import Reference
from mlcia_check.support.late_pattern import LatePattern

_YEAR: Final = LatePattern(
    r"(?<![\d.])((?:19|20)\d\d|n\.\s?d\.)((?:\s?[a-z](?:\s?,\s?[a-z])*)?)(?![\w]|\.\d)"
)
"""A year and its letters: `2019`, `2019a`, `2019a,b`; not the number of a preprint (`2008.01234`)."""

_OPENING: Final = LatePattern(
    r"(?i)^(?:see|also|e\.\s?g\.|i\.\s?e\.|cf\.|and|for example|参见|见|如|[\s,;，；(（])+"
)
"""What authors put before the first name: `see also`, `e.g.,`."""

_NEXT_AUTHOR: Final = LatePattern(r"\s(?:and|et\s+al)\b|[,;&，；、和与及]|等")

_HAN_NAME: Final = LatePattern(r"\s*([\u4e00-\u9fff·]{2,})")

_ACCENTS: Final = dict.fromkeys(map(ord, "´`¨ˆ˜¸ˇ˘˙˝'’‘-‐·"), None) | {ord("ı"): "i"}
"""Accents that a font sets as glyphs of their own; the signs within names, which line ends set as well."""

_AUTHORS_MAX_CHARACTERS: Final = 300
"""Characters of an entry within which its authors stand, where no year follows them."""


class Entries:
    """The entries of a list by their authors and years."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._first: defaultdict[str, set[int]] = defaultdict(set)
        self._any: defaultdict[str, set[int]] = defaultdict(set)
        self._years: list[set[str]] = []
        for index, reference in enumerate(references):
            dated = _YEAR.search(reference.text)
            head = reference.text[: dated.start() if dated else _AUTHORS_MAX_CHARACTERS][
                :_AUTHORS_MAX_CHARACTERS
            ]
            for word in _words(_first_author(head)):
                self._first[word].add(index)
            for word in _words(head):
                self._any[word].add(index)
            self._years.append({year for match in _YEAR.finditer(reference.text) for year in _years(match)})

    def named(self, citation: str) -> set[int]:
        """Return the places in the list of what "Rao and Kern 2019a", "see Rao et al., 2019, 2020" name.

        Lenient: a later author's name will do where no first author bears it, and a year without
        its letter. Empty where a name and year lead to no entry.
        """
        found: set[int] = set()
        for name, years in _named(citation):
            words = _words(_first_author(name))
            if not words:
                continue
            last = words[-1]
            found |= self._of(self._first.get(last, set()), years) or self._of(
                self._any.get(last, set()), years
            )
        return found

    def ending(self, words: str, year: str) -> set[int]:
        """Return the places of the entries of that year whose first author's Chinese name ends `words`."""
        names = [part for part in re.split(r"等人?|[和与及、]", words) if part]
        found: set[int] = set()
        for part in names[:1]:
            for start in range(len(part) - 1):
                found = self._of(self._first.get(part[start:], set()), [year])
                if found:
                    break
        return found

    def _of(self, candidates: set[int], years: Sequence[str]) -> set[int]:
        found: set[int] = set()
        for year in years:
            exact = {index for index in candidates if year in self._years[index]}
            found |= exact or {
                index for index in candidates if year[:4] in {other[:4] for other in self._years[index]}
            }
        return found


def _named(citation: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each name with its years; a year without a name is the name before it's."""
    name, start = "", 0
    years: list[str] = []
    for match in _YEAR.finditer(citation):
        between = _OPENING.sub("", citation[start : match.start()])
        if _words(between):
            if years:
                yield name, years
            name, years = between, []
        years.extend(_years(match))
        start = match.end()
    if years:
        yield name, years


def _years(match: re.Match[str]) -> list[str]:
    letters = re.findall("[a-z]", match[2])
    return [match[1] + letter for letter in letters] or [match[1]]


def _first_author(names: str) -> str:
    """Return the first of the authors, his given names with him where these stand first."""
    chinese = _HAN_NAME.match(names)
    first: str = _NEXT_AUTHOR.split(chinese[1] if chinese else names, maxsplit=1)[0]
    return first


def _words(text: str) -> list[str]:
    """Return words without case, accents, or the hyphens of line ends and double names."""
    joined = re.sub(r"(?<=\w)[-‐]\s+(?=\w)", "", text).translate(_ACCENTS)
    plain = unicodedata.normalize("NFKD", joined)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[^\W\d_]+", bare.casefold())
