"""Groups of rules, facts that a pack does not state, and facts that follow from others."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.errors import UsageProblem
from mlcia_check.judging.outcomes import active
from mlcia_check.model.lengths import parse_length
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.formats import pack_pages
from mlcia_check.report.styled_lines import text_of
from mlcia_check.report.view import View
from mlcia_check.rulebook import load_pack
from mlcia_check.rulebook.compiled import decode, encode
from tests.packs import pack_at
from tests.papers import rule
from tests.rulebook.test_rulebook import mistakes, rule_of, write

PAGE = "page: {width: 8.5in, height: 11in}"
FORMAT = f"""
format:
  {PAGE}
  block: {{left: 54bp, right: 558bp, top: 710bp, bottom: 72bp}}
  column: {{count: 2, gap: 24bp}}
  body: {{size: 10pt, leading: 12pt}}
"""
ANONYMITY = (
    "anonymity-acknowledgements",
    "anonymity-authors",
    "anonymity-contact",
    "anonymity-metadata",
    "anonymity-self-reference",
)


def pack_of(folder: Path, text: str, name: str = "mine.yaml") -> Pack:
    return load_pack(write(folder, text, name))


def severities(pack: Pack) -> dict[str, str]:
    return {rule.id: rule.severity for rule in pack.rules}


def block(pack: Pack) -> tuple[float, ...]:
    params = rule_of(pack, "text-block").params
    return (params.left, params.right, params.top, params.bottom)


def unstated(pack: Pack) -> dict[str, tuple[str, ...]]:
    return {
        rule.id: rule.unstated
        for rule in pack.rules
        if rule.unstated and pack.groups.get(rule.group) != "off"
    }


def test_a_pack_switches_groups(tmp_path: Path) -> None:
    found = severities(pack_of(tmp_path, "extends: base\ngroups: {anonymity: on, references: off}\n"))
    assert [found[rule] for rule in ANONYMITY] == ["error", "error", "error", "warning", "warning"]
    assert found["citation-resolved"] == found["bibliography-present"] == "off"
    assert found["hidden-text"] == "error"


def test_groups_that_are_off_stay_off(tmp_path: Path) -> None:
    for name in ("base", "acm-sigconf", "mlcia-2022", "hotcrp-spec"):
        found = severities(pack_at(name))
        assert {found[rule] for rule in ANONYMITY} == {"off"}
    assert pack_at("acm-sigconf-anonymous").groups["anonymity"] == "on"
    assert pack_of(tmp_path, "extends: mlcia-2022\n").groups["anonymity"] == "off"


def test_a_pack_takes_one_rule_of_a_group_that_is_off(tmp_path: Path) -> None:
    found = severities(pack_of(tmp_path, "extends: base\nrules: {anonymity-authors: {severity: warning}}\n"))
    assert [found[rule] for rule in ANONYMITY] == ["off", "warning", "off", "off", "off"]


def test_a_rule_s_severity_holds_before_its_group_in_the_same_pack(tmp_path: Path) -> None:
    text = "extends: base\ngroups: {references: off}\nrules: {citation-resolved: {severity: info}}\n"
    found = severities(pack_of(tmp_path, text, "call.yaml"))
    assert (found["citation-resolved"], found["bibliography-present"]) == ("info", "off")
    later = severities(pack_of(tmp_path, "extends: ./call.yaml\ngroups: {references: off}\n"))
    assert later["citation-resolved"] == "off"
    again = severities(pack_of(tmp_path, "extends: ./call.yaml\ngroups: {references: on}\n"))
    assert (again["citation-resolved"], again["bibliography-present"]) == ("info", "error")


def test_a_rule_that_a_pack_turned_off_stays_off_when_its_group_is_on(tmp_path: Path) -> None:
    write(
        tmp_path, "extends: acm-sigconf-anonymous\nrules: {anonymity-metadata: {severity: off}}\n", "one.yaml"
    )
    found = severities(pack_of(tmp_path, "extends: ./one.yaml\ngroups: {anonymity: on}\n"))
    assert (found["anonymity-metadata"], found["anonymity-authors"]) == ("off", "error")


def test_groups_are_shown() -> None:
    shown = text_of(pack_pages.contents(pack_at("acm-sigconf"), View("en")))
    assert " ".join(shown.split()).count("references; off: hygiene, anonymity.") == 1
    all_on = text_of(pack_pages.contents(pack_at("acm-sigconf-anonymous"), View("zh")))
    assert "、references、anonymity；" in all_on.replace("\n", "")


def test_an_unknown_group_is_refused(tmp_path: Path) -> None:
    told = mistakes(write(tmp_path, "extends: base\ngroups: {anonymty: on}\n"))
    assert told == ["mine.yaml:2:10: unknown group 'anonymty'; did you mean 'anonymity'?"]


def test_every_rule_of_the_base_is_in_a_group() -> None:
    base = pack_at("base")
    assert {rule.group for rule in base.rules} == set(base.groups)


OF_SOME_CALLS = {
    "caption-position": ("caption-place.figures", "caption-place.tables"),
    "final-parts": ("final.parts",),
    "heading-size": ("headings",),
    "language": ("languages.accepted",),
    "line-numbers": ("numbers.lines",),
    "page-numbers": ("numbers.pages",),
}
"""Rules about what few calls state, with the facts that they need."""


def test_a_rule_whose_fact_is_not_stated_is_not_asked(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, "extends: base\n" + FORMAT)
    assert unstated(pack) == {
        "bibliography-font-size": ("references.size",),
        "font-family": ("font.family", "font.names"),
        "spacing-squeeze": ("spacing",),
        **OF_SOME_CALLS,
    }
    assert {rule.severity for rule in pack.rules if rule.unstated} == {"off"}
    stated = pack_of(tmp_path, "extends: ./mine.yaml\nformat: {references: {size: 8pt}}\n", "more.yaml")
    assert "bibliography-font-size" not in unstated(stated)
    assert rule_of(stated, "bibliography-font-size").severity == "error"


def test_nothing_of_acm_s_format_is_inherited_from_the_base(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, "extends: base\n" + FORMAT)
    assert pack.latex is None
    body = rule_of(pack, "body-font-size").params
    assert (body.abstract, body.abstract_smallest, body.smallest) == (None, 0.0, 0.0)
    small = rule_of(pack, "small-text").params
    assert (small.footnote, small.caption, small.listing) == (None, None, None)
    assert rule_of(pack, "space-saved").params.text.keys() == {"body", "caption"}
    assert rule_of(pack, "space-saved").params.least == {}


def test_a_pack_can_take_back_a_fact(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, "extends: acm-sigconf\nformat: {references: {size: ~}}\n")
    assert unstated(pack) == {"bibliography-font-size": ("references.size",), **OF_SOME_CALLS}


def test_asking_a_rule_without_its_facts_is_a_mistake(tmp_path: Path) -> None:
    told = mistakes(write(tmp_path, "extends: base\nrules: {font-family: {severity: error}}\n"))
    said = "the rule 'font-family' needs what the pack does not state under 'format': font.family, font.names"
    assert told == [f"mine.yaml:2:33: {said}"]
    assert load_pack(write(tmp_path, "extends: base\nrules: {font-family: {severity: off}}\n"))


def test_what_is_not_asked_is_shown(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, "extends: base\n" + FORMAT)
    said = "not asked, since the pack does not state font.family, font.names"
    assert f"font-family: {said}" in text_of(pack_pages.valid((pack,), View("en")))
    shown = " ".join(text_of(pack_pages.contents(pack, View("en"))).split())
    assert "font-family off not asked, since the pack does" in shown
    rule = rule_of(pack, "font-family")
    assert "规则包未写明 font.family、font.names" in text_of(pack_pages.explain(rule, pack, View("zh")))


def test_a_rule_without_its_facts_cannot_be_selected() -> None:
    pack = pack_at("hotcrp-spec")
    assert "column-gap" not in active(pack, ignore=["column-gap"])
    with pytest.raises(
        UsageProblem, match=r"is not asked in pack hotcrp-spec, which does not state column\.gap"
    ):
        active(pack, select=["column-gap"])


def test_a_fix_without_its_fact_names_the_template(tmp_path: Path) -> None:
    text = "extends: base\nformat: {column: {count: 1, width: 345pt}}\n"
    fix = rule_of(pack_of(tmp_path, text), "column-width").fix
    assert fix["word"].en == "Set it as in the venue's Word template."
    assert "\\columnsep" in fix["latex"].en


MARGINS = f"""extends: base
format:
  {PAGE}
  margins: {{left: 1in, right: 0.5in, top: 1in, bottom: 0.75in}}
  column: {{count: 2, gap: 0.25in}}
  body: {{size: 10bp, leading: 12bp}}
