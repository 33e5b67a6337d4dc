"""What the summary of the HTML report counts: verdicts, pages, broken rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from mlcia_check.findings import Severity, Verdict
from mlcia_check.report.html.pages import PaperPage


class Counts(Struct):
    """Counted in one pass. `rules`: of each rule and severity, in how many papers it was found."""

    papers: int = 0
    ids: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    pages: Counter[int] = field(default_factory=Counter)
    rules: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    limit: int | None = None


def count(papers: Iterable[PaperPage]) -> Counts:
    counts = Counts()
    for paper in papers:
        document = paper.document
        counts.papers += 1
        counts.ids += bool(paper.id)
        counts.verdicts[document.verdict] += 1
        counts.rules.update({(finding.rule, finding.severity) for finding in document.findings})
        if document.pages is not None:
            counts.pages[document.pages] += 1
        if document.page_budget and document.page_budget.limit is not None:
            counts.limit = document.page_budget.limit
    return counts
