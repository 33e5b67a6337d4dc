"""Lengths as the person writes them who set them, or the venue that asks for them."""

from __future__ import annotations

from typing import Final

from mlcia_check.model.geometry import TEX_PT

_WHOLE: Final = 0.08
"""Points around a whole one that still mean it: LaTeX's own 11pt is 10.95pt, writers other than TeX round
to a tenth and alternate 10.9 with 11.0. 8.8 is no 9."""


def size(length: float) -> int | float:
    """A size of type or a leading of `length` bp in points: TeX's (72.27 to the inch) or the PDF's own.

    The whole point where one is near, else a tenth, in whichever of the two units the length lies
    nearer to it: 8.966bp is 9 (of TeX), 13.549bp is 13.6 (of TeX), 13.6bp is 13.6.
    """
    readings = (length / TEX_PT, length)
    whole = min(readings, key=lambda reading: abs(reading - round(reading)))
    if abs(whole - round(whole)) <= _WHOLE:
        return round(whole)
    return plain(min(readings, key=lambda reading: abs(reading - round(reading, 1))))


def plain(number: float) -> int | float:
    """A length to a tenth, whole numbers without a stop."""
    tenths = round(number, 1)
    return int(tenths) if tenths == int(tenths) else tenths
