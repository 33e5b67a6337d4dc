"""Letter- and word-spacing of the running text: what is added to every glyph's advance, and between words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import Unmeasured
from mlcia_check.model.pdf_facts import Font, TextRun
from mlcia_check.support.averages import mean, median
from mlcia_check.support.character_ranges import HAN

_LINES_MIN: Final = 6
"""Sampled lines of running text that tracking needs to be measured."""

_WORD_SPACE_LINES_MIN: Final = 8
"""Likewise for the space between words, which differs from line to line by some 15%."""


_CLOSE_LINES_SHARE: Final = 0.25
"""Share of the lines of a Chinese paper that may stand closer: those of a quotation or a long table.

The glue that xeCJK, ctex and word processors have between characters only stretches: honest lines are no
closer than their characters.
"""


def added_em(run: TextRun) -> float | None:
    """Return what a sampled run adds to each letter's advance, in em; 0 for stretched lines of Chinese.

    These make up for nothing: a line is stretched in the format, too, and no line is closer.
    """
    tracking = run.tracking_em
    return tracking if tracking is None or tracking < 0.0 or not _is_chinese(run.text) else 0.0


def _is_chinese(text: str) -> bool:
    return not text.isascii() and 2 * HAN.count(text) > len(text)


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

    Tracking is the median of the samples; 0 is as the font's maker set it. Of Chinese text, whose lines are
    only stretched, it is by how far the closest quarter is closer. The space between words is their
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
    chinese = [added for run in sampled if _is_chinese(run.text) and (added := added_em(run)) is not None]
    spaces = [run.word_space_em for run in sampled if run.word_space_em is not None]
    if 2 * len(chinese) > len(tracking):
        usual = sorted(chinese)[int(_CLOSE_LINES_SHARE * len(chinese))]
    else:
        usual = median(tracking) if tracking else 0.0
    return TextSpacing(
        usual if len(tracking) >= _LINES_MIN else Unmeasured("too-few-lines"),
        mean(spaces) if len(spaces) >= _WORD_SPACE_LINES_MIN else Unmeasured("too-few-lines"),
    )
