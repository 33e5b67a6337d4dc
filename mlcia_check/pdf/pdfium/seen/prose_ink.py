"""Finds ink that looks like running text in a picture: without letters in the file, it may be a scan.

The picture is divided into cells of 40 x 96 px at 72 dpi, 9 to 13 rows of type. Measured on pages of prose in
English and Chinese, set at 7 to 9pt and scanned: two cells in three of a full page pass all tests. On 540
pages of real papers without their text (photographs, screenshots, plots, heat maps, diagrams) one page has 8
such cells, and 527 have none.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import structs

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.pdfium.rendering import GreyPicture

PIXELS_PER_BP: Final = 1.0
"""Resolution at which pages are to be rendered: rows of 7pt type are 7 to 8 px apart, words 2 px."""

CELL_WIDTH_PX: Final = 40
_CELL_HEIGHT_PX: Final = 96
CELL_STEP_PX: Final = _CELL_HEIGHT_PX // 2
"""Cells overlap by half their height, so that each area of 40 x 48 px belongs to two."""

_INK_MIN_STEPS: Final = 0x3F
"""Steps of grey by which ink differs from the paper around it."""

_PALE_RANGE_STEPS: Final = (0x18, 0x90)
"""Steps of grey by which the darkest ink of a cell differs from its paper if all its ink is pale."""

_PALE_PIXELS_MIN: Final = 2_400
"""The ink of eight cells of prose. A picture with fewer pale pixels holds no pale prose."""

_PALE_INK_MIN_SHARE: Final = 0.4
"""Share of the darkest ink's difference from the paper, above which a pixel of a pale cell counts as ink."""

_SAMPLE_PIXELS: Final = 600
"""Pixels whose median is the tone of the paper: prose inks less than half of them."""

_FIRST_CELLS_MIN: Final = 2
"""Prose cells among the first quarter of the cells: a third of a page has eight, a column of 25 lines
five."""

_INK_RANGE_SHARE: Final = (0.08, 0.4)
"""Share of inked pixels: prose has 0.11 to 0.3, most drawings less and photographs more."""

_BLANK_ROWS_RANGE_SHARE: Final = (0.2, 0.85)
"""Share of rows with hardly any ink, between the x-heights of prose: 0.26 to 0.8."""

_BLANK_ROW_MAX_SHARE: Final = 0.1
"""Share of a cell's width: a row with no more ink is blank. Ascenders and descenders ink less of a row."""

_UNEVENNESS_MAX: Final = 0.45
"""Coefficient of variation of the ink by columns: prose has 0.17 to 0.4, tables and grids more than 0.5."""

_STROKES_MIN: Final = 6.0
"""Strokes that a row through the letters crosses in 40 px: 8 to 12 in prose of 7 to 10pt."""

_LETTER_ROW_MIN_SHARE: Final = 0.5
"""Of the fullest rows' ink: rows with at least this share run through the letters."""

_LINE_PITCH_PX: Final = range(4, 17)
"""Distance between two rows: 7pt set solid has 7, 5pt 5. The best pitch is neither the first nor the last of
these."""

_REGULARITY_MIN: Final = 0.3
"""Autocorrelation of the ink by rows at the best pitch: prose has 0.3 to 0.97, pictures hardly any."""


_PALE_MARK, _PALE_INK_MARK, _DEEP_MARK = 1, 2, 3
"""Marks of pixels by their difference from the paper: below that of ink, of pale ink, and above it."""

_OF_INK: Final = bytes(int(mark in (_PALE_INK_MARK, _DEEP_MARK)) for mark in range(256))
"""The table with which `bytes.translate` maps marks to 1 for ink and 0 for paper."""

_CELL_PIXELS: Final = CELL_WIDTH_PX * _CELL_HEIGHT_PX


def prose_cells(picture: GreyPicture, *, on_its_side: bool = False) -> list[Box]:
    """Return the cells of a picture that look like running text, as boxes in bp of 40 x 48 px each.

    A quarter of the cells is tested first: if hardly any of them passes, there is no block of text. If
    `on_its_side`, text on its side is searched, too, provided that no upright text is found.
    """
    upright = _upright_cells(picture)
    if upright or not on_its_side:
        return upright
    return [
        Box(
            picture.left + (picture.top - box.top),
            picture.top - (box.right - picture.left),
            picture.left + (picture.top - box.bottom),
            picture.top - (box.left - picture.left),
        )
        for box in _upright_cells(_turned(picture))
    ]


