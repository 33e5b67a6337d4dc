"""Makes the records of a paper's measures: its page budget and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, TypeVar

from msgspec import structs

from mlcia_check.model.judged import PageCount
from mlcia_check.model.measured_paper import PageMeasure, PagesSpent, Paper, Unmeasured
from mlcia_check.report import worded
from mlcia_check.support.printable import plain

T = TypeVar("T")

_LAST_PAGE_MAX_FREE_PAGES: Final = 0.9
"""Of the last page that counts, as much may be empty: a page with a line on it is used to a tenth."""


def page_budget(spent: PagesSpent, count: PageCount | None) -> worded.PageBudget:
    """Return how the pages are used; `count` is what the page limit counts, None without a limit.

    The parts that count fill the pages that count, but for the last: the tenths never contradict the limit.
    """
    parts = {"bibliography": spent.bibliography_pages, "appendix": spent.appendix_pages}
    if count is None:
        return _budget(None, spent.pages, spent.body_pages, parts)
    others = sum(pages for part, pages in parts.items() if part not in count.free)
    body = spent.body_pages - sum(section.pages for section in count.sections)
    room = min(max(round(body + others, 1), count.counted - _LAST_PAGE_MAX_FREE_PAGES), count.counted)
    # Rounded one by one, the parts that count can be a tenth more than what is counted.
    shown = sum(round(pages, 1) for part, pages in parts.items() if part not in count.free)
    own = min(room - others, count.counted - shown)
    budget = _budget(count.limit, count.counted, max(own, 0.0), parts)
    return structs.replace(
        budget,
        free=count.free,
        sections=tuple(
            worded.SectionPages(section.id, plain(section.heading), max(round(section.pages, 1), 0.1))
            for section in count.sections
        ),
    )


def _budget(limit: int | None, counted: int, body: float, parts: Mapping[str, float]) -> worded.PageBudget:
    return worded.PageBudget(
        limit=limit,
        counted=counted,
        body=round(body, 1),
        bibliography=round(parts["bibliography"], 1),
        appendix=round(parts["appendix"], 1),
    )


def measured(paper: Paper) -> worded.Measured:
    """Return the paper's figures to a hundredth; an unmeasured one is None and has its reason in
    `unmeasured`.
    """
    unmeasured: dict[str, str] = {}

    def known(name: str, value: T | Unmeasured) -> T | None:
        if isinstance(value, Unmeasured):
            unmeasured[name] = value.reason
            return None
        return value

    def length(name: str, value: float | Unmeasured) -> float | None:
        figure = known(name, value)
        return None if figure is None else round(figure, 2)

    body = known("body_font", paper.body)
    if body is None:
        reason = unmeasured["body_font"]
        unmeasured |= {"body_font_size": reason, "leading": reason}
    block = known("text_block", paper.text_block)
    return worded.Measured(
        paper_size=_commonest_size(paper.pages),
        columns=_commonest_columns(paper.pages, unmeasured),
        column_width=length("column_width", paper.column_width_bp),
        column_gap=length("column_gap", paper.column_gap_bp),
        text_block=None if block is None else worded.box(block),
        body_font=None if body is None else plain(body.font),
        body_font_size=None if body is None else round(body.size_bp, 2),
        leading=None if body is None else length("leading", body.leading_bp),
        language=known("language", paper.language),
        references=len(paper.references),
        unmeasured=unmeasured,
    )


def _commonest_size(pages: tuple[PageMeasure, ...]) -> tuple[float, float] | None:
    sizes = Counter((round(page.width_bp, 2), round(page.height_bp, 2)) for page in pages)
    return sizes.most_common(1)[0][0] if sizes else None


def _commonest_columns(pages: tuple[PageMeasure, ...], unmeasured: dict[str, str]) -> int | None:
    """Return the number of columns of most pages with text."""
    counts = Counter(page.columns for page in pages if not isinstance(page.columns, Unmeasured))
    if not counts:
        unmeasured["columns"] = next(
            (page.columns.reason for page in pages if isinstance(page.columns, Unmeasured)), "no-text"
        )
        return None
    return counts.most_common(1)[0][0]
