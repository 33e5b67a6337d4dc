"""The shipped packs: every rule has its words and its reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from mlcia_check.checks.layout import spacing_squeeze
from mlcia_check.model.rule_pack import Rule, Words
from mlcia_check.report.chair.letter import LANGUAGES
from mlcia_check.report.formats import pack_pages
from mlcia_check.report.styled_lines import text_of
from mlcia_check.report.view import View
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang
from mlcia_check.rulebook import pack_names
from mlcia_check.rulebook.load import rules_folder
from tests.packs import pack_at

EVERY_PACK = pytest.mark.parametrize("pack", pack_names())
PRINTED_BY_PROGRAMS = ("temporary-page",)
"""Words that are the same in every language of a paper."""

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts(rule: Rule) -> dict[str, Words]:
    parts: dict[str, Mapping[str, Words]] = {
        "message": rule.message,
        "doubt": rule.doubt,
        "fix": {str(tool): words for tool, words in rule.fix.items()},
        "because": rule.because,
        **{
            f"fix for {case}:": {str(tool): words for tool, words in by.items()}
            for case, by in rule.fix_for.items()
        },
    }
    named = {f"{part} {case}": words for part, cases in parts.items() for case, words in cases.items()}
    return {"why": rule.why, **named}


@EVERY_PACK
def test_every_text_is_there_in_both_languages(pack: str) -> None:
    for rule in pack_at(pack).rules:
        for name, words in texts(rule).items():
            assert words.en.strip(), (rule.id, name)
            assert not CHINESE.search(words.en), (rule.id, name)
            assert CHINESE.search(words.zh), (rule.id, name)


@EVERY_PACK
def test_sentences_end_as_sentences_do(pack: str) -> None:
    for rule in pack_at(pack).rules:
        for name, words in texts(rule).items():
            assert words.en.endswith((".", "}")), (rule.id, name)
            assert words.zh.endswith(("。", "}", "）")), (rule.id, name)


@EVERY_PACK
def test_the_usual_white_space_is_not_less_than_the_least(pack: str) -> None:
    for rule in pack_at(pack).rules:
        if isinstance(rule.params, spacing_squeeze.Params):
            params = rule.params
            for usual, least in (
                (params.heading_usual, params.heading_above),
                (params.float_usual, params.float_below),
            ):
                assert usual is None or least is None or usual >= least, rule.id


@EVERY_PACK
def test_both_languages_name_the_same_things(pack: str) -> None:
    for rule in pack_at(pack).rules:
        for case, words in (*rule.message.items(), *rule.doubt.items()):
            en = {name.removesuffix("_en") for name in re.findall(r"\{(\w+)", words.en)}
            zh = {name.removesuffix("_zh") for name in re.findall(r"\{(\w+)", words.zh)}
            assert en == zh, (rule.id, case)


@EVERY_PACK
def test_what_to_do_and_the_source_are_told(pack: str) -> None:
    for rule in pack_at(pack).rules:
        tools = rule.fix.keys() - {""}
        assert "" in rule.fix or tools, rule.id
        assert not tools or {"latex", "word", "typst"} <= tools, rule.id
        assert rule.source, rule.id


@EVERY_PACK
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_is_explained_in_its_reader_s_language(pack: str, lang: Lang) -> None:
    for rule in pack_at(pack).rules:
        told = text_of(pack_pages.explain(rule, pack_at(pack), View(lang, verbose=True)))
        assert not re.search(r"= [(\[{]'|= \(\)|= \{\}|\b(?:True|False|None)\b|\w+\(\w+=", told), rule.id
        assert bool(CHINESE.search(wording.words(rule.source, lang))) == (lang == "zh"), rule.id


@pytest.mark.parametrize("file", sorted(Path(rules_folder()).glob("*/*.yaml")), ids=lambda file: file.stem)
def test_every_number_has_its_reason(file: Path) -> None:
    stated = yaml.safe_load(file.read_text(encoding="utf-8"))
    numbers = {
        name
        for name, value in stated.get("params", {}).items()
        if isinstance(value, float | int) or (isinstance(value, str) and re.match(r"-?\d", value))
    }
    assert numbers - set(stated.get("because", {})) == set()


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_says_what_it_is_and_whence(name: str) -> None:
    pack = pack_at(name)
    assert pack.title.en
    assert CHINESE.search(pack.title.zh)
    assert pack.version
    assert CHINESE.search(wording.words(pack.source, "zh"))
    assert not CHINESE.search(wording.words(pack.source, "en"))
    assert [rule.id for rule in pack.rules] == sorted(rule.id for rule in pack.rules)
    for kind, words in pack.vocabulary.items():
        if kind in PRINTED_BY_PROGRAMS:
            continue
        assert any(word.isascii() for word in words)
        assert any(CHINESE.search(word) for word in words)
