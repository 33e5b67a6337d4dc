"""Lays out a paper's pages to scale: what counts, what is left of the limit, what does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mlcia_check.report.worded import PageBudget

PartName = Literal["body", "bibliography", "appendix", "section"]


class BudgetPart(Struct, frozen=True):
    """One part of a paper, in pages. `heading` is that of a section, "" for the others."""

    name: PartName
    pages: float
    counts: bool
    heading: str = ""


class PartOfBar(Struct, frozen=True):
    """One part on the bar, from `start` to `end`, both as shares of its length."""

    name: PartName
    start: float
    end: float


class Bar(Struct, frozen=True):
    """A paper's pages to scale: those that count, up to the limit if that is more, then those that do not.

    `limit` is where the limit lies, None where the bar ends at the limit or none is set.
    """

    stretches: tuple[PartOfBar, ...]
    limit: float | None


def parts(budget: PageBudget) -> Iterator[BudgetPart]:
    """Yield the parts that count, then those that do not; an appendix that is not there is left out."""
    own: tuple[tuple[Literal["body", "bibliography", "appendix"], float], ...] = (
        ("body", budget.body),
        ("bibliography", budget.bibliography),
        ("appendix", budget.appendix),
    )
    shown = [(name, pages) for name, pages in own if pages or name != "appendix"]
    yield from (BudgetPart(name, pages, counts=True) for name, pages in shown if name not in budget.free)
    for section in budget.sections:
        yield BudgetPart("section", section.pages, counts=False, heading=section.heading)
    yield from (BudgetPart(name, pages, counts=False) for name, pages in shown if name in budget.free)


def bar(budget: PageBudget) -> Bar:
    """Return the parts of a paper to scale."""
    own = list(parts(budget))
    counted = max(budget.limit or 0, budget.counted, 1)
    whole = counted + sum(part.pages for part in own if not part.counts)
    stretches, at = [], 0.0
    for part in own:
        if not part.counts:
            at = max(at, counted / whole)
        most = 1.0 if not part.counts else counted / whole
        end = min(at + part.pages / whole, most)
        if end > at:
            stretches.append(PartOfBar(part.name, at, end))
            at = end
    is_inside = budget.limit is not None and (budget.counted > budget.limit or whole > counted)
    return Bar(tuple(stretches), budget.limit / whole if is_inside and budget.limit else None)
