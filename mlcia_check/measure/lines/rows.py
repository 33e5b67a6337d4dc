"""Rows of text: the visible runs of a page on one baseline, those of included forms apart."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from mlcia_check.measure.lines.gutters import Interval
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import INVISIBLE, PageFacts, TextRun

Row = list[TextRun]

_SAME_BASELINE_BP: Final = 0.35
"""Between runs of one row. Word processors round baselines to tenths; scripts stand 1.3bp off at least."""

_UPRIGHT_MAX_DEGREES: Final = 3
"""Text can be turned by so much before anyone sees it; slanted labels of plots are turned by 30 and more."""

WORD_GAP_BP: Final = 5.0
"""Narrower gaps between runs of 9pt type are word spaces."""


def page_wrappers(page: PageFacts) -> frozenset[int]:
    """Form XObjects that hold the page itself rather than a figure: more than half of its area."""
    area = page.width_bp * page.height_bp
    return frozenset(n for n, box in enumerate(page.forms, 1) if box.width * box.height > area / 2)


class PageRows(NamedTuple):
    """A page's visible upright runs as rows: `own` are the page's, `included` those of each form on it.

    A form that holds the page itself (see `page_wrappers`) is the page's own text.
    """

    own: list[Row]
    included: dict[int, list[Row]]


def rows_of(page: PageFacts) -> PageRows:
    """Visible upright runs of a page, grouped by baseline from the top, each row from the left."""
    shown = Box(0.0, 0.0, page.width_bp, page.height_bp)
    wrappers = page_wrappers(page)
    by_form: defaultdict[int, Row] = defaultdict(list)
    for run in page.runs:
        if (
            is_upright(run)
            and run.mode != INVISIBLE
            and run.size_bp > 0.0
            and run.text
            and run.box.overlaps(shown)
        ):
            by_form[0 if run.form in wrappers else run.form].append(run)
    own = by_form.pop(0, [])
    return PageRows(_rows(own), {form: _rows(runs) for form, runs in by_form.items()})


def is_upright(run: TextRun) -> bool:
    """Whether a reader sees a run as upright: words turned by a degree or two are still lines of text."""
    return min(run.angle, 360 - run.angle) <= _UPRIGHT_MAX_DEGREES


def _rows(runs: Row) -> list[Row]:
    runs.sort(key=_from_top_left)
    rows: list[Row] = []
    last = 0.0
    for run in runs:
        if rows and last - run.baseline_bp < _SAME_BASELINE_BP:
            rows[-1].append(run)
        else:
            rows.append([run])
            last = run.baseline_bp
    for row in rows:
        row.sort(key=from_left)
    return rows


def _from_top_left(run: TextRun) -> tuple[float, float, int]:
    return -run.baseline_bp, run.x_bp, run.order


def from_left(run: TextRun) -> tuple[float, int]:
    """The key that sorts the runs of a row from the left."""
    return run.x_bp, run.order


def extents(row: Row, gap: float) -> list[Interval]:
    """The stretches of x that a row's glyphs cover, those nearer than `gap` bp united.

    A row comes sorted from the left.
    """
    joined: list[Interval] = []
    reach = float("-inf")
    for run in row:
        for left, right in pieces(run) if run.white_gaps_bp else ((run.box.left, run.box.right),):
            if left - reach < gap:
                if right > reach:
                    joined[-1] = (joined[-1][0], right)
                    reach = right
            else:
                joined.append((left, right))
                reach = right
    return joined


def pieces(run: TextRun) -> list[Interval]:
    """The stretches of x that a run covers, parted at the white inside it."""
    edges = [run.box.left, *(edge for white in run.white_gaps_bp for edge in white), run.box.right]
    return list(zip(edges[::2], edges[1::2], strict=True))
