"""Applies a chair's waivers and decisions to a judged document: findings, outcomes and verdict follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from mlcia_check.model.decisions import Decision, Decisions, Waiver
from mlcia_check.model.judged import Severity, Status, Verdict
from mlcia_check.report.worded import (
    IdleWaiver,
    NotedDecision,
    WaivedFinding,
    WordedDocument,
    WordedFinding,
    WordedOutcome,
)
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import plain
from mlcia_check.support.tuples import tuple_of

STATUS: Final[dict[Severity, Status]] = {
    "error": "fail",
    "review": "review",
    "warning": "warn",
    "info": "warn",
}
"""The status that a rule's gravest finding gives it."""


class PaperWaivers(Struct, frozen=True):
    """The waivers that hold for one PDF, and those that its change made void."""

    holding: tuple[Waiver, ...] = ()
    void: tuple[Waiver, ...] = ()


class DecidedPapers:
    """What was decided, by paper."""

    def __init__(self, said: Decisions) -> None:
        self.said = said
        self._waivers: defaultdict[str, list[Waiver]] = defaultdict(list)
        for waiver in said.waivers:
            self._waivers[waiver.paper].append(waiver)
        self._decisions = {one.paper: one for one in said.decisions}

    def without_paper(self, ids: Collection[str]) -> list[str]:
        """Return the papers that were decided about and are not among these."""
        return [paper for paper in {**self._waivers, **self._decisions} if paper not in ids]

    def waivers(self, paper: str, sha256: str) -> PaperWaivers:
        given = self._waivers.get(paper, ())
        return PaperWaivers(
            tuple(one for one in given if one.sha256 == sha256),
            tuple(one for one in given if one.sha256 != sha256),
        )

    def decision(self, paper: str, sha256: str) -> NotedDecision | None:
        one = self._decisions.get(paper)
        return _noted(one, sha256) if one else None


def with_decisions(
    document: WordedDocument, paper: str, decided: DecidedPapers, light: Collection[str], lang: Lang
) -> WordedDocument:
    """Return the document with what was decided about this paper.

    `light` are the rules whose doubts leave the verdict alone.
    """
    waivers = decided.waivers(paper, document.sha256)
    decision = decided.decision(paper, document.sha256)
    if not (waivers.holding or waivers.void or decision):
        return document
    findings, waived = divided(document.findings, waivers.holding)
    concerned = {one.finding.rule: one for one in waived}
    return structs.replace(
        document,
        verdict=_verdict(document.verdict, findings, light) if waived else document.verdict,
        checks=tuple(_outcome(check, concerned, findings, lang) for check in document.checks),
        findings=findings,
        waived=waived,
        idle_waivers=tuple_of(_idle(document.findings, waivers)),
        decision=decision,
    )


def divided(
    findings: Iterable[WordedFinding], waivers: Sequence[Waiver]
) -> tuple[tuple[WordedFinding, ...], tuple[WaivedFinding, ...]]:
    """Return the findings that no waiver covers, and those that are waived."""
    pages = _covered(waivers)
    left, waived = [], []
    for found in findings:
        if _covers(pages, found):
            waived.append(WaivedFinding(found, *_said(_waiver_of(found, waivers))))
        else:
            left.append(found)
    return tuple(left), tuple(waived)


def _covers(pages: Mapping[str, Collection[int] | None], found: WordedFinding) -> bool:
    """Return whether waivers of these pages by rule (None: all) cover the finding with all of its pages."""
    if found.rule not in pages:
        return False
    covered = pages[found.rule]
    return covered is None or (bool(_pages(found)) and _pages(found) <= set(covered))


def _covered(waivers: Iterable[Waiver]) -> dict[str, set[int] | None]:
    """Return the waived pages of each rule, None if it is waived for the whole paper."""
    pages: dict[str, set[int] | None] = {}
    for one in waivers:
        before = pages.get(one.rule, set())
        pages[one.rule] = None if one.page is None or before is None else before | {one.page}
    return pages


def _pages(found: WordedFinding) -> set[int]:
    return set(found.pages) or ({found.page} if found.page else set())


def _waiver_of(found: WordedFinding, waivers: Sequence[Waiver]) -> Waiver:
    """Return the waiver to name for a covered finding: that of the page, else the first of its rule."""
    own = [one for one in waivers if one.rule == found.rule]
    return next((one for one in own if one.page is not None and one.page == found.page), own[0])


def _said(one: Waiver | Decision) -> tuple[str, str, str]:
    reason = one.reason if isinstance(one, Waiver) else one.note
    return plain(reason), plain(one.by), one.when


def _noted(one: Decision, sha256: str) -> NotedDecision:
    note, by, when = _said(one)
    return NotedDecision(one.decision, by, when, note, outdated=one.sha256 != sha256)


def _idle(findings: Sequence[WordedFinding], waivers: PaperWaivers) -> Iterator[IdleWaiver]:
    """Yield the waivers without effect: each is said, so that none lapses in silence."""
    for one in waivers.void:
        yield IdleWaiver(plain(one.rule), "changed-pdf", *_said(one), one.page)
    pages = _covered(waivers.holding)
    for one in waivers.holding:
        concerned = [
            found
            for found in findings
            if found.rule == one.rule and (one.page is None or one.page in _pages(found))
        ]
        if not concerned:
            yield IdleWaiver(plain(one.rule), "no-finding", *_said(one), one.page)
        elif not any(_covers(pages, found) for found in concerned):
            yield IdleWaiver(plain(one.rule), "other-pages", *_said(one), one.page)


def _outcome(
    check: WordedOutcome,
    waived: Mapping[str, WaivedFinding],
    findings: Sequence[WordedFinding],
    lang: Lang,
) -> WordedOutcome:
    """Return how a rule ended without its waived findings."""
    if check.rule not in waived:
        return check
    left = [found for found in findings if found.rule == check.rule]
    if not left:
        one = waived[check.rule]
        reason = phrase(lang, "waived.by", by=one.by, when=one.when, reason=one.reason)
        return WordedOutcome(check.rule, "off", reason=reason)
    gravest = next(severity for severity in STATUS if any(found.severity == severity for found in left))
    asked = next((found.message for found in left if found.severity == "review"), None)
    return WordedOutcome(check.rule, STATUS[gravest], reason=asked if gravest == "review" else None)


def _verdict(before: Verdict, findings: Sequence[WordedFinding], light: Collection[str]) -> Verdict:
    """Return the verdict that the findings left give; a file stays unreadable until that error is waived."""
    if any(found.severity == "error" for found in findings):
        return "unreadable" if before == "unreadable" else "fail"
    grave = any(found.severity == "review" and found.rule not in light for found in findings)
    return "review" if grave else "pass"
