"""Measures a line from its runs: extent, type, weight and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from operator import mul
from typing import Final, NamedTuple, TypeVar

from mlcia_check.measure.draft_line import DraftLine, DraftRole
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

_Kind = TypeVar("_Kind", bound=Hashable)


def line_of(
    page: int, column: ColumnNumber, row: Row, kinds: FontKinds, role: DraftRole = "unclassified"
) -> DraftLine:
    """A line made of these runs, measured; the first one gives it its baseline."""
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
        _widest_white(run) if run.white_gaps_bp else 0.0,
        text,
        text.rstrip()[-1:].isalnum(),
        role,
    )


def _line_of_many(page: int, column: ColumnNumber, row: Row, kinds: FontKinds, role: DraftRole) -> DraftLine:
    counts = [len(run.text) for run in row]
    weight = sum(counts)
    sizes, fonts = [run.size_bp for run in row], [run.font for run in row]
    size = _of_more_than_half(sizes, counts, weight) or _commonest(sizes, counts)
    font = _of_more_than_half(fonts, counts, weight)
    if font is not None:
        bold, mono, math = kinds.of_font[font]
    else:
        font = _commonest(fonts, counts)
        bold, mono, math = _kinds_of_most(fonts, counts, weight, kinds)
    extent = _extent(row, size)
    box = extent.box
    text = extent.text if extent.text.isascii() else _as_typed(extent.text)
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
        size,
        sum(map(mul, [run.horizontal_scale for run in row], counts)) / weight,
        font,
        bold,
        mono,
        math,
        weight,
        extent.widest_gap_bp,
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


def _of_more_than_half(values: Sequence[_Kind], counts: Sequence[int], weight: int) -> _Kind | None:
    """The size or font of more than half of a line's characters; None if none has so many."""
    likely = values[counts.index(max(counts))]
    of_it = sum([count for value, count in zip(values, counts, strict=True) if value == likely])
    return likely if 2 * of_it > weight else None


def _commonest(values: Sequence[_Kind], counts: Sequence[int]) -> _Kind:
    """The size or font of most of a line's characters, the first of equals."""
    weights: defaultdict[_Kind, int] = defaultdict(int)
    for value, count in zip(values, counts, strict=True):
        weights[value] += count
    return max(weights, key=weights.__getitem__)


def _kinds_of_most(
    fonts: Sequence[int], counts: Sequence[int], weight: int, kinds: FontKinds
) -> tuple[bool, bool, bool]:
    """Whether most of a line's characters are bold, of fixed pitch, or a formula's."""
    bold = mono = math = 0
    for font, count in zip(fonts, counts, strict=True):
        is_bold, is_mono, is_math = kinds.of_font[font]
        if is_bold:
            bold += count
        if is_mono:
            mono += count
        if is_math:
            math += count
    return 2 * bold > weight, 2 * mono > weight, 2 * math > weight


class _Extent(NamedTuple):
    """Where a line stands, from its first glyph's origin to its last ink, its words, and the white in it."""

    box: Box
    text: str
    widest_gap_bp: float


def _extent(row: Row, em: float) -> _Extent:
    ordered = from_left(row)
    first = ordered[0]
    reach, words = first.box.right, [first.text]
    widest = _widest_white(first) if first.white_gaps_bp else 0.0
    word_space = _WORD_SPACE_MIN_EM * em
    for run in ordered[1:]:
        box, text = run.box, run.text
        gap = box.left - reach
        if gap > widest:
            widest = gap
        if run.white_gaps_bp:
            widest = max(widest, _widest_white(run))
        # no space where ideographs or their marks meet: `模型`, not `模型 GPT`
        if gap > word_space and (
            text < FIRST_WIDE or words[-1][-1] < FIRST_WIDE or gap > _WIDE_SPACE_MIN_EM * em
        ):
            words.append(" ")
        words.append(text)
        right = box.right
        if right > reach:
            reach = right
    boxes = [run.box for run in row]
    low, high = min([box.bottom for box in boxes]), max([box.top for box in boxes])
    return _Extent(Box(first.x_bp, low, reach, high), "".join(words), widest)
