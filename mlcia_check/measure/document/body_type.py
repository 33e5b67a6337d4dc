"""The document's body type, from its running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.leading import LEADING_WINDOW_BP, leadings
from mlcia_check.model.measured_paper import BodyType, Unmeasured
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.modes import mode

_FIRST_HAN: Final = "\u3400"
_HAN: Final = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Compiled where a text has such characters only: its ranges cost more than a millisecond."""

_SIZE_WINDOW_BP: Final = 0.06

_SAME_SIZE_BP: Final = 0.1
"""Between the body's size, a mean, and that of a line whose distance to the next counts as a leading."""

_FULL_LINES_MIN: Final = 12
"""Full lines without which there is no body whose type could be measured."""


def body_type(lines: Sequence[DraftLine], fonts: Sequence[Font]) -> BodyType | Unmeasured:
    """Size by weight of characters in running text, to 0.05bp; leading as the mode of its baseline gaps."""
    text = [line for line in lines if line.role == "body"]
    full = [line for line in text if line.full]
    if len(full) < _FULL_LINES_MIN:
        return Unmeasured("too-little-text")
    weights: defaultdict[float, int] = defaultdict(int)
    names: defaultdict[int, int] = defaultdict(int)
    for line in full:
        weights[round(line.size_bp / _SIZE_WINDOW_BP)] += line.weight
    best = max(weights, key=weights.__getitem__)
    main = [line for line in full if round(line.size_bp / _SIZE_WINDOW_BP) == best]
    total = sum(line.weight for line in main)
    for line in main:
        names[line.font] += line.weight
    size = sum(line.size_bp * line.weight for line in main) / total
    found = mode(
        leadings(line for line in text if abs(line.size_bp - size) < _SAME_SIZE_BP), LEADING_WINDOW_BP
    )
    font = max(names, key=names.__getitem__)
    return BodyType(
        font=fonts[font].name,
        size_bp=size,
        leading_bp=found.value if found else Unmeasured("too-few-lines"),
        horizontal_scale=sum(line.horizontal_scale * line.weight for line in main) / total,
        chinese_share=_share_of_han(main, font),
    )


def _share_of_han(lines: Iterable[DraftLine], font: int) -> float:
    """The share of Chinese characters among the glyphs of one font."""
    texts = [run.text for line in lines for run in line.runs if run.font == font]
    han = sum(len(re.findall(_HAN, text)) for text in texts if not text.isascii() and max(text) >= _FIRST_HAN)
    return han / max(sum(map(len, texts)), 1)
