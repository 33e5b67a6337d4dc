"""White space around display formulas, as distances between baselines.

A formula of one plain row shows its baseline. Of one with fractions, limits or several rows, no baseline
tells where it begins: above it the white between the text's ink and its own counts, with the leading added.
No honest formula has less than one of a plain row: TeX's glue stands between boxes that hold the ink, and
boxes that are too high for the leading touch at most. Below it, where TeX's least glue is half as high, the
foot of a formula in several rows tells too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.body_text import is_of_size, is_running_text
from mlcia_check.model.measured_paper import Space

_PARAGRAPH_MAX_SIZES: Final = 2.0
"""Of the type size, from the column's edge: text begins within this, centred formulas do not."""

_SET_IN_MIN_SIZES: Final = 1.3
"""Of the type size, from the column's edge: what begins further left is a line of text with formulas."""

_CENTRED_MAX_BP: Final = 6.0
"""bp between the white before a centred formula and that behind it: marks and accents lean out by less."""

_CHARACTERS_MIN: Final = 4
"""Characters of a formula: the square that ends a proof can stand in a line of its own."""

_FLUSH_MAX_BP: Final = 1.5
"""bp from the column's edge within which a line begins flush left."""

_WORDS_MIN_LETTERS: Final = 0.6
"""Share of letters in a line of words, mathematics between them included."""

_ROWS_MAX_SIZES: Final = 0.85
"""Of the type size, between rows of one formula that are nearer than lines of text."""

_OWN_ROW_MIN_SIZES: Final = 2.3
"""Of the type size, from the text above to the text below: two rows of 9pt on 11pt are 2.44 apart.

What stands between lines that are nearer belongs to formulas in these lines.
"""

_BELOW_TEXT_MIN_SIZES: Final = 0.55
"""Of the type size, from the baseline above to the middle of a row: denominators in a line are nearer."""

_ABOVE_TEXT_MIN_SIZES: Final = 0.96
"""Of the type size, from the middle of a row to the baseline below: numerators in a line are nearer."""

_OVERLAP_MAX_BP: Final = 0.3
"""bp: rows whose ink reaches further into that of the text belong to formulas in the line."""

_LOWERED_MAX_BP: Final = 3.0
"""bp from the baseline of a formula: subscripts stand there; a denominator or a limit stands lower."""

_SCRIPT_MAX_SIZES: Final = 0.8
"""Of the body's size: what is raised in smaller type is an exponent, in larger type a numerator."""

_NUMBER: Final = re.compile(r"\(\w{1,3}(?:\.\d{1,3})?\)$")
"""How a row ends that bears its equation's number."""


def display_spaces(
    lines: Sequence[DraftLine], edge: float, width: float | None, size: float, leading: float
) -> Iterator[Space]:
    """Yield spaces around the formulas of one column: above those that the line before reaches over, and
    below.

    TeX sets less above the others; it takes a line for longer by two em, here it is one. `edge` is the
    column's left edge, `width` its width if it is known, `size` and `leading` are the body's, in bp.
    """
    seen = 0
    for index, line in enumerate(lines):
        if index < seen or line.role != "display":
            continue
        first = index
        while first > 0 and _is_row(lines[first - 1], lines[first], size):
            first -= 1
        seen = index + 1
        while seen < len(lines) and _is_row(lines[seen], lines[seen - 1], size):
            seen += 1
        if first > 0 and seen < len(lines):
            yield from _around(lines[first - 1], lines[first:seen], lines[seen], edge, width, size, leading)


def _is_row(line: DraftLine, beside: DraftLine, size: float) -> bool:
    """Return True for a further row of a formula: "0 otherwise." is half a line from the row beside it."""
    return line.role == "display" or (
        line.role == "body" and abs(line.baseline_bp - beside.baseline_bp) < _ROWS_MAX_SIZES * size
    )


def _around(
    above: DraftLine,
    formula: Sequence[DraftLine],
    below: DraftLine,
    edge: float,
    width: float | None,
    size: float,
    leading: float,
) -> Iterator[Space]:
    """Yield spaces between a formula and the text above and below it, if both are of the body's size."""
    left = min(row.left for row in formula)
    if not (
        left > edge + _SET_IN_MIN_SIZES * size
        and sum(row.weight for row in formula) >= _CHARACTERS_MIN
        and _is_text(above, size)
        and _is_text(below, size)
        and _is_apart(above, formula, below, size)
        and (width is None or _is_display(formula, edge, width))
    ):
        return
    first, last = formula[0], formula[-1]
    if above.left < edge + _PARAGRAPH_MAX_SIZES * size and left < above.right + size:
        distance = _from_text(above, formula, size, leading)
        yield Space("display-above", first.page, first.box, distance, first.text)
    if (
        below.left < edge + _FLUSH_MAX_BP
        and _is_main(last, formula, size)
        and all(last.baseline_bp - run.baseline_bp < _LOWERED_MAX_BP for run in last.runs)
    ):
        distance = last.baseline_bp - below.baseline_bp
        yield Space("display-below", below.page, below.box, distance, below.text)


def _is_display(formula: Sequence[DraftLine], edge: float, width: float) -> bool:
    """Return True if a formula is centred in its column, or its number stands at the end.

    Other lines that are mostly symbols belong to a paragraph: "that |E| <= e." at its end.
    """
    left, right = min(row.left for row in formula), max(row.right for row in formula)
    return abs(left + right - (2 * edge + width)) < _CENTRED_MAX_BP or any(
        _NUMBER.search(row.text) for row in formula
    )


def _is_text(line: DraftLine, size: float) -> bool:
    """Return True for a line of words in the body's size; formulas are sometimes taken for running text."""
    return is_running_text(line, size) and line.letter_share > _WORDS_MIN_LETTERS


def _is_apart(above: DraftLine, formula: Sequence[DraftLine], below: DraftLine, size: float) -> bool:
    """Return True if the rows are a formula of their own, not parts of formulas in the lines around them."""
    return above.baseline_bp - below.baseline_bp > _OWN_ROW_MIN_SIZES * size and all(
        row.top < above.bottom + _OVERLAP_MAX_BP
        and row.bottom > below.top - _OVERLAP_MAX_BP
        and above.baseline_bp - (row.top + row.bottom) / 2 > _BELOW_TEXT_MIN_SIZES * size
        and (row.top + row.bottom) / 2 - below.baseline_bp > _ABOVE_TEXT_MIN_SIZES * size
        for row in formula
    )


def _from_text(above: DraftLine, formula: Sequence[DraftLine], size: float, leading: float) -> float:
    row = formula[0]
    if _is_main(row, formula, size) and all(
        abs(row.baseline_bp - run.baseline_bp) < _LOWERED_MAX_BP
        for run in row.runs
        if run.size_bp > _SCRIPT_MAX_SIZES * size
    ):
        return above.baseline_bp - row.baseline_bp
    return above.bottom - max(row.top for row in formula) + leading


def _is_main(row: DraftLine, formula: Sequence[DraftLine], size: float) -> bool:
    """Return True if a row stands on its formula's baseline: the only row, or one with a number."""
    return is_of_size(row, size) and (len(formula) == 1 or bool(_NUMBER.search(row.text)))
