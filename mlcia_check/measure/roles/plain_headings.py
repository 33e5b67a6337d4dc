"""Headings in the body's own weight and size: capitals with a Roman number, italics with a letter."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.block_gaps import SET_OFF_MIN_LEADINGS
from mlcia_check.measure.roles.heading_text import LARGER_MIN_SIZES, comparable

_CAPITALS_NUMBERED: Final = re.compile(r"[IVXLC]{1,6}\.\s+(?=\S)")
"""`IV. RESULTS` in small capitals, as IEEE's class heads a section."""

_ITALICS_NUMBERED: Final = re.compile(r"[A-Z]\.\s+\S")
"""`A. Scope` in italics, as IEEE's class heads a part of a section."""

_APPENDIX_LETTER: Final = re.compile(r"\s+[A-Z]$")
_MIN_SIZES: Final = 0.75
"""Of the body size: small capitals are 0.8 of it."""

_LETTERS_MIN: Final = 4
_HEADING_MAX_CHARACTERS: Final = 160


class PlainHeadings:
    """Tells headings that are neither bold nor large. `titles` are those that need no number.

    `italics` are the indices of the paper's italic fonts.
    """

    def __init__(self, titles: Collection[str], italics: Collection[int]) -> None:
        self._titles = frozenset(comparable(title) for title in titles)
        self._italics = frozenset(italics)

    def opens(self, line: DraftLine, body: BodyGuess) -> bool:
        """Return True if a line, set off from the text above, is a heading by its form alone.

        "IV. RESULTS", "APPENDIX A" in capitals and "A. Scope" in italics -> True; "IV. Results" -> False.
        """
        return _has_place(line, body) and _is_set_off(line, body) and self._has_form(line)

    def continues(self, line: DraftLine, body: BodyGuess) -> bool:
        """Return True if a line can be the second line of such a heading: "PROOF OF THE BOUND"."""
        return _has_place(line, body) and not _is_set_off(line, body) and _is_capital(line.text)

    def _has_form(self, line: DraftLine) -> bool:
        text = line.text.strip()
        if _is_capital(text):
            title = _APPENDIX_LETTER.sub("", text)
            return bool(_CAPITALS_NUMBERED.match(text)) or comparable(title) in self._titles
        italic = all(run.font in self._italics for run in line.runs if run.text.strip())
        return italic and bool(_ITALICS_NUMBERED.match(text))


def _has_place(line: DraftLine, body: BodyGuess) -> bool:
    fits = _MIN_SIZES * body.size_bp <= line.size_bp <= LARGER_MIN_SIZES * body.size_bp
    return fits and not (line.full or line.mono or line.math) and len(line.text) <= _HEADING_MAX_CHARACTERS


def _is_set_off(line: DraftLine, body: BodyGuess) -> bool:
    return line.gap_above_bp == 0.0 or line.gap_above_bp > SET_OFF_MIN_LEADINGS * body.leading_bp


def _is_capital(text: str) -> bool:
    """Return whether all letters of a text are capitals; small capitals read as such."""
    letters = [letter for letter in _CAPITALS_NUMBERED.sub("", text) if letter.isalpha()]
    return len(letters) >= _LETTERS_MIN and all(letter.isupper() for letter in letters)
