"""Runs the rules of a pack over a measured paper: an outcome for each rule, and the verdict."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final, get_args

from msgspec import structs

from mlcia_check.checks.registry import ASK_FOR_HYGIENE, ASK_FOR_ORIGINS, CHECKS
from mlcia_check.errors import UnreadableDocument, UsageProblem
from mlcia_check.judging.consequences import folded
from mlcia_check.judging.page_limits import counted_pages
from mlcia_check.judging.paper_sizes import on_its_paper
from mlcia_check.model.answers import Breach, Doubt, NotApplicable
from mlcia_check.model.judged import Finding, JudgedDocument, Outcome, Second, Severity, Status, Verdict
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Level, Pack, Rule
from mlcia_check.rulebook.mistakes import nearest
from mlcia_check.workers.limits import LossReason

READABLE = "pdf-readable"
"""The check whose rule an unreadable file breaks."""

SHOWN_BY_A_PAGE = frozenset({"font-embedding", "hidden-text", "page-count", "paper-size"})
"""Checks whose errors stand once the first pages show them, whatever follows. Geometric errors stand too."""

_LATE: Final = "-late"
"""Ends the case of a doubt about a document whose worker was lost after it was judged."""

TOO_FEW_PAGES = frozenset({"short", "short-of"})
"""The cases of `page-count` that further pages can mend."""

GRAVITY: dict[Level, int] = {"error": 3, "warning": 2, "info": 1}
"""Gravity of each level. A breach can lower the level of its rule and never raises it."""


def run(
    pack: Pack,
    paper: Paper,
    path: str,
    sha256: str,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
) -> JudgedDocument:
    """Judge the paper under every rule of the pack that is on.

    `select` names the only rules to apply; if it is empty, all rules apply. `ignore` names the rules to leave
    out; a mapping also gives the reason for each. Raises UsageProblem if the pack does not have a rule that
    is named, or if a selected rule is off.
    """
    applied = active(pack, select, ignore)
    reasons = ignore if isinstance(ignore, Mapping) else dict.fromkeys(ignore, "")
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    for rule in on_its_paper(pack, paper).rules:
        if rule.id not in applied:
            outcomes.append(Outcome(rule.id, "off", reasons.get(rule.id)))
            continue
        answers = list(CHECKS[rule.check].check(paper, rule.params))
        found = [
            Finding(rule.id, severity_of(rule, answer), answer)
            for answer in answers
            if not isinstance(answer, NotApplicable)
        ]
        findings.extend(found)
        inapplicable = [answer.reason for answer in answers if isinstance(answer, NotApplicable)]
        status = _status(found, applies=not inapplicable)
        reason = inapplicable[0] if status == "not-applicable" else ""
        outcomes.append(Outcome(rule.id, status, reason=reason))
    return JudgedDocument(
        path=path,
        sha256=sha256,
        verdict=verdict_of(pack, findings),
        outcomes=tuple(outcomes),
        findings=folded(sorted(findings, key=_reading_order), pack),
        paper=paper,
        page_count=counted_pages(pack, paper),
    )


def asks_for_hygiene(pack: Pack) -> bool:
    """Return True if a rule that is on needs `Paper.hygiene`."""
    return _has_on(pack, ASK_FOR_HYGIENE)


def asks_for_origins(pack: Pack) -> bool:
    """Return True if a rule that is on needs `Paper.figure_origins`."""
    return _has_on(pack, ASK_FOR_ORIGINS)


def _has_on(pack: Pack, checks: Container[str]) -> bool:
    return any(rule.severity != "off" and rule.check in checks for rule in pack.rules)


def revised(pack: Pack, document: JudgedDocument, findings: Sequence[Finding]) -> JudgedDocument:
    """Return the document with other findings in reading order, and derive outcomes and verdict from them."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return structs.replace(
        document,
        verdict=verdict_of(pack, findings),
        outcomes=tuple(
            Outcome(outcome.rule, _status(by_rule[outcome.rule], applies=True))
            if outcome.rule in by_rule
            else outcome
            for outcome in document.outcomes
        ),
        findings=folded(findings, pack),
    )


