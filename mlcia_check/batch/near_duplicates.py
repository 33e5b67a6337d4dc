"""Finds papers of a batch that are the same or near-duplicates, in time linear in their number."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from operator import eq
from typing import Final, Literal

from msgspec import Struct

from mlcia_check.batch.paper_text import HASH_COUNT, Print

Case = Literal["same-file", "same-text", ""]

_BAND_HASH_COUNT: Final = 6
_BAND_COUNT: Final = HASH_COUNT // _BAND_HASH_COUNT
"""Two papers are compared if any band of six numbers agrees. At a similarity of 80% this misses 0.2% of the
pairs; at 50% it compares a quarter of them."""

_BAND_PAPERS_MAX: Final = 4
"""Papers that are remembered for each band: a thousand copies are compared with these only."""

_STRENGTH: Final[dict[Case, int]] = {"": 0, "same-text": 1, "same-file": 2}


class ComparedPaper(Struct, frozen=True):
    """One paper: its number in the batch, the hash of its file ("" if unread), the print of its text."""

    number: int
    sha256: str
    print: Print


class Alike(Struct, frozen=True):
    """The most similar paper, the similarity, and the number of near-duplicates with this paper."""

    other: int
    percent: int
    case: Case
    count: int


def alike(entries: Iterable[ComparedPaper], least_percent: int) -> dict[int, Alike]:
    """Return by number each paper that has a near-duplicate in the batch."""
    groups = _Groups()
    files: dict[str, int] = {}
    texts: dict[str, int] = {}
    near = _Near(least_percent)
    for entry in entries:
        if entry.sha256 and (first := files.setdefault(entry.sha256, entry.number)) != entry.number:
            groups.join(entry.number, first, 100, "same-file")
        elif entry.print.text:
            first = texts.setdefault(entry.print.text, entry.number)
            if first != entry.number:
                groups.join(entry.number, first, 100, "same-text")
            else:
                for other, percent in near.found(entry.number, entry.print.signature):
                    groups.join(entry.number, other, percent, "")
    return groups.result()


class _Near:
    """Papers indexed by the bands of their signatures."""

    def __init__(self, least_percent: int) -> None:
        self._least = least_percent
        self._signatures: dict[int, bytes] = {}
        self._by_band: dict[int, int | tuple[int, ...]] = {}

    def found(self, number: int, signature: bytes) -> Iterator[tuple[int, int]]:
        """Yield the similar earlier papers with the similarity in percent, and remember this paper."""
        candidates: dict[int, None] = {}
        for band in range(_BAND_COUNT):
            key = zlib.crc32(signature[band * _BAND_HASH_COUNT * 4 : (band + 1) * _BAND_HASH_COUNT * 4], band)
            known = self._by_band.get(key, ())
            members = known if isinstance(known, tuple) else (known,)
            candidates.update(dict.fromkeys(members))
            if len(members) < _BAND_PAPERS_MAX:
                self._by_band[key] = (*members, number) if members else number
        self._signatures[number] = signature
        for other in candidates:
            percent = _common_percent(signature, self._signatures[other])
            if percent >= self._least:
                yield other, percent


def _common_percent(one: bytes, other: bytes) -> int:
    """Return the percentage of equal numbers: an estimate of the word sequences that the texts share."""
    first, second = (struct.unpack(f"<{HASH_COUNT}I", signature) for signature in (one, other))
    common: int = sum(map(eq, first, second))
    return round(100 * common / HASH_COUNT)


class _Groups:
    """Groups of near-duplicates, and for each paper the most similar one."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._best: dict[int, tuple[int, int, int, Case]] = {}

    def join(self, number: int, other: int, percent: int, case: Case) -> None:
        self._parent[self._root(number)] = self._root(other)
        for one, its_like in ((number, other), (other, number)):
            # Of equally similar papers, the first in the batch.
            rank = (_STRENGTH[case], percent, -its_like, case)
            if one not in self._best or rank > self._best[one]:
                self._best[one] = rank

    def result(self) -> dict[int, Alike]:
        counts: dict[int, int] = {}
        for number in self._best:
            root = self._root(number)
            counts[root] = counts.get(root, 0) + 1
        return {
            number: Alike(-its_like, percent, case, counts[self._root(number)])
            for number, (_, percent, its_like, case) in sorted(self._best.items())
        }

    def _root(self, number: int) -> int:
        root = number
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while number != root:
            self._parent[number], number = root, self._parent.get(number, number)
        return root
