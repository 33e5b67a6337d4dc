"""Rows of text: the visible runs of a page on one baseline, those of included forms apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from msgspec import Struct

from mlcia_check.measure.lines.gutters import Interval
from mlcia_check.model.pdf_facts import INVISIBLE, PageFacts, TextRun

Row = list[TextRun]

_BASELINE: Final = attrgetter("baseline_bp")

_SAME_BASELINE_BP: Final = 0.35
"""Between runs of one row. Word processors round baselines to tenths; scripts stand 1.3bp off at least."""

_UPRIGHT_MAX_DEGREES: Final = 3
"""Text can be turned by so much before anyone sees it; slanted labels of plots are turned by 30 and more."""

_ANY_SIZE: Final = (0.0, float("inf"))

WORD_GAP_BP: Final = 5.0
"""Narrower gaps between runs of 9pt type are word spaces."""


MARGIN_BP: Final = 72.0
"""From the page's edges: what stamps, running heads, folios and line numbers keep within."""

_SIDE_BP: Final = 44.0
"""From the page's sides: the least that formats leave beside their text (IEEE's Word template)."""


def page_wrappers(page: PageFacts) -> frozenset[int]:
    """Return form XObjects that hold the page itself rather than a figure.

    Such a form has more than half of its area, or it begins at the top and holds all text but that of the
    margins: the last page, half empty, that a program wrapped like the others.
    """
    area = page.width_bp * page.height_bp
    large = frozenset(n for n, box in enumerate(page.forms, 1) if box.width * box.height > area / 2)
    return frozenset((1,)) if not large and len(page.forms) == 1 and _holds_all_text(page) else large


def _holds_all_text(page: PageFacts) -> bool:
    """Return whether a page's one form is as wide as text and begins at the top, with no text outside it but
    that of the margins.
    """
    (box,) = page.forms
    if box.width < page.width_bp / 2 or box.top < page.height_bp - 1.5 * MARGIN_BP:
        return False
    return all(
        run.form != 0
        or not run.text.strip()
        or not MARGIN_BP < run.baseline_bp < page.height_bp - MARGIN_BP
        or not _SIDE_BP < run.x_bp < page.width_bp - _SIDE_BP
        for run in page.runs
    )


class PageRows(Struct, frozen=True):
    """A page's visible upright runs as rows: `own` are the page's, `included` those of each form on it.

    A form that holds the page itself (see `page_wrappers`) is the page's own text. `weights` counts the
    characters of each type size (bp) in `own`.
    """

    own: list[Row]
    included: dict[int, list[Row]]
    weights: Mapping[float, int]


def rows_of(page: PageFacts) -> PageRows:
    """Return visible upright runs of a page, grouped by baseline from the top, each row from the left."""
    width, height = page.width_bp, page.height_bp
    wrappers = page_wrappers(page)
    by_form: defaultdict[int, Row] = defaultdict(list)
    own: Row = []
    weights: defaultdict[float, int] = defaultdict(int)
    last_size, weight = 0.0, 0
    for run in page.runs:
        box = run.box
        if (
            box.left < width
            and box.right > 0.0
            and box.bottom < height
            and box.top > 0.0
            and run.mode != INVISIBLE
            and (size := run.size_bp) > 0.0
            and (text := run.text)
            and (run.angle == 0 or _is_upright(run.angle))
        ):
            form = run.form
            if form == 0 or form in wrappers:
                own.append(run)
                # text goes on in one size, and a float takes long to look up
                if size != last_size:
                    weights[last_size] += weight
                    last_size, weight = size, 0
                weight += len(text)
            else:
                by_form[form].append(run)
    weights[last_size] += weight
    return PageRows(_rows(own), {form: _rows(runs) for form, runs in by_form.items()}, weights)


def _is_upright(degrees: int) -> bool:
    """Return whether a reader sees a run as upright: words turned by a degree or two are still lines of
    text.
    """
    return min(degrees, 360 - degrees) <= _UPRIGHT_MAX_DEGREES


def _rows(runs: Row) -> list[Row]:
    runs.sort(key=_BASELINE, reverse=True)
    rows: list[Row] = []
    row: Row = []
    last = float("inf")
    for run in runs:
        baseline = run.baseline_bp
        if last - baseline < _SAME_BASELINE_BP:
            row.append(run)
        else:
            row = [run]
            rows.append(row)
            last = baseline
    return [from_left(row) if len(row) > 1 else row for row in rows]


def from_left(runs: Row) -> Row:
    """Return the runs sorted from the left, those at one place in the order of painting; most rows come
    so.
    """
    last = float("-inf")
    for run in runs:
        place = run.x_bp
        if place <= last:
            return sorted(runs, key=lambda run: (run.x_bp, run.order))
        last = place
    return runs


def extents(row: Row, gap: float, sizes: Interval = _ANY_SIZE) -> list[Interval]:
    """Return the stretches of x that a row's glyphs of these sizes cover, those nearer than `gap` bp united.

    A row comes sorted from the left.
    """
    least, most = sizes
    covered: list[Interval] = []
    for run in row:
        if least <= run.size_bp <= most:
            if run.white_gaps_bp:
                covered += pieces(run)
            else:
                box = run.box
                covered.append((box.left, box.right))
    if len(covered) < 2:
        return covered
    joined: list[Interval] = []
    start = reach = float("-inf")
    for begin, end in covered:
        if begin - reach < gap:
            if end > reach:
                reach = end
        else:
            joined.append((start, reach))
            start, reach = begin, end
    joined.append((start, reach))
    return joined[1:]  # the first one was closed before anything was open


def pieces(run: TextRun) -> list[Interval]:
    """Return the stretches of x that a run covers, parted at the white inside it."""
    edges = [run.box.left, *(edge for white in run.white_gaps_bp for edge in white), run.box.right]
    return list(zip(edges[::2], edges[1::2], strict=True))
