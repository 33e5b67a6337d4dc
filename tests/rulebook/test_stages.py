"""Stages and kinds of paper in a pack: what differs at each, and which one is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlcia_check.errors import BrokenPack, UsageProblem
from mlcia_check.model.rule_pack import Pack, PackChoice, Variant
from mlcia_check.rulebook import (
    compiled,
    kinds_by_name,
    load_family,
    load_pack,
    pack_of_hash,
    with_kinds_by_name,
)
from tests.fixtures_table import ROOT
from tests.rulebook.test_rulebook import rule_of, write

KINDS = str(ROOT / "packs" / "kinds.yaml")
"""Stages review and final, kinds full, short and poster; review is the default, no kind is."""

CALL = """
extends: acm-sigconf
format:
  pages: {most: 12, short: 6}
  short: {name: six pages}
  name: {en: the workshop's, zh: 研讨会}
stages:
  final: {groups: {anonymity: off}}
  review:
    title: {en: review, zh: 评审稿}
    groups: {anonymity: on}
kinds:
  full: {}
  short:
    files: ["(?i)short"]
    rules:
      page-limit:
        params: {most: $pages.short}
        why: {en: "Short papers are {format.short.name}.", zh: "短文为{format.short.name}。"}
defaults: {stage: review, kind: full}
rules: {page-limit: {params: {most: $pages.most}}}
"""


def most(pack: Pack) -> int:
    limit: int = rule_of(pack, "page-limit").params.most
    return limit


def anonymity(pack: Pack) -> str:
    return rule_of(pack, "anonymity-authors").severity


def test_a_stage_and_a_kind_change_the_pack(tmp_path: Path) -> None:
    call = write(tmp_path, CALL)
    assert (most(load_pack(call)), anonymity(load_pack(call))) == (12, "error")
    assert most(load_pack(call, kind="short")) == 6
    final = load_pack(call, "final", "short")
    assert (most(final), anonymity(final), final.stage, final.kind) == (6, "off", "final", "short")
    assert final.full_name.endswith("/final/short")


def test_each_stage_and_kind_has_a_hash_of_its_own(tmp_path: Path) -> None:
    call = write(tmp_path, CALL)
    packs = list(load_family(call).every())
    assert [(pack.stage, pack.kind) for pack in packs] == [
        ("final", "full"),
        ("final", "short"),
        ("review", "full"),
        ("review", "short"),
    ]
    assert len({pack.sha256 for pack in packs}) == 4
    assert pack_of_hash(call, packs[1].sha256) == packs[1]


def test_each_pack_of_a_run_is_resolved_once(tmp_path: Path) -> None:
    family = load_family(write(tmp_path, CALL))
    assert family.pack("review", "short") is family.choice("review").by_kind["short"]
    assert family.pack() is family.pack("review", "full")


@pytest.mark.parametrize(
    ("stage", "kind", "said"),
    [
        ("camera", "", "has no stage 'camera'; it has review, final."),
        ("", "demo", "has no kind 'demo'; it has full, short, poster."),
    ],
)
def test_an_unknown_name_says_which_there_are(stage: str, kind: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=f"pack kinds {said}"):
        load_pack(KINDS, stage, kind)


def test_a_pack_without_stages_takes_none() -> None:
    with pytest.raises(UsageProblem, match="has no stages; name none"):
        load_pack("mlcia-2022", "final")


def test_a_pack_without_a_default_stage_wants_one(tmp_path: Path) -> None:
    call = write(tmp_path, CALL.replace("stage: review, ", ""))
    with pytest.raises(UsageProblem, match="has the stages final, review; name one with --stage"):
        load_pack(call)


def test_a_paper_of_unknown_kind_is_for_a_person() -> None:
    """What all kinds demand stays an error; where they differ, nothing rejects the paper."""
    pack = load_pack(KINDS)
    assert pack.kind == ""
    assert rule_of(pack, "paper-kind").params.kinds == ("full", "short", "poster")
    assert rule_of(pack, "page-limit").severity == "review"
    assert rule_of(pack, "bibliography-present").severity == "review"
    assert rule_of(pack, "citation-resolved") == rule_of(load_pack(KINDS, "", "full"), "citation-resolved")
    assert rule_of(load_pack(KINDS, "", "full"), "paper-kind").params.kinds == ()


def test_a_pack_inherits_kinds_and_changes_them(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(CALL)
    mine = write(
        tmp_path,
        "extends: ./base.yaml\nkinds: {short: {rules: {page-limit: {params: {most: 4}}}}, demo: {}}\n"
        "defaults: {kind: demo}\n",
    )
    family = load_family(mine)
    assert list(family.plain.kinds) == ["full", "short", "demo"]
    assert family.plain.kinds["short"].files == ("(?i)short",)
    assert [most(family.pack("", kind)) for kind in ("", "full", "short")] == [12, 12, 4]


def test_names_of_files_tell_kinds() -> None:
    kinds = load_family(KINDS).plain.kinds
    told = kinds_by_name(("a/12-short.pdf", "short/13.pdf", "shortest.pdf", "Short poster.pdf"), kinds)
    assert told.kinds == {"a/12-short.pdf": "short"}
    assert told.unclear == ("Short poster.pdf",)


def test_a_choice_gives_each_paper_its_pack() -> None:
    choice = with_kinds_by_name(load_family(KINDS).choice("final"), ("12-short.pdf", "13.pdf"))
    assert choice.of("12-short.pdf").kind == "short"
    assert choice.of("13.pdf") is choice.usual
    alone = load_family(KINDS).choice("final", "full")
    assert with_kinds_by_name(alone, ("12-short.pdf",)) == alone == PackChoice(alone.usual)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kinds: {Short Paper: {}}", "needs lower-case letters, digits and hyphens"),
        ('kinds: {short: {files: ["("]}}', "is not a regular expression"),
        ("kinds: {short: {}}\ndefaults: {kind: shrt}", "unknown kind in 'defaults' 'shrt'"),
        ("kinds: {short: {most: 3}}", "unknown key 'most'"),
        ("stages: {final: {groups: {anonymty: on}}}", "unknown group 'anonymty'"),
        ("kinds: {short: {rules: {page-limt: {severity: off}}}}", "unknown rule 'page-limt'"),
        ("kinds: {short: {format: {pages: {mots: 3}}}}", "no rule refers to the format fact 'pages.mots'"),
        (
            "kinds: {short: {rules: {page-limit: {message: {en: Too long.}}}}}",
            "'zh' is missing",
        ),
    ],
)
def test_mistakes_are_found_in_every_stage_and_kind(tmp_path: Path, text: str, said: str) -> None:
    file = write(tmp_path, f"extends: acm-sigconf\n{text}\n")
    with pytest.raises(BrokenPack, match=re.escape(said)):
        list(load_family(file).every())


def test_shipped_packs_are_compiled_for_each_stage_and_kind(tmp_path: Path) -> None:
    for name, text in (("base", ""), ("mine", CALL.replace("acm-sigconf", "base"))):
        folder = tmp_path / name
        folder.mkdir()
        for file in (ROOT.parent / "rules" / "base").glob("*.yaml") if name == "base" else ():
            (folder / file.name).write_bytes(file.read_bytes())
        if text:
            (folder / "pack.yaml").write_text("name: mine\n" + text)
    packs, _ = compiled.compile_folder(tmp_path)
    assert [name for name in packs if compiled.BETWEEN not in name] == ["base", "mine"]
    plain = compiled.decode(packs["mine"])
    assert (plain.stage, list(plain.kinds)) == ("", ["full", "short"])
    final = compiled.decode(packs[compiled.variant_name("mine", Variant("final", "short"))])
    assert (most(final), final.stage, final.kind) == (6, "final", "short")
