"""How much was found and checked, in a line: "2 errors, 1 warning", "33 rules: 31 passed, 2 failed."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mlcia_check.model.judged import Severity, Status
from mlcia_check.report.worded import WordedFinding, WordedOutcome
from mlcia_check.report.words.phrases import Lang, counted, phrase

GRAVEST_FIRST: tuple[Severity, ...] = ("error", "review", "warning", "info")
STATUSES: tuple[Status, ...] = ("pass", "fail", "warn", "review", "not-applicable", "off")


def found(findings: Iterable[WordedFinding], lang: Lang) -> str:
    """The findings of one document by severity, gravest first; "" for none."""
    number = Counter(finding.severity for finding in findings)
    shown = (counted(lang, severity, number[severity]) for severity in GRAVEST_FIRST if number[severity])
    return phrase(lang, "join").join(shown)


def ignored(checks: Iterable[WordedOutcome], lang: Lang) -> str:
    """How many rules were left out on request; "" for none."""
    number = sum(check.ignored is not None for check in checks)
    return counted(lang, "ignored", number) if number else ""


def applied(checks: Sequence[WordedOutcome], lang: Lang) -> str:
    """The rules of one document by how they ended: a sentence."""
    number = Counter(check.status for check in checks)
    counts = (phrase(lang, f"status.{status}", n=number[status]) for status in STATUSES if number[status])
    sentence = counted(lang, "rules", len(checks)) + phrase(lang, "at") + phrase(lang, "join").join(counts)
    return sentence + ("." if lang == "en" else "。")
