"""Compares a registered text with the printed one word by word, past what typesetting and forms change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from mlcia_check.support.tex_text import command_names, mathematics, plain_text

_WORD: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ȷ": "j", "ϵ": "ε"}
)
"""Letters that have no accent to take off, in lower case."""

_UNMAPPED: Final = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0b-\x1f\u00ad]")
"""What fonts without a table of characters give, control characters, and the soft hyphen."""

_SPACING_ACCENT: Final = re.compile(r"\s?[\u02c6-\u02dd\u00a8\u00af\u00b4\u00b8]\s?")
"""Old fonts print an accent as a character of its own, before or after its letter: "recomenda¸c˜ao"."""

LIGATURES: Final = ("ffi", "ffl", "ff", "fi", "fl", "ft", "tt", "ti", "Th")
"""Ligatures that some fonts name by no character, so that the printed word lacks them: "eciency"."""

_MATHS_LETTERS_MAX: Final = 2
"""Letters of a name in mathematics. Longer words count as words there too."""


class Difference(NamedTuple):
    """Words that were registered, and the words printed in their place; "" if there are none."""

    registered: str
    printed: str


class _Word(NamedTuple):
    """A word as it stands, and as it is compared."""

    shown: str
    key: str


def differences(registered: str, printed: str) -> list[Difference]:
    """Return the words that differ, in order. Case, accents, hyphens, ligatures, punctuation and TeX do not
    count."""
    loose = {word.key for formula in mathematics(registered) for word in _words(plain_text(formula))}
    loose |= {name.lower() for name in command_names(registered)}
    wanted, found = (
        _words(plain_text(registered)),
        _words(_SPACING_ACCENT.sub("", _UNMAPPED.sub("", printed))),
    )
    lost = [part for part in LIGATURES if part not in printed]
    matcher = SequenceMatcher(a=[word.key for word in wanted], b=[word.key for word in found], autojunk=False)
    differing = []
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for left, right in _split(wanted[first:last], found[begin:end]):
            if not _same(left, right, loose, lost):
                differing.append(Difference(_shown(left), _shown(right)))
    return differing


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared; a Chinese character is a word."""
    return [word.key for word in _words(plain_text(text))]


def _words(text: str) -> list[_Word]:
    return [
        _Word(word, key) for word in _WORD.findall(unicodedata.normalize("NFKC", text)) if (key := _key(word))
    ]


def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    )
    return bare.casefold().translate(_LETTERS)


def _split(
    left: Sequence[_Word], right: Sequence[_Word]
) -> Iterator[tuple[Sequence[_Word], Sequence[_Word]]]:
    """Yield the two sides in pieces: pairs of single words where both have as many, else the whole."""
    if len(left) == len(right) and "".join(w.key for w in left) != "".join(w.key for w in right):
        yield from (((one,), (other,)) for one, other in zip(left, right, strict=True))
    else:
        yield left, right


def _same(left: Sequence[_Word], right: Sequence[_Word], loose: set[str], lost: Sequence[str]) -> bool:
    """Return whether two sides differ only in hyphens and spaces, in letters that the font lost, or in how
    mathematics is written."""
    wanted, found = "".join(word.key for word in left), "".join(word.key for word in right)
    if wanted == found:
        return True
    if lost and _without(lost, "".join(word.shown for word in left), found):
        return True
    has_formula = any(word.key in loose for word in (*left, *right))
    return has_formula and _formula(left, loose) == _formula(right, loose)


def _without(lost: Sequence[str], registered: str, found: str) -> bool:
    """Return whether the printed word is the registered one without some of the lost ligatures."""
    parts = re.split(f"({'|'.join(lost)})", registered)
    pattern = "".join(
        f"(?:{re.escape(_key(part))})?" if place % 2 else re.escape(_key(part))
        for place, part in enumerate(parts)
    )
    return len(parts) > 1 and re.fullmatch(pattern, found) is not None


def _formula(words: Sequence[_Word], loose: set[str]) -> list[str]:
    """Return the words besides those of formulas, and besides names as short as those in formulas."""
    return [word.key for word in words if word.key not in loose and len(word.key) > _MATHS_LETTERS_MAX]


def _shown(words: Sequence[_Word]) -> str:
    return " ".join(word.shown for word in words)
