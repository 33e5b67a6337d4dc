"""Finds the section numbers of headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mlcia_check.model.measured_paper import Section

_ARABIC: Final = re.compile(r"\d{1,2}(?!\d)")
_ROMAN: Final = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})\.?$")
_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def first_sections(sections: Iterable[Section]) -> dict[int, int]:
    """Return by page the lowest section number there that is higher than every number on earlier pages."""
    found: dict[int, int] = {}
    highest = before = page = 0
    for section in sections:
        if section.page != page:
            page, before = section.page, highest
        number = number_of(section.number)
        if number > before:
            found[page] = min(number, found.get(page, number))
            highest = max(highest, number)
    return found


def number_of(label: str) -> int:
    """Return the number of the section: "3.1" -> 3, "IV" -> 4; 0 for a letter or an empty text."""
    arabic = _ARABIC.match(label)
    if arabic:
        return int(arabic[0])
    roman = _ROMAN.match(label)
    return 10 * len(roman[1]) + _UNITS.index(roman[2]) if roman and label else 0
