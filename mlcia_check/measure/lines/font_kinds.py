"""Which of a document's fonts are bold, fixed-pitch or for formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.model.pdf_facts import Font

_MONO_NAMES: Final = (
    "mono",
    "nimbusmon",
    "inconsolata",
    "zi4",
    "courier",
    "nimbusmon",
    "cmtt",
    "cmsltt",
    "cmitt",
    "sftt",
    "lmtt",
    "code",
    "typewriter",
    "consol",
    "menlo",
    "monaco",
    "lettergothic",
    "anonymouspro",
    "txtt",
)
"""Parts of PostScript names: many fonts of TeX set no flag. NimbusMonL is URW's Courier, SFTT is cm-super."""

_MATH_NAMES: Final = (
    "math",
    "txsy",
    "txmi",
    "txex",
    "newtx",
    "ntx",
    "cmsy",
    "cmmi",
    "cmex",
    "msam",
    "msbm",
    "eufm",
    "stix",
)


class FontKinds:
    """Which of a document's fonts are bold, fixed-pitch or for formulas, by number."""

    def __init__(self, fonts: Sequence[Font]) -> None:
        names = [font.name.lower() for font in fonts]
        self.bold = [font.bold for font in fonts]
        self.mono = [
            not font.uneven and (font.fixed_pitch or any(word in name for word in _MONO_NAMES))
            for font, name in zip(fonts, names, strict=True)
        ]
        self.math = [any(word in name for word in _MATH_NAMES) for name in names]
        self.of_font = list(zip(self.bold, self.mono, self.math, strict=True))
