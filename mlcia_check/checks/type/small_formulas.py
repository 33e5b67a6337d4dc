"""Finds display formulas that are set in smaller type than the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mlcia_check.model import authoring_tool
from mlcia_check.model.measured_paper import Line, Paper, Unmeasured

_SMALL_FORMULAS_MIN_SHARE: Final = 0.6
"""Of a paper's display formulas. Authors shrink long ones to fit; of 420 papers none had more than 0.45."""

_SMALL_FORMULA_BP: Final = 0.5
"""bp by which a formula's letters must be smaller: LaTeX's sizes are a point apart."""

_SCRIPT_MAX_SIZES: Final = 0.7
"""Of the body's size: indices are as small, and stand alone where their formula was not found."""

_CENTRED_MAX_BP: Final = 1.0
"""bp from the middle of a formula to that of its column."""

_NUMBER_OF_FORMULA: Final = re.compile(r"\w.*\(\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
"""What ends with the number of a formula, as `y = f(x) (12)`."""

_NEXT_ROW_MAX_SIZES: Final = 3.0
"""Of the body's size: rows of one formula, as of a fraction or an array, stand no further apart."""


def small_formulas(paper: Paper, body: float, fewest: int) -> list[Line]:
    """Return the display formulas in smaller type than the body's `body` bp, if most of a paper's are so.

    Each is the row of its formula with the largest type: limits and fractions have rows of smaller letters. A
    formula that is too wide for its column at the body's size may be shrunk. The list is empty if fewer than
    `fewest` are small, or if no LaTeX made the paper.
    """
    displays = [line for line in paper.lines if line.role == "display"]
    if len(displays) < fewest or authoring_tool.tool(paper) != "latex":
        return []
    formulas: list[list[Line]] = []
    for line in displays:
        if formulas and _follows(line, formulas[-1][-1], _NEXT_ROW_MAX_SIZES * body):
            formulas[-1].append(line)
        else:
            formulas.append([line])
    middles = _middles(paper)
    asked = [
        rows
        for rows in formulas
        if any(_is_set_as_formula(line, middles.get(line.column)) for line in rows)
        and not _is_shrunk_to_fit(rows, body, paper.column_width_bp)
    ]
    largest = [max(rows, key=lambda line: line.size_bp) for rows in asked]
    least = _SCRIPT_MAX_SIZES * body
    small = [line for line in largest if least < line.size_bp < body - _SMALL_FORMULA_BP]
    most_are = len(small) >= _SMALL_FORMULAS_MIN_SHARE * len(largest)
    return small if len(small) >= fewest and most_are else []


def _follows(line: Line, above: Line, most: float) -> bool:
    return (line.page, line.column) == (above.page, above.column) and abs(
        above.baseline_bp - line.baseline_bp
    ) < most


def _is_shrunk_to_fit(rows: Sequence[Line], body: float, width: float | Unmeasured) -> bool:
    """Return True if a formula would be wider than its column in type of the body's size."""
    held = max(line.box.right for line in rows) - min(line.box.left for line in rows)
    return not isinstance(width, Unmeasured) and held * body > width * max(line.size_bp for line in rows)


def _middles(paper: Paper) -> dict[int, float]:
    """Return the middle of each column in bp, by the edges that it has on some page."""
    return {
        column.index: (column.left_bp + column.right_bp) / 2
        for column in paper.columns
        if not isinstance(column.left_bp, Unmeasured) and not isinstance(column.right_bp, Unmeasured)
    }


def _is_set_as_formula(line: Line, middle: float | None) -> bool:
    """Return True if a row stands in the middle of its column or ends in a number; lines of code do not."""
    centred = middle is not None and abs((line.box.left + line.box.right) / 2 - middle) < _CENTRED_MAX_BP
    return centred or bool(_NUMBER_OF_FORMULA.search(line.text))
