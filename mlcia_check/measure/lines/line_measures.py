"""Measures a line from its runs: extent, type, weight and words."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.rows import FROM_LEFT
from mlcia_check.model.pdf_facts import FIRST_WIDE, TextRun

_WORD_SPACE_MIN_EM: Final = 0.13
"""Of the type size: runs further apart than this are separate words (a thin space is 0.167 em)."""

_WIDE_SPACE_MIN_EM: Final = 1.0
"""Of the type size: ideographs that are driven apart to justify a line stand nearer than this."""

_AS_TYPED: Final = (("\ufffe", "-"), ("\u203c", "!!"), ("\u2047", "??"), ("\u2048", "?!"), ("\u2049", "!?"))
"""A hyphen that PDFium marks as a line's own, and ligatures that Libertine makes of two marks under XeTeX."""


def set_measures(line: DraftLine, kinds: FontKinds) -> None:
    """Set everything that a line's runs show."""
    runs = line.runs
    if len(runs) == 1:
        run = runs[0]
        _, line.bottom, line.right, line.top = run.box
        line.left = run.x_bp
        line.text = run.text
        line.weight = len(run.text)
        line.size_bp, line.horizontal_scale, line.font = run.size_bp, run.horizontal_scale, run.font
        line.bold, line.mono, line.math = kinds.of_font[run.font]
        line.widest_gap_bp = _widest_white(run)
    else:
        _set_type_of_many(line, kinds)
        _set_words_of_many(line)
    if not line.text.isascii():
        for mark, typed in _AS_TYPED:
            line.text = line.text.replace(mark, typed)


def _widest_white(run: TextRun) -> float:
    return max([right - left for left, right in run.white_gaps_bp]) if run.white_gaps_bp else 0.0


def _set_type_of_many(line: DraftLine, kinds: FontKinds) -> None:
    """Set what most of a line's characters are set in."""
    by_size: defaultdict[float, int] = defaultdict(int)
    by_font: defaultdict[int, int] = defaultdict(int)
    stretch = 0.0
    for run in line.runs:
        count = len(run.text)
        by_size[run.size_bp] += count
        by_font[run.font] += count
        stretch += run.horizontal_scale * count
    weight = bold = mono = math = 0
    for font, count in by_font.items():
        is_bold, is_mono, is_math = kinds.of_font[font]
        weight += count
        bold += count * is_bold
        mono += count * is_mono
        math += count * is_math
    line.weight = weight
    line.size_bp = max(by_size, key=by_size.__getitem__)
    line.font = max(by_font, key=by_font.__getitem__)
    line.horizontal_scale = stretch / weight
    line.bold, line.mono, line.math = 2 * bold > weight, 2 * mono > weight, 2 * math > weight


def _set_words_of_many(line: DraftLine) -> None:
    """Set a line's extent, its widest gap and its text."""
    ordered = sorted(line.runs, key=FROM_LEFT)
    first = ordered[0]
    _, low, reach, high = first.box
    words = first.text
    widest = _widest_white(first)
    em = line.size_bp
    for run in ordered[1:]:
        left, bottom, right, top = run.box
        if bottom < low:
            low = bottom
        if top > high:
            high = top
        gap = left - reach
        if gap > widest:
            widest = gap
        if run.white_gaps_bp:
            widest = max(widest, _widest_white(run))
        # no space where ideographs or their marks meet: `模型`, not `模型 GPT`
        if gap > _WORD_SPACE_MIN_EM * em and (
            gap > _WIDE_SPACE_MIN_EM * em or words[-1:] < FIRST_WIDE or run.text[:1] < FIRST_WIDE
        ):
            words += " "
        words += run.text
        if right > reach:
            reach = right
    line.left, line.bottom, line.right, line.top = first.x_bp, low, reach, high
    line.widest_gap_bp = widest
    line.text = words
