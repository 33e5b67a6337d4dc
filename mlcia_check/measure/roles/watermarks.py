"""Watermarks and stamps: letters of several times the body's size, which are not text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess

_WATERMARK_MIN_SIZES: Final = 3.5
"""Of the body's size: titles are set at 1.6 to 2 times it."""


def labels(lines: Iterable[DraftLine], body: BodyGuess) -> RoleLabels:
    """Return the lines in such letters ("DRAFT" across the page), whatever role they had."""
    return {line: "watermark" for line in lines if line.size_bp > _WATERMARK_MIN_SIZES * body.size_bp}
