"""summary.csv: one row for each paper, for spreadsheets. Column names are the same in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from mlcia_check.report.chair.reasons import joined, reasons
from mlcia_check.report.formats.csv import Cell, table
from mlcia_check.report.view import View
from mlcia_check.report.worded import PageBudget
from mlcia_check.report.worded_run import WordedPaper, WordedRun
from mlcia_check.report.words import decided
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import printable

COLUMNS: Final = (
    *("id", "file", "title", "verdict", "pages", "reason"),
    *("errors", "reviews", "warnings", "pages_over", "reasons", "waived", "decision", "kind"),
)


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the table: COLUMNS, then the status of each rule of the pack, `waived` for a waived rule."""
    rules = [rule.id for rule in run.pack.rules]
    return table((*COLUMNS, *rules), (_row(paper, rules, view.lang) for paper in run.papers()))


def _row(paper: WordedPaper, rules: Iterable[str], lang: Lang) -> Iterator[Cell]:
    document = paper.document
    number = Counter(found.severity for found in document.findings)
    sentences = reasons(document)
    statuses: dict[str, str] = {check.rule: check.status for check in document.checks}
    left = {found.rule for found in document.findings}
    statuses |= {one.finding.rule: "waived" for one in document.waived if one.finding.rule not in left}
    yield printable(paper.id)
    yield printable(document.path)
    yield printable(paper.title)
    yield document.verdict
    yield document.pages
    yield sentences[0] if sentences else ""
    yield from (number["error"], number["review"], number["warning"])
    yield _pages_over(document.page_budget)
    yield joined(sentences)
    yield phrase(lang, "part").join(f"{rule}: {said}" for rule, said in decided.rows(document, lang))
    yield decided.decision(document.decision, lang) if document.decision else ""
    yield document.kind
    yield from (statuses.get(rule, "") for rule in rules)


def _pages_over(budget: PageBudget | None) -> int | None:
    """Return the number of pages beyond the limit, None if there is no limit or the paper was not read."""
    if budget is None or budget.limit is None:
        return None
    return max(budget.counted - budget.limit, 0)
