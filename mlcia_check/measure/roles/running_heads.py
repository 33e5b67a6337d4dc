"""What stands above and below the text block: running heads and feet, folios."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.measure.roles.heading_text import heading_number
from mlcia_check.model.pdf_facts import TextRun

_FOLIO: Final = re.compile(r"[\s\-–—]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—]*", re.IGNORECASE)

_SET_OFF_MIN_LEADINGS: Final = 1.35
"""A running head is set off by more than this many leadings of the text below it (24pt in the class)."""

_HEAD_LEADING_MAX_SIZES: Final = 1.6
"""Of the type size: the lines of one running head stand no further apart."""

_HEAD_SPLIT_MIN_EM: Final = 1.5
"""Of the type size: a word space has a quarter, letterspaced words up to 0.7."""

_FOLIO_MAX_CHARACTERS: Final = 4
"""Characters that a folio adds to the words of a head beside it."""

_WORDS_MIN_CHARACTERS: Final = 4
"""Shorter words at one height of two pages can be the same by chance."""

_PAGES_MIN: Final = 2
"""Pages on which a head recurs."""

_TWO_PAGES: Final = 2
"""Of so few pages one may have a head that the other has not: left and right pages differ."""

_LONE_HEAD_MAX_PAGES: Final = 4
"""The first page has no head, so that a left or a right page can be the only one of its side that has one.
Of more than two pages, a lone head must be set in smaller type than the text to be known.
"""

_SMALLER_HEAD_MAX_SIZES: Final = 0.9
"""Of the body size."""

_LONE_HEAD_MIN_LEADINGS: Final = 1.8
_LONE_HEAD_MAX_CHARACTERS: Final = 200
"""A head that recurs on no page stands further off than others, and is no paragraph: a line of 7pt across
both columns holds about 165 characters.
"""

_HEAD_MAX_SIZES: Final = 1.15
"""Of the body size: larger type is a title's."""

_EDGE_ROWS: Final = 6
"""Rows that are looked at from each edge of a page: those of a head, and those that show how far it is off.
The names of 26 authors take four.
"""

_HEAD_ROWS: Final = 2
"""Most rows of a head or a foot whose words do not recur."""

_SAME_HEIGHT_BP: Final = 0.8
"""bp within which heads of different pages stand at one height."""


def labels(pages: Sequence[Sequence[DraftLine]], body: BodyGuess, caption: CaptionPattern) -> RoleLabels:
    """Return rows that stand apart at the top or the bottom, at one height on several pages (or a lone
    folio).

    "KDD '24, August 2024, Barcelona" above the text of each page -> running-head; "12" below it -> folio.
    A line that begins as `caption` says, or a bold one with a section's number, is no head unless its words
    recur: in a format without running heads, those on top of several pages stand at one height. What goes on
    with a caption is no foot.
    """
    found: RoleLabels = {}
    tops = [_rows_from_edge(lines, top=True) for lines in pages]
    feet = [
        rows
        for rows in (_rows_from_edge(lines, top=False) for lines in pages)
        if not _ends_a_caption(rows, caption, body.leading_bp)
    ]
    for rows_of_pages, top in ((tops, True), (feet, False)):
        found.update(_repeated_words(rows_of_pages))
        if top and found:
            found.update(_further_rows(rows_of_pages, body, found))
        asked = [_possible_heads(rows, caption, found) for rows in rows_of_pages]
        outermost = [rows for rows, most in zip(rows_of_pages, asked, strict=True) if most]
        heights = _repeated_heights(outermost, body.leading_bp)
        for rows, most in zip(rows_of_pages, asked, strict=True):
            _claim_edge(rows, most, heights, body, found, top=top, pages=len(pages))
    return found


def heads_apart(line: DraftLine) -> list[list[TextRun]]:
    """Return the runs of a running head, parted where two heads stand at the two ends of one row.

    "A Title of Some Length      Venue '17, July 2017": neither quotes the other.
    """
    runs = sorted(line.runs, key=lambda run: run.box.left)
    parts = [[runs[0]]]
    for left, right in pairwise(runs):
        if right.box.left - left.box.right > _HEAD_SPLIT_MIN_EM * line.size_bp:
            parts.append([])
        parts[-1].append(right)
    return parts


