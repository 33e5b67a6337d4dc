"""Counts words for word limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mlcia_check.model.measured_paper import Line

_CITATION: Final = re.compile(r"\[[\d\s,;\u2013-]+\]")
_WORD: Final = re.compile(r"\w[\w.,'\u2019]+")
_CHINESE: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HYPHENS: Final = ("-", "\u2010", "\u00ad")


def count(lines: Iterable[Line]) -> int:
    """Count words of two or more letters; each Chinese character counts as one word.

    Reference numbers in brackets do not count. A word that is hyphenated at a line's end counts once.
    """
    text: list[str] = []
    for line in lines:
        words = line.text.rstrip()
        divided = words.endswith(_HYPHENS) and words[-2:-1].isalpha()
        text.append(words[:-1] if divided else words + " ")
    joined = _CITATION.sub(" ", "".join(text))
    others, chinese = _CHINESE.subn(" ", joined)
    return chinese + len(_WORD.findall(others))
