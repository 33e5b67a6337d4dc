"""Tells text of a cropped figure that was drawn into the page from text that a clip hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Facts, PageFacts, Unseen

_SHOWN_MIN_SHARE: Final = 0.1
"""Of the letters that clips take from one typeface on a page: the figure shows as many. One of nine
diagrams of a picture is a tenth of its labels."""

Cropped = Callable[[PageFacts, Unseen], bool]


def cropped_figures(facts: Facts) -> Cropped:
    """Return whether a clipped run belongs to a figure of which its clip shows another part.

    pdfTeX includes a figure as a form XObject. Programs that print a paper into a new PDF, such as macOS
    Quartz and cairo, paint the figure into the page, and a clip hides what `trim` cut off it. The part within
    the clip has labels in the same typeface, which is not that of the text.
    """
    if all(text.window is None for page in facts.pages for text in page.unseen):
        return lambda *_: False
    names = [font.name for font in facts.fonts]
    weights: Counter[str] = Counter()
    for page in facts.pages:
        for run in page.runs:
            weights[names[run.font]] += len(run.text)
    body = weights.most_common(1)[0][0] if weights else ""
    known: dict[tuple[int, str], bool] = {}

    def is_cropped(page: PageFacts, text: Unseen) -> bool:
        name = names[text.run.font]
        if text.window is None or name == body:
            return False
        key = page.number, name
        if key not in known:
            known[key] = _shows_enough(page, {number for number, its in enumerate(names) if its == name})
        return known[key]

    return is_cropped


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
