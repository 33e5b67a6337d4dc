"""Measures a line from its runs: extent, type, weight and words."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.rows import from_left
from mlcia_check.model.pdf_facts import FIRST_WIDE, TextRun

_WORD_SPACE_MIN_EM: Final = 0.13
"""Of the type size: runs further apart than this are separate words (a thin space is 0.167 em)."""

_WIDE_SPACE_MIN_EM: Final = 1.0
"""Of the type size: ideographs that are driven apart to justify a line stand nearer than this."""

_AS_TYPED: Final = {0xFFFE: "-", 0x203C: "!!", 0x2047: "??", 0x2048: "?!", 0x2049: "!?"}
"""A hyphen that PDFium marks as a line's own, and ligatures that Libertine makes of two marks under XeTeX."""


def set_measures(line: DraftLine, kinds: FontKinds) -> None:
    """Set everything that a line's runs show."""
    runs = line.runs
    if len(runs) == 1:
        run = runs[0]
        box = run.box
        line.left, line.right, line.bottom, line.top = run.x_bp, box.right, box.bottom, box.top
        line.weight = len(run.text)
        line.size_bp, line.horizontal_scale, line.font = run.size_bp, run.horizontal_scale, run.font
        line.bold, line.mono, line.math = kinds.bold[run.font], kinds.mono[run.font], kinds.math[run.font]
        line.widest_gap_bp = _widest_white(run)
        line.text = run.text
    else:
        _set_of_many(line, kinds)
    text = line.text
    if not text.isascii():
        text = line.text = text.translate(_AS_TYPED)
    line.letter_share = sum(map(str.isalpha, text)) / max(len(text) - text.count(" "), 1)


def _widest_white(run: TextRun) -> float:
    return max(right - left for left, right in run.white_gaps_bp) if run.white_gaps_bp else 0.0


def _set_of_many(line: DraftLine, kinds: FontKinds) -> None:
    by_size: defaultdict[float, int] = defaultdict(int)
    by_font: defaultdict[int, int] = defaultdict(int)
    weight = bold = mono = math = 0
    stretch = 0.0
    for run in line.runs:
        count = len(run.text)
        weight += count
        by_size[run.size_bp] += count
        by_font[run.font] += count
        stretch += run.horizontal_scale * count
        bold += count * kinds.bold[run.font]
        mono += count * kinds.mono[run.font]
        math += count * kinds.math[run.font]
    line.weight = weight
    line.size_bp = max(by_size, key=by_size.__getitem__)
    line.font = max(by_font, key=by_font.__getitem__)
    line.horizontal_scale = stretch / weight
    line.bold, line.mono, line.math = 2 * bold > weight, 2 * mono > weight, 2 * math > weight
    ordered = sorted(line.runs, key=from_left)
    line.left = ordered[0].x_bp
    line.bottom = min(run.box.bottom for run in ordered)
    line.top = max(run.box.top for run in ordered)
    parts = [ordered[0].text]
    reach = ordered[0].box.right
    spaced = max(map(_widest_white, ordered))
    em = line.size_bp
    for run in ordered[1:]:
        gap = run.box.left - reach
        if gap > spaced:
            spaced = gap
        if gap > _WORD_SPACE_MIN_EM * em and (
            gap > _WIDE_SPACE_MIN_EM * em or not _both_wide(parts[-1], run.text)
        ):
            parts.append(" ")
        parts.append(run.text)
        if run.box.right > reach:
            reach = run.box.right
    line.right = reach
    line.widest_gap_bp = spaced
    line.text = "".join(parts)


def _both_wide(before: str, after: str) -> bool:
    """Whether ideographs or their marks meet where two runs do: `模型`, not `模型 GPT`."""
    return before[-1:] >= FIRST_WIDE and after[:1] >= FIRST_WIDE
