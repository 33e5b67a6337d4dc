"""Letter- and word-spacing of the running text: what is added to every glyph's advance, and between words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import Unmeasured
from mlcia_check.model.pdf_facts import Font, TextRun
from mlcia_check.support.averages import mean, median

_LINES_MIN: Final = 6
"""Sampled lines of running text that tracking needs to be measured."""

_WORD_SPACE_LINES_MIN: Final = 8
"""Likewise for the space between words, which differs from line to line by some 15%."""


def tracking(lines: Iterable[DraftLine], fonts: Sequence[Font]) -> float | Unmeasured:
    """The median over sampled full lines of running text, in em; 0 is as the font's maker set it.

    A font that is not embedded says nothing: its advances are those of another font in its place.
    """
    samples = [run.tracking_em for run in _sampled(lines, fonts) if run.tracking_em is not None]
    return median(samples) if len(samples) >= _LINES_MIN else Unmeasured("too-few-lines")


def word_space(lines: Iterable[DraftLine], fonts: Sequence[Font]) -> float | Unmeasured:
    """The mean over the same samples of the space between two words, in em.

    Justified lines stretch and shrink it; over a page and more that evens out.
    """
    samples = [run.word_space_em for run in _sampled(lines, fonts) if run.word_space_em is not None]
    return mean(samples) if len(samples) >= _WORD_SPACE_LINES_MIN else Unmeasured("too-few-lines")


def _sampled(lines: Iterable[DraftLine], fonts: Sequence[Font]) -> Iterator[TextRun]:
    for line in lines:
        if line.full and line.role == "body" and line.part != "bibliography":
            yield from (
                run for run in line.runs if run.size_bp > 0.9 * line.size_bp and fonts[run.font].embedded
            )
