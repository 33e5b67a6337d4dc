"""Where a reference list ends without a heading: at other type, flush text, undated text, small print.

Each function returns the lines or entries of the list, and what follows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile
from typing import Final

from mlcia_check.measure.document.entry_labels import HANGING_MIN_BP, LABEL, insets
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.support.averages import median

YEAR: Final = re.compile(r"(?:19|20)\d\d|n\.\s?d\.")
"""A year as nearly every entry names one: `2012`, `n. d.`."""

_OTHER_TEXT_MIN_SIZES: Final = 1.12
"""Of the entries' own size, from which on lines are other text (9pt body after a list in 7pt)."""

_SIZE_LINES: Final = 8
"""Lines of a list without labels that show the size of its entries."""

_OTHER_LINES_MIN: Final = 3
"""Lines of other text from which on the list has ended; fewer may be a stray formula in a title."""

_FLUSH_LINES_MIN: Final = 10
"""Lines in the entries' own type, but not set in as those are; fewer may be footnotes below the list."""

_STRAY_YEARS_MAX_SHARE: Final = 0.1
"""Of the pieces of text after a list without labels, at most these name a year: some running text does."""

_FLUSH_LINES_MAX: Final = 1.5
"""Lines to a piece that begins at the edge: running text has hardly more than one, entries two and more."""

_SMALL_PRINT_MAX_LINES: Final = 16
"""Lines of the first page's rights block: seven of permission, and those of event, licence, ISBN and DOI."""

_BLOCK_GAP_MIN_LEADINGS: Final = 1.4
"""Of the list's own leading, from which on a gap sets a block off (the class: 13.3bp after lines of 8bp)."""


def before_small_print(listed: Sequence[DraftLine]) -> tuple[list[DraftLine], list[DraftLine]]:
    """Return the lines without the first page's small print, which a list that ends on that page has below
    it.

    Its blocks are set off by a gap, and no line of them is set in, as the further lines of entries are.
    """
    if not listed or listed[-1].page != 1:
        return list(listed), []
    place = listed[-1].column
    column = [line for line in listed if (line.page, line.column) == (1, place)]
    steps = [upper.baseline_bp - lower.baseline_bp for upper, lower in pairwise(column)]
    if not steps:
        return list(listed), []
    largest_step = _BLOCK_GAP_MIN_LEADINGS * median(steps)
    edge = min(line.left for line in column)
    for index in range(len(column) - _SMALL_PRINT_MAX_LINES, len(column)):
        if index < 1 or steps[index - 1] <= largest_step:
            continue
        block = column[index:]
        largest = _OTHER_TEXT_MIN_SIZES * max(line.size_bp for line in column[:index])
        flush = all(line.left < edge + HANGING_MIN_BP / 2 and line.size_bp < largest for line in block)
        if flush and not any(LABEL.match(line.text) for line in block):
            small_print = frozenset(block)
            return [line for line in listed if line not in small_print], block
    return list(listed), []


def before_other_type(listed: Sequence[DraftLine]) -> tuple[list[DraftLine], list[DraftLine]]:
    """Return the lines up to where larger type shows that the list has ended without a heading, and the
    rest.
    """
    first = [line for line in listed if LABEL.match(line.text)] or listed[:_SIZE_LINES]
    usual = Counter(round(line.size_bp, 1) for line in first).most_common(1)[0][0] if first else 0.0
    largest = usual * _OTHER_TEXT_MIN_SIZES
    began, larger = False, 0
    for index, line in enumerate(listed):
        began = began or line.size_bp <= largest
        larger = larger + 1 if line.size_bp > largest else 0
        if began and larger >= _OTHER_LINES_MIN:
            before, rest = listed[: index - larger + 1], listed[index - larger + 1 :]
            if _ends_an_entry(rest, before, largest):
                return [one for one in listed if one.size_bp <= largest or one.role != "listing"], []
            # a float in larger type parts the list but does not end it: entries follow again
            if 2 * sum(other.size_bp > largest for other in rest) > len(rest):
                return list(before), list(rest)
    return list(listed), []


def _ends_an_entry(rest: Sequence[DraftLine], before: Sequence[DraftLine], largest: float) -> bool:
    """Return whether the last lines of the rest are those of an entry that a listing in a float parts.

    They are of the entries' type, and begin where further lines of labelled entries begin in that column.
    """
    if rest[0].role != "listing" or not any(LABEL.match(line.text) for line in before):
        return False
    further = {(line.column, round(line.left)) for line in before if not LABEL.match(line.text)}
    last = list(takewhile(lambda line: line.size_bp <= largest, reversed(rest)))
    return bool(last) and all((line.column, round(line.left)) in further for line in last)


def before_flush_text(
    listed: Sequence[DraftLine], labelled: Collection[DraftLine]
) -> tuple[list[DraftLine], list[DraftLine]]:
    """Return the lines up to where text in the entries' own type follows the last one flush left, and the
    rest.

    `labelled` are the first lines of the entries.
    """
    last = max(index for index, line in enumerate(listed) if line in labelled)
    hanging = bool(insets(listed[: last + 1], labelled))
    place = (listed[last].page, listed[last].column)
    flush = [
        index
        for index in range(last + 1, len(listed))
        if (listed[index].page, listed[index].column) == place
        and listed[index].left < listed[last].left + HANGING_MIN_BP
    ]
    if not hanging or len(flush) < _FLUSH_LINES_MIN:
        return list(listed), []
    return list(listed[: flush[0]]), list(listed[flush[0] :])


def before_undated(entries: Sequence[list[DraftLine]]) -> tuple[list[list[DraftLine]], list[DraftLine]]:
    """Return the entries, which name a year, and the lines that follow them where hardly any does.

    Entries without a year differ from running text by their further lines, which are set in.
    """
    dated = [bool(YEAR.search(" ".join(line.text for line in entry))) for entry in entries]
    end = len(entries)
    years = lines = 0
    for index in range(len(entries) - 1, -1, -1):
        years += dated[index]
        lines += len(entries[index])
        pieces = len(entries) - index
        few_years = years <= _STRAY_YEARS_MAX_SHARE * pieces
        if not dated[index] and few_years and lines <= _FLUSH_LINES_MAX * pieces:
            end = index
    kept = [entry for entry, named in zip(entries[:end], dated[:end], strict=True) if named]
    return kept, [line for entry in entries[end:] for line in entry]
