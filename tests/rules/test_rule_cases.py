"""The `cases` of every rule of the shipped packs: each fixture is on the side that the rule says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple, get_args

import pytest
from msgspec import structs

from fixtures.venues.catalogue import folders
from mlcia_check.checks.registry import ASK_FOR_HYGIENE, CHECKS
from mlcia_check.examination import Criteria, examine, only_readable
from mlcia_check.judging.outcomes import READABLE
from mlcia_check.model.answers import Answer, NotApplicable
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import CaseSide, Pack, Rule
from mlcia_check.rulebook import pack_names
from mlcia_check.sources import Source
from tests.fixtures_table import ROOT, fixture
from tests.packs import pack_at

OF_VENUES: Final = {folder.name for folder in folders()}
"""Packs of other formats, held against papers of their own: tests/venues/test_shipped_packs.py."""

SHIPPED: Final = tuple(pack_at(name) for name in pack_names() if name not in OF_VENUES)
OF_FIXTURES: Final = tuple(pack_at(str(path)) for path in sorted((ROOT / "packs").glob("*.yaml")))
"""Packs beside the fixtures, for rules that no shipped pack states both sides of."""

PACKS: Final = (*SHIPPED, *OF_FIXTURES)
EVERY_RULE: Final = [
    pytest.param(pack, rule, id=f"{pack.name}/{rule.id}") for pack in PACKS for rule in pack.rules
]


class Case(NamedTuple):
    """A fixture that a rule of a pack names, and the side on which it names it."""

    pack: Pack
    rule: Rule
    side: CaseSide


def by_fixture() -> dict[str, list[Case]]:
    """The cases of all rules, by fixture: each file is read once for all rules that name it."""
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for pack in PACKS:
        for rule in pack.rules:
            for side, names in rule.cases.items():
                for name in names:
                    cases[name].append(Case(pack, rule, side))
    return dict(sorted(cases.items()))


CASES: Final = by_fixture()


def test_packs_measure_with_the_same_words() -> None:
    """So a fixture that was measured for one pack is measured for all."""
    assert all(pack.vocabulary == PACKS[0].vocabulary for pack in PACKS)


def answers(rule: Rule, measured: JudgedDocument) -> list[Answer]:
    """What the rule's check answers; of a file that cannot be read, only `pdf-readable` can be asked."""
    if rule.check == READABLE:
        return [finding.answer for finding in measured.findings if finding.rule == rule.id]
    assert measured.paper is not None, f"{rule.id}: the file cannot be read"
    return list(CHECKS[rule.check].check(measured.paper, rule.params))


def objections(rule: Rule, measured: JudgedDocument) -> list[Answer]:
    """The breaches and doubts among the answers."""
    return [answer for answer in answers(rule, measured) if not isinstance(answer, NotApplicable)]


def wrong(cases: list[Case], measured: JudgedDocument) -> Iterator[str]:
    """The cases on whose other side the fixture is, with what the check says of it."""
    for pack, rule, side in cases:
        found = objections(rule, measured)
        if bool(found) != (side == "fail"):
            yield f"{pack.name}/{rule.id}: {side}, but {found or 'no objection'}"


@pytest.mark.parametrize("name", CASES)
def test_a_fixture_is_on_the_side_that_the_rules_say(name: str) -> None:
    for pack in PACKS:
        cases = [case for case in CASES[name] if case.pack is pack]
        if cases:
            assert list(wrong(cases, measure(name, pack))) == []


def measure(name: str, pack: Pack) -> JudgedDocument:
    """A fixture measured for a pack, and judged by nothing but whether it can be read."""
    return measured(name, OF_FIXTURES.index(pack) if pack.sections else None)


HYGIENE: Final = tuple(
    rule
    for pack in OF_FIXTURES
    if pack.groups.get("hygiene") == "on"
    for rule in pack.rules
    if rule.check in ASK_FOR_HYGIENE
)
"""The rules for which a file is read twice."""


@cache
def measured(name: str, number: int | None) -> JudgedDocument:
    """A fixture measured once for all packs that ask for no sections, and once for each other pack."""
    path = str(fixture(name))
    pack = only_readable(SHIPPED[0] if number is None else OF_FIXTURES[number])
    if any(case.rule.check in ASK_FOR_HYGIENE for case in CASES[name]):
        pack = structs.replace(pack, rules=(*pack.rules, *HYGIENE))
    return examine(Source(path, file=path), Criteria(pack))


@pytest.mark.parametrize(("pack", "rule"), EVERY_RULE)
def test_a_rule_has_cases_on_both_sides_or_says_why_not(pack: Pack, rule: Rule) -> None:  # noqa: ARG001
    for side in get_args(CaseSide):
        assert bool(rule.cases.get(side)) != bool(rule.no_case.get(side)), side
    assert not set(rule.cases.get("pass", ())) & set(rule.cases.get("fail", ()))


@pytest.mark.parametrize(("pack", "rule"), EVERY_RULE)
def test_a_rule_applies_to_a_paper_that_passes_it(pack: Pack, rule: Rule) -> None:
    """A rule that does not apply to any of its passing cases shows nothing of what it accepts."""
    passing = rule.cases.get("pass", ())
    judged = (
        not any(isinstance(answer, NotApplicable) for answer in answers(rule, measure(name, pack)))
        for name in passing
    )
    assert any(judged) or not passing
