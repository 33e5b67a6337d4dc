"""Finds rows of text that a page shows without letters near its edges, or in narrow upright strips.

A figure has no place there, so that a few rows say what `prose_ink` says of a third of a page in its midst.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import InkRow
from mlcia_check.pdf.pdfium.rendering import GreyPicture

TOP_BAND_BP: Final = 82.0
BOTTOM_BAND_BP: Final = 78.0
"""bp from the upper and the lower edge of a page. ACM's formats leave no room for figures there; where
others do, rules that know their text block leave the rows in it out."""

SIDE_BAND_BP: Final = 45.0
"""bp from the left and the right edge."""

STRIP_MAX_BP: Final = 30.0
"""bp of width of a strip that may stand between two columns or beside them."""

ROW_MIN_BP: Final = 120.0
"""bp of length of a row: half a column. Logos and badges are shorter."""

_STRIPS_MAX: Final = 50
"""Strips that are looked at: there is one between two columns, and a plot has some bars."""

_INK_MIN_STEPS: Final = 0x3F
"""Steps of grey by which ink differs from white paper."""

_WINDOW_PX: Final = 40
"""Width of the windows in which strokes are counted, at 72 dpi."""

_STROKES_MIN: Final = 5
"""Strokes that a row of pixels through the letters crosses in a window: 8 to 12 in prose of 7 to 10pt."""

_HEIGHT_PX: Final = range(2, 14)
"""Rows of pixels through one line: the x-height of 7pt type is 3 px, Chinese characters of 12pt have 12."""

_PARTED_MAX_PX: Final = 8
"""Height of a line whose rows of pixels are parted: Chinese characters leave no rows between."""

_GAP_MAX_PX: Final = 3
"""Rows of pixels from one that crosses letters to the next in one line: bars and bowls part them."""

_INK_TABLE: Final = bytes(int(tone < 0xFF - _INK_MIN_STEPS) for tone in range(256))


class _MarginBand(Struct, frozen=True):
    """Rows of pixels, 1 for ink, and the place of the first of them; columns if the band is turned."""

    rows: Sequence[bytes]
    top: int


def margin_rows(picture: GreyPicture, strips: Sequence[Box]) -> tuple[InkRow, ...]:
    """Return the rows of text in a picture of a page: those that lie in its margins, and turned ones in
    `strips`.

    The picture has one pixel for each bp, and shows no text that has letters.
    """
    width, height = picture.width, picture.height
    ink = picture.pixels.translate(_INK_TABLE)
    rows = [ink[at : at + width] for at in range(0, width * height, width)]
    top, bottom = round(TOP_BAND_BP * picture.scale), round(BOTTOM_BAND_BP * picture.scale)
    side = round(SIDE_BAND_BP * picture.scale)
    upright = [_MarginBand(rows[:top], 0), _MarginBand(rows[-bottom:], max(height - bottom, 0))]
    edges = {(0, side), (max(width - side, 0), width)}
    edges.update(
        (max(round(box.left * picture.scale), 0), min(round(box.right * picture.scale), width))
        for box in strips[:_STRIPS_MAX]
    )
    turned = [
        _MarginBand([ink[column::width] for column in range(left, right)], left)
        for left, right in sorted(edges)
    ]
    found = [InkRow(_box(picture, place), look) for its in upright for place, look in _rows(its)]
    found += [InkRow(_box(picture, place, turned=True), look) for its in turned for place, look in _rows(its)]
    return tuple(found)


class _RowPlace(Struct, frozen=True):
    """Columns and rows of pixels of a row of text."""

    left: int
    right: int
    top: int
    bottom: int


def _box(picture: GreyPicture, place: _RowPlace, *, turned: bool = False) -> Box:
    if turned:
        return Box(
            picture.x(place.top), picture.y(place.right), picture.x(place.bottom), picture.y(place.left)
        )
    return Box(picture.x(place.left), picture.y(place.bottom), picture.x(place.right), picture.y(place.top))


def _rows(band: _MarginBand) -> Iterator[tuple[_RowPlace, int]]:
    """Yield the rows of text in a band, each with a number for how it looks."""
    lettered = [_lettered_windows(row) for row in band.rows]
    groups: list[list[int]] = []
    for at, windows in enumerate(lettered):
        if windows:
            if groups and _goes_on(groups[-1], at):
                groups[-1].append(at)
            else:
                groups.append([at])
    for members in groups:
        if members[-1] - members[0] + 1 not in _HEIGHT_PX:
            continue
        longest = max((run for at in members for run in lettered[at]), key=len)
        left, right = longest[0] * _WINDOW_PX, (longest[-1] + 1) * _WINDOW_PX
        look = zlib.crc32(b"".join(band.rows[at] for at in members))
        yield _RowPlace(left, right, band.top + members[0], band.top + members[-1] + 1), look


def _goes_on(line: list[int], at: int) -> bool:
    """Return whether the row of pixels `at` belongs to a line of text of which these are the first."""
    gap = at - line[-1]
    return gap == 1 or (gap <= _GAP_MAX_PX and at - line[0] < _PARTED_MAX_PX)


def _lettered_windows(row: bytes) -> list[list[int]]:
    """Return the runs of neighbouring windows in which a row of pixels crosses letters, the long ones."""
    if 1 not in row:
        return []
    is_lettered = []
    for begin in range(0, len(row) - _WINDOW_PX + 1, _WINDOW_PX):
        window = row[begin : begin + _WINDOW_PX]
        is_lettered.append(window.count(b"\0\1") + window[0] >= _STROKES_MIN)
    runs = (
        list(group) for kept, group in groupby(range(len(is_lettered)), key=is_lettered.__getitem__) if kept
    )
    return [run for run in runs if len(run) * _WINDOW_PX >= ROW_MIN_BP]
