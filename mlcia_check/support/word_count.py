"""Counts the words of lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mlcia_check.support.late_pattern import LatePattern

_CITATION: Final = LatePattern(r"\[[\d\s,;\u2013-]+\]")
_WORD: Final = LatePattern(r"\w[\w.,'\u2019-]*")
_CHINESE: Final = LatePattern("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HYPHENS: Final = ("-", "\u2010", "\u00ad")


def _joined(lines: Iterable[str]) -> str:
    """Return the lines as one text; a word that is hyphenated at a line's end is one word again."""
    text: list[str] = []
    for line in lines:
        words = line.rstrip()
        divided = words.endswith(_HYPHENS) and words[-2:-1].isalpha()
        text.append(words[:-1] if divided else words + " ")
    return "".join(text)


def _without_citations(text: str) -> str:
    """Return the text without reference numbers in brackets: "[3, 5-8]"."""
    return _CITATION.sub(" ", text)


def count(lines: Iterable[str], word: LatePattern[str] = _WORD) -> int:
    """Count the words of the lines; each Chinese character counts as one word.

    Reference numbers in brackets do not count. `word` matches what else is a word.
    """
    others, chinese = _CHINESE.subn(" ", _without_citations(_joined(lines)))
    return chinese + len(word.findall(others))
