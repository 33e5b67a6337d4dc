"""Finds the tool that made a paper, so that a hint can name its menus or commands."""

from __future__ import annotations

import re

from mlcia_check.model.measured_paper import BodyType, Paper
from mlcia_check.model.pdf_facts import Structure
from mlcia_check.model.rule_pack import Tool

NAMES: dict[Tool, re.Pattern[str]] = {
    "typst": re.compile("typst", re.IGNORECASE),
    "latex": re.compile(r"tex\b|dvips|dvipdfm|tectonic", re.IGNORECASE),
    "libreoffice": re.compile("libreoffice|openoffice|collabora", re.IGNORECASE),
    "word": re.compile(r"\bword\b|\bwps(?![a-z])|kingsoft|\bpages\b", re.IGNORECASE),
}
"""Text that a tool, or a program that it calls, writes as the creator or producer of a PDF."""

FONTS: dict[Tool, re.Pattern[str]] = {
    "latex": re.compile(
        r"LinLibertineT|(CM|SF|MS)[A-Z]{1,3}\d|LM(Roman|Sans|Mono|Math)|NewTX|txmi|NimbusRomNo9|Fandol"
    ),
    "typst": re.compile("NewCMMath|NewComputerModern"),
    "libreoffice": re.compile("Liberation|OpenSymbol"),
    "word": re.compile("TimesNewRoman|Calibri|Cambria|Aptos"),
}
"""PostScript names of fonts that come with one tool and are rarely used with another."""


def tool(paper: Paper) -> Tool:
    """Return the tool that made the paper, from its metadata, else from its fonts; "" if unknown."""
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
