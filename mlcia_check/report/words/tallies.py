"""Counts of findings and rules in one line: "2 errors, 1 warning", "33 rules: 31 passed, 2 failed."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mlcia_check.model.judged import Severity, Status
from mlcia_check.report.worded import WordedDocument, WordedFinding, WordedOutcome
from mlcia_check.report.words.phrases import Lang, counted, phrase

GRAVEST_FIRST: tuple[Severity, ...] = ("error", "review", "warning", "info")
STATUSES: tuple[Status, ...] = ("pass", "fail", "warn", "review", "not-applicable", "off")


def found(findings: Iterable[WordedFinding], lang: Lang) -> str:
    """Count the findings of one document by severity, gravest first; return "" if there are none."""
    number = Counter(finding.severity for finding in findings)
    shown = (counted(lang, severity, number[severity]) for severity in GRAVEST_FIRST if number[severity])
    return phrase(lang, "join").join(shown)


def ignored(checks: Iterable[WordedOutcome], lang: Lang) -> str:
    """Count the rules that were ignored on request; return "" if there are none."""
    number = sum(check.ignored is not None for check in checks)
    return counted(lang, "ignored", number) if number else ""


def waived(document: WordedDocument, lang: Lang) -> str:
    """Count the findings that a person waived; return "" if there are none."""
    return counted(lang, "waived", len(document.waived)) if document.waived else ""


def applied(checks: Sequence[WordedOutcome], lang: Lang) -> str:
    """Count the rules of one document by outcome, in a sentence."""
    number = Counter(check.status for check in checks)
    counts = (phrase(lang, f"status.{status}", n=number[status]) for status in STATUSES if number[status])
    sentence = counted(lang, "rules", len(checks)) + phrase(lang, "at") + phrase(lang, "join").join(counts)
    return sentence + ("." if lang == "en" else "。")