def _repeated_words(pages: Sequence[list[list[DraftLine]]]) -> RoleLabels:
    """Return outermost lines that recur on pages, at one height and with the same words but for their digits.

    A page's folio can have joined the words on one of them.
    """
    seen: defaultdict[int, list[tuple[str, DraftLine]]] = defaultdict(list)
    for rows in pages:
        for line in rows[0] if rows else ():
            seen[round(line.baseline_bp)].append((re.sub(r"\d+", "0", line.text).strip(), line))
    found: RoleLabels = {}
    for lines in seen.values():
        counts = Counter(words for words, _ in lines if len(words) >= _WORDS_MIN_CHARACTERS)
        repeated = [words for words, count in counts.items() if count >= _PAGES_MIN]
        for words, line in lines:
            if any(known in words and len(words) <= len(known) + _FOLIO_MAX_CHARACTERS for known in repeated):
                found[line] = "running-head"
    return found


def _further_rows(pages: Sequence[list[list[DraftLine]]], body: BodyGuess, heads: RoleLabels) -> RoleLabels:
    """Return rows below the first row of a head that go on with it, with the same words on pages.

    The names of many authors fill so many rows that the last ones stand right above the text, or in it.
    """
    found: RoleLabels = {}
    for depth in range(1, _EDGE_ROWS):
        lower: defaultdict[tuple[int, str], list[DraftLine]] = defaultdict(list)
        for rows in pages:
            if depth < len(rows) and all(line in heads or line in found for line in rows[depth - 1]):
                upper, row = rows[depth - 1][0], rows[depth]
                near = upper.baseline_bp - row[0].baseline_bp < _HEAD_LEADING_MAX_SIZES * row[0].size_bp
                if near and all(line.size_bp <= _SMALLER_HEAD_MAX_SIZES * body.size_bp for line in row):
                    words = re.sub(r"\d+", "0", " ".join(line.text for line in row)).strip()
                    lower[round(row[0].baseline_bp), words].extend(row)
        for lines in lower.values():
            if len({line.page for line in lines}) >= _PAGES_MIN:
                found.update(dict.fromkeys(lines, "running-head"))
    return found


def _ends_a_caption(rows: list[list[DraftLine]], caption: CaptionPattern, leading: float) -> bool:
    """Return whether the lowest row of a page goes on with a caption, line by line at the leading."""
    return any(_goes_on(line, rows[1:], caption, leading) for line in (rows[0] if rows else ()))


def _goes_on(
    line: DraftLine, rows: Iterable[list[DraftLine]], caption: CaptionPattern, leading: float
) -> bool:
    for row in rows:
        for upper in row:
            if upper.left < line.right and line.left < upper.right:
                if upper.baseline_bp - line.baseline_bp > _SET_OFF_MIN_LEADINGS * leading:
                    return False
                if caption.match(upper.text):
                    return True
                line = upper
    return False


def _possible_heads(rows: list[list[DraftLine]], caption: CaptionPattern, found: RoleLabels) -> int:
    """Return how many rows from the edge may be heads: at most two, up to a caption or a numbered heading."""
    return next(
        (
            depth
            for depth, row in enumerate(rows[:_HEAD_ROWS])
            if row[0] not in found
            and any(caption.match(line.text) or (line.bold and heading_number(line.text)[0]) for line in row)
        ),
        _HEAD_ROWS,
    )


def _rows_from_edge(lines: Iterable[DraftLine], top: bool) -> list[list[DraftLine]]:
    """Return the outermost rows of a page, from the edge inwards."""
    plain = sorted(
        [line for line in lines if line.role == "unclassified"],
        key=attrgetter("baseline_bp"),
        reverse=top,
    )
    rows: list[list[DraftLine]] = []
    for line in plain:
        if rows and abs(rows[-1][0].baseline_bp - line.baseline_bp) < 1.0:
            rows[-1].append(line)
        elif len(rows) == _EDGE_ROWS:
            break
        else:
            rows.append([line])
    return rows


