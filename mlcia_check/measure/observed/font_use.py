"""Where each font of the file is used: in the text, inside figures, or by a stamp in the margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.model.measured_paper import FontUse
from mlcia_check.model.pdf_facts import INVISIBLE, Facts

_PLACES: Final[dict[DraftRole, str]] = {
    **dict.fromkeys(("float", "watermark"), "figures"),
    **dict.fromkeys(
        ("title-block", "heading", "front-note", "running-head", "folio", "line-number", "margin-note"),
        "display",
    ),
}
"""Where lines of a role stand that are not text."""


def font_uses(facts: Facts, lines: Iterable[DraftLine]) -> tuple[FontUse, ...]:
    """Characters of every font by place; fonts that paint nothing are left out."""
    apart: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for line in lines:
        place = _PLACES.get(line.role)
        if place is not None:
            apart[line.page].update((run.order, place) for run in line.runs)
    counts = [dict.fromkeys(("text", "figures", "stamps", "display"), 0) for _ in facts.fonts]
    first = [0] * len(facts.fonts)
    for page in facts.pages:
        wrappers, places = page_wrappers(page), apart[page.number]
        for run in page.runs:
            if not run.text or run.mode == INVISIBLE:
                continue
            font = run.font
            if not first[font]:
                first[font] = page.number
            if run.form and run.form not in wrappers:
                place = "figures"
            elif run.angle:
                place = "stamps"
            else:
                place = places.get(run.order, "text")
            counts[font][place] += len(run.text)
    return tuple(
        FontUse(font=font, first_page=first[font], **counts[font])
        for font in range(len(facts.fonts))
        if first[font]
    )
