"""The words of a heading: its number, its title, and the form in which titles are compared."""

from __future__ import annotations

import re
from typing import Final

from mlcia_check.support.character_ranges import HAN
from mlcia_check.support.late_pattern import LatePattern

LARGER_MIN_SIZES: Final = 1.04
"""Of the body size: larger type is a heading's by its size alone."""

_NUMBERED: Final = re.compile(r"^(?:[A-Z]|\d{1,2})(?:\.\d{1,2}){0,3}\.?\s+\S|^[IVX]{1,5}\.\s+\S")
"""`3.1 Threat Model`, `A Proofs`, `IV. Results`."""

_ENUMERATED: Final = LatePattern(r"^[(（]?第?[一二三四五六七八九十\d]{1,3}[章节節、.．,，)）\s]\s*")
"""`七、参考文献`, `第7章 局限性`, `（三）方法`: numbers that Chinese headings bear."""

_LETTERSPACED: Final = re.compile(r"^\w(?: \w){3,}")
"""`A B S T R A C T` has no number."""


def heading_number(text: str) -> tuple[str, str]:
    """Return a heading's number and title: "3.1 Setup" -> ("3.1", "Setup"), "Proofs" -> ("", "Proofs").

    Chinese numbers are left out of the title, and do not count: "七、附录" -> ("", "附录").
    """
    if _NUMBERED.match(text) and not _LETTERSPACED.match(text):
        number, _, title = text.partition(" ")
        return number.rstrip("."), title.strip()
    title = text.strip()
    return "", _ENUMERATED.sub("", title) if HAN.are_in(title) else title


def comparable(text: str) -> str:
    """Return a heading's words for comparison: lower case, no spaces (some are letterspaced), no final mark.

    "R E F E R E N C E S" -> "references", "Abstract:" -> "abstract".
    """
    return "".join(text.lower().split()).rstrip(".:：。")
