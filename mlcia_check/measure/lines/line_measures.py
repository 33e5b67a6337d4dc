"""Measures a line from its runs: extent, type, weight and words."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import CELL_GAP_MIN_EM, DraftLine, DraftRole
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.rows import Row, from_left
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import ColumnNumber
from mlcia_check.model.pdf_facts import FIRST_WIDE, TextRun

_WORD_SPACE_MIN_EM: Final = 0.13
"""Of the type size: runs further apart than this are separate words (a thin space is 0.167 em)."""

_WIDE_SPACE_MIN_EM: Final = 1.0
"""Of the type size: ideographs that are driven apart to justify a line stand nearer than this."""

_AS_TYPED: Final = (("\ufffe", "-"), ("\u203c", "!!"), ("\u2047", "??"), ("\u2048", "?!"), ("\u2049", "!?"))
"""A hyphen that PDFium marks as a line's own, and ligatures that Libertine makes of two marks under XeTeX."""


def line_of(
    page: int, column: ColumnNumber, row: Row, kinds: FontKinds, role: DraftRole = "unclassified"
) -> DraftLine:
    """Return a line made of these runs, measured; the first one gives it its baseline."""
    if len(row) > 1:
        return _line_of_many(page, column, row, kinds, role)
    run = row[0]
    box, left, font = run.box, run.x_bp, run.font
    bottom, right, top = box.bottom, box.right, box.top
    text = run.text if run.text.isascii() else _as_typed(run.text)
    bold, mono, math = kinds.of_font[font]
    return DraftLine(
        page,
        column,
        run.baseline_bp,
        row,
        Box(left, bottom, right, top),
        left,
        bottom,
        right,
        top,
        run.size_bp,
        run.horizontal_scale,
        font,
        bold,
        mono,
        math,
        len(run.text),
        bool(run.white_gaps_bp) and _widest_white(run) > CELL_GAP_MIN_EM * run.size_bp,
        text,
        text.rstrip()[-1:].isalnum(),
        role,
    )


def _line_of_many(page: int, column: ColumnNumber, row: Row, kinds: FontKinds, role: DraftRole) -> DraftLine:
    type_ = _type_of_most(row, kinds)
    extent = _extent(row, type_.size_bp)
    box = extent.box
    text = extent.text if extent.text.isascii() else _as_typed(extent.text)
    bold, mono, math = type_.kinds
    return DraftLine(
        page,
        column,
        row[0].baseline_bp,
        row,
        box,
        box.left,
        box.bottom,
        box.right,
        box.top,
        type_.size_bp,
        type_.horizontal_scale,
        type_.font,
        bold,
        mono,
        math,
        type_.weight,
        extent.widest_gap_bp > CELL_GAP_MIN_EM * type_.size_bp,
        text,
        text.rstrip()[-1:].isalnum(),
        role,
    )


def _as_typed(text: str) -> str:
    for mark, typed in _AS_TYPED:
        if mark in text:
            text = text.replace(mark, typed)
    return text


def _widest_white(run: TextRun) -> float:
    return max([right - left for left, right in run.white_gaps_bp])


class _Type(Struct, gc=False):
    """What most of a line's characters are set in; `kinds`: bold, of fixed pitch, a formula's."""

    size_bp: float
    font: int
    kinds: tuple[bool, bool, bool]
    weight: int
    horizontal_scale: float


def _type_of_most(row: Row, kinds: FontKinds) -> _Type:
    by_size: dict[float, int] = {}
    by_font: dict[int, int] = {}
    weight = of_size = of_font = 0
    stretch = 0.0
    size, font = row[0].size_bp, row[0].font
    for run in row:
        count = len(run.text)
        weight += count
        stretch += run.horizontal_scale * count
        # few runs differ from the one before them, and a float takes long to look up
        if run.size_bp != size:
            by_size[size] = by_size.get(size, 0) + of_size
            size, of_size = run.size_bp, 0
        of_size += count
        if run.font != font:
            by_font[font] = by_font.get(font, 0) + of_font
            font, of_font = run.font, 0
        of_font += count
    if by_size:
        by_size[size] = by_size.get(size, 0) + of_size
        size = max(by_size, key=by_size.__getitem__)
    if not by_font:
        return _Type(size, font, kinds.of_font[font], weight, stretch / weight)
    by_font[font] = by_font.get(font, 0) + of_font
    font = max(by_font, key=by_font.__getitem__)
    if 2 * by_font[font] > weight:
        return _Type(size, font, kinds.of_font[font], weight, stretch / weight)
    bold = mono = math = 0
    for other, count in by_font.items():
        is_bold, is_mono, is_math = kinds.of_font[other]
        bold += count * is_bold
        mono += count * is_mono
        math += count * is_math
    of_most = (2 * bold > weight, 2 * mono > weight, 2 * math > weight)
    return _Type(size, font, of_most, weight, stretch / weight)


class _Extent(Struct, gc=False):
    """Where a line stands, from its first glyph's origin to its last ink, its words, and the white in it."""

    box: Box
    text: str
    widest_gap_bp: float


def _extent(row: Row, em: float) -> _Extent:
    ordered = from_left(row)
    first = ordered[0]
    box = first.box
    low, reach, high = box.bottom, box.right, box.top
    words = [first.text]
    widest = _widest_white(first) if first.white_gaps_bp else 0.0
    word_space = _WORD_SPACE_MIN_EM * em
    for run in ordered[1:]:
        box, text = run.box, run.text
        gap, right = box.left - reach, box.right
        # no space where ideographs or their marks meet: `模型`, not `模型 GPT`
        if gap > word_space and (
            text < FIRST_WIDE or words[-1][-1] < FIRST_WIDE or gap > _WIDE_SPACE_MIN_EM * em
        ):
            words.append(" ")
        words.append(text)
        if gap > widest:
            widest = gap
        if run.white_gaps_bp:
            widest = max(widest, _widest_white(run))
        if box.bottom < low:
            low = box.bottom
        if box.top > high:
            high = box.top
        if right > reach:
            reach = right
    return _Extent(Box(first.x_bp, low, reach, high), "".join(words), widest)
