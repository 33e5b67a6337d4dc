"""What a pack says names no number and no word of another venue's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from mlcia_check.model.lengths import UNITS, parse_length
from mlcia_check.model.rule_pack import Pack, Rule, Words
from mlcia_check.report.words import wording
from mlcia_check.rulebook import pack_names
from mlcia_check.rulebook.literal_lengths import FORMAT_MIN_BP, lengths_in
from mlcia_check.rulebook.load import rules_folder
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import PackSource, chain
from tests.packs import pack_at
from tests.venues.packs_of_venues import FOLDER, NAMES, venue_pack

ACM: Final = ("mlcia-2022", "acm-sigconf", "acm-sigconf-anonymous")
SHIPPED: Final = Path(rules_folder())
PATHS: Final = {name: SHIPPED / name for name in pack_names()} | {
    name: FOLDER / f"{name}.yaml" for name in NAMES if name not in pack_names()
}
EVERY_PACK: Final = pytest.mark.parametrize("name", PATHS)
BASE: Final = "base"

WORDS: Final = (
    r"\bACM\b",
    "acmart",
    "sigconf",
    "sigplan",
    "sigchi",
    "acmsmall",
    "acmtog",
    "Libertin",
    "ccsdesc",
    r"\bCCS\b",
    "MLCIA",
    "US Letter|信纸",
    "IEEE",
    "USENIX",
    "NDSS",
    "LNCS|llncs",
    "Springer",
    r"\bACL\b|acl\.sty|滚动评审",
    "NeurIPS",
    r"GB/T 7713",
)
"""What only one venue, publisher or class says."""

RECOGNISED: Final = ("template",)
"""Rules that recognise other venues' templates by name, and say where these were measured."""

ROUNDING_BP: Final = 0.006 * UNITS["in"]
"""Sentences write inches to two places."""

NEUTRAL: Final = r"the venue's (?:class|Word)|会议(?:文档类|的 Word)"


def texts(rule: Rule) -> Iterator[tuple[str, Words]]:
    """Everything that a rule says, with the place where it stands."""
    for part, sentences in (("message", rule.message), ("doubt", rule.doubt), ("because", rule.because)):
        yield from ((f"{part}.{case}", words) for case, words in sentences.items())
    yield "why", rule.why
    yield from ((f"fix.{tool}", words) for tool, words in rule.fix.items())
    for case, fixes in rule.fix_for.items():
        yield from ((f"fix_for.{case}.{tool}", words) for tool, words in fixes.items())
    yield "source", Words(*(wording.words(rule.source, lang) for lang in ("en", "zh")))


def sentences(pack: Pack) -> Iterator[tuple[Rule, str, str]]:
    """Each sentence of the rules of a pack: the rule, its place, and the text of one language.

    A pack for another format that builds on ACM's inherits the reasons of its numbers; reports do not say
    them.
    """
    only_reports = _builds_on_acm(pack)
    for rule in pack.rules:
        for place, words in texts(rule):
            if only_reports and (rule.severity == "off" or place.startswith(("because", "source"))):
                continue
            yield from ((rule, f"{rule.id} {place}", text) for text in (words.en, words.zh))


@cache
def loaded(name: str) -> Pack:
    return pack_at(str(PATHS[name]))


def _builds_on_acm(pack: Pack) -> bool:
    """Whether this is a pack of the tests, for another format, that builds on ACM's."""
    return pack.name in NAMES and pack.name not in pack_names()


def sources(name: str) -> list[PackSource]:
    return chain(PATHS[name], SHIPPED, Mistakes())


@cache
def own_text(name: str) -> str:
    """The files of a pack and of those that it builds on, without the base and without another format's."""
    others = (BASE, *ACM) if _builds_on_acm(loaded(name)) else (BASE,)
    paths = [source.path for source in sources(name) if source.name not in others]
    files = [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def bp_in(text: str) -> Iterator[float]:
    """The lengths of a text, in bp, without accuracies."""
    yield from (bp for bp in map(parse_length, lengths_in(text)) if bp >= FORMAT_MIN_BP)


@cache
def own_bp(name: str) -> tuple[float, ...]:
    return tuple(bp_in(own_text(name)))


def strange_lengths(name: str, pack: Pack) -> list[tuple[str, str]]:
    """Sentences with a length that is neither in the pack's files nor a parameter of the rule."""
    return [
        (place, text)
        for rule, place, text in sentences(pack)
        for bp in bp_in(text)
        if not any(
            abs(bp - own) < ROUNDING_BP
            for own in (*own_bp(name), *_numbers(msgspec.to_builtins(rule.params)))
        )
    ]


def strange_words(name: str, pack: Pack) -> list[tuple[str, str]]:
    """Sentences with another venue's word that no file of the pack has."""
    others = [word for word in WORDS if not re.search(word, own_text(name))]
    said = [(pack.name, pack.title.en), (pack.name, pack.title.zh)]
    said += [(place, text) for rule, place, text in sentences(pack) if rule.id not in RECOGNISED]
    return [(place, text) for place, text in said if others and re.search("|".join(others), text)]


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, (int, float)):
        yield float(value)


@EVERY_PACK
def test_lengths_in_sentences_are_the_pack_s(name: str) -> None:
    assert strange_lengths(name, loaded(name)) == []


@EVERY_PACK
def test_words_in_sentences_are_the_pack_s(name: str) -> None:
    assert strange_words(name, loaded(name)) == []


@EVERY_PACK
def test_every_name_of_a_fact_is_filled(name: str) -> None:
    """What is still in braces is what a check fills; a rule without its facts has an ellipsis instead."""
    for rule, place, text in sentences(loaded(name)):
        assert "{format." not in text, place
        assert "{params." not in text, place
        assert rule.unstated or "…" not in text.replace("……", ""), place


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
    """ACM's sentences break both tests under the facts of another venue."""
    acm = loaded("acm-sigconf")
    assert strange_words("base", acm)
    assert strange_lengths("base", acm)