"""


def test_the_block_follows_from_the_margins(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, MARGINS)
    assert block(pack) == pytest.approx((72, 576, 792 - 72 - 7, 54))
    assert rule_of(pack, "column-width").params.width == pytest.approx((504 - 18) / 2)


def test_what_a_pack_states_of_the_block_holds_before_its_margins(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, MARGINS + "  block: {top: 700bp}\n")
    assert block(pack) == pytest.approx((72, 576, 700, 54))


def test_margins_replace_the_block_of_the_base(tmp_path: Path) -> None:
    text = "extends: acm-sigconf\nformat: {margins: {left: 1in, right: 1in, top: 1in, bottom: 1in}}\n"
    pack = pack_of(tmp_path, text)
    assert block(pack) == pytest.approx((72, 540, 720 - 0.7 * parse_length("9pt"), 72), abs=0.01)
    assert rule_of(pack, "column-width").params.width == pytest.approx((468 - 23.91) / 2, abs=0.01)
    assert "acmart" not in rule_of(pack, "two-column").fix["latex"].en


def test_a_pack_for_another_format_does_not_inherit_the_class(tmp_path: Path) -> None:
    other = "extends: acm-sigconf\nformat: {body: {size: 10pt}}\n"
    assert pack_of(tmp_path, other).latex is None
    own = pack_of(tmp_path, other + "latex: {name: llncs}\n").latex
    assert own is not None
    assert own.name == "llncs"
    inherited = pack_of(tmp_path, "extends: acm-sigconf\nrules: {page-limit: {params: {most: 6}}}\n").latex
    assert inherited is not None
    assert inherited.name == "acmart"


def test_the_gutter_follows_from_the_width_of_a_column(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, MARGINS.replace("gap: 0.25in", "width: 240bp"))
    assert rule_of(pack, "column-gap").params.gap == pytest.approx(24)


def test_one_column_is_as_wide_as_the_block(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, MARGINS.replace("count: 2, gap: 0.25in", "count: 1"))
    assert rule_of(pack, "column-width").params.width == pytest.approx(504)
    assert unstated(pack)["column-gap"] == ("column.gap",)


A4 = "page: {width: 210mm, height: 297mm}"


def on_a4(pack: Pack) -> dict[str, dict[str, object]]:
    [paper] = pack.papers
    assert (paper.width_bp, paper.height_bp) == pytest.approx((595.28, 841.89), abs=0.01)
    return paper.params


def test_a_further_paper_has_a_block_of_its_own(tmp_path: Path) -> None:
    own = "block: {left: 50bp, right: 545bp, top: 760bp, bottom: 70bp}"
    differing = on_a4(pack_of(tmp_path, f"{MARGINS}papers:\n  a4:\n    {A4}\n    {own}\n"))
    assert differing["text-block"]["left"] == 50
    assert differing["text-block"]["page_width"] == pytest.approx(595.28, abs=0.01)
    assert differing["column-width"]["width"] == pytest.approx((495 - 18) / 2)
    assert "body-font-size" not in differing


def test_a_further_paper_has_the_same_margins_if_it_states_none(tmp_path: Path) -> None:
    differing = on_a4(pack_of(tmp_path, f"{MARGINS}papers: {{a4: {{{A4}}}}}\n"))
    assert differing["text-block"]["right"] == pytest.approx(595.28 - 36, abs=0.01)
    assert "left" not in differing["text-block"]


def test_a_compiled_pack_has_its_papers_and_its_unstated_facts(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, f"{MARGINS}papers: {{a4: {{{A4}}}}}\n")
    assert unstated(pack)
    assert decode(encode(pack)) == pack


def test_sentences_name_no_number_that_differs_between_papers(tmp_path: Path) -> None:
    one, several = (
        pack_of(tmp_path, MARGINS + further, f"{name}.yaml")
        for name, further in (("one", ""), ("several", f"papers: {{a4: {{{A4}}}}}\n"))
    )
    assert "8.5in" in rule_of(one, "paper-size").fix["word"].en
    assert "8.5in" not in rule_of(several, "paper-size").fix["word"].en
    assert "10bp" in rule_of(several, "body-font-size").fix["word"].en


def test_papers_state_their_size_and_known_facts(tmp_path: Path) -> None:
    told = mistakes(
        write(tmp_path, f"{MARGINS}papers:\n  a4: {{page: {{width: 210mm}}, blok: {{left: 1in}}}}\n")
    )
    assert told == [
        "mine.yaml:8:3: the paper 'a4' does not state 'page.height'",
        "mine.yaml:8:37: unknown format fact 'blok.left'; did you mean 'block.left'?",
    ]


@pytest.mark.parametrize("length", ["9pt", "0.75in", "24 bp", "54 磅", "0.33 英寸"])
def test_a_pack_that_is_no_format_states_no_length(tmp_path: Path, length: str) -> None:
    words = "\n".join(f"  {key}: [x]" for key in pack_at("base").vocabulary)
    rule = (
        "  short: {check: page-minimum, severity: error, params: {single: 1, pages: 2, characters: 9},\n"
        f"    message: {{en: x, zh: x}}, fix: {{en: 'Set {length}.', zh: x}},\n"
        "    why: {en: x, zh: x}, source: x}\n"
    )
    text = f"vocabulary:\n{words}\nrules:\n{rule}"
    bp = length.replace("磅", "bp").replace("英寸", "in").replace(" ", "")
    assert [told.split(": ", 1)[1] for told in mistakes(write(tmp_path, text))] == [
        f"a sentence of a pack that states no format must not contain the length '{bp}'; name a fact"
    ]


@pytest.mark.parametrize(
    ("pack", "begins"),
    [("gbt-7713", "使用会议的 Word 模板；"), ("mlcia-2022", "使用 ACM")],
    ids=["chinese", "latin"],
)
def test_a_fact_in_chinese_stands_in_a_chinese_sentence_without_a_blank(pack: str, begins: str) -> None:
    assert rule("layout-unmeasured", pack).fix["word"].zh.startswith(begins)