def _repeated_heights(pages: Sequence[list[list[DraftLine]]], leading: float) -> list[float]:
    """Return heights of outermost rows that recur on pages and stand off from the text there."""
    gaps: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for rows in pages:
        if len(rows) > 1:
            height = rows[0][0].baseline_bp
            gap = abs(height - rows[1][0].baseline_bp)
            if gap < _SET_OFF_MIN_LEADINGS * leading and len(rows) > 2:
                # a head of two lines
                gap = (
                    max(gap, 0.0)
                    if gap < 0.6 * leading
                    else abs(rows[1][0].baseline_bp - rows[2][0].baseline_bp)
                )
            gaps[round(height / _SAME_HEIGHT_BP)].append((height, gap))
    return [
        _middle([height for height, _ in near])
        for near in gaps.values()
        if len(near) >= _PAGES_MIN and _middle([gap for _, gap in near]) > _SET_OFF_MIN_LEADINGS * leading
    ]


def _middle(values: list[float]) -> float:
    """Return the upper median."""
    return sorted(values)[len(values) // 2]


def _two_stand_apart(rows: list[list[DraftLine]], leading: float) -> bool:
    """Return whether the two outermost rows stand off from the third: a head of two lines does, text does
    not.
    """
    return (
        len(rows) > 2
        and abs(rows[1][0].baseline_bp - rows[2][0].baseline_bp) > _SET_OFF_MIN_LEADINGS * leading
    )


def _claim_edge(
    rows: list[list[DraftLine]],
    most: int,
    heights: list[float],
    body: BodyGuess,
    found: RoleLabels,
    *,
    top: bool,
    pages: int,
) -> None:
    """Add to `found` which of the `most` outermost rows of a page are heads or feet; `rows` from the edge.

    The document has so many `pages`.
    """
    for depth, row in enumerate(rows[:most]):
        if depth + 1 >= len(rows):
            return
        if all(line in found for line in row):
            continue
        if not top and len(row) == 1 and _FOLIO.fullmatch(row[0].text):
            found[row[0]] = "folio"
            continue
        height = row[0].baseline_bp
        gap = abs(height - rows[depth + 1][0].baseline_bp)
        set_off = gap > _SET_OFF_MIN_LEADINGS * body.leading_bp
        # A page has two heads, and of so few pages that only one of them recurs.
        beside = any(line in found for line in row)
        recurs = beside or any(abs(height - other) <= 2 * _SAME_HEIGHT_BP for other in heights)
        second = (
            depth == 1
            and rows[0][0] in found
            and abs(rows[0][0].baseline_bp - height) < _HEAD_LEADING_MAX_SIZES * row[0].size_bp
            and set_off
        )
        size = max(line.size_bp for line in row)
        can_be_lone = pages <= _TWO_PAGES or (
            pages <= _LONE_HEAD_MAX_PAGES and size <= _SMALLER_HEAD_MAX_SIZES * body.size_bp
        )
        lone = top and can_be_lone and _is_lone_head(rows[depth:], body)
        small = size <= _HEAD_MAX_SIZES * body.size_bp
        if beside and not (small and set_off):
            continue
        if not (small and (recurs or second or lone)):
            return
        if not set_off and not (depth == 0 and _two_stand_apart(rows, body.leading_bp)):
            return
        for line in row:
            found[line] = "folio" if _FOLIO.fullmatch(line.text) else "running-head"


def _is_lone_head(rows: Sequence[Sequence[DraftLine]], body: BodyGuess) -> bool:
    """Return whether the first of the rows stands so far off the text that it is a head, though no other
    page repeats it; its second line may stand between.
    """
    weight = sum(line.weight for line in rows[0])
    gaps = [upper[0].baseline_bp - lower[0].baseline_bp for upper, lower in pairwise(rows[: _HEAD_ROWS + 1])]
    of_two_lines = len(gaps) == _HEAD_ROWS and gaps[0] < _HEAD_LEADING_MAX_SIZES * rows[0][0].size_bp
    gap = gaps[-1] if of_two_lines else gaps[0]
    return gap > _LONE_HEAD_MIN_LEADINGS * body.leading_bp and weight < _LONE_HEAD_MAX_CHARACTERS
