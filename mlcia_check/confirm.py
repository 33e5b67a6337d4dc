"""Has the errors that rest on measured geometry or type measured again, by the second reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from mlcia_check import engine
from mlcia_check.facts import Glyph
from mlcia_check.findings import Breach, Document, Finding, Second
from mlcia_check.measure.second import Sheet, agree, pages_for, remeasure
from mlcia_check.paper import Paper, Unmeasured
from mlcia_check.pdf.second import Unread, read
from mlcia_check.rule import Pack

MOST_PAGES = 6
"""Pages of one paper that the second reader reads at most: each costs 0.1 s, a dense one more."""


def confirm(document: Document, pack: Pack, data: bytes) -> Document:
    """The document with each geometric error confirmed, sent to review, or marked as not measured again.

    `data` are the bytes of the document's file. Outcomes and verdict follow the findings.
    """
    paper = document.paper
    if paper is None:
        return document
    checks = {rule.id: rule.check for rule in pack.rules}
    plans = {
        index: pages_for(checks[finding.rule], finding.answer, paper)
        for index, finding in enumerate(document.findings)
        if engine.to_confirm(finding) and isinstance(finding.answer, Breach)
    }
    if not plans:
        return document
    pages = read(data, _shared_out(list(plans.values())))
    sheets = {number: Sheet(glyphs) for number, glyphs in pages.items() if not isinstance(glyphs, Unread)}
    findings = list(document.findings)
    for index, plan in plans.items():
        finding = findings[index]
        findings[index] = _judged(finding, checks[finding.rule], paper, plan, pages, sheets)
    return engine.revised(pack, document, findings)


def _shared_out(plans: Sequence[Sequence[int]]) -> list[int]:
    """At most MOST_PAGES pages: every finding's best page first, then the second best, and so on."""
    chosen: list[int] = []
    for rank in range(max(map(len, plans))):
        for plan in plans:
            if rank < len(plan) and plan[rank] not in chosen and len(chosen) < MOST_PAGES:
                chosen.append(plan[rank])
    return chosen


def _judged(
    finding: Finding,
    check: str,
    paper: Paper,
    plan: Sequence[int],
    pages: Mapping[int, tuple[Glyph, ...] | Unread],
    sheets: Mapping[int, Sheet],
) -> Finding:
    breach = finding.answer
    if not isinstance(breach, Breach):
        return finding
    own = {number: sheets[number] for number in plan if number in sheets}
    if not own:
        reasons = [page.reason for number in plan if isinstance(page := pages.get(number), Unread)]
        reason = reasons[0] if reasons else "second-enough"
        return structs.replace(finding, confirmed=False, second=Second(reason=reason))
    figure = remeasure(check, breach, paper, own)
    if isinstance(figure, Unmeasured):
        return structs.replace(finding, confirmed=False, second=Second(reason=figure.reason))
    if agree(check, breach, figure):
        return structs.replace(finding, confirmed=True, second=Second(measured=figure))
    return structs.replace(finding, severity="review", confirmed=False, second=Second(measured=figure))
