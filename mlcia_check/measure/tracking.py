"""Letterspacing of the running text: what is added to or taken from every glyph's advance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

from mlcia_check.facts import Font
from mlcia_check.measure.draft import Draft
from mlcia_check.paper import Unmeasured

_FEWEST: Final = 6
"""Sampled lines of running text without which nothing is said."""


def tracking(lines: Iterable[Draft], fonts: Sequence[Font]) -> float | Unmeasured:
    """The median over sampled full lines of running text, in em; 0 is as the font's maker set it.

    A font that is not embedded says nothing: its advances are those of another font in its place.
    """
    samples = [
        run.tracking
        for line in lines
        if line.full and line.role is None and line.part != "bibliography"
        for run in line.runs
        if run.tracking is not None and run.size > 0.9 * line.size and fonts[run.font].embedded
    ]
    return median(samples) if len(samples) >= _FEWEST else Unmeasured("too-few-lines")