def halved(picture: GreyPicture) -> GreyPicture:
    """Return every second pixel of every second row."""
    width, height = picture.width // 2, picture.height // 2
    pixels = b"".join(picture.row(2 * row)[: 2 * width : 2] for row in range(height))
    return structs.replace(picture, width=width, height=height, scale=picture.scale / 2, pixels=pixels)


def _turned(picture: GreyPicture) -> GreyPicture:
    """Return the picture with its columns as rows, left one first.

    Text on its side then stands in rows, mirrored.
    """
    width, pixels = picture.width, picture.pixels
    columns = b"".join(pixels[column::width] for column in range(width))
    return structs.replace(picture, width=picture.height, height=width, pixels=columns)


def _upright_cells(picture: GreyPicture) -> list[Box]:
    cells = _Cells(picture)
    if not cells.may_be_prose:
        return []
    columns = range(0, picture.width - CELL_WIDTH_PX + 1, CELL_WIDTH_PX)
    rows = range(0, picture.height - _CELL_HEIGHT_PX + 1, CELL_STEP_PX)
    if sum(cells.is_prose(left, top) for top in rows[::2] for left in columns[::2]) < _FIRST_CELLS_MIN:
        return []
    middle = (_CELL_HEIGHT_PX - CELL_STEP_PX) // 2
    return [
        Box(
            picture.x(left),
            picture.y(top + middle + CELL_STEP_PX),
            picture.x(left + CELL_WIDTH_PX),
            picture.y(top + middle),
        )
        for top in rows
        for left in columns
        if cells.is_prose(left, top)
    ]


class _Cells:
    """The cells of a picture. A cell is a string of its pixels, row by row.

    The tone of the paper, the halves of cells, each of which two cells share, and whether a cell is prose are
    computed once.
    """

    def __init__(self, picture: GreyPicture) -> None:
        self._picture = picture
        self._paper = _median(picture.pixels)
        self._marks = picture.pixels.translate(_marks(self._paper))
        pale_ink = self._marks.count(_PALE_INK_MARK)
        self._has_pale_ink = self._marks.count(_PALE_MARK) + pale_ink > _PALE_PIXELS_MIN
        self._ink_pixels = pale_ink + self._marks.count(_DEEP_MARK)
        size = CELL_STEP_PX * picture.width
        blank = bytes(size)
        self._has_marks = [self._marks[at : at + size] != blank for at in range(0, len(self._marks), size)]
        self._grey_halves: dict[tuple[int, int], bytes] = {}
        self._mark_halves: dict[tuple[int, int], bytes] = {}
        self._known: dict[tuple[int, int], bool] = {}

    @property
    def may_be_prose(self) -> bool:
        """Return whether there is ink for the cells of prose without which there is no block of text."""
        return self._has_pale_ink or self._ink_pixels > _FIRST_CELLS_MIN * _INK_RANGE_SHARE[0] * _CELL_PIXELS

    def is_prose(self, left: int, top: int) -> bool:
        half = top // CELL_STEP_PX
        if not (self._has_marks[half] or self._has_marks[half + 1]):
            return False
        known = self._known.get((left, top))
        if known is None:
            known = self._known[left, top] = self._shows_prose(left, top)
        return known

    def _shows_prose(self, left: int, top: int) -> bool:
        marks = self._cell(self._mark_halves, self._marks, left, top)
        cell = marks.translate(_OF_INK)
        if cell.count(1) > _INK_RANGE_SHARE[1] * _CELL_PIXELS:
            # The paper may be darker here.
            grey = self._grey(left, top)
            cell = grey.translate(_ink_on(_median(grey)))
        if _is_prose(cell):
            return True
        if (
            not self._has_pale_ink
            or _DEEP_MARK in marks
            or not (_PALE_MARK in marks or _PALE_INK_MARK in marks)
        ):
            return False
        grey = self._grey(left, top)
        deepest = max(max(grey) - self._paper, self._paper - min(grey))
        least = _PALE_INK_MIN_SHARE * deepest
        return _is_prose(grey.translate(bytes(abs(tone - self._paper) > least for tone in range(256))))

    def _grey(self, left: int, top: int) -> bytes:
        return self._cell(self._grey_halves, self._picture.pixels, left, top)

    def _cell(self, halves: dict[tuple[int, int], bytes], pixels: bytes, left: int, top: int) -> bytes:
        return self._half(halves, pixels, left, top) + self._half(halves, pixels, left, top + CELL_STEP_PX)

    def _half(self, halves: dict[tuple[int, int], bytes], pixels: bytes, left: int, top: int) -> bytes:
        half = halves.get((left, top))
        if half is None:
            width = self._picture.width
            begin, end = top * width + left, (top + CELL_STEP_PX) * width
            rows = map(slice, range(begin, end, width), range(begin + CELL_WIDTH_PX, end + 1, width))
            half = halves[left, top] = b"".join(map(pixels.__getitem__, rows))
        return half


