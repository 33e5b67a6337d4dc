"""Lengths as rule packs write them: a number and its unit, read into bp. Data only."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta

from mlcia_check.model.geometry import BP_PER_TEX_PT

UNITS: dict[str, float] = {
    "pt": BP_PER_TEX_PT,
    "bp": 1.0,
    "in": 72.0,
    "mm": 72.0 / 25.4,
    "cm": 72.0 / 2.54,
    "pc": 12.0 * BP_PER_TEX_PT,
}
"""The size of each unit in bp. `pt` and `pc` are those of TeX, which LaTeX authors use."""

PATTERN = r"^[0-9]+(\.[0-9]+)? ?(pt|bp|in|mm|cm|pc)$"

Length = Annotated[float, Meta(extra={"kind": "length"}, extra_json_schema={"x-kind": "length"})]
"""A length in bp; a pack writes it with its unit, "9pt" or "0.75in"."""

PositiveLength = Annotated[
    float, Meta(gt=0, extra={"kind": "length"}, extra_json_schema={"x-kind": "length"})
]
"""A length in bp that something has which is there: a page, a column, a letter."""


def parse_length(text: str) -> float:
    """Return the length in `text` in bp. Raises ValueError if the number or the unit is missing, and for
    a number below zero."""
    if not re.fullmatch(PATTERN, text):
        raise ValueError(text)
    return float(text[:-2]) * UNITS[text[-2:]]
