"""Finds by cheap tests whether a page may show running text without letters; few pages must be rendered."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, TextRun
from mlcia_check.pdf.pdfium.appearance import PATTERN_RGB
from mlcia_check.pdf.pdfium.objects.page_ink import LETTER_SIDE_MAX_BP
from mlcia_check.pdf.pdfium.seen.margin_rows import (
    BOTTOM_BAND_BP,
    ROW_MIN_BP,
    SIDE_BAND_BP,
    STRIP_MAX_BP,
    TOP_BAND_BP,
)

_PAGE_AREA_MIN_SHARE: Final = 0.05
"""Share of the page's area: less than this, fully set with prose, holds an eighth of a page of text."""

_MARKS_MIN: Final = 1000
"""Drawn marks or letters: a quarter of a page of text has 1,400 letters, some of two parts."""

SEGMENTS_MIN: Final = 6_000
"""Segments of larger paths and of clips: 1,400 letters have 20 segments each, a plotter's letters four and
more."""

_LETTER_AREA_SQUARE_BP: Final = 35.0
"""Area in squares of 1bp; `prose_ink` finds as much for each letter on a full page of 5,900 letters."""

_LARGE_TYPE3_MIN_BP: Final = 30.0
"""A Type 3 glyph of this size can be a page or a line: labels and bitmap fonts are smaller."""

_LARGE_GLYPH_MIN_BP: Final = 300.0
"""Any glyph of this size can be a page or a line, too; letters of watermarks are smaller."""

_LETTER_WIDTH_MAX_SIZES: Final = 1.2
"""Of the type size: letters of a text have a mean width of 0.5, an em dash 1; a wider glyph may be words."""

_DARK_CHANNEL_MAX: Final = 0x80
"""A colour with every channel below this may paint letters; panels and backgrounds are lighter."""

LETTER_MAX_SQUARE_SIZES: Final = 3.0
"""Most squares of the type size that a character's box takes; a larger glyph paints more than letters."""


_MARGIN_MARKS_MIN: Final = 100
"""Drawn marks near the edges of a page: two lines of text have as many letters."""

_ROW_HEIGHT_BP: Final = 6.0
"""bp by which ink reaches into the margin if it may hold a line of 7pt type there."""


class LetterlessInk(Struct, frozen=True):
    """Whether ink may hold prose without letters, whether such ink reaches into the margins, and its upright
    strips.
    """

    may_be_prose: bool
    reaches_margin: bool
    strips: list[Box]


def unexplained(runs: Iterable[TextRun], type3: Container[int] = ()) -> list[TextRun]:
    """Return those of some odd runs whose measures show that they may paint other things than characters.

    `type3` are the numbers of the fonts whose glyphs may be drawings.
    """
    found = []
    for run in runs:
        box = run.box
        width = box.right - box.left
        if (
            width * (box.top - box.bottom)
            > LETTER_MAX_SQUARE_SIZES * run.size_bp * run.size_bp * len(run.text)
            or (run.form and not run.mapped)
            or run.size_bp >= _LARGE_GLYPH_MIN_BP
            or (
                run.font in type3
                and (
                    run.size_bp >= _LARGE_TYPE3_MIN_BP
                    or width > _LETTER_WIDTH_MAX_SIZES * run.size_bp * max(len(run.text), 1)
                )
            )
        ):
            found.append(run)
    return found


def letterless_ink(
    page: Box, ink: Sequence[Ink], others: Sequence[TextRun], annotations: Sequence[Box], segments: int
) -> LetterlessInk:
    """Return where images, outlines, patterns, annotations or unexplained runs (`others`) can hold text.

    `segments` counts the segments of paths larger than letters and of clips that are not rectangles.
    """
    low, high, left, right = BOTTOM_BAND_BP, page.top - TOP_BAND_BP, SIDE_BAND_BP, page.right - SIDE_BAND_BP
    boxes = [*annotations, *(run.box for run in others)]
    marks, margin_marks = sum(len(run.text) for run in others), 0
    for shape in ink:
        box = shape.box
        if shape.kind != "path":
            boxes.append(box)
        elif box.right - box.left <= LETTER_SIDE_MAX_BP and box.top - box.bottom <= LETTER_SIDE_MAX_BP:
            marks += 1
            if box.bottom < low or box.top > high or box.left < left or box.right > right:
                margin_marks += 1
        elif (
            shape.masked
            or _is_pattern(shape.fill)
            or _is_pattern(shape.stroke)
            or (shape.stroke is None and (shape.fill is None or _may_letter(shape.fill)))
        ):
            boxes.append(box)
    area = sum(map(_area, boxes))
    return LetterlessInk(
        area > _PAGE_AREA_MIN_SHARE * page.width * page.height
        or marks >= _MARKS_MIN
        or segments >= SEGMENTS_MIN,
        margin_marks >= _MARGIN_MARKS_MIN
        or any(
            _holds_row(max(low - box.bottom, box.top - high), box.top - box.bottom, box.right - box.left)
            or _holds_row(max(left - box.left, box.right - right), box.right - box.left, box.top - box.bottom)
            for box in boxes
        ),
        [box for box in boxes if box.right - box.left <= STRIP_MAX_BP and box.top - box.bottom >= ROW_MIN_BP],
    )


def _holds_row(reach: float, depth: float, length: float) -> bool:
    """Return whether ink that reaches so far into a margin, of such depth and length, may hold a line."""
    return reach >= _ROW_HEIGHT_BP and depth >= _ROW_HEIGHT_BP and length >= ROW_MIN_BP


def written_prose(written: Iterable[tuple[Box, int]]) -> Iterator[Box]:
    """Yield the boxes in which viewers set a long text that the file holds as a value.

    `written` are boxes, each with its number of characters.
    """
    for box, characters in written:
        if characters >= _MARKS_MIN:
            height = min(box.height, characters * _LETTER_AREA_SQUARE_BP / max(box.width, 1.0))
            yield Box(box.left, box.top - height, box.right, box.top)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _is_pattern(colour: int | None) -> bool:
    return colour is not None and colour >> 8 == PATTERN_RGB


def _may_letter(colour: int) -> bool:
    """Return whether a colour may paint letters."""
    return (
        colour >> 24 < _DARK_CHANNEL_MAX
        and (colour >> 16) & 0xFF < _DARK_CHANNEL_MAX
        and (colour >> 8) & 0xFF < _DARK_CHANNEL_MAX
    )
