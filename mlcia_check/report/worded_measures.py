"""Makes the records of a paper's measures: its page budget and its figures."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

from mlcia_check.model.measured_paper import PageMeasure, PagesSpent, Paper, Unmeasured
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import worded
from mlcia_check.support.printable import plain

T = TypeVar("T")


def page_limit(pack: Pack) -> int | None:
    """Return the lowest page limit of the pack's rules, None if no rule sets a limit."""
    limits = (getattr(rule.params, "most", None) for rule in pack.rules if rule.check == "page-count")
    return min((limit for limit in limits if limit is not None), default=None)


def page_budget(budget: PagesSpent, limit: int | None) -> worded.PageBudget:
    return worded.PageBudget(
        limit=limit,
        counted=budget.pages,
        body=round(budget.body_pages, 1),
        bibliography=round(budget.bibliography_pages, 1),
        appendix=round(budget.appendix_pages, 1),
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
