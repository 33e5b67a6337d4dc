"""Tells text of a figure that was drawn into the page from text that a clip or a shape hides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from math import inf
from operator import attrgetter
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Facts, PageFacts, TextRun, Unseen

_SHOWN_MIN_SHARE: Final = 0.1
"""Of the letters that clips take from one typeface on a page: the figure shows as many. One of nine
diagrams of a picture is a tenth of its labels."""

_SAME_ROW_BP: Final = 0.5
"""Between baselines of one row."""

_WORDS_APART_MAX_SIZES: Final = 1.0
"""Of the type size: the runs of one row stand no further apart."""

_BASELINE: Final = attrgetter("baseline_bp")

Cropped = Callable[[PageFacts, Unseen], bool]


def cropped_figures(facts: Facts) -> Cropped:
    """Return whether an unseen run belongs to a figure that shows another part of its text.

    pdfTeX includes a figure as a form XObject. Programs that print a paper into a new PDF, such as macOS
    Quartz, cairo and Ghostscript, paint the figure into the page. A clip hides what `trim` cut off it; the
    part within the clip has labels in the same typeface, which is not that of the text. A box of the figure
    covers a part of the row beside it; the rest of the row is seen.
    """
    if not any(_may_be_of_figure(text) for page in facts.pages for text in page.unseen):
        return lambda *_: False
    names = [font.name for font in facts.fonts]
    weights: Counter[str] = Counter()
    for page in facts.pages:
        for run in page.runs:
            weights[names[run.font]] += len(run.text)
    body = weights.most_common(1)[0][0] if weights else ""
    known: dict[tuple[int, str], bool] = {}
    rows: dict[tuple[int, str], _Rows] = {}

    def is_cropped(page: PageFacts, text: Unseen) -> bool:
        name = names[text.run.font]
        if name == body or not _may_be_of_figure(text):
            return False
        fonts = {number for number, its in enumerate(names) if its == name}
        key = page.number, name
        if text.why == "covered":
            if key not in rows:
                rows[key] = _Rows(page, fonts)
            return rows[key].is_seen_beside(text.run)
        if key not in known:
            known[key] = _shows_enough(page, fonts)
        return known[key]

    return is_cropped


def _may_be_of_figure(text: Unseen) -> bool:
    return text.window is not None or (text.why == "covered" and not text.run.form)


class _Rows:
    """The text of a page in some fonts, seen or not, by its baselines: a figure may have thousands."""

    def __init__(self, page: PageFacts, fonts: set[int]) -> None:
        self._hidden = {text.order: text.run for text in page.unseen if text.text == text.run.text}
        runs = {run.order: run for run in (*page.runs, *self._hidden.values())}.values()
        self._runs = sorted((run for run in runs if run.font in fonts and run.text), key=_BASELINE)
        self._baselines = list(map(_BASELINE, self._runs))

    def is_seen_beside(self, run: TextRun) -> bool:
        """Return whether a part of the row is seen in which a covered run stands."""
        start = bisect_right(self._baselines, run.baseline_bp - _SAME_ROW_BP)
        end = bisect_left(self._baselines, run.baseline_bp + _SAME_ROW_BP)
        row = sorted(
            (other for other in self._runs[start:end] if other.angle == run.angle),
            key=lambda other: other.box.left,
        )
        is_seen, is_here, right = False, False, -inf
        for other in row:
            if other.box.left - right > _WORDS_APART_MAX_SIZES * run.size_bp:
                if is_here:
                    break
                is_seen = False
            is_seen |= other.order not in self._hidden
            is_here |= other.order == run.order
            right = max(right, other.box.right)
        return is_here and is_seen


def _shows_enough(page: PageFacts, fonts: set[int]) -> bool:
    """Return whether clips show a part of the text in these fonts that they take from a page."""
    taken = [text for text in page.unseen if text.window is not None and text.run.font in fonts]
    windows = {text.window for text in taken}
    cut = {text.order for text in page.unseen if text.text == text.run.text}
    shown = sum(
        len(run.text)
        for run in page.runs
        if run.font in fonts and run.order not in cut and any(_holds(window, run.box) for window in windows)
    )
    return shown >= _SHOWN_MIN_SHARE * sum(len(text.text) for text in taken)


def _holds(window: Box | None, box: Box) -> bool:
    return window is not None and window.overlaps(box)
