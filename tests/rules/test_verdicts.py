"""Every fixture gets the verdict, the errors and the warnings that were planted in it, and no others."""

from __future__ import annotations

import pytest

import mlcia_check
from tests.fixtures_table import expected, fixture
from tests.packs import pack_at

PACK = pack_at("mlcia-2022")
RULES = {rule.id for rule in PACK.rules}


@pytest.mark.parametrize("name", sorted(expected()))
def test_fixture(name: str) -> None:
    truth = expected()[name]
    document = mlcia_check.check(fixture(name), PACK)
    errors = {finding.rule for finding in document.findings if finding.severity == "error"}
    found = {finding.rule for finding in document.findings}
    assert [rules for rules in truth.errors if _missing(rules, errors)] == []
    assert [rules for rules in truth.warnings if _missing(rules, found)] == []
    assert {rule for rule in errors if not truth.allows_error(rule)} == set()
    assert not found & set(truth.never)
    assert document.verdict in truth.verdict.split("|")
    assert found >= RULES.intersection(truth.infos)
    for finding in document.findings:
        if finding.rule in truth.because_of:
            assert finding.because_of == truth.because_of[finding.rule]


def _missing(rules: str, found: set[str]) -> bool:
    """Whether none of the rules, joined by "|", was reported though the pack has one of them."""
    known = RULES.intersection(rules.split("|"))
    return bool(known) and not known & found
