"""The page that LaTeX puts at the end where it does not know yet how many pages there are.

    Temporary page!
    LaTeX was unable to guess the total number of pages correctly. ...

It goes away when LaTeX is run again, and is no page of the paper.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.roles.heading_text import comparable
from mlcia_check.model.measured_paper import FURNITURE

_LINES_MAX: Final = 10
"""The kernel sets a title and five lines; in a narrow column they take eight."""


def has_temporary_end(pages: Sequence[Sequence[DraftLine]], words: Collection[str]) -> bool:
    """Return whether the last page is LaTeX's own: one of `words` stands at its top, and little below."""
    if len(pages) < 2:
        return False
    lines = [line for line in pages[-1] if line.role not in FURNITURE]
    if not 0 < len(lines) <= _LINES_MAX:
        return False
    top = max(lines, key=lambda line: line.baseline_bp)
    return comparable(top.text) in {comparable(word) for word in words}


def labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return the lines of that page: no text of the paper."""
    return dict.fromkeys(lines, "watermark")
