"""Lines that no one stretched to their column's edge: Chinese ones end where their last glyph happens to end.

Between Chinese glyphs there is no blank to stretch. `ctex` allows so little that a line of 27
glyphs stays on a column of 240.2bp and sticks out by 1.85bp, or by 5.06bp with a mark.
"""

from __future__ import annotations

from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.pdf_facts import FIRST_WIDE

_STRETCH_MAX_EM: Final = 0.0045
"""Added to each glyph's em where TeX stretched a line: 0.04bp at 9pt, more than rounding can be."""

_LATIN_ADVANCE_MAX_EM: Final = 0.6
"""Advance of a Latin letter or digit, at most on average: where it is guessed, too wide does no harm."""


def is_at_natural_width(line: DraftLine) -> bool:
    """Return whether most of a line's glyphs are Chinese and nothing shows that they were moved apart.

    Glyphs that are narrower than supposed (compressed marks, Latin letters) hide a stretch, so that
    a line can count as natural which is not; the reverse does not happen.
    """
    text = line.text
    # letters of Latin-1 are not wide, and counted at once; a line of them with a dash ends here
    if 2 * len(text.encode("latin-1", "ignore")) >= len(text) or 2 * _wide(text) <= len(text):
        return False
    pitches = [
        run.wide_pitch_em / run.horizontal_scale
        for run in line.runs
        if run.wide_pitch_em is not None and run.horizontal_scale
    ]
    if pitches:
        return max(pitches) <= 1.0 + _STRETCH_MAX_EM
    glyphs = "".join(text.split())
    ems = _wide(glyphs) + _LATIN_ADVANCE_MAX_EM * (len(glyphs) - _wide(glyphs))
    run = line.runs[0]
    return line.right - line.left <= ems * run.size_bp * run.horizontal_scale * (1.0 + _STRETCH_MAX_EM)


def is_wide(character: str) -> bool:
    """Return whether a character is set on a grid of one em; "" is not."""
    return character >= FIRST_WIDE


def _wide(text: str) -> int:
    # most lines have marks beyond ASCII, such as a dash, and no wide character
    return sum(map(is_wide, text)) if max(text, default="") >= FIRST_WIDE else 0
