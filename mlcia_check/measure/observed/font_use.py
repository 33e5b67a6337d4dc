"""Where each font of the file is used: in the text, inside figures, or by a stamp in the margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.model.measured_paper import FontUse
from mlcia_check.model.pdf_facts import INVISIBLE, Facts, PageFacts, TextRun

_PLACES: Final[dict[DraftRole, str]] = {
    **dict.fromkeys(("float", "watermark"), "figures"),
    **dict.fromkeys(
        ("title-block", "heading", "front-note", "running-head", "folio", "line-number", "margin-note"),
        "display",
    ),
}
"""Where lines of a role stand that are not text."""

_SHORT: Final[tuple[DraftRole, ...]] = ("body", "display")
"""Roles that labels of a figure may have got, where no caption is at hand."""

_STAMPED_BP: Final = 18.0
"""From the top and foot of a page: a quarter of an inch, which printers leave white.

No format sets text there. Sites that share papers stamp their links there, in fonts that they do not embed.
"""


def font_uses(facts: Facts, lines: Sequence[DraftLine]) -> tuple[FontUse, ...]:
    """Return characters of every font by place; fonts that paint nothing are left out."""
    in_text, in_figures, in_stamps, in_display = ([0] * len(facts.fonts) for _ in range(4))
    apart = _apart(lines, {"figures": in_figures, "display": in_display})
    first = [0] * len(facts.fonts)
    missing = {number for number, font in enumerate(facts.fonts) if not font.embedded}
    labels = _labels(lines, missing) if missing else {}
    for page in facts.pages:
        wrappers, not_text = page_wrappers(page), apart[page.number]
        if missing:
            not_text.update((run.order, in_stamps) for run in page.runs if _is_stamped(run, page, missing))
            not_text.update((order, in_figures) for order in labels[page.number])
        for run in page.runs:
            text, font = run.text, run.font
            if not text or run.mode == INVISIBLE:
                continue
            if not first[font]:
                first[font] = page.number
            if run.form and run.form not in wrappers:
                in_figures[font] += len(text)
            elif run.angle:
                in_stamps[font] += len(text)
            else:
                not_text.get(run.order, in_text)[font] += len(text)
    return tuple(
        FontUse(font, in_text[font], in_figures[font], in_stamps[font], in_display[font], first[font])
        for font in range(len(facts.fonts))
        if first[font]
    )


def _apart(
    lines: Iterable[DraftLine], counts_of: Mapping[str, list[int]]
) -> defaultdict[int, dict[int, list[int]]]:
    """Return where the runs are counted that are not text, by page and painting order."""
    apart: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
    for line in lines:
        place = _PLACES.get(line.role)
        if place is not None:
            on_page, counts = apart[line.page], counts_of[place]
            for run in line.runs:
                on_page[run.order] = counts
    return apart


def _labels(lines: Sequence[DraftLine], missing: set[int]) -> defaultdict[int, list[int]]:
    """Return the painting orders of short lines in those `missing` fonts that set nothing else, by page.

    Ghostscript paints a figure into the page and, for screens, takes its standard fonts out: rows of labels
    without a caption at hand pass for text.
    """
    short = [
        (line, {run.font for run in line.runs}) for line in lines if line.role in _SHORT and not line.full
    ]
    alone = [(line, fonts) for line, fonts in short if fonts <= missing]
    labels = {id(line) for line, _ in alone}
    others = {
        run.font for line in lines if id(line) not in labels and line.role not in _PLACES for run in line.runs
    }
    found: defaultdict[int, list[int]] = defaultdict(list)
    for line, fonts in alone:
        if not fonts & others:
            found[line.page].extend(run.order for run in line.runs)
    return found


def _is_stamped(run: TextRun, page: PageFacts, missing: Container[int]) -> bool:
    """Return whether a run stands at the page's edge, in one of the `missing` fonts."""
    return run.font in missing and (
        run.box.top < _STAMPED_BP or run.box.bottom > page.height_bp - _STAMPED_BP
    )
