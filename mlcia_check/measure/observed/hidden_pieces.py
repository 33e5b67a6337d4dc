"""Pieces of text that a reader of the page does not see, and the passages and rows that they make."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.measure.observed.cropped_figures import Cropped
from mlcia_check.measure.observed.outlined_words import OutlinedWords
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Manner
from mlcia_check.model.pdf_facts import PageFacts, TextRun, Unseen
from mlcia_check.support.character_ranges import SIGNS

_TINY_MAX_BP: Final = 2.0
"""bp of em and of ink: nobody reads type below (the class's smallest, in figures, is 5pt)."""

_SPECK_MAX_BP: Final = 0.25
"""bp of em of type that nobody looks for: a whole page that a figure shows as an icon has larger type."""

_SMALL_MAX_BP: Final = 4.0
"""bp of em. A lowercase letter has 2.4 pixels at 100 dpi; the smallest type of figures has 5pt."""

_SLIVER_MAX_SCALE: Final = 0.3
"""Horizontal scale below which letters are strokes: the narrowest faces are as wide as 0.4 of a text face."""

_LETTER_MIN_WIDTH_BP: Final = 0.8
"""bp of width that a letter takes at least to be one."""

_WORD_SPACE_MIN_SIZES: Final = 0.13
"""Of the type size: pieces further apart on a row are separate words."""

_BESIDE_MAX_SIZES: Final = 1.0
"""Of the type size: pieces no further apart on a row stand in one place."""

_BELOW_MAX_SIZES: Final = 1.3
"""Of the type size: white between two rows of one passage at most (double spacing)."""

_CHARACTER_MIN_SIZES: Final = 0.12
"""Of the type size: no font's mean character is narrower; text beyond that stands for no glyph."""

_LABEL_MIN_CHARACTERS: Final = 4
"""Characters of a piece of a template's label that tell it from the letters of any figure. Words in Chinese
and Japanese have fewer.
"""

_SPARE_MIN_CHARACTERS: Final = 12
"""Characters that text without glyphs has at least: ligatures and dropped hyphens have fewer."""

_HARMLESS_IN_FIGURES: Final = ("covered", "clipped", "off-page")
"""What cropping a figure, or drawing over a part of it, leaves behind."""


class HiddenPiece(Struct, frozen=True):
    text: str
    box: Box
    size: float
    manner: Manner


def seen_elsewhere(pages: Sequence[PageFacts]) -> Callable[[TextRun], bool]:
    """Return whether an unseen run's words are seen at its place on another page: a covered watermark."""
    texts = {text.run.text for page in pages for text in page.unseen}
    shown: set[tuple[str, int, int]] = set()
    for page in pages if texts else ():
        unseen = {text.order for text in page.unseen}
        shown.update([_standpoint(run) for run in page.runs if run.text in texts and run.order not in unseen])
    return lambda run: _standpoint(run) in shown


def cut_off_in_figures(pages: Sequence[PageFacts]) -> frozenset[str]:
    """Return the words that a crop or a shape hides in included figures, as those of a slide's template.

    Letters that stand singly are in any figure.
    """
    found: set[str] = set()
    for page in pages:
        if page.unseen:
            wrappers = page_wrappers(page)
            found.update(
                text.text
                for text in page.unseen
                if text.why in _HARMLESS_IN_FIGURES
                and (len(text.text) >= _LABEL_MIN_CHARACTERS or not text.text.isascii())
                and _is_in_figure(text.run, wrappers, page)
            )
    return frozenset(found)


def _is_in_figure(run: TextRun, wrappers: Container[int], page: PageFacts) -> bool:
    return run.form > 0 and (run.form not in wrappers or run.order in page.in_figures)


def _standpoint(run: TextRun) -> tuple[str, int, int]:
    return run.text, *_place(run)


def _place(run: TextRun) -> tuple[int, int]:
    return round(run.x_bp), round(run.baseline_bp)


def pieces_of(
    page: PageFacts,
    seen_before: Callable[[TextRun], bool],
    is_cropped: Cropped,
    cut_off: Container[str] = (),
) -> Iterator[HiddenPiece]:
    """Yield the pieces of a page's hidden text, in painting order; `is_cropped` tells those of figures.

    `cut_off` holds the words that are cut off in other figures: those of a slide's template, which shows
    them on each slide, in white on some.
    """
    wrappers = page_wrappers(page)
    looked_at = {text.order for text in page.unseen}
    is_traced = any(text.why == "invisible-mode" and text.run.form for text in page.unseen)
    outlines = OutlinedWords(page) if is_traced else None
    for text in page.unseen:
        run = text.run
        if SIGNS.are_all_of(text.text) or (seen_before(run) and text.text == run.text):
            continue
        figure = _is_in_figure(run, wrappers, page)
        if figure:
            traced = text.why == "invisible-mode" and outlines is not None and outlines.are_under(run)
            # Type of an icon's page is less than a pixel high: it leaves no trace, whatever its colour is.
            is_icon = run.size_bp >= _SPECK_MAX_BP and _is_tiny(run)
            no_trace = text.why == "background-colour" and (text.text in cut_off or is_icon)
            is_harmless = traced or no_trace or text.why in _HARMLESS_IN_FIGURES
        else:
            is_harmless = text.why in ("clipped", "covered") and is_cropped(page, text)
        manner = _manner(text, page, figure=figure, is_harmless=is_harmless)
        yield HiddenPiece(text.text, text.box, run.size_bp, manner)
    for run in _faint_alone(page):
        yield HiddenPiece(run.text, run.box, run.size_bp, "faint")
    for run in _hard_to_read(page):
        if not run.text or SIGNS.are_all_of(run.text):
            continue
        unreadable = _unreadable(run)
        if unreadable is not None and run.order not in looked_at:
            figure = run.size_bp >= _SPECK_MAX_BP and _is_in_figure(run, wrappers, page)
            yield HiddenPiece(
                run.text, run.box, run.size_bp, "in-figure" if figure and unreadable == "tiny" else unreadable
            )


def _manner(text: Unseen, page: PageFacts, *, figure: bool, is_harmless: bool) -> Manner:
    if figure and text.why == "layer":
        return "figure-layer"
    if is_harmless:
        return "in-figure"
    if text.why == "off-page" and _begins_on_page(text):
        return "overflow"
    if text.why == "invisible-mode" and any(
        ink.kind == "image" and ink.box.contains(text.box, 2.0) for ink in page.ink
    ):
        return "over-image"
    return text.why


def _faint_alone(page: PageFacts) -> list[TextRun]:
    """Return the faint runs but those that are painted again at their place: contours around letters.

    PDFium gives a letter that is painted twice to the first of the two, and no text to the other.
    """
    if not page.faint:
        return []
    faint = {run.order for run in page.faint}
    shown: dict[tuple[int, int], list[TextRun]] = {}
    for run in page.runs:
        if run.order not in faint:
            shown.setdefault(_place(run), []).append(run)
    return [
        run
        for run in page.faint
        if not any(
            other.text == run.text
            or (not other.text and other.box.right > run.box.right - _BESIDE_MAX_SIZES * run.size_bp)
            for other in shown.get(_place(run), ())
        )
    ]


def _begins_on_page(text: Unseen) -> bool:
    """Return True for the end of a run that is too long for its page, as code and addresses can be."""
    run = text.run
    return text.text != run.text and (run.angle != 0 or text.box.left > run.box.left + run.size_bp)


def _hard_to_read(page: PageFacts) -> list[TextRun]:
    """Return runs of small or narrow type, or of more text than their box has room for: very few of a
    page.
    """
    return [
        run
        for run in (*page.runs, *page.note_runs)
        if run.size_bp < _SMALL_MAX_BP
        or run.horizontal_scale < _SLIVER_MAX_SCALE
        or (
            len(run.text) >= _SPARE_MIN_CHARACTERS
            and run.box.right - run.box.left < _CHARACTER_MIN_SIZES * run.size_bp * len(run.text)
        )
    ]


def legible(page: PageFacts) -> list[TextRun]:
    """Return the page's runs without the unseen and the tiny ones, in whose place no other words are seen."""
    unseen = {text.order for text in page.unseen}
    return [run for run in page.runs if run.order not in unseen and not _is_tiny(run)]


def _is_tiny(run: TextRun) -> bool:
    """Return whether nobody can read a run; nearly all runs of a paper are too large and wide for the
    question.
    """
    if run.size_bp >= _TINY_MAX_BP and run.horizontal_scale >= _SLIVER_MAX_SCALE:
        return False
    return _unreadable(run) == "tiny"


def _unreadable(run: TextRun) -> Literal["tiny", "small", "actual-text"] | None:
    """Return the manner of a run that its own numbers give away."""
    box = run.box
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    size = run.size_bp
    if size < _TINY_MAX_BP and min(top - bottom, right - left) < _TINY_MAX_BP:
        return "tiny"
    count = len(run.text)
    if run.horizontal_scale < _SLIVER_MAX_SCALE and right - left < _LETTER_MIN_WIDTH_BP * count:
        return "tiny"
    if (
        count >= _SPARE_MIN_CHARACTERS
        and max(right - left, top - bottom) < _CHARACTER_MIN_SIZES * size * count
    ):
        return "actual-text"
    return "small" if size < _SMALL_MAX_BP else None


def passages_of(pieces: Sequence[HiddenPiece]) -> Iterator[tuple[Manner, list[list[HiddenPiece]]]]:
    """Yield pieces of one manner in one place, in rows; in painting order, which is reading order."""
    open_passages: list[list[HiddenPiece]] = []
    boxes: list[Box] = []
    for piece in pieces:
        for index in range(len(open_passages) - 1, max(len(open_passages) - 9, -1), -1):
            if open_passages[index][0].manner == piece.manner and _adjoin(boxes[index], piece):
                open_passages[index].append(piece)
                boxes[index] = boxes[index].union(piece.box)
                break
        else:
            open_passages.append([piece])
            boxes.append(piece.box)
    for passage in open_passages:
        rows: list[list[HiddenPiece]] = []
        for piece in passage:
            if rows and _on_row(rows[-1][-1], piece):
                rows[-1].append(piece)
            else:
                rows.append([piece])
        yield passage[0].manner, rows


def _adjoin(box: Box, piece: HiddenPiece) -> bool:
    em = max(piece.size, 1.0)
    aside = max(box.left - piece.box.right, piece.box.left - box.right)
    apart = max(box.bottom - piece.box.top, piece.box.bottom - box.top)
    return aside <= _BESIDE_MAX_SIZES * em and apart <= _BELOW_MAX_SIZES * em


def _on_row(last: HiddenPiece, piece: HiddenPiece) -> bool:
    middle = (piece.box.bottom + piece.box.top) / 2
    reach = 0.3 * max(piece.size, last.size, 1.0)
    return last.box.bottom - reach <= middle <= last.box.top + reach


def joined(row: Iterable[HiddenPiece]) -> str:
    """Return the words of a row, parted where white parts its pieces."""
    parts: list[str] = []
    reach: float | None = None
    for piece in row:
        if (
            reach is not None
            and not -piece.size < piece.box.left - reach <= _WORD_SPACE_MIN_SIZES * piece.size
        ):
            parts.append(" ")
        parts.append(piece.text)
        reach = piece.box.right
    return "".join(parts)
