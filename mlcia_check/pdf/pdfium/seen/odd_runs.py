"""Finds the runs of a page that may be anything but legible letters, in one pass over all of them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.appearance import BLACK_RGBA
from mlcia_check.pdf.pdfium.seen.hidden_candidates import (
    LARGE_GLYPH_MIN_BP,
    LETTER_SIDE_MIN_SIZES,
)
from mlcia_check.pdf.pdfium.seen.letterless_text import LETTER_MAX_SQUARE_SIZES


class OddRuns(NamedTuple):
    """The `odd` runs of a page, and those that are `across` its edge: partly on the page, partly beyond."""

    odd: list[TextRun]
    across: list[TextRun]


def odd_runs(runs: Iterable[TextRun], page: Box, type3: Container[int]) -> OddRuns:
    """Return the odd runs, which are not filled letters in opaque black, of a usual size, on the page.

    Nearly all runs of a paper are. Only an odd run can be hidden without ink over or under it, or paint more
    than its letters. `page` is the page as viewed; `type3` are the numbers of the fonts whose glyphs may be
    drawings.
    """
    page_right, page_top = page.right, page.top
    found: list[TextRun] = []
    across: list[TextRun] = []
    for run in runs:
        box = run.box
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        size = run.size_bp
        width, height, least = right - left, top - bottom, LETTER_SIDE_MIN_SIZES * size
        beyond = False
        if right > page_right or top > page_top or left < 0.0 or bottom < 0.0:
            beyond = left > page_right or bottom > page_top or right < 0.0 or top < 0.0
            if not beyond:
                across.append(run)
        if (
            run.fill != BLACK_RGBA
            or run.mode
            or size >= LARGE_GLYPH_MIN_BP
            or width < least
            or height < least
            or width * height > LETTER_MAX_SQUARE_SIZES * size * size * len(run.text)
            or beyond
            or (run.form and not run.mapped)
            or run.font in type3
        ):
            found.append(run)
    return OddRuns(found, across)
