"""One cause, one finding that leads: what is folded under it, and what stays."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from mlcia_check.checks.registry import CHECKS
from mlcia_check.errors import BrokenPack
from mlcia_check.judging.consequences import folded
from mlcia_check.judging.outcomes import verdict_of
from mlcia_check.model.answers import Breach
from mlcia_check.model.judged import Finding, Severity
from mlcia_check.model.rule_pack import Follows, Pack
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.words import folding, wording
from mlcia_check.rulebook import load_pack
from tests.packs import pack_at
from tests.report_samples import PACK

SHIPPED = pack_at("mlcia-2022")


def pack(**follows: tuple[Follows, ...]) -> Pack:
    """The sample pack, its rules (a name's dashes written as underscores) with these causes."""
    causes = {name.replace("_", "-"): stated for name, stated in follows.items()}
    return structs.replace(
        PACK, rules=tuple(structs.replace(rule, follows=causes.get(rule.id, ())) for rule in PACK.rules)
    )


def found(rule: str, *pages: int, case: str = "", severity: Severity = "error") -> Finding:
    return Finding(rule, severity, Breach(1, 2, pages=pages, case=case))


def causes(findings: list[Finding], rules: Pack) -> list[str]:
    return [finding.because_of for finding in folded(findings, rules)]


BLOCK = pack(page_limit=(Follows("text-block"),))


@pytest.mark.parametrize(
    ("findings", "because_of"),
    [
        ([found("text-block"), found("page-limit")], ["", "text-block"]),
        ([found("page-limit")], [""]),
        ([found("text-block"), found("citation-resolved")], ["", ""]),
        ([found("text-block", 2, 3), found("page-limit", 3)], ["", "text-block"]),
        ([found("text-block", 2, 3), found("page-limit", 3, 4)], ["", "text-block"]),
        ([found("text-block", 2, 3), found("page-limit", 3, 4, 5)], ["", ""]),
        ([found("text-block", 2), found("page-limit", 9)], ["", ""]),
        ([found("page-limit", 9), found("text-block")], ["text-block", ""]),
    ],
)
def test_a_finding_follows_from_a_cause_on_most_of_its_pages(
    findings: list[Finding], because_of: list[str]
) -> None:
    assert causes(findings, BLOCK) == because_of


def test_only_the_stated_cases_lead_and_follow() -> None:
    rules = pack(page_limit=(Follows("text-block", cases=("left",), of=("short",)),))
    left, right = found("text-block", case="left"), found("text-block", case="right")
    short, default = found("page-limit", case="short"), found("page-limit")
    assert causes([left, short], rules) == ["", "text-block"]
    assert causes([right, short], rules) == ["", ""]
    assert causes([left, default], rules) == ["", ""]


def test_the_first_cause_leads_all_and_a_circle_leads_nowhere() -> None:
    chain = pack(page_limit=(Follows("text-block"),), text_block=(Follows("citation-resolved"),))
    findings = [found("page-limit"), found("text-block"), found("citation-resolved")]
    assert causes(findings, chain) == ["citation-resolved", "citation-resolved", ""]
    circle = pack(page_limit=(Follows("text-block"),), text_block=(Follows("page-limit"),))
    assert causes(findings[:2], circle) == ["", ""]


def test_folding_changes_neither_severity_nor_verdict() -> None:
    findings = [found("text-block", severity="info"), found("page-limit")]
    after = folded(findings, BLOCK)
    assert [finding.severity for finding in after] == ["info", "error"]
    assert verdict_of(BLOCK, after) == verdict_of(BLOCK, findings) == "fail"


def worded(*findings: Finding) -> list[WordedFinding]:
    rules = {rule.id: rule for rule in PACK.rules}
    return [wording.finding(finding, rules[finding.rule], "en", "") for finding in findings]


def test_a_group_is_as_grave_as_its_gravest_and_the_gravest_group_comes_first() -> None:
    note = found("text-block", severity="info")
    error = structs.replace(found("page-limit"), because_of="text-block")
    warning = found("citation-resolved", severity="warning")
    groups = folding.groups(worded(warning, note, error))
    assert [(group.lead.rule, group.severity) for group in groups] == [
        ("text-block", "error"),
        ("citation-resolved", "warning"),
    ]
    assert [one.rule for one in groups[0].decisive] == ["page-limit"]


def test_a_finding_whose_cause_is_not_shown_stands_for_itself() -> None:
    alone = structs.replace(found("page-limit"), because_of="text-block")
    assert [group.lead.rule for group in folding.groups(worded(alone))] == ["page-limit"]


@pytest.mark.parametrize(
    ("follows", "said"),
    [
        ("[{rule: line-spcing}]", "unknown rule 'line-spcing'; did you mean 'line-spacing'?"),
        ("[{rule: text-block, cases: [lft]}]", "unknown case of 'text-block' 'lft'; did you mean 'left'?"),
        ("[{rule: text-block, of: [prt]}]", "unknown case of 'line-spacing' 'prt'; did you mean 'part'?"),
        ("[{cases: [left]}]", "'rule' is missing"),
    ],
)
def test_a_cause_that_cannot_be_is_refused(tmp_path: Any, follows: str, said: str) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        f"extends: mlcia-2022\nrules:\n  line-spacing: {{follows: {follows}}}\n", encoding="utf-8"
    )
    with pytest.raises(BrokenPack) as refused:
        load_pack(str(file))
    assert said in str(refused.value)


def test_a_fix_for_a_case_that_never_comes_is_refused(tmp_path: Any) -> None:
    file = tmp_path / "p.yaml"
    fix = "{lft: {en: Move it., zh: 移动。}}"
    file.write_text(f"extends: mlcia-2022\nrules:\n  text-block: {{fix_for: {fix}}}\n", encoding="utf-8")
    with pytest.raises(BrokenPack, match=r"unknown case of 'fix_for' 'lft'; did you mean 'left'\?"):
        load_pack(str(file))


def test_in_the_shipped_pack_no_two_cases_follow_from_each_other() -> None:
    """A wide passage narrows the gutter, a narrow gutter widens the columns: by their cases no circle."""

    def cases(rule: str, stated: tuple[str, ...]) -> tuple[str, ...]:
        check = CHECKS[next(one.check for one in SHIPPED.rules if one.id == rule)]
        return stated or (*check.BREACHES, *check.DOUBTS)

    follows = {
        ((rule.id, own), (stated.rule, leading))
        for rule in SHIPPED.rules
        for stated in rule.follows
        for own in cases(rule.id, stated.of)
        for leading in cases(stated.rule, stated.cases)
    }
    assert follows
    assert not {(one, other) for one, other in follows if (other, one) in follows}
