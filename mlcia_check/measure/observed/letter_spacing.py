"""Letter- and word-spacing of the running text: what is added to every glyph's advance, and between words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import Unmeasured
from mlcia_check.model.pdf_facts import Font, TextRun
from mlcia_check.support.averages import mean, median

_LINES_MIN: Final = 6
"""Sampled lines of running text that tracking needs to be measured."""

_WORD_SPACE_LINES_MIN: Final = 8
"""Likewise for the space between words, which differs from line to line by some 15%."""


class TextSpacing(Struct, frozen=True):
    """What is added to each letter's advance, and the space between two words, both in em."""

    tracking_em: float | Unmeasured
    word_space_em: float | Unmeasured


def upright(sampled: Sequence[TextRun], fonts: Sequence[Font]) -> Sequence[TextRun]:
    """Return the sampled runs in upright fonts; all of them where these are too few.

    PDFium's boxes of slanted letters reach beyond their advances: by these, the italics of theorems stand
    0.02em closer than they do.
    """
    found = [run for run in sampled if not fonts[run.font].italic]
    return found if len(found) >= _LINES_MIN else sampled


def text_spacing(lines: Iterable[DraftLine], fonts: Sequence[Font]) -> TextSpacing:
    """Return the spacing of the running text by its sampled full lines.

    Tracking is the median of the samples; 0 is as the font's maker set it. The space between words is their
    mean: justified lines stretch and shrink it, and over a page and more that evens out. A font that is not
    embedded says nothing: its advances are those of another font in its place.
    """
    sampled: Sequence[TextRun] = [
        run
        for line in lines
        if line.full and line.role == "body" and line.part != "bibliography"
        for run in line.runs
        if (run.tracking_em is not None or run.word_space_em is not None)
        and run.size_bp > 0.9 * line.size_bp
        and fonts[run.font].embedded
    ]
    sampled = upright(sampled, fonts)
    tracking = [run.tracking_em for run in sampled if run.tracking_em is not None]
    spaces = [run.word_space_em for run in sampled if run.word_space_em is not None]
    return TextSpacing(
        median(tracking) if len(tracking) >= _LINES_MIN else Unmeasured("too-few-lines"),
        mean(spaces) if len(spaces) >= _WORD_SPACE_LINES_MIN else Unmeasured("too-few-lines"),
    )
