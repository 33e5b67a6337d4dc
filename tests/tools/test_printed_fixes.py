"""Printed fixes, followed to the letter: the words of all of them, and two papers built where TeX is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mlcia_check.report.words import wording
from tests.packs import pack_at
from tools.bench.printed_fixes import table
from tools.bench.printed_fixes.case import Case
from tools.bench.printed_fixes.cases import CASES
from tools.bench.printed_fixes.follow import followed

EACH_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def test_fixes_of_thirty_rules_are_followed() -> None:
    assert len({case.rule for case in CASES}) >= 30
    assert len({case.name for case in CASES}) == len(CASES)


@EACH_CASE
def test_the_rule_s_fixes_name_what_the_case_changes(case: Case) -> None:
    (rule,) = (rule for rule in pack_at(case.pack).rules if rule.id == case.rule)
    fixes = wording.fixes(rule, "en")
    assert [word for word in case.named if not any(word in fix for fix in fixes)] == []


def test_the_table_has_every_case_and_the_fix_that_is_printed_today() -> None:
    rows = {line.split(" | ")[0]: line for line in table.PAGE.read_text(encoding="utf-8").splitlines()}
    for case in CASES:
        _, rule_id, fix, outcome = rows[f"| {table.cell(case.name)}"].split(" | ")
        (rule,) = (rule for rule in pack_at(case.pack).rules if rule.id == case.rule)
        printed = [words.en for fixes in (rule.fix, *rule.fix_for.values()) for words in fixes.values()]
        assert (rule_id, outcome) == (case.rule, "yes |")
        assert fix in [table.cell(text) for text in printed], case.name


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="TeX is not installed")
@pytest.mark.parametrize("name", ["negative vspace at headings", "an appendix before the references"])
def test_a_printed_fix_works(name: str, tmp_path: Path) -> None:
    (case,) = (case for case in CASES if case.name == name)
    assert followed(case, tmp_path)[1] == "yes"
