"""The document's body type, from its running text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.leading import LEADING_WINDOW_BP, leadings
from mlcia_check.model.measured_paper import BodyType, Unmeasured
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.character_ranges import HAN_OF_ALL_PLANES
from mlcia_check.support.modes import mode

_SIZE_WINDOW_BP: Final = 0.06

_SAME_SIZE_BP: Final = 0.1
"""Between the body's size, a mean, and that of a line whose distance to the next counts as a leading."""

_FULL_LINES_MIN: Final = 12
"""Full lines without which there is no body whose type could be measured."""


def body_type(lines: Sequence[DraftLine], fonts: Sequence[Font]) -> BodyType | Unmeasured:
    """Return the size of most characters in running text, to 0.05bp; its leading is the mode of baseline
    gaps.
    """
    text = [line for line in lines if line.role == "body"]
    full = [line for line in text if line.full]
    if len(full) < _FULL_LINES_MIN:
        return Unmeasured("too-little-text")
    weights: defaultdict[int, int] = defaultdict(int)
    names: defaultdict[int, int] = defaultdict(int)
    windows = _windows([line.size_bp for line in full])
    for line, window in zip(full, windows, strict=True):
        weights[window] += line.weight
    best = max(weights, key=weights.__getitem__)
    main = [line for line, window in zip(full, windows, strict=True) if window == best]
    total = sum([line.weight for line in main])
    for line in main:
        names[line.font] += line.weight
    size = sum([line.size_bp * line.weight for line in main]) / total
    found = mode(
        leadings([line for line in text if abs(line.size_bp - size) < _SAME_SIZE_BP]), LEADING_WINDOW_BP
    )
    font = max(names, key=names.__getitem__)
    return BodyType(
        font=fonts[font].name,
        size_bp=size,
        leading_bp=found.value if found else Unmeasured("too-few-lines"),
        horizontal_scale=sum([line.horizontal_scale * line.weight for line in main]) / total,
        chinese_share=_share_of_han(main, font),
    )


def _windows(sizes: Iterable[float]) -> list[int]:
    """Return the number of each size's window; text goes on in one size."""
    windows: list[int] = []
    last, window = 0.0, 0
    for size in sizes:
        if size != last:
            last, window = size, round(size / _SIZE_WINDOW_BP)
        windows.append(window)
    return windows


def _share_of_han(lines: Sequence[DraftLine], font: int) -> float:
    """Return the share of Chinese characters among the glyphs of one font."""
    total = sum([len(run.text) for line in lines for run in line.runs if run.font == font])
    beyond_ascii = [line for line in lines if not line.text.isascii()]
    texts = [run.text for line in beyond_ascii for run in line.runs if run.font == font]
    return HAN_OF_ALL_PLANES.count("".join(texts)) / max(total, 1)
