"""Adds the result of comparing papers to the record of one: a finding, a status, a verdict."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from mlcia_check.model.judged import Severity, Status, Verdict
from mlcia_check.model.rule_pack import Level
from mlcia_check.report import worded

_STATUS: Final[dict[Severity, Status]] = {
    "error": "fail",
    "review": "review",
    "warning": "warn",
    "info": "warn",
}


def with_finding(
    document: worded.WordedDocument, finding: worded.WordedFinding, level: Level
) -> worded.WordedDocument:
    """Return the document with one more finding, in order: those of the whole document first, by rule.

    `level` is the severity of the finding's rule: a doubt under a warning does not change the verdict.
    """
    before = [one for one in document.findings if one.page is None and one.rule <= finding.rule]
    after = [one for one in document.findings if one.page is not None or one.rule > finding.rule]
    reason = finding.message if finding.severity == "review" else None
    marked = with_status(document, finding.rule, _STATUS[finding.severity], reason)
    return structs.replace(
        marked,
        verdict=_verdict(document.verdict, finding.severity, level),
        findings=(*before, finding, *after),
    )


def with_status(
    document: worded.WordedDocument, rule: str, status: Status, reason: str | None = None
) -> worded.WordedDocument:
    checks = tuple(
        structs.replace(check, status=status, reason=reason) if check.rule == rule else check
        for check in document.checks
    )
    return structs.replace(document, checks=checks)


def _verdict(verdict: Verdict, severity: Severity, level: Level) -> Verdict:
    if severity == "error" and verdict != "unreadable":
        return "fail"
    decides = severity == "review" and level in ("error", "review")
    return "review" if decides and verdict == "pass" else verdict
