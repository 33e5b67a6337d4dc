"""Decides which finding follows from which, as the `follows` of the rules say."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from mlcia_check.model.judged import Finding
from mlcia_check.model.rule_pack import Follows, Pack

_CAUSE_PAGES_MIN_SHARE = 0.5
"""Share of a finding's pages on which its cause must stand: page 3 explains nothing on page 9."""


def folded(findings: Sequence[Finding], pack: Pack) -> tuple[Finding, ...]:
    """Return the findings in the same order, each with the rule of its first cause in `because_of`.

    Severities stay as they are, and so does the verdict. If a cause follows from another cause, the first
    cause of the chain leads all the others.
    """
    if len(findings) < 2:
        return tuple(findings)
    follows = {rule.id: rule.follows for rule in pack.rules if rule.follows}
    causes = [_cause(finding, follows.get(finding.rule, ()), findings) for finding in findings]
    leading = [_first(place, causes) for place in range(len(findings))]
    return tuple(
        structs.replace(finding, because_of="" if first is None else findings[first].rule)
        for finding, first in zip(findings, leading, strict=True)
    )


def _cause(finding: Finding, follows: Sequence[Follows], findings: Sequence[Finding]) -> int | None:
    """Return the index of the finding that explains this one, or None.

    The first match of `follows` counts.
    """
    for stated in follows:
        if stated.of and finding.answer.case not in stated.of:
            continue
        for place, other in enumerate(findings):
            leads = other.rule == stated.rule and (not stated.cases or other.answer.case in stated.cases)
            if leads and other is not finding and _covers(other, finding):
                return place
    return None


def _covers(cause: Finding, finding: Finding) -> bool:
    """Return True if the cause stands on most of the finding's pages, or if either of them has no pages.

    A cause without pages concerns the whole paper.
    """
    own, others = set(finding.answer.pages), set(cause.answer.pages)
    return not others or not own or len(own & others) >= _CAUSE_PAGES_MIN_SHARE * len(own)


def _first(place: int, causes: Sequence[int | None]) -> int | None:
    """Return the index of the first cause in the chain, or None without a cause or in a circle."""
    seen = [place]
    while (cause := causes[seen[-1]]) is not None:
        if cause in seen:
            return None
        seen.append(cause)
    return seen[-1] if len(seen) > 1 else None
