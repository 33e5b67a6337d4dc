"""Compares two runs: what was fixed, what is new, what is still there, and which verdicts flipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mlcia_check.model.judged import Severity
from mlcia_check.report.worded_changes import ChangeKind, ComparedRun, PaperChange, RuleChange, RunChanges
from mlcia_check.report.words.tallies import GRAVEST_FIRST
from mlcia_check.season.stored_report import StoredDocument, StoredFinding, StoredReport
from mlcia_check.support.printable import printable

CHECKED = ("pass", "fail", "warn", "review")
"""Statuses of a rule that was applied."""


def run_changes(old: StoredReport, new: StoredReport, old_place: str, new_place: str) -> RunChanges:
    """Compare two reports paper by paper. Papers are matched by id, or by path if a report has no ids."""
    by_id = all(document.id for report in (old, new) for document in report.documents)
    before = {_key(document, by_id): document for document in old.documents}
    after = {_key(document, by_id): document for document in new.documents}
    papers = [_paper(before.get(key), document) for key, document in after.items()]
    papers += [_paper(document, None) for key, document in before.items() if key not in after]
    return RunChanges(_run(old, old_place), _run(new, new_place), tuple(papers))


def rule_changes(before: StoredDocument, after: StoredDocument) -> tuple[RuleChange, ...]:
    """Return what became of each rule with a finding, in the order of the findings; notes do not count, nor
    does a rule that is waived in both.

    Findings are compared by rule: figures and pages move when authors edit, the rule stays.
    """
    statuses = {check.rule: check.status for check in after.checks}
    asked_before = {check.rule for check in before.checks if check.status != "off"}
    waived_before = _gravest(one.finding for one in before.waived)
    waived_after = _gravest(one.finding for one in after.waived)
    found_before, found_after = _gravest(before.findings), _gravest(after.findings)
    changes = []
    for rule in dict.fromkeys((*found_after, *waived_after, *found_before, *waived_before)):
        kind: ChangeKind
        if rule in found_after:
            if rule in found_before:
                kind = "still-there"
            elif rule in waived_before:
                kind = "waiver-void"
            else:
                kind = "new" if rule in asked_before else "first-checked"
        elif rule in waived_after:
            if rule in waived_before and rule not in found_before:
                continue
            kind = "waived"
        else:
            kind = "fixed" if statuses.get(rule) in CHECKED else "unchecked"
        was = found_before.get(rule) or waived_before.get(rule)
        now = found_after.get(rule) or waived_after.get(rule)
        said = now or was
        assert said is not None
        changes.append(
            RuleChange(
                rule,
                kind,
                before=was.severity if was else None,
                after=now.severity if now else None,
                message=said.message,
            )
        )
    return tuple(changes)


def _paper(before: StoredDocument | None, after: StoredDocument | None) -> PaperChange:
    shown = after or before
    assert shown is not None
    changes: tuple[RuleChange, ...] = ()
    if before and after:
        changes = rule_changes(before, after)
    elif after:
        changes = tuple(_alone(after, "new"))
    return PaperChange(
        id=shown.id or printable(shown.path),
        title=shown.title,
        path=shown.path,
        before=before.verdict if before else None,
        after=after.verdict if after else None,
        replaced=bool(before and after and before.sha256 != after.sha256),
        rules=changes,
    )


def _alone(document: StoredDocument, kind: ChangeKind) -> Iterator[RuleChange]:
    for rule, found in _gravest(document.findings).items():
        yield RuleChange(rule, kind, None, found.severity, found.message)


def _gravest(findings: Iterable[StoredFinding]) -> dict[str, StoredFinding]:
    """Return the gravest finding of each rule, the first of several; notes aside."""
    found: dict[str, StoredFinding] = {}
    for one in findings:
        if one.severity == "info":
            continue
        known = found.get(one.rule)
        if known is None or _gravity(one.severity) < _gravity(known.severity):
            found[one.rule] = one
    return found


def _gravity(severity: Severity) -> int:
    return GRAVEST_FIRST.index(severity)


def _key(document: StoredDocument, by_id: bool) -> str:
    return document.id if by_id else document.path


def _run(report: StoredReport, place: str) -> ComparedRun:
    return ComparedRun(
        place=place,
        version=report.tool.version,
        pack=report.pack.name,
        pack_sha256=report.pack.sha256,
        verdicts=dict(Counter(document.verdict for document in report.documents)),
    )
