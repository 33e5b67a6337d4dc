"""The language of the running text: by its script and its commonest words, else by a model.

The look at script and words decides for English, Chinese and Japanese; see `foreign` for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import Unmeasured

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

_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06"
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA: Final = "\u3041-\u30fa\uff66-\uff9d"
_OF_FORMULAS: Final = "\u0391-\u03c9\U0001d400-\U0001d7ff"
"""Greek and mathematical letters, which papers in every language have."""

_SCRIPTS: Final = {
    "latin": re.compile(f"[{_LATIN}]+"),
    "han": re.compile(f"[{_HAN}]+"),
    "kana": re.compile(f"[{_KANA}]+"),
    "other": re.compile(rf"[^\W\d_{_LATIN}{_HAN}{_KANA}{_OF_FORMULAS}]+|[\u0386-\u03ce]{{3,}}"),
}
_WORD: Final = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]+")

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
    """The language as an ISO 639 code; unmeasured where the text is too little, or of no known kind."""
    running = [line.text for line in lines if line.role == "body" and line.part != "bibliography"]
    if sum(map(len, running)) < _RUNNING_MIN_CHARACTERS:
        # a paper of boxes, listings or floats: whatever words it shows, if there are many
        shown = [line.text for line in lines if line.role in _SHOWN and line.part != "bibliography"]
        running = shown if sum(map(len, shown)) > 2 * _RUNNING_MIN_CHARACTERS else running
    step = max(1, sum(map(len, running)) // _READ_MAX_CHARACTERS)
    return language_of("\n".join(running[::step]))


def language_of(text: str) -> str | Unmeasured:
    """The language of a text, at a glance where it is Chinese, Japanese or English."""
    counts = {name: sum(map(len, letters.findall(text))) for name, letters in _SCRIPTS.items()}
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


def _is_english(text: str) -> bool:
    """Words are compared in lower case, so that names count as unknown words."""
    words = _WORD.findall(text.lower())
    return sum(word in _COMMON for word in words) >= _ENGLISH_WORDS_MIN_SHARE * len(words) > 0
