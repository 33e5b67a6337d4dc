"""Writes lengths as authors and venues state them: "9pt" rather than 8.966bp."""

from __future__ import annotations

from typing import Final

from mlcia_check.model.geometry import BP_PER_TEX_PT

_WHOLE_WINDOW_PT: Final = 0.08
"""pt: a length this near to a whole point means the whole point. LaTeX's 11pt is 10.95pt, and programs other
than TeX round to a tenth and alternate 10.9 with 11.0. 8.8 is not 9."""


def size(length: float) -> int | float:
    """Return a type size or leading of `length` bp in points, of TeX (72.27 to the inch) or of PDF (72).

    Return a whole point if one is near, else a tenth, in the unit in which the length lies nearer to it:
    8.966bp -> 9 (TeX), 13.549bp -> 13.6 (TeX), 13.6bp -> 13.6 (PDF).
    """
    readings = (length / BP_PER_TEX_PT, length)
    whole = min(readings, key=lambda reading: abs(reading - round(reading)))
    if abs(whole - round(whole)) <= _WHOLE_WINDOW_PT:
        return round(whole)
    return plain(min(readings, key=lambda reading: abs(reading - round(reading, 1))))


def plain(number: float) -> int | float:
    """Return a length to a tenth, a whole number without a decimal point."""
    tenths = round(number, 1)
    return int(tenths) if tenths == int(tenths) else tenths
