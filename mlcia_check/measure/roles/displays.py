"""Display formulas: mostly symbols, or a numbered line that starts away from the column's edge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess

_EQUATION_NUMBER: Final = re.compile(r"\(\w{1,3}(?:\.\d{1,3})?\)$")
"""`x = y + z      (12)` ends with an equation's number."""

_CENTRED_MIN_EM: Final = 2.0
"""From the column's edge: paragraphs are set in by less."""

_LETTERS_MAX_SHARE: Final = 0.5


def labels(lines: Sequence[DraftLine], body: BodyGuess) -> RoleLabels:
    """Return the lines that no stage has claimed, do not fill their column and look like a formula."""
    return {
        line: "display"
        for line in lines
        if line.role == "unclassified" and not line.full and _is_formula(line, body)
    }


def _is_formula(line: DraftLine, body: BodyGuess) -> bool:
    if line.math:
        return True
    left = body.edges.get(line.column, (line.left, 0.0))[0]
    return line.left > left + _CENTRED_MIN_EM * body.size_bp and (
        line.letter_share < _LETTERS_MAX_SHARE or bool(_EQUATION_NUMBER.search(line.text))
    )
