"""Computes the charts of the HTML report: the histogram of page numbers, and the bar of one paper's pages.

Lengths are in units of each drawing's view box.
"""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import Final

from msgspec import Struct

from mlcia_check.report import budget_parts
from mlcia_check.report.worded import PageBudget

CHART_WIDTH_PX: Final = 420.0
CHART_HEIGHT_PX: Final = 96.0
BAR_GAP_PX: Final = 2.0
"""Between two bars."""
LAST_BAR_MIN_PAGES: Final = 30
TICK_STEP_PAGES: Final = 5


class HistogramBar(Struct, frozen=True):
    """The number of papers with this many pages. The last bar may hold all longer papers (`is_tail`)."""

    pages: int
    papers: int
    x: float
    y: float
    width: float
    height: float
    is_over: bool
    is_tail: bool


class Histogram(Struct, frozen=True):
    """Papers by number of pages. `limit_x` is where the limit is drawn, None if there is no limit."""

    bars: tuple[HistogramBar, ...]
    ticks: tuple[tuple[float, str], ...]
    limit_x: float | None
    least: int
    median: int
    most: int
    over: int
    tallest: int
    width: float = CHART_WIDTH_PX
    height: float = CHART_HEIGHT_PX


def histogram(pages: Counter[int], limit: int | None) -> Histogram | None:
    """Return the histogram of `pages` (papers by number of pages), None if no paper has pages."""
    if not pages:
        return None
    most = max(pages)
    last = max(min(most, max(LAST_BAR_MIN_PAGES, ceil(1.5 * (limit or 0)))), limit or 0)
    binned: Counter[int] = Counter()
    for number, papers in pages.items():
        binned[min(number, last)] += papers
    step, tallest = CHART_WIDTH_PX / last, max(binned.values())
    bars = tuple(
        _bar(
            number, binned[number], step, tallest, limit is not None and number > limit, number == last < most
        )
        for number in sorted(binned)
    )
    ticks = [
        (round((number - 0.5) * step, 1), str(number))
        for number in range(TICK_STEP_PAGES, last + 1, TICK_STEP_PAGES)
    ]
    if last < most and ticks[-1][1] == str(last):
        ticks[-1] = ticks[-1][0], f"{last}+"
    return Histogram(
        bars=bars,
        ticks=tuple(ticks),
        limit_x=None if limit is None else round(limit * step, 1),
        least=min(pages),
        median=_median(pages),
        most=most,
        over=sum(papers for number, papers in pages.items() if limit is not None and number > limit),
        tallest=tallest,
    )


def _bar(pages: int, papers: int, step: float, tallest: int, is_over: bool, is_tail: bool) -> HistogramBar:
    height = round(max(papers / tallest * CHART_HEIGHT_PX, 1.5), 1)
    x, width = round((pages - 1) * step + BAR_GAP_PX / 2, 1), round(step - BAR_GAP_PX, 1)
    return HistogramBar(pages, papers, x, round(CHART_HEIGHT_PX - height, 1), width, height, is_over, is_tail)


def _median(pages: Counter[int]) -> int:
    """Return the smallest number of pages that at least half of the papers do not exceed."""
    total, met = sum(pages.values()), 0
    for number in sorted(pages):
        met += pages[number]
        if 2 * met >= total:
            break
    return number


class DrawnStretch(Struct, frozen=True):
    """One part of a paper on its bar; `x` and `width` are percentages of the bar."""

    part: str
    x: float
    width: float


class BudgetBar(Struct, frozen=True):
    """A paper's pages to scale (see `budget_parts.Bar`); `limit` is a percentage of the bar."""

    stretches: tuple[DrawnStretch, ...]
    limit: float | None


def budget_bar(budget: PageBudget) -> BudgetBar:
    """Return the bar of a paper's pages in percent."""
    drawn = budget_parts.bar(budget)
    return BudgetBar(
        tuple(
            DrawnStretch(part.name, round(part.start * 100, 2), round((part.end - part.start) * 100, 2))
            for part in drawn.stretches
        ),
        None if drawn.limit is None else round(drawn.limit * 100, 2),
    )
