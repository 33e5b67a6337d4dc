"""Counts words for word limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mlcia_check.model.measured_paper import Line
from mlcia_check.support import word_count
from mlcia_check.support.late_pattern import LatePattern

_LONGER_WORD: Final = LatePattern(r"\w[\w.,'\u2019]+")


def count(lines: Iterable[Line]) -> int:
    """Count words of two or more letters; each Chinese character counts as one word.

    Reference numbers in brackets do not count. A word that is hyphenated at a line's end counts once.
    """
    return word_count.count((line.text for line in lines), _LONGER_WORD)
