"""What the summary of the HTML report counts: verdicts, pages, broken rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from mlcia_check.model.judged import Severity, Verdict
from mlcia_check.report.formats.html.paper import broken_rules
from mlcia_check.report.worded_run import WordedPaper
from mlcia_check.report.words.tallies import GRAVEST_FIRST


class RuleCount(Struct, frozen=True):
    """How many papers have a finding under a rule whose gravest finding there has this severity."""

    rule: str
    severity: Severity
    papers: int


class Counts(Struct):
    """Counts papers in one pass. `ids`: papers with an id; `pages`: papers by number of pages,
    or of pages that count where a limit is set.
    """

    papers: int = 0
    ids: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    pages: Counter[int] = field(default_factory=Counter)
    broken: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    limit: int | None = None

    @property
    def rules(self) -> list[RuleCount]:
        """The rules, gravest first, then the commonest."""
        counts = (RuleCount(rule, severity, papers) for (rule, severity), papers in self.broken.items())
        return sorted(counts, key=lambda c: (GRAVEST_FIRST.index(c.severity), -c.papers, c.rule))

    @property
    def grave_rules(self) -> list[RuleCount]:
        """The rules that fail papers or need a human decision."""
        return [count for count in self.rules if count.severity in ("error", "review")]

    @property
    def light_rules(self) -> list[RuleCount]:
        return [count for count in self.rules if count.severity in ("warning", "info")]

    @property
    def rules_by_severity(self) -> Iterator[tuple[Severity, list[RuleCount]]]:
        """The severities that were found, each with its rules in alphabetical order."""
        for severity in GRAVEST_FIRST:
            rules = [count for count in self.rules if count.severity == severity]
            if rules:
                yield severity, sorted(rules, key=lambda count: count.rule)


def count(papers: Iterable[WordedPaper]) -> Counts:
    counts = Counts()
    for paper in papers:
        document = paper.document
        counts.papers += 1
        counts.ids += bool(paper.id)
        counts.verdicts[document.verdict] += 1
        counts.broken.update(broken_rules(document))
        if document.page_budget and document.page_budget.limit is not None:
            counts.limit = document.page_budget.limit
            counts.pages[document.page_budget.counted] += 1
        elif document.pages is not None:
            counts.pages[document.pages] += 1
    return counts
