"""Whether a page may show running text that has no letters, judged cheaply: few are looked at for it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, TextRun
from mlcia_check.pdf.pdfium.hidden_candidates import PATTERN

_SHARE: Final = 0.1
"""Of the page's area: less, fully set with prose, is a quarter of a page of text."""

_FEWEST_MARKS: Final = 1000
"""Marks or letters that are drawn: a quarter of a page of text has 1,400 letters, some of two parts."""

FEWEST_SEGMENTS: Final = 6_000
"""Of larger paths and of clips: 1,400 letters have 20 segments each, a plotter's letters four and more."""

_ROOM_OF_A_LETTER: Final = 35.0
"""Squares of 1bp, as much as of what `prose_ink` finds on a full page of 5,900 letters."""

_LARGE: Final = 30.0
"""bp. A Type 3 glyph of this size can be a page or a line: labels and bitmap fonts are smaller."""

_LARGER_THAN_TYPE: Final = 300.0
"""bp. So can any glyph of this size; letters of watermarks are smaller."""

_WIDEST: Final = 1.2
"""Of the type size: letters of a text are 0.5 wide on the mean, an em dash 1; what is wider may be words."""

LETTER: Final = 16.0
"""bp. Drawn letters of running text are neither wider nor higher."""

_DARK: Final = 0x80
"""A colour with all channels below may paint letters; panels and backgrounds are lighter."""

_ROOM: Final = 3.0
"""Squares of the type size that a character's box takes at most: what is larger paints more than letters."""


def unexplained(runs: Iterable[TextRun], type3: Container[int] = ()) -> list[TextRun]:
    """Runs that paint, as far as their numbers tell, other things than what their characters say.

    `type3` are the numbers of the fonts whose glyphs may be drawings.
    """
    found = []
    for run in runs:
        left, bottom, right, top = run.box
        if (
            (right - left) * (top - bottom) > _ROOM * run.size_bp * run.size_bp * len(run.text)
            or (run.form and not run.mapped)
            or run.size_bp >= _LARGER_THAN_TYPE
            or (
                run.font in type3
                and (run.size_bp >= _LARGE or right - left > _WIDEST * run.size_bp * max(len(run.text), 1))
            )
        ):
            found.append(run)
    return found


def may_hold_prose(
    page: Box, ink: Sequence[Ink], others: Sequence[TextRun], annotations: Sequence[Box], segments: int
) -> bool:
    """Whether images, outlines, patterns, annotations or unexplained runs (`others`) have room for text.

    `segments` are those of paths larger than letters and of clips that are no rectangles.
    """
    most = _SHARE * page.width * page.height
    marks = 0
    area = sum(_area(box) for box in annotations)
    for shape in ink:
        box = shape.box
        if shape.kind != "path":
            area += _area(box)
        elif box.right - box.left <= LETTER and box.top - box.bottom <= LETTER:
            marks += 1
        elif (
            shape.masked
            or _is_pattern(shape.fill)
            or _is_pattern(shape.stroke)
            or (shape.stroke is None and (shape.fill is None or _may_letter(shape.fill)))
        ):
            area += _area(box)
    for run in others:
        area += _area(run.box)
        marks += len(run.text)
    return area > most or marks >= _FEWEST_MARKS or segments >= FEWEST_SEGMENTS


def written_prose(written: Iterable[tuple[Box, int]]) -> Iterator[Box]:
    """Where viewers set text that the file holds as a value: boxes with so many characters of text."""
    for box, characters in written:
        if characters >= _FEWEST_MARKS:
            height = min(box.height, characters * _ROOM_OF_A_LETTER / max(box.width, 1.0))
            yield Box(box.left, box.top - height, box.right, box.top)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _is_pattern(colour: int | None) -> bool:
    return colour is not None and colour >> 8 == PATTERN


def _may_letter(colour: int) -> bool:
    """Whether a colour may paint letters."""
    return colour >> 24 < _DARK and (colour >> 16) & 0xFF < _DARK and (colour >> 8) & 0xFF < _DARK
