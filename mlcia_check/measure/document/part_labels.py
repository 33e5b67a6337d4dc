"""Tells whether a line begins a part of the front matter: as a heading, or run in with its text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from mlcia_check.measure.document.spaced_words import SpacedWords
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.roles.heading_text import comparable
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.late_pattern import LatePattern, MarksPattern

_MARK: Final = MarksPattern(r"\s*[:：.。•·\-–—―]|\s{2}|\s*[\]】］]|$")
_NUMBER: Final = LatePattern(r"^\d{1,4}\s+(?=\D)")


class PartLabel:
    """The words that name a part of the front matter: "ABSTRACT", "Abstract—We show", "摘要：".

    A pack may have no words for a part.
    """

    def __init__(self, words: Collection[str], fonts: Sequence[Font]) -> None:
        self._fonts = fonts
        self._whole = {comparable(word) for word in words}
        self._words = SpacedWords(words)

    def begins(self, line: DraftLine) -> bool:
        """Return True if the line is one of the words, or begins with one that a mark or its type sets off.

        Without words, no line does.
        """
        text = _NUMBER.sub("", line.text) if line.text[:1].isdecimal() else line.text
        end = self._words.end(text)
        if end is None:
            return False
        if _MARK.match(text[end:]) or comparable(text) in self._whole:
            return True
        return self._leads_in_other_type(line, set_off=text[end : end + 1].isspace())

    def _leads_in_other_type(self, line: DraftLine, *, set_off: bool) -> bool:
        """Return True if the line begins in bold type, or in another font than most of it is set in.

        `set_off`: a space follows the word. Without one ("摘要误报率") the type must change behind it.
        """
        first = next((run for run in line.runs if run.text.strip()), None)
        if first is None or not (set_off or comparable(first.text) in self._whole):
            return False
        return self._fonts[first.font].bold or first.font != line.font
