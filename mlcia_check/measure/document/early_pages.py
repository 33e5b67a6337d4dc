"""Finds how far into a paper its front matter may reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import FURNITURE

_FULL_LINES_MIN: Final = 3
"""Lines that fill their column: covers have centred lines, of which one or two may be as wide as that."""


def last_early_page(lines: Sequence[DraftLine]) -> int:
    """Return the page after the first one with prose: a long abstract after many authors pushes the keywords
    there. Covers and blank sheets in front of the prose do not count: reports and theses have them.
    """
    full = Counter(line.page for line in lines if line.full and line.role not in FURNITURE)
    first = min((page for page, count in full.items() if count >= _FULL_LINES_MIN), default=1)
    return first + 1
