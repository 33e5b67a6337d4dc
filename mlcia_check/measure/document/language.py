"""The language of the running text: by its script and its commonest words, else by a model.

The look at script and words decides for English, Chinese and Japanese; see `foreign` for the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import Unmeasured
from mlcia_check.support.character_ranges import CharacterRanges
from mlcia_check.support.late_pattern import LatePattern

_LETTERS_MIN: Final = 700
"""Letters (ten lines of a column) that a language needs: the publisher's small print alone has nearly as
many on a first page without other text."""

_READ_MAX_CHARACTERS: Final = 12_000
"""Characters that are read, spread evenly over a longer text: two pages show as much as twenty."""

_HAN_WEIGHT_LETTERS: Final = 3
"""A Chinese character says about what three Latin letters do."""

_KANA_MIN_SHARE: Final = 0.15
"""Share of kana among the characters of a Japanese text; it has about 0.5."""

_ENGLISH_WORDS_MIN_SHARE: Final = 0.2
"""Of all words, those that are among the commonest English ones. English papers have 0.28 to 0.45, papers
in another language at most 0.12 (Hungarian has the article "a")."""

_NO_ASCII_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalpha())
_NON_ASCII: Final = LatePattern("[^\\x00-\\x7f]+")

_LATIN: Final = CharacterRanges(
    ("\u00c0", "\u00d6"),
    ("\u00d8", "\u00f6"),
    ("\u00f8", "\u024f"),
    ("\u1e00", "\u1eff"),
    ("\ufb00", "\ufb06"),
)
"""The letters that are not in ASCII; accented ones and ligatures."""

_HAN: Final = CharacterRanges(("\u4e00", "\u9fff"), ("\u3400", "\u4dbf"), ("\uf900", "\ufaff"))
_KANA: Final = CharacterRanges(("\u3041", "\u30fa"), ("\uff66", "\uff9d"))
_OF_FORMULAS: Final = CharacterRanges(("\u0391", "\u03c9"), ("\U0001d400", "\U0001d7ff"))
"""Greek and mathematical letters, which papers in every language have."""

_SCRIPTS: Final = {"han": _HAN, "kana": _KANA, "latin": _LATIN, "": _OF_FORMULAS}

_GREEK: Final = ("\u0386", "\u03ce")
_GREEK_WORD: Final = LatePattern(f"[{_GREEK[0]}-{_GREEK[1]}]{{3}}")
"""Letters that stand together: those of formulas stand alone."""

_WORD: Final = LatePattern(r"[a-z\u00df-\u024f\u1e00-\u1eff]+")

_COMMON: Final = frozenset(
    """
    the of and to in a is that for we with as on are by this be it an from our can which or not at have
    these has their was each its were both between than all they also but how when where such if using
    """.split()  # noqa: SIM905
)

_SHOWN: Final = ("body", "caption", "float", "listing", "display", "footnote")
"""Roles of whatever the authors wrote themselves; small print and title block are the class's or names."""

_RUNNING_MIN_CHARACTERS: Final = 1500
"""Characters of running text (a dozen lines) that show a language without help from captions and floats."""


def language(lines: Sequence[DraftLine]) -> str | Unmeasured:
    """Return the language as an ISO 639 code; unmeasured where the text is too little, or of no known
    kind.
    """
    running = [line.text for line in lines if line.role == "body" and line.part != "bibliography"]
    if sum(map(len, running)) < _RUNNING_MIN_CHARACTERS:
        # a paper of boxes, listings or floats: whatever words it shows, if there are many
        shown = [line.text for line in lines if line.role in _SHOWN and line.part != "bibliography"]
        running = shown if sum(map(len, shown)) > 2 * _RUNNING_MIN_CHARACTERS else running
    step = max(1, sum(map(len, running)) // _READ_MAX_CHARACTERS)
    return language_of("\n".join(running[::step]))


def language_of(text: str) -> str | Unmeasured:
    """Return the language of a text, at a glance where it is Chinese, Japanese or English."""
    counts = _letters(text)
    chinese = _HAN_WEIGHT_LETTERS * (counts["han"] + counts["kana"])
    total = counts["latin"] + chinese + counts["other"]
    if total < _LETTERS_MIN:
        return Unmeasured("too-little-text")
    if chinese > max(counts["latin"], counts["other"]):
        # a Japanese sentence needs kana between its characters; a Chinese paper has some in examples
        return "ja" if counts["kana"] > _KANA_MIN_SHARE * (counts["han"] + counts["kana"]) else "zh"
    whole = text.replace("-\n", "")
    if counts["latin"] >= counts["other"] and _is_english(whole):
        return "en"
    from mlcia_check.measure.document.language_model import named

    return named(whole) or Unmeasured("unknown-language")


def _letters(text: str) -> Counter[str]:
    """Return how many letters a text has of the scripts "latin", "han" and "kana", and of all "other"
    ones.
    """
    counts = Counter(latin=len(text.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS)))
    beyond = " ".join(_NON_ASCII.findall(text))
    for character, times in Counter(beyond).items():
        counts[_script(character)] += times
    if _GREEK_WORD.search(beyond):
        counts["other"] = _with_greek_words(beyond)
    return counts


def _script(character: str) -> str:
    """Return the script of a character that is not in ASCII; "" if it is no letter, or one that formulas
    have.
    """
    for name, letters in _SCRIPTS.items():
        if character in letters:
            return name
    return "other" if character.isalnum() and not character.isdecimal() else ""


def _with_greek_words(text: str) -> int:
    """Return how many letters are of other scripts, or of Greek words; a word ends where a script does."""
    kinds = {}
    for character in set(text):
        other, greek = _script(character) == "other", _GREEK[0] <= character <= _GREEK[1]
        kinds[ord(character)] = "b" if other and greek else "o" if other else "g" if greek else " "
    return sum(map(len, re.findall("[ob]+|[gb]{3,}", text.translate(kinds))))


def _is_english(text: str) -> bool:
    """Return whether enough words are English. All are compared in lower case, so names count as unknown."""
    words = _WORD.findall(text.lower())
    return sum(map(_COMMON.__contains__, words)) >= _ENGLISH_WORDS_MIN_SHARE * len(words) > 0
