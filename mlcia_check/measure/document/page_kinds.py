"""What kind of page each one is, how many columns its text has, and what of it has no letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.measure.lines.rows import MARGIN_BP
from mlcia_check.model.geometry import Box, around
from mlcia_check.model.measured_paper import WIDE, PageKind, PageMeasure
from mlcia_check.model.pdf_facts import PageFacts

_WITHIN_FIGURES: Final[frozenset[DraftRole]] = frozenset({"float", "line-number", "margin-note"})

_FULL_PAGE_PROSE_SHARE: Final = 0.4
"""Of a page's area: what `Page.prose_ink` covers of one that is full of text. 0.3 to 0.45 were measured."""


def page_measure(page: PageFacts, lines: Sequence[DraftLine], columns: int, temporary: bool) -> PageMeasure:
    """Return the page with its lines, which have their roles; `columns` are those that its gutters part."""
    text = [line for line in lines if line.role in ("body", "reference", "heading", "listing")]
    characters = sum([line.weight for line in lines])
    wide = sum([line.weight for line in text if line.column == WIDE and line.full])
    narrow = sum([line.weight for line in text if line.column != WIDE])
    return PageMeasure(
        number=page.number,
        width_bp=page.width_bp,
        height_bp=page.height_bp,
        kind="temporary" if temporary else _kind(page, characters, len(text)),
        columns=1 if wide > narrow else columns,
        unmapped=sum(
            [
                len(run.text)
                for line in lines
                if not line.figure and line.role != "float"
                for run in line.runs
                if not run.mapped
            ]
        ),
        characters=characters,
        turned=page.rotation in (90, 270) and _is_upright(page),
        prose_ink_pages=_pages_of_prose(page, page.prose_ink),
        bare_prose_ink_pages=_pages_of_prose(page, _at_no_caption(page.prose_ink, lines)),
        cropped=page.cropped,
        crowded=page.crowded,
        margin_rows=page.margin_rows,
        note_characters=page.written_characters + sum([len(run.text) for run in page.note_runs]),
    )


def _pages_of_prose(page: PageFacts, cells: Sequence[Box]) -> float:
    if not cells:
        return 0.0
    area = sum(box.width * box.height for box in cells)
    return round(area / (_FULL_PAGE_PROSE_SHARE * page.width_bp * page.height_bp), 2)


def _at_no_caption(cells: Sequence[Box], lines: Sequence[DraftLine]) -> list[Box]:
    """Return the cells in blocks of letterless prose above and below which no caption comes next.

    What figures say in letters of their own does not come between.
    """
    if not cells:
        return []
    others = [line for line in lines if line.role not in _WITHIN_FIGURES]
    return [cell for block in _blocks(cells) if not _is_at_caption(block, others) for cell in block]


def _blocks(cells: Sequence[Box]) -> list[list[Box]]:
    """Return the cells in blocks that touch, or lack one cell between."""
    blocks: list[list[Box]] = []
    for cell in cells:
        near = Box(
            cell.left - cell.width, cell.bottom - cell.height, cell.right + cell.width, cell.top + cell.height
        )
        joined = [block for block in blocks if any(map(near.overlaps, block))]
        blocks = [block for block in blocks if block not in joined]
        blocks.append([cell, *(other for block in joined for other in block)])
    return blocks


def _is_at_caption(block: Sequence[Box], lines: Sequence[DraftLine]) -> bool:
    box = around(block)
    beside = [line for line in lines if line.left < box.right and line.right > box.left]
    middle = (box.bottom + box.top) / 2
    above = [line for line in beside if line.baseline_bp >= middle]
    below = [line for line in beside if line.baseline_bp < middle]
    next_lines = [
        *sorted(above, key=lambda line: line.baseline_bp)[:1],
        *sorted(below, key=lambda line: -line.baseline_bp)[:1],
    ]
    return any(line.role == "caption" for line in next_lines)


def _is_upright(page: PageFacts) -> bool:
    """Return whether most of the page's letters stand upright as it is shown, those in the margins left out.

    The caption of a figure is all the text of many a turned sheet, and running head and line numbers stand on
    their side there.
    """
    letters = [(run, len(run.text)) for run in page.runs if not _is_in_margin(run.box, page)]
    upright = sum(length for run, length in letters if run.angle == 0)
    return 2 * upright >= sum(length for _, length in letters)


def _is_in_margin(box: Box, page: PageFacts) -> bool:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return not (MARGIN_BP < x < page.width_bp - MARGIN_BP and MARGIN_BP < y < page.height_bp - MARGIN_BP)


def _kind(page: PageFacts, characters: int, text_lines: int) -> PageKind:
    if not page.width_bp * page.height_bp:
        return "unreadable"
    if characters == 0:
        area = page.width_bp * page.height_bp
        inked = sum(ink.box.width * ink.box.height for ink in page.ink)
        return "no-text" if area and inked > 0.1 * area else "blank"
    return "text" if text_lines >= 4 else "floats"