def added(
    pack: Pack, document: JudgedDocument, rule: Rule, answers: Iterable[Breach | Doubt]
) -> JudgedDocument:
    """Return the document with further answers under a rule, and derive its outcome and the verdict again."""
    found = [Finding(rule.id, severity_of(rule, answer), answer) for answer in answers]
    if not found:
        return document
    return revised(pack, document, sorted((*document.findings, *found), key=_reading_order))


def unreadable(pack: Pack, path: str, sha256: str, error: UnreadableDocument) -> JudgedDocument:
    """Return the result for a file that could not be opened: one finding, which gives the parser's reason.

    All other rules are not applicable.
    """
    broken = Breach(measured=None, expected=None, case=error.reason, detail={"detail": error.detail})
    concerned = {rule.id for rule in pack.rules if rule.check == READABLE}
    return JudgedDocument(
        path=path,
        sha256=sha256,
        verdict="unreadable",
        outcomes=tuple(
            Outcome(rule.id, "fail") if rule.id in concerned else _not_reached(rule, "unreadable")
            for rule in pack.rules
        ),
        findings=tuple(Finding(rule, "error", broken) for rule in sorted(concerned)),
        paper=None,
    )


def given_up(pack: Pack, path: str, sha256: str, reason: str, detail: str) -> JudgedDocument:
    """Return the result for a document whose reading was given up: one doubt, so that a person checks it.

    Nothing in the document was checked. `reason` is a case of the doubts of `pdf-readable`. The verdict is
    `review` and not `unreadable`, because a slow machine or a fault in the worker is not the paper's fault.
    """
    doubt = Doubt(case=reason, detail={"detail": detail})
    concerned = {rule.id for rule in pack.rules if rule.check == READABLE}
    return JudgedDocument(
        path=path,
        sha256=sha256,
        verdict="review",
        outcomes=tuple(
            Outcome(rule.id, "review") if rule.id in concerned else _not_reached(rule, "given-up")
            for rule in pack.rules
        ),
        findings=tuple(Finding(rule, "review", doubt) for rule in sorted(concerned)),
        paper=None,
    )


def broken_off(pack: Pack, document: JudgedDocument, reason: str, detail: str) -> JudgedDocument:
    """Return the document whose worker was lost after it was judged: keep the findings and add a doubt.

    The findings stand, but they may be incomplete. `reason` has the same meaning as in `given_up`. Errors
    that the second reader has not confirmed stay errors, as they do where the second reader cannot measure.
    So a page that takes very long to render does not turn a `fail` into a `review`.
    """
    doubt = Doubt(case=f"{reason}{_LATE}", detail={"detail": detail})
    concerned = {rule.id for rule in pack.rules if rule.check == READABLE}
    findings = (
        *(Finding(rule, "review", doubt) for rule in sorted(concerned)),
        *(
            structs.replace(found, confirmed=False, second=Second(reason="second-too-much"))
            if to_confirm(found) and found.confirmed is None
            else found
            for found in document.findings
        ),
    )
    return structs.replace(
        document,
        verdict=verdict_of(pack, findings),
        outcomes=tuple(
            Outcome(outcome.rule, "review") if outcome.rule in concerned else outcome
            for outcome in document.outcomes
        ),
        findings=findings,
    )


def was_lost(document: JudgedDocument) -> bool:
    """Return True if the worker was lost while it read the document, before or after an error was found.

    What the document's findings are then depends on the machine.
    """
    return any(
        isinstance(found.answer, Doubt) and found.answer.case.removesuffix(_LATE) in get_args(LossReason)
        for found in document.findings
    )


def of_first_pages(pack: Pack, document: JudgedDocument, *, confirmed: bool) -> JudgedDocument:
    """Keep the errors that further pages cannot mend, in a document whose first pages alone were read.

    With `confirmed`, keep geometric errors only if the second reader confirmed them.
    """
    checks = {rule.id: rule.check for rule in pack.rules}
    findings = tuple(
        found
        for found in document.findings
        if found.severity == "error" and _stands(checks[found.rule], found, confirmed=confirmed)
    )
    broken = {found.rule for found in findings}
    return structs.replace(
        document,
        verdict=verdict_of(pack, findings),
        outcomes=tuple(
            Outcome(rule.id, "fail") if rule.id in broken else _not_reached(rule, "given-up")
            for rule in pack.rules
        ),
        findings=findings,
        paper=None,
    )


