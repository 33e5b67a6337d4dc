"""White space above and below lists, as distances between the baselines that it parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.body_text import SET_IN_MIN_BP, is_running_text
from mlcia_check.model.measured_paper import Space

_LIST_TEXT_MAX_BP: Final = 1.0
"""bp between the left ends of an item's lines: letters and marks protrude by up to half of it."""

_PARAGRAPH_MAX_SIZES: Final = 1.6
"""Of the type size, from the column's edge: the first line of a paragraph is set in by less."""

_ITEM: Final = re.compile(r"(?:[•∙●▪■◦–∗*]|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)])(?!\d)\s*\S")
"""How an item begins; a line that begins with "0.05" goes on from the one above."""


def above_lists(lines: Sequence[DraftLine], edge: float, size: float) -> Iterator[Space]:
    """Yield the spaces from the last line of running text to a list's first item.

    A paragraph that begins with a number is no item: its second line returns to the edge. Nor is there glue
    between the label of an item, which can stand at the edge, and a list in this item.
    """
    for before, upper, lower, after in zip(
        (None, *lines), lines, lines[1:], (*lines[2:], None), strict=False
    ):
        if (
            upper.left < edge + SET_IN_MIN_BP
            and (lower.left > edge + SET_IN_MIN_BP or _has_text_above(lower, after, edge))
            and is_running_text(upper, size)
            and is_running_text(lower, size)
            and _ITEM.match(lower.text)
            and not _ITEM.match(upper.text)
            and not _begins_with_label(upper, before, edge)
            and (after is None or after.left > edge + SET_IN_MIN_BP)
        ):
            yield Space(
                "list-above",
                lower.page,
                lower.box,
                upper.baseline_bp - lower.baseline_bp,
                lower.text,
                lower.column,
            )


def below_lists(lines: Sequence[DraftLine], edge: float, size: float) -> Iterator[Space]:
    """Yield the spaces from the last line of a list to the running text below it.

    Only lists count whose last item hangs below its own text: it is then no paragraph with a number. Where
    the text is hardly set in, two lines of it must hang: one could be the first of a paragraph.
    """
    set_in = edge + SET_IN_MIN_BP
    item: DraftLine | None = None
    above: DraftLine | None = None
    for upper, lower, after in zip(lines, lines[1:], (*lines[2:], None), strict=False):
        is_set_in = upper.left > set_in
        if (is_set_in or (lower.left > set_in and _has_text_above(upper, lower, edge))) and _ITEM.match(
            upper.text
        ):
            item = upper
        elif not is_set_in or upper.role != "body":
            item = None
        if (
            item is not None
            and upper is not item
            and upper.left > item.left + _LIST_TEXT_MAX_BP
            and (
                upper.left > edge + _PARAGRAPH_MAX_SIZES * size
                or (above is not item and above is not None and _is_flush(above, upper))
            )
            and is_running_text(upper, size)
            and is_running_text(lower, size)
            and not _ITEM.match(lower.text)
            and _opens_text(lower, after, item, edge)
        ):
            yield Space(
                "list-below", lower.page, lower.box, upper.baseline_bp - lower.baseline_bp, lower.text
            )
        above = upper


def _is_flush(upper: DraftLine, lower: DraftLine) -> bool:
    return abs(upper.left - lower.left) < _LIST_TEXT_MAX_BP / 2


def _opens_text(line: DraftLine, after: DraftLine | None, item: DraftLine, edge: float) -> bool:
    """Return True if a line begins at the column's edge, or as a paragraph left of an item."""
    return line.left < edge + _LIST_TEXT_MAX_BP or (
        line.left < item.left - _LIST_TEXT_MAX_BP
        and after is not None
        and after.left < edge + _LIST_TEXT_MAX_BP
    )


def _begins_with_label(line: DraftLine, before: DraftLine | None, edge: float) -> bool:
    """Return True if a line is an item's bold label, or begins with it below the text of another item."""
    return line.bold or (
        before is not None
        and before.left > edge + SET_IN_MIN_BP
        and len(line.runs) > 1
        and line.runs[0].font != line.font
    )


def _has_text_above(item: DraftLine, after: DraftLine | None, edge: float) -> bool:
    """Return True if an item's text begins just above its second line, right of a label at the column's edge.

    The lines of a paragraph that hang by hand do not: its label has no box of its own.
    """
    return (
        after is not None
        and after.left > edge + SET_IN_MIN_BP
        and any(abs(run.x_bp - after.left) < _LIST_TEXT_MAX_BP for run in item.runs[1:])
    )
