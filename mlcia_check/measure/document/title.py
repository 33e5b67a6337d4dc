"""The title of a paper, in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from mlcia_check.model.measured_paper import Line

_TITLE_MIN_SHARE: Final = 0.95
"""Of the largest type: lines of the title differ by no more, marks and footnote signs apart."""

_TITLE_MAX_CHARACTERS: Final = 300


def title(lines: Iterable[Line]) -> str:
    """Return the lines of the title, joined; "" where there is no title block."""
    return _joined(title_lines(lines))[:_TITLE_MAX_CHARACTERS]


def title_lines(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of the title block in its largest type, from top to bottom."""
    block = [line for line in lines if line.page == 1 and line.role == "title-block"]
    largest = max((line.size_bp for line in block), default=0.0)
    top = [line for line in block if line.size_bp > _TITLE_MIN_SHARE * largest]
    return sorted(top, key=lambda line: -line.baseline_bp)


def _joined(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        words = " ".join(line.text.split())
        broken_in_chinese = text[-1:] > "\u2e7f" and words[:1] > "\u2e7f"
        text += words if not text or broken_in_chinese else f" {words}"
    return text
