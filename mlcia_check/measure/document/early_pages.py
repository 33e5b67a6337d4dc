"""Finds how far into a paper its front matter may reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import FURNITURE

_FULL_LINES_MIN: Final = 3
"""Lines that fill their column: covers have centred lines, of which one or two may be as wide as that."""


def last_early_page(lines: Sequence[DraftLine]) -> int:
    """Return the page after the first one with prose: a long abstract after many authors pushes the keywords
    there. Covers and blank sheets in front of the prose do not count: reports and theses have them.

    Lines come page after page. A paper without prose has its front matter on two pages.
    """
    page = full = 0
    for line in lines:
        if not line.full or line.role in FURNITURE:
            continue
        if line.page != page:
            page, full = line.page, 0
        full += 1
        if full == _FULL_LINES_MIN:
            return page + 1
    return 2
