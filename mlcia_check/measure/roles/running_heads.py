"""What stands above and below the text block: running heads and feet, folios."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.pdf_facts import TextRun

_FOLIO: Final = re.compile(r"[\s\-–—]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—]*", re.IGNORECASE)

_APART: Final = 1.35
"""A running head is set off by more than this many leadings of the text below it (24pt in the class)."""

_HEAD_LEADING: Final = 1.6
"""Of the type size: the lines of one running head stand no further apart."""

_HEADS_APART_EM: Final = 1.5
"""Of the type size: a word space has a quarter, letterspaced words up to 0.7."""

_JOINED: Final = 4
"""Characters that a folio adds to the words of a head beside it."""

_SAME_HEIGHT: Final = 0.8
"""bp within which heads of different pages stand at one height."""


def mark_heads_and_feet(pages: Sequence[Sequence[DraftLine]], leading: float, size: float) -> None:
    """Rows that stand apart at the top or the bottom, at one height on several pages (or a lone folio)."""
    tops = [_rows_from_edge(lines, top=True) for lines in pages]
    feet = [_rows_from_edge(lines, top=False) for lines in pages]
    for rows_of_pages, top in ((tops, True), (feet, False)):
        _mark_repeated_words(rows_of_pages)
        repeated = _repeated_heights(rows_of_pages, leading)
        for rows in rows_of_pages:
            _mark_edge(rows, repeated, leading, size, top=top, lone=len(pages) <= 2)


def heads_apart(line: DraftLine) -> list[list[TextRun]]:
    """The runs of a running head, parted where two heads stand at the two ends of one row.

    "A Title of Some Length      Venue '17, July 2017": neither quotes the other.
    """
    runs = sorted(line.runs, key=lambda run: run.box.left)
    parts = [[runs[0]]]
    for left, right in pairwise(runs):
        if right.box.left - left.box.right > _HEADS_APART_EM * line.size_bp:
            parts.append([])
        parts[-1].append(right)
    return parts


def _mark_repeated_words(pages: Sequence[list[list[DraftLine]]]) -> None:
    """Outermost lines that recur on pages, at one height and with the same words but for their digits.

    A page's folio can have joined the words on one of them.
    """
    seen: defaultdict[int, list[tuple[str, DraftLine]]] = defaultdict(list)
    for rows in pages:
        for line in rows[0] if rows else ():
            seen[round(line.baseline_bp)].append((re.sub(r"\d+", "0", line.text).strip(), line))
    for lines in seen.values():
        counts = Counter(words for words, _ in lines if len(words) > 3)
        repeated = [words for words, count in counts.items() if count >= 2]
        for words, line in lines:
            if any(known in words and len(words) <= len(known) + _JOINED for known in repeated):
                line.role = "running-head"


def _rows_from_edge(lines: Iterable[DraftLine], top: bool) -> list[list[DraftLine]]:
    """The four outermost rows of a page, from the edge inwards."""
    plain = sorted(
        (line for line in lines if line.role is None), key=lambda line: line.baseline_bp, reverse=top
    )
    rows: list[list[DraftLine]] = []
    for line in plain:
        if rows and abs(rows[-1][0].baseline_bp - line.baseline_bp) < 1.0:
            rows[-1].append(line)
        elif len(rows) == 4:
            break
        else:
            rows.append([line])
    return rows


def _repeated_heights(pages: Sequence[list[list[DraftLine]]], leading: float) -> list[float]:
    """Heights of outermost rows that recur on pages and stand off from the text there."""
    gaps: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for rows in pages:
        if len(rows) > 1:
            height = rows[0][0].baseline_bp
            gap = abs(height - rows[1][0].baseline_bp)
            if gap < _APART * leading and len(rows) > 2:
                # a head of two lines
                gap = (
                    max(gap, 0.0)
                    if gap < 0.6 * leading
                    else abs(rows[1][0].baseline_bp - rows[2][0].baseline_bp)
                )
            gaps[round(height / _SAME_HEIGHT)].append((height, gap))
    return [
        _middle([height for height, _ in near])
        for near in gaps.values()
        if len(near) >= 2 and _middle([gap for _, gap in near]) > _APART * leading
    ]


def _middle(values: list[float]) -> float:
    """The upper median."""
    return sorted(values)[len(values) // 2]


def _two_stand_apart(rows: list[list[DraftLine]], leading: float) -> bool:
    """Whether the two outermost rows stand off from the third: a head of two lines does, text does not."""
    return len(rows) > 2 and abs(rows[1][0].baseline_bp - rows[2][0].baseline_bp) > _APART * leading


def _mark_edge(
    rows: list[list[DraftLine]], repeated: list[float], leading: float, size: float, *, top: bool, lone: bool
) -> None:
    for depth, row in enumerate(rows[:2]):
        if depth + 1 >= len(rows):
            return
        if row[0].role is not None:
            continue
        height = row[0].baseline_bp
        gap = abs(height - rows[depth + 1][0].baseline_bp)
        small = max(line.size_bp for line in row) <= 1.15 * size
        if not top and len(row) == 1 and _FOLIO.fullmatch(row[0].text):
            row[0].role = "folio"
            continue
        recurs = any(abs(height - other) <= 2 * _SAME_HEIGHT for other in repeated)
        second = (
            depth == 1
            and rows[0][0].role is not None
            and abs(rows[0][0].baseline_bp - height) < _HEAD_LEADING * row[0].size_bp
            and gap > _APART * leading
        )
        alone = lone and top and gap > 1.8 * leading and sum(line.weight for line in row) < 160
        if not (small and (recurs or second or alone)):
            return
        if gap <= _APART * leading and not (depth == 0 and _two_stand_apart(rows, leading)):
            return
        for line in row:
            line.role = "folio" if _FOLIO.fullmatch(line.text) else "running-head"
