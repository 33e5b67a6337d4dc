"""Listings: lines in fixed-pitch type, and algorithms that number their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels

_CODE_NUMBER: Final = re.compile(r"^\s*(\d{1,3}):(?:\s|$)")
"""`12: return x` begins a numbered line of an algorithm."""


def fixed_pitch_labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return the lines that are in fixed-pitch type for the most part."""
    return {line: "listing" for line in lines if line.role == "unclassified" and line.mono}


def numbered_labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return algorithms that number their lines ("1:", "2:" ...): the numbered lines and what they run on
    to.
    """
    found: RoleLabels = {}
    start: int | None = None
    expected = 0
    for place, line in enumerate(lines):
        number = _CODE_NUMBER.match(line.text) if ":" in line.text else None
        if number is None or line.role != "unclassified":
            continue
        value = int(number[1])
        if value == expected and start is not None:
            previous = lines[start]
            if (previous.page, previous.column) == (line.page, line.column):
                for between in lines[start : place + 1]:
                    if between.role == "unclassified":
                        found[between] = "listing"
        start, expected = place, value + 1
    return found