def _stands(check: str, found: Finding, *, confirmed: bool) -> bool:
    if to_confirm(found):
        return bool(found.confirmed) or not confirmed
    return (
        check in SHOWN_BY_A_PAGE
        and isinstance(found.answer, Breach)
        and found.answer.case not in TOO_FEW_PAGES
    )


def severity_of(rule: Rule, answer: Breach | Doubt) -> Severity:
    """Return the rule's level, lowered if the breach says so. Return `review` for every doubt."""
    level = rule.severity
    if isinstance(answer, Doubt) or level == "review" or level == "off":
        return "review"
    if answer.level is not None and GRAVITY[answer.level] < GRAVITY[level]:
        return answer.level
    return level


def to_confirm(finding: Finding) -> bool:
    """Return True if the second reader must confirm this finding: an error in geometry or type."""
    return finding.severity == "error" and isinstance(finding.answer, Breach) and finding.answer.geometric


def verdict_of(pack: Pack, findings: Sequence[Finding]) -> Verdict:
    """Return `fail` for any error, `review` for a grave doubt or one that could be an error, else `pass`."""
    if any(finding.severity == "error" for finding in findings):
        return "fail"
    levels = {rule.id: rule.severity for rule in pack.rules}
    if any(finding.severity == "review" and _is_grave(finding, levels[finding.rule]) for finding in findings):
        return "review"
    return "pass"


def light_doubts(pack: Pack, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the rules with doubts that all leave the verdict alone, in alphabetical order."""
    levels = {rule.id: rule.severity for rule in pack.rules}
    doubts = [finding for finding in findings if finding.severity == "review"]
    grave = {finding.rule for finding in doubts if _is_grave(finding, levels[finding.rule])}
    return tuple(sorted({finding.rule for finding in doubts} - grave))


def _is_grave(question: Finding, level: Level) -> bool:
    if level in ("error", "review"):
        return True
    return level == "warning" and isinstance(question.answer, Doubt) and question.answer.grave


def active(pack: Pack, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> set[str]:
    """Return the ids of the rules that a run applies. Raises UsageProblem as `run` does."""
    levels = {rule.id: rule.severity for rule in pack.rules}
    chosen, left_out = tuple(select), tuple(ignore)
    for rule in (*chosen, *left_out):
        if rule not in levels:
            raise UsageProblem(f"pack {pack.name} has no rule '{rule}'{nearest(rule, levels)}")
    unstated = {rule.id: rule.unstated for rule in pack.rules if rule.unstated}
    for rule in chosen:
        if rule in unstated:
            raise UsageProblem(
                f"rule '{rule}' is not asked in pack {pack.name}, "
                f"which does not state {', '.join(unstated[rule])}"
            )
        if levels[rule] == "off":
            raise UsageProblem(
                f"rule '{rule}' is off in pack {pack.name}; a pack that extends it can give it a severity"
            )
    on = {rule for rule, level in levels.items() if level != "off"}
    return (on & set(chosen) if chosen else on) - set(left_out)


def _not_reached(rule: Rule, reason: str) -> Outcome:
    return Outcome(rule.id, "not-applicable", reason=reason)


def _status(found: Sequence[Finding], applies: bool) -> Status:
    severities = {finding.severity for finding in found}
    if "error" in severities:
        return "fail"
    if "review" in severities:
        return "review"
    if severities & {"warning", "info"}:
        return "warn"
    return "pass" if applies else "not-applicable"


def _reading_order(finding: Finding) -> tuple[int, float, float, str]:
    """Sort by page (the whole document first), then top to bottom, left to right, then by rule."""
    place = finding.answer.place
    page = place.page if place else min(finding.answer.pages, default=0)
    if place is None or place.box is None:
        return page, float("-inf"), 0.0, finding.rule
    return page, -place.box.top, place.box.left, finding.rule
