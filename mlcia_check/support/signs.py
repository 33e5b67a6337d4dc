"""Tells text from signs that stand for no letter or digit, by which programs draw the points of plots."""

from __future__ import annotations

from typing import Final

from mlcia_check.support.character_ranges import CharacterRanges

_SIGNS: Final = CharacterRanges(("\u25a0", "\u26ff"), ("\u2701", "\u2775"))
"""Geometric shapes, signs and dingbats, without the letters and digits in circles on both sides of them. R
draws a full circle for each point of a plot, tens of thousands on a page."""


def are_signs(text: str) -> bool:
    """Return whether a text consists of such signs, and of at least one."""
    return not text.isascii() and all(map(_SIGNS.__contains__, text))
