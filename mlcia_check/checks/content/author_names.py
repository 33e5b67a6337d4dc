"""Finds registered authors among the names that a paper prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from mlcia_check.checks.content.word_difference import words_of
from mlcia_check.model.front_text import AuthorLine

_BETWEEN_NAMES: Final = re.compile(r"\s*(?:[,;，、；·•|/]|\band\b|&|和|与)\s*|\s{2,}")
_NO_NAME: Final = re.compile(r"[@\d]|anonym|匿名|submission|extended abstract", re.IGNORECASE)
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_NAME_WORDS_MIN: Final = 2
_NAME_WORDS_MAX: Final = 5
"""Words of a name in Latin letters, from "Jun Li" to "Maria del Carmen Ruiz Lopez"."""

_ONE_CELL_BP: Final = 36.0
"""Names in one cell are centred, so that their left edges differ by less than half an inch."""

_SAME_SIZE_BP: Final = 0.3
"""Names of one paper are set in one size; what differs by more is an affiliation or a note."""


class NameDifferences(NamedTuple):
    """The registered authors whose names are not printed, the printed names that are not registered, and the
    registered names in the order in which they are printed, empty if that can be the registered order."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    printed_order: tuple[str, ...]


class _Spot(NamedTuple):
    """Where a name is printed: the number of its line, and the left edge of its first word in bp."""

    line: int
    left_bp: float


def compare(registered: Sequence[str], lines: Sequence[AuthorLine]) -> NameDifferences | None:
    """Return how the names differ, None if the paper prints no names to compare: it is anonymous, or has its
    names in another script."""
    spots = [_spot(name, lines) for name in registered]
    found = [(spot, name) for name, spot in zip(registered, spots, strict=True) if spot is not None]
    if not found:
        printed = [name for line in lines[:1] for name in _names(line.text)]
        one_script = any(_chinese(name) == _chinese(other) for name in registered for other in printed)
        return NameDifferences(tuple(registered), tuple(printed), ()) if one_script else None
    missing = tuple(name for name, spot in zip(registered, spots, strict=True) if spot is None)
    extra = _extra(registered, lines, {spot.line for spot, _ in found})
    turned = any(
        _comes_first(later, earlier)
        for place, (earlier, _) in enumerate(found)
        for later, _ in found[place + 1 :]
    )
    return NameDifferences(missing, extra, tuple(name for _, name in sorted(found)) if turned else ())


def _comes_first(one: _Spot, other: _Spot) -> bool:
    """Return True if a name is certainly printed before another one: left of it in one row, or above it.

    A name above and to the right of another one can follow it: authors of one affiliation share a cell, one
    below the other.
    """
    if one.line == other.line:
        return one.left_bp < other.left_bp
    return one.line < other.line and one.left_bp <= other.left_bp + _ONE_CELL_BP


def _spot(name: str, lines: Sequence[AuthorLine]) -> _Spot | None:
    """Return where a name is printed, None if it is nowhere.

    Family and given names may change places; middle names may be left out or shortened.
    """
    words = words_of(name)
    if not words:
        return None
    for number, line in enumerate(lines):
        printed = words_of(line.text)
        at = _run(words, printed)
        if at is not None:
            return _Spot(number, line.left_bp + (line.right_bp - line.left_bp) * at / len(printed))
    return None


def _run(words: Sequence[str], printed: Sequence[str]) -> int | None:
    """Return where the words of a name stand together among the printed ones."""
    if len(words) == 1 or all(map(_chinese, words)):
        joined = "".join(words)
        return next(
            (at for at in range(len(printed)) if "".join(printed[at : at + len(words)]) == joined), None
        )
    first, last = words[0], words[-1]
    for at, word in enumerate(printed):
        near = printed[at + 1 : at + 1 + max(len(words), 3)]
        for one, other in ((first, last), (last, first)):
            if _alike(one, word) and any(other == following for following in near):
                return at
            if word == one and any(_alike(other, following) for following in near[: len(words)]):
                return at
    joined, line = "".join(words), "".join(printed)
    return 0 if joined in line and len(joined) > _NAME_WORDS_MAX else None


def _alike(registered: str, printed: str) -> bool:
    """Return whether two given names are the same, or one is the initial of the other: jun, j."""
    return registered == printed or (min(len(registered), len(printed)) == 1 and registered[0] == printed[0])


def _extra(registered: Sequence[str], lines: Sequence[AuthorLine], matched: set[int]) -> tuple[str, ...]:
    """Return the printed names beside and between the registered ones that are not registered.

    Only lines in the type of the names are looked at, and only if other lines are set in another type, so
    that affiliations can be told from names.
    """
    sizes = {lines[number].size_bp for number in matched}
    other = [line for line in lines if all(abs(line.size_bp - size) > _SAME_SIZE_BP for size in sizes)]
    if not other:
        return ()
    known = {word for name in registered for word in words_of(name)}
    return tuple(
        name
        for line in lines
        if any(abs(line.size_bp - size) <= _SAME_SIZE_BP for size in sizes)
        for name in _names(line.text)
        if not known & set(words_of(name))
    )


def _names(text: str) -> list[str]:
    """Return the parts of a line that may be names."""
    parts = (re.sub(r"[^\w\s.'’-]", " ", part).strip() for part in _BETWEEN_NAMES.split(text))
    return [
        part
        for part in parts
        if not _NO_NAME.search(part)
        and (_chinese(part) or _NAME_WORDS_MIN <= len(words_of(part)) <= _NAME_WORDS_MAX)
    ]


def _chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))
