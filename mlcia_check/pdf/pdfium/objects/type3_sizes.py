"""Gives runs of Type 3 fonts the size of the face that their letters look like.

The units of such a font are its own: programs that write plots anew set letters of 6bp at a size of 0.6.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from msgspec import structs

from mlcia_check.model.pdf_facts import TextRun

_DESCENDING: Final = frozenset("gpqy")

_LINE_SIZES: Final = (0.6, 1.6)
"""Of the type size: the height of words with a descender, from `pop` to accents on capitals."""

_FACE_SIZES: Final = 0.95
"""Of the type size: from the foot of g to the head of d in text faces."""


def sized_as_drawn(runs: Iterable[TextRun], type3: Container[int]) -> list[TextRun]:
    """Return the runs; those of Type 3 fonts (`type3`) in own units have the size of their letters."""
    given = list(runs)
    heights: dict[int, float] = {}
    for run in given:
        if run.font in type3 and run.size_bp and not run.angle and not _DESCENDING.isdisjoint(run.text):
            heights[run.font] = max(heights.get(run.font, 0.0), run.box.height / run.size_bp)
    least, most = _LINE_SIZES
    ems = {font: height / _FACE_SIZES for font, height in heights.items() if not least <= height <= most}
    if not ems:
        return given
    return [
        structs.replace(run, size_bp=run.size_bp * ems[run.font]) if ems.get(run.font) else run
        for run in given
    ]
