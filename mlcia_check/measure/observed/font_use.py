"""Where each font of the file is used: in the text, inside figures, or by a stamp in the margin."""

from __future__ import annotations

from collections.abc import Iterable

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.model.measured_paper import FontUse
from mlcia_check.model.pdf_facts import INVISIBLE, Facts

_DISPLAY = ("title-block", "heading", "front-note", "running-head", "folio", "line-number", "margin-note")


def font_uses(facts: Facts, lines: Iterable[DraftLine]) -> tuple[FontUse, ...]:
    """Characters of every font by place; fonts that paint nothing are left out."""
    roles = {
        (line.page, run.order): "figures" if line.role in ("float", "watermark") else "display"
        for line in lines
        if line.role in ("float", "watermark", *_DISPLAY)
        for run in line.runs
    }
    counts = [dict.fromkeys(("text", "figures", "stamps", "display"), 0) for _ in facts.fonts]
    first = [0] * len(facts.fonts)
    for page in facts.pages:
        wrappers = page_wrappers(page)
        for run in page.runs:
            if not run.text or run.mode == INVISIBLE:
                continue
            first[run.font] = first[run.font] or page.number
            if run.form and run.form not in wrappers:
                place = "figures"
            elif run.angle:
                place = "stamps"
            else:
                place = roles.get((page.number, run.order), "text")
            counts[run.font][place] += len(run.text)
    return tuple(
        FontUse(font=font, first_page=first[font], **counts[font])
        for font in range(len(facts.fonts))
        if first[font]
    )
