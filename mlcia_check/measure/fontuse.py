"""Where each font of the file is used: in the text, inside figures, or by a stamp in the margin."""

from __future__ import annotations

from collections.abc import Iterable

from mlcia_check.facts import Facts
from mlcia_check.measure.draft import Draft
from mlcia_check.measure.rows import page_wrappers
from mlcia_check.paper import FontUse


def font_uses(facts: Facts, lines: Iterable[Draft]) -> tuple[FontUse, ...]:
    """Characters of every font by place; fonts that paint nothing are left out."""
    in_figures = {
        (line.page, run.order) for line in lines if line.role in ("float", "watermark") for run in line.runs
    }
    text = [0] * len(facts.fonts)
    figures = [0] * len(facts.fonts)
    stamps = [0] * len(facts.fonts)
    first = [0] * len(facts.fonts)
    for page in facts.pages:
        wrappers = page_wrappers(page)
        for run in page.runs:
            if not run.text or run.mode == 3:
                continue
            first[run.font] = first[run.font] or page.number
            if run.form and run.form not in wrappers or (page.number, run.order) in in_figures:
                place = figures
            elif run.angle:
                place = stamps
            else:
                place = text
            place[run.font] += len(run.text)
    return tuple(
        FontUse(font, text[font], figures[font], stamps[font], first[font])
        for font in range(len(facts.fonts))
        if first[font]
    )
