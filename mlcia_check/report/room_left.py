"""Says how much room a paper has left under its page limit, for the page budget of a report."""

from __future__ import annotations

from msgspec import structs

from mlcia_check.report.budget_parts import parts
from mlcia_check.report.worded import PageBudget


def with_room_left(budget: PageBudget, columns: int | None) -> PageBudget:
    """Return the budget with the room left, in pages and in columns of the paper, to a tenth.

    Both stay None without a limit or beyond it; the columns also if their number is unmeasured.
    """
    if budget.limit is None or budget.counted > budget.limit:
        return budget
    spent = sum(part.pages for part in parts(budget) if part.counts)
    left = max(round(budget.limit - spent, 1), 0.0)
    return structs.replace(budget, left=left, left_columns=round(left * columns, 1) if columns else None)
