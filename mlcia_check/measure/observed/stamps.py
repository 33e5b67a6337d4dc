"""Turned text on the pages themselves: what archives print up the margin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.model.geometry import around
from mlcia_check.model.measured_paper import Stamp
from mlcia_check.model.pdf_facts import Facts, PageFacts, TextRun

_STAMP_MIN_CHARACTERS: Final = 8


def stamps(facts: Facts) -> tuple[Stamp, ...]:
    """Return turned lines of text on the pages themselves, runs of one line joined."""
    return tuple(stamp for page in facts.pages for stamp in _page_stamps(page))


def _page_stamps(page: PageFacts) -> Iterator[Stamp]:
    turned = [run for run in page.runs if run.angle and run.angle in (90, 270) and run.text.strip()]
    if not turned:
        return
    wrappers = page_wrappers(page)
    lines: dict[tuple[int, int], list[TextRun]] = {}
    for run in turned:
        if not run.form or run.form in wrappers:
            lines.setdefault((run.angle, round(run.x_bp)), []).append(run)
    for (angle, _), runs in lines.items():
        runs.sort(key=lambda run: run.baseline_bp if angle == 90 else -run.baseline_bp)
        text = " ".join(run.text.strip() for run in runs)
        if len(text) >= _STAMP_MIN_CHARACTERS:
            yield Stamp(page.number, around(run.box for run in runs), text)
