"""Finds the tool that made a paper, so that a hint can name its menus or commands."""

from __future__ import annotations

import re

from mlcia_check.model.measured_paper import BodyType, Paper
from mlcia_check.model.pdf_facts import Structure
from mlcia_check.model.rule_pack import Tool
from mlcia_check.support.late_pattern import LatePattern

NAMES: dict[Tool, LatePattern[str]] = {
    "typst": LatePattern("typst", re.IGNORECASE),
    "latex": LatePattern(r"tex\b|dvips|dvipdfm|tectonic", re.IGNORECASE),
    "libreoffice": LatePattern("libreoffice|openoffice|collabora", re.IGNORECASE),
    "word": LatePattern(r"\bword\b|\bwps(?![a-z])|kingsoft|\bpages\b", re.IGNORECASE),
}
"""Text that a tool, or a program that it calls, writes as the creator or producer of a PDF."""

FONTS: dict[Tool, LatePattern[str]] = {
    "latex": LatePattern(
        r"LinLibertineT|(CM|SF|MS)[A-Z]{1,3}\d|LM(Roman|Sans|Mono|Math)|NewTX|txmi|NimbusRomNo9|Fandol"
    ),
    "typst": LatePattern("NewCMMath|NewComputerModern"),
    "libreoffice": LatePattern("Liberation|OpenSymbol"),
    "word": LatePattern("TimesNewRoman|Calibri|Cambria|Aptos"),
}
"""PostScript names of fonts that come with one tool and are rarely used with another."""

_TYPE1_OF_TEX = LatePattern(r"Lin(Libertine|Biolinum)T|(CM|SF)[A-Z]{1,4}\d")
"""PostScript names of Type 1 fonts that only TeX sets: other tools know these typefaces by other names."""

_SIGNS_OF_TEX = LatePattern(r"tx(sy|ex|mi)[a-zX]*\d?$|LibertineMathMI|NewTXMI")
"""PostScript names of newtx fonts for signs and formulas, which only TeX sets; XeTeX takes bullets there."""

_SIGNS_MIN = 3
"""Characters in such fonts outside figures: the bullets of a list."""


def tool(paper: Paper) -> Tool:
    """Return the tool that made the paper, from its metadata, else from its fonts; "" if unknown.

    Anybody can write anything into the metadata. A text with fonts that only TeX sets was set by TeX.
    """
    if isinstance(paper.body, BodyType) and _TYPE1_OF_TEX.match(paper.body.font):
        return "latex"
    signs = [use.text for use in paper.font_uses if _SIGNS_OF_TEX.match(paper.fonts[use.font].name)]
    if sum(signs) >= _SIGNS_MIN:
        return "latex"
    return _by_name(paper.structure) or _by_fonts(paper)


def _by_name(structure: Structure) -> Tool:
    """Return the tool in the metadata. The creator comes first: a producer may have rewritten the file."""
    for name in (structure.creator, structure.producer):
        for made_with, pattern in NAMES.items():
            if pattern.search(name):
                return made_with
    return ""


def _by_fonts(paper: Paper) -> Tool:
    body = [paper.body.font] if isinstance(paper.body, BodyType) else []
    for font in (*body, *(font.name for font in paper.fonts)):
        for made_with, pattern in FONTS.items():
            if pattern.match(font):
                return made_with
    return ""
