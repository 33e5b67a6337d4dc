"""What a pack says names no number and no word of another venue's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest

from mlcia_check.model.lengths import UNITS, parse_length
from mlcia_check.model.rule_pack import Pack, Rule, Words
from tests.packs import pack_at
from tests.venues.packs_of_venues import FOLDER, NAMES, venue_pack

ACM: Final = ("mlcia-2022", "acm-sigconf", "acm-sigconf-anonymous")

ACM_WORDS: Final = r"\bACM\b|acmart|sigconf|Libertin|ccsdesc|\bCCS\b|US Letter|信纸|interim layout"
WORDS: Final = {
    "ieee-conference": r"IEEE",
    "usenix-security": r"USENIX",
    "llncs": r"LNCS|Springer|llncs",
    "acl-review": r"\bACL\b|acl\.sty|滚动评审",
}
"""What only one of the venues says."""

LENGTH: Final = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(pt|bp|in|cm|mm|pc|磅|英寸)(?![a-z])")
IN_CHINESE: Final = {"磅": "pt", "英寸": "in"}
ROUNDING_BP: Final = 0.006 * UNITS["in"]
"""Sentences write inches to two places."""

NEUTRAL: Final = r"the venue's (?:class|Word)|会议(?:文档类|的 Word)"


def texts(rule: Rule) -> Iterator[tuple[str, Words]]:
    """Everything that a report can say of a rule, with the place where it stands."""
    for part, sentences in (("message", rule.message), ("doubt", rule.doubt)):
        yield from ((f"{part}.{case}", words) for case, words in sentences.items())
    yield "why", rule.why
    yield from ((f"fix.{tool}", words) for tool, words in rule.fix.items())
    for case, fixes in rule.fix_for.items():
        yield from ((f"fix_for.{case}.{tool}", words) for tool, words in fixes.items())


def sentences(pack: Pack) -> Iterator[tuple[Rule, str, str]]:
    """Each sentence of the rules that are on: the rule, its place, and the text of one language."""
    for rule in pack.rules:
        if rule.severity != "off":
            for place, words in texts(rule):
                yield from ((rule, f"{rule.id} {place}", text) for text in (words.en, words.zh))


def lengths_bp(text: str) -> Iterator[float]:
    for number, unit in LENGTH.findall(text):
        yield parse_length(f"{number}{IN_CHINESE.get(unit, unit)}")


def own_lengths_bp(name: str, rule: Rule) -> list[float]:
    """The lengths in a pack's own file, and those of the rule's parameters."""
    file = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return [0.0, *lengths_bp(file), *_numbers(msgspec.to_builtins(rule.params))]


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, (int, float)):
        yield float(value)


@pytest.mark.parametrize("name", NAMES)
def test_lengths_in_sentences_are_the_pack_s(name: str) -> None:
    strangers = [
        (place, text)
        for rule, place, text in sentences(venue_pack(name))
        for length in lengths_bp(text)
        if not any(abs(length - own) < ROUNDING_BP for own in own_lengths_bp(name, rule))
    ]
    assert strangers == []


@pytest.mark.parametrize("name", NAMES)
def test_words_in_sentences_are_the_pack_s(name: str) -> None:
    others = "|".join([ACM_WORDS, *(words for other, words in WORDS.items() if other != name)])
    strangers = [(place, text) for _, place, text in sentences(venue_pack(name)) if re.search(others, text)]
    assert strangers == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "rule_id",
    [
        "body-font-size",
        "column-width",
        "font-family",
        "front-matter",
        "line-spacing",
        "page-limit",
        "paper-size",
    ],
)
def test_the_source_of_a_number_is_the_pack_s(name: str, rule_id: str) -> None:
    pack = venue_pack(name)
    assert next(rule.source for rule in pack.rules if rule.id == rule_id) == pack.source


@pytest.mark.parametrize("name", ACM)
def test_packs_of_acm_s_format_name_its_class(name: str) -> None:
    said = [text for _, _, text in sentences(pack_at(name))]
    assert any("\\documentclass[sigconf]{acmart}" in text for text in said)
    assert [text for text in said if re.search(NEUTRAL, text)] == []


def test_these_tests_can_fail() -> None:
    """ACM's pack breaks both tests under the facts of another venue."""
    acm = list(sentences(pack_at("acm-sigconf")))
    assert any(re.search(ACM_WORDS, text) for _, _, text in acm)
    assert any(
        not any(abs(length - own) < ROUNDING_BP for own in own_lengths_bp("llncs", rule))
        for rule, _, text in acm
        for length in lengths_bp(text)
    )
