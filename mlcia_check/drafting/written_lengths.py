"""Writes measured lengths as a class states them: 9.96bp as "10pt", 612bp as "8.5in"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mlcia_check.model.lengths import UNITS

_TYPE_STEPS: Final = (1.0, 0.5, 0.1, 0.05)
"""Sizes and leadings are multiples of these, the roundest first: 9pt, 10.5pt, 13.6pt, 10.95pt."""

_TYPE_EXACT_BP: Final = 0.006
"""TeX and PDFium write sizes to a thousandth; 10.9bp and 10.95pt differ by 0.009bp."""

_PAPER_EXACT_BP: Final = 0.5
"""Printers' drivers round paper to a whole point: A4 is 595 or 595.28bp wide."""


def type_length(bp: float) -> str:
    """Return a type size or a leading in TeX's points, in bp, or as measured to a hundredth of a bp."""
    tried = ((unit, step) for step in _TYPE_STEPS for unit in ("pt", "bp"))
    return _round(bp, tried, _TYPE_EXACT_BP) or plain_length(bp)


def paper_length(bp: float) -> str:
    """Return a side of the paper in inches, in millimetres, or as measured."""
    tried = (("in", 0.25), ("mm", 1.0))
    return _round(bp, tried, _PAPER_EXACT_BP) or plain_length(bp)


def plain_length(bp: float) -> str:
    """Return a length in bp to a hundredth: "240.25bp"."""
    return f"{round(bp, 2):g}bp"


def _round(bp: float, tried: Iterable[tuple[str, float]], exact_bp: float) -> str:
    """Return the first multiple of a step in a unit that is `bp`, "" if none is."""
    for unit, step in tried:
        number = round(bp / UNITS[unit] / step) * step
        if number and abs(number * UNITS[unit] - bp) <= exact_bp:
            return f"{round(number, 2):g}{unit}"
    return ""