@cache
def _ink_on(paper: int) -> bytes:
    """Return the table with which `bytes.translate` maps ink to 1 and paper of this tone to 0."""
    return bytes(abs(tone - paper) > _INK_MIN_STEPS for tone in range(256))


@cache
def _marks(paper: int) -> bytes:
    """Return the table that maps tones to marks by their difference from the paper's tone."""
    least, most = _PALE_RANGE_STEPS
    depths = (abs(tone - paper) for tone in range(256))
    return bytes(
        _DEEP_MARK
        if depth > most
        else _PALE_INK_MARK
        if depth > _INK_MIN_STEPS
        else _PALE_MARK
        if depth >= least
        else 0
        for depth in depths
    )


def _median(pixels: bytes) -> int:
    sample = sorted(pixels[:: 1 + len(pixels) // _SAMPLE_PIXELS])
    return sample[len(sample) // 2]


def _is_prose(cell: bytes) -> bool:
    """Return whether a cell, 1 for ink, passes all tests; the cheap ones, which drawings fail, come first."""
    ink = cell.count(1)
    if not _INK_RANGE_SHARE[0] < ink / _CELL_PIXELS < _INK_RANGE_SHARE[1]:
        return False
    rows = [cell[at : at + CELL_WIDTH_PX] for at in range(0, _CELL_PIXELS, CELL_WIDTH_PX)]
    ink_by_row = [row.count(1) for row in rows]
    blank = sum(ink <= _BLANK_ROW_MAX_SHARE * CELL_WIDTH_PX for ink in ink_by_row) / _CELL_HEIGHT_PX
    return (
        _BLANK_ROWS_RANGE_SHARE[0] < blank < _BLANK_ROWS_RANGE_SHARE[1]
        and _unevenness(cell) < _UNEVENNESS_MAX
        and _strokes(rows, ink_by_row) > _STROKES_MIN
        and _is_regular(ink_by_row)
    )


def _unevenness(cell: bytes) -> float:
    columns = [cell[at::CELL_WIDTH_PX].count(1) for at in range(CELL_WIDTH_PX)]
    mean = sum(columns) / CELL_WIDTH_PX
    return float((sum((ink - mean) ** 2 for ink in columns) / CELL_WIDTH_PX) ** 0.5 / mean)


def _strokes(rows: list[bytes], ink_by_row: list[int]) -> float:
    fullest = sorted(ink_by_row)[_CELL_HEIGHT_PX * 9 // 10]
    lettered = [
        row
        for row, ink in zip(rows, ink_by_row, strict=True)
        if ink and ink >= _LETTER_ROW_MIN_SHARE * fullest
    ]
    return sum(row.count(b"\0\1") + row[0] for row in lettered) / len(lettered)


def _is_regular(ink_by_row: list[int]) -> bool:
    """Return whether the rows correlate with those one pitch below, best at a pitch of running text."""
    count = len(ink_by_row)
    mean = sum(ink_by_row) / count
    off = [ink - mean for ink in ink_by_row]
    spread = sum(value * value for value in off)
    agreement = [
        sum(a * b for a, b in zip(off, off[pitch:], strict=False)) * count / (spread * (count - pitch))
        for pitch in _LINE_PITCH_PX
    ]
    best = max(agreement)
    return best > _REGULARITY_MIN and best not in (agreement[0], agreement[-1])
