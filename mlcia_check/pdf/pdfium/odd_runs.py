"""Parts the runs of a page that may be anything but legible letters from those beyond doubt, in one pass."""

from __future__ import annotations

from collections.abc import Container, Iterable

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.hidden_candidates import (
    BLACK_RGBA,
    LARGE_GLYPH_MIN_BP,
    LETTER_SIDE_MIN_SIZES,
)
from mlcia_check.pdf.pdfium.letterless_text import LETTER_MAX_SQUARE_SIZES


def odd_runs(runs: Iterable[TextRun], page: Box, type3: Container[int]) -> list[TextRun]:
    """Return the runs that are not filled letters in opaque black, of a usual size, on the page.

    Nearly all runs of a paper are. Only the others can be hidden by themselves, or paint more than their
    letters. `page` is the page as viewed; `type3` are the numbers of the fonts whose glyphs may be drawings.
    """
    _, _, page_right, page_top = page
    found = []
    for run in runs:
        left, bottom, right, top = run.box
        size = run.size_bp
        width, height, least = right - left, top - bottom, LETTER_SIDE_MIN_SIZES * size
        if (
            run.fill != BLACK_RGBA
            or run.mode
            or size >= LARGE_GLYPH_MIN_BP
            or width < least
            or height < least
            or width * height > LETTER_MAX_SQUARE_SIZES * size * size * len(run.text)
            or left > page_right
            or bottom > page_top
            or right < 0.0
            or top < 0.0
            or (run.form and not run.mapped)
            or run.font in type3
        ):
            found.append(run)
    return found
