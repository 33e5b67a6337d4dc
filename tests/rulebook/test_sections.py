"""The sections of a pack: which are asked for, what they inherit, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.errors import BrokenPack
from mlcia_check.model.rule_pack import Pack, PageBounds, WordBounds
from mlcia_check.rulebook import compiled, load_pack
from mlcia_check.rulebook.load import rules_folder
from tests.packs import pack_at

BASE = "extends: acm-sigconf\n"
OWN = "title: {en: Reproducibility, zh: 可复现性}, names: [Reproducibility]"


def loaded(folder: Path, text: str) -> Pack:
    path = folder / "mine.yaml"
    path.write_text(BASE + text, encoding="utf-8")
    return load_pack(str(path))


def test_a_pack_asks_for_the_sections_that_it_names(tmp_path: Path) -> None:
    assert pack_at("acm-sigconf").sections == pack_at("mlcia-2022").sections == {}
    mine = loaded(tmp_path, "sections: {ethics: {}, limitations: {required: true}}\n")
    assert mine.sections.keys() == {"ethics", "limitations"}


def test_a_rule_that_names_a_section_asks_for_it(tmp_path: Path) -> None:
    mine = loaded(tmp_path, "rules: {page-limit: {params: {most: 8, free: [bibliography, open-science]}}}\n")
    assert mine.sections.keys() == {"open-science"}
    further = "[{most: 1, of: [ethics], count: room}]"
    mine = loaded(tmp_path, f"rules: {{page-limit: {{params: {{further: {further}}}}}}}\n")
    assert mine.sections.keys() == {"ethics"}


def test_a_section_inherits_what_a_pack_does_not_state(tmp_path: Path) -> None:
    mine = loaded(tmp_path, "sections: {ethics: {required: true, words: {least: 50}}}\n")
    ethics = mine.sections["ethics"]
    assert (ethics.required, ethics.words, ethics.pages) == (
        True,
        WordBounds(least=50),
        PageBounds(usual=1.0),
    )
    assert {"Ethical Considerations", "伦理声明"} <= set(ethics.names)


def test_every_rule_on_sections_knows_them(tmp_path: Path) -> None:
    mine = loaded(tmp_path, f"sections: {{mine: {{{OWN}}}}}\n")
    rules = {rule.id: rule.params for rule in mine.rules}
    for name in ("page-limit", "length", "section-required", "section-empty", "section-position"):
        assert rules[name].sections == mine.sections, name


def test_sections_survive_compiling(tmp_path: Path) -> None:
    mine = loaded(tmp_path, f"sections: {{mine: {{{OWN}, place: [after-body]}}}}\n")
    assert compiled.decode(compiled.encode(mine)) == mine


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sections: {mine: {names: [Mine]}}", "2:18: 'title' is missing"),
        ("sections: {mine: Mine}", "2:18: the section 'mine' needs keys, such as title and names"),
        (f"sections: {{mine: {{{OWN}, place: [behind]}}}}", "unknown word 'behind'"),
        ("sections: {mine: {title: {en: Mine}, names: [Mine]}}", "'zh' is missing"),
        ("sections: {ethics: {requird: true}}", "unknown key 'requird'; did you mean 'required'?"),
        ("sections: [ethics]", "'sections' needs keys with values"),
        (
            "rules: {page-limit: {params: {free: [opn-science]}}}",
            "2:38: unknown section 'opn-science'; did you mean 'open-science'?",
        ),
        ("rules: {page-limit: {params: {of: [boddy]}}}", "unknown section 'boddy'; did you mean 'body'?"),
        ("rules: {page-limit: {params: {free: [body]}}}", "unknown section 'body'"),
        (
            f"sections: {{mine: {{{OWN}}}}}\nrules: {{page-limit: {{params: {{free: [mine]}}}}}}",
            (
                "3:38: the section 'mine' does not count and has no bound; "
                "state the most words, the most pages or the usual pages of it"
            ),
        ),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BrokenPack) as refused:
        loaded(tmp_path, text + "\n")
    assert told in str(refused.value)


@pytest.mark.parametrize("bound", ["words: {most: 300}", "pages: {most: 1}", "pages: {usual: 1}"])
def test_a_bounded_section_may_be_free(tmp_path: Path, bound: str) -> None:
    text = f"sections: {{mine: {{{OWN}, {bound}}}}}\nrules: {{page-limit: {{params: {{free: [mine]}}}}}}\n"
    assert loaded(tmp_path, text).sections.keys() == {"mine"}


def test_every_known_section_has_headings_in_both_languages() -> None:
    folder = Path(rules_folder()) / "base" / "pack.yaml"
    known = folder.read_text("utf-8").split("\nsections:\n")[1]
    names = [line for line in known.splitlines() if line.strip().startswith("names:")]
    assert len(names) > 5
    for line in names:
        words = line.split("[")[1].rstrip("]").split(", ")
        assert any(word.isascii() for word in words), line
        assert not all(word.isascii() for word in words), line
