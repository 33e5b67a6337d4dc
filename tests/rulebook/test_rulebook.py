"""Rule packs: what is read from them, what extends what, and what is refused with which words."""

from __future__ import annotations

import contextlib
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcia_check.checks.layout.page_count import Params as PageCount
from mlcia_check.checks.layout.paper_size import Params as PaperSize
from mlcia_check.errors import BrokenPack, MlciaCheckError, UsageProblem
from mlcia_check.model.lengths import UNITS, parse_length
from mlcia_check.model.rule_pack import Pack, Rule
from mlcia_check.rulebook import DEFAULT_PACK, load_pack, pack_names
from mlcia_check.rulebook.compiled import compile_folder, decode, vocabulary
from mlcia_check.rulebook.load import rules_folder
from mlcia_check.rulebook.pack_hash import hashed
from tests.packs import pack_at


def write(folder: Path, text: str, name: str = "mine.yaml") -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def rule_of(pack: Pack, rule_id: str) -> Rule:
    return next(rule for rule in pack.rules if rule.id == rule_id)


def mistakes(pack: str) -> list[str]:
    """The lines of the refusal, without the folder."""
    with pytest.raises(BrokenPack) as refusal:
        load_pack(pack)
    folder = str(Path(pack).parent)
    return [line.replace(f"{folder}/", "") for line in str(refusal.value).splitlines()]


@pytest.mark.parametrize(
    ("text", "bp"),
    [
        ("9pt", 8.9664),
        ("11pt", 10.9589),
        ("9bp", 9.0),
        ("8.5in", 612.0),
        ("210mm", 595.2756),
        ("2.54cm", 72.0),
        ("2pc", 23.9103),
        ("0.75 in", 54.0),
    ],
)
def test_lengths_are_read_into_bp(text: str, bp: float) -> None:
    assert parse_length(text) == pytest.approx(bp, abs=1e-4)


@pytest.mark.parametrize(
    "text", ["9", "9px", "pt", "", "9 pt pt", "9,5pt", "1e3pt", "nan bp", "９pt", "-1bp"]
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_length(text)


@given(st.floats(0, 1e4), st.sampled_from(sorted(UNITS)))
def test_a_length_and_its_unit_come_back(number: float, unit: str) -> None:
    text = f"{number:.4f}"
    assert math.isclose(parse_length(text + unit), float(text) * UNITS[unit], abs_tol=1e-9)


def test_a_pack_without_mistakes(tmp_path: Path) -> None:
    pack = load_pack(
        write(
            tmp_path,
            """
            extends: acm-sigconf
            title: {en: Workshop, zh: 研讨会}
            version: "2"
            source: its call
            rules:
              page-limit: {params: {most: 6, free: [bibliography]}}
              font-family: {severity: off}
            """,
        )
    )
    assert (pack.name, pack.title.zh, pack.version, pack.extends) == ("mine", "研讨会", "2", "acm-sigconf")
    assert rule_of(pack, "page-limit").params == PageCount(most=6, free=("bibliography",))
    assert rule_of(pack, "font-family").severity == "off"
    assert {rule.id for rule in pack.rules} == {rule.id for rule in load_pack("acm-sigconf").rules}


def test_a_format_fact_changes_every_rule_that_refers_to_it(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, "extends: acm-sigconf\nformat: {page: {width: 210mm, height: 297mm}}\n"))
    size = rule_of(pack, "paper-size").params
    assert size == PaperSize(width=parse_length("210mm"), height=parse_length("297mm"), slack=1.0, text=20)


def test_an_override_changes_what_it_states_and_nothing_else(tmp_path: Path) -> None:
    text = (
        "extends: acm-sigconf\nrules: {paper-size: {params: {slack: 2mm}, fix: {word: {en: Do, zh: 做}}}}\n"
    )
    mine = rule_of(load_pack(write(tmp_path, text)), "paper-size")
    base = rule_of(pack_at("acm-sigconf"), "paper-size")
    assert mine.params == PaperSize(612.0, 792.0, parse_length("2mm"), text=20)
    assert mine.fix["word"].zh == "做"
    assert (mine.fix["latex"], mine.message, mine.why) == (base.fix["latex"], base.message, base.why)


def test_cases_replace_the_reason_why_there_are_none(tmp_path: Path) -> None:
    text = BASE + "rules: {page-limit: {cases: {fail: [mine]}}, paper-size: {no_case: {pass: why}}}"
    rules = {rule.id: rule for rule in load_pack(write(tmp_path, text)).rules}
    assert rules["page-limit"].cases == {"fail": ("mine",)}
    assert rules["page-limit"].no_case.keys() == {"pass"}
    assert rules["paper-size"].cases.keys() == {"fail"}
    assert rules["paper-size"].no_case == {"pass": "why"}


def test_packs_extend_packs_that_extend_packs(tmp_path: Path) -> None:
    write(tmp_path, "extends: acm-sigconf\nrules: {page-limit: {params: {most: 12}}}\n", "base.yaml")
    text = "extends: ./base.yaml\nrules: {page-limit: {params: {least: 4}}}\n"
    assert rule_of(load_pack(write(tmp_path, text)), "page-limit").params == PageCount(most=12, least=4)


NEW_RULE = """
id: short-paper
severity: warning
check: page-count
params: {least: 3}
message: {en: "Only {measured} pages.", zh: "仅 {measured} 页。"}
doubt: {en: "Perhaps {measured} pages.", zh: "也许 {measured} 页。"}
why: {en: Because., zh: 如此。}
fix: {en: Write., zh: 请补充。}
source: ours
"""


def test_a_folder_is_a_pack_with_a_rule_a_file(tmp_path: Path) -> None:
    write(tmp_path, "name: call\nextends: acm-sigconf\n", "call/pack.yaml")
    write(tmp_path, NEW_RULE, "call/short-paper.yaml")
    write(tmp_path, "id: page-limit\nparams: {most: 9}\n", "call/page-limit.yaml")
    pack = load_pack(str(tmp_path / "call"))
    assert rule_of(pack, "short-paper").params == PageCount(least=3)
    assert rule_of(pack, "page-limit").params == PageCount(most=9)


def test_the_digest_is_of_what_a_pack_says_not_of_how(tmp_path: Path) -> None:
    one = write(tmp_path, "extends: acm-sigconf\nrules: {page-limit: {params: {most: 9}}}\n", "a/mine.yaml")
    two = write(
        tmp_path,
        "# nine\nrules:\n  page-limit:\n    params:\n      most: 9\nextends: acm-sigconf\n",
        "b/mine.yaml",
    )
    other = write(tmp_path, "extends: acm-sigconf\nrules: {page-limit: {params: {most: 8}}}\n", "c/mine.yaml")
    assert load_pack(one).sha256 == load_pack(two).sha256 != load_pack(other).sha256


BASE = "extends: acm-sigconf\n"
UNITS_TOLD = "pt (TeX's point), bp (PDF point), in, mm, cm or pc"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BASE + "titel: x", ["mine.yaml:2:1: unknown key 'titel'; did you mean 'title'?"]),
        (BASE + "title: {en: x}", ["mine.yaml:2:8: 'zh' is missing"]),
        (
            BASE + "version: 1",
            ["mine.yaml:2:10: needs a text (in quotes where it looks like a number), not '1'"],
        ),
        ("extends: acm-sigcnf", ["mine.yaml:1:10: unknown pack 'acm-sigcnf'; did you mean 'acm-sigconf'?"]),
        ("extends: ./no.yaml", ["mine.yaml:1:10: no pack file './no.yaml' in this pack's folder"]),
        ("extends: ./mine.yaml", ["mine.yaml:1:10: packs extend each other in a circle: mine -> mine"]),
        (
            BASE + "rules: {page-limt: {severity: off}}",
            ["mine.yaml:2:9: unknown rule 'page-limt'; did you mean 'page-limit'?"],
        ),
        (
            BASE + "rules: {page-limit: {severity: eror}}",
            ["mine.yaml:2:32: unknown word 'eror'; did you mean 'error'?"],
        ),
        (
            BASE + "rules: {page-limit: {sverity: off}}",
            ["mine.yaml:2:22: unknown key 'sverity'; did you mean 'severity'?"],
        ),
        (
            BASE + "rules: {page-limit: {check: page-cont}}",
            ["mine.yaml:2:29: unknown check 'page-cont'; did you mean 'page-count'?"],
        ),
        (
            BASE + "rules: {page-limit: {id: page-limit}}",
            ["mine.yaml:2:22: the key 'page-limit' is the id here; remove 'id'"],
        ),
        (
            BASE + "rules: {page-limit: off}",
            ["mine.yaml:2:21: rule 'page-limit' needs keys, as in page-limit: {severity: off}"],
        ),
        (
            BASE + "rules: {page-limit: 12}",
            ["mine.yaml:2:21: rule 'page-limit' needs keys, as in page-limit: {params: {most: 12}}"],
        ),
        (
            BASE + "groups: {anonymous: on}",
            ["mine.yaml:2:10: unknown group 'anonymous'; did you mean 'anonymity'?"],
        ),
        (BASE + "rules: []", ["mine.yaml:2:8: 'rules' needs keys with values"]),
        (
            BASE + "rules: {page-limit: {params: {mst: 3}}}",
            ["mine.yaml:2:31: unknown key 'mst'; did you mean 'most'?"],
        ),
        (
            BASE + "rules: {page-limit: {params: {most: many}}}",
            ["mine.yaml:2:37: needs a whole number, not 'many'"],
        ),
        (
            BASE + "rules: {page-limit: {params: {most: 0}}}",
            ["mine.yaml:2:37: needs a whole number from 1, not '0'"],
        ),
        (
            BASE + "rules: {length: {params: {abstract: {most: -5}}}}",
            ["mine.yaml:2:44: needs a whole number from 0, not '-5'"],
        ),
        (
            BASE + "rules: {length: {params: {keywords: {least: 8, most: 3}}}}",
            ["mine.yaml:2:45: 'least' is more than 'most'"],
        ),
        (
            BASE + "rules: {paper-size: {params: {slack: -1bp}}}",
            ["mine.yaml:2:38: needs a length from 0 (pt, bp, in, mm, cm or pc), not '-1bp'"],
        ),
        (
            BASE + "format: {body: {size: 0pt, leading: 11pt}}",
            ["mine.yaml:2:23: needs a length above 0, not '0pt'"],
        ),
        (
            BASE + "format: {column: {count: 0}}",
            ["mine.yaml:2:26: needs a whole number from 1, not '0'"],
        ),
        (
            BASE + "format: {column: {count: 3, width: 240bp, gap: 24bp}}",
            ["mine.yaml:2:19: the columns and their gutters are wider than the text block"],
        ),
        (
            BASE + "format: {column: {gap: 40bp}}",
            ["mine.yaml:2:19: the columns and their gutters are wider than the text block"],
        ),
        (
            BASE + "format: {block: {left: 558bp, right: 54bp, top: 90bp, bottom: 700bp}}",
            [
                "mine.yaml:2:18: 'block.left' must be less than 'block.right'",
                "mine.yaml:2:55: 'block.bottom' must be less than 'block.top'",
            ],
        ),
        (
            BASE + "format: {margins: {left: 5in, right: 5in}}",
            ["mine.yaml:2:20: 'block.left' must be less than 'block.right'"],
        ),
        (
            # The block is inherited; the pack's own fact is what contradicts it.
            BASE + "format: {page: {width: 400bp}}",
            ["mine.yaml:2:17: 'block.right' must be less than 'page.width'"],
        ),
        (
            BASE + "rules: {page-limit: {params: {most: '9'}}}",
            ["mine.yaml:2:37: needs a whole number, not '9'"],
        ),
        (
            BASE + "rules: {page-limit: {params: {most: [9]}}}",
            ["mine.yaml:2:37: needs a whole number, not a list"],
        ),
        (
            BASE + "rules: {page-limit: {params: {free: appendix}}}",
            ["mine.yaml:2:37: needs a list such as [appendix], not 'appendix'"],
        ),
        (
            BASE + "rules: {page-limit: {params: {free: [apendix]}}}",
            ["mine.yaml:2:38: unknown section 'apendix'; did you mean 'appendix'?"],
        ),
        (
            BASE + "rules: {paper-size: {params: {slack: 1}}}",
            [f"mine.yaml:2:38: the length 1 has no unit: write 1{UNITS_TOLD}"],
        ),
        (
            BASE + "rules: {paper-size: {params: {slack: 1px}}}",
            ["mine.yaml:2:38: needs a length with its unit (pt, bp, in, mm, cm or pc), not '1px'"],
        ),
        (
            BASE + "rules: {paper-size: {params: {slack: $page.widht}}}",
            ["mine.yaml:2:38: unknown format fact '$page.widht'; did you mean '$page.width'?"],
        ),
        (
            BASE + "format: {page: {width: 612}}",
            [f"mine.yaml:2:24: the length 612 has no unit: write 612{UNITS_TOLD}"],
        ),
        (
            BASE + "format: {page: {widht: 8in}}",
            ["mine.yaml:2:17: no rule refers to the format fact 'page.widht'; did you mean 'page.width'?"],
        ),
        (BASE + "format: {page: 8in}", ["mine.yaml:2:10: 'page' is a group of facts: height, width"]),
        (BASE + "rules: {page-limit: {message: {en: x}}}", ["mine.yaml:2:31: 'zh' is missing"]),
        (
            BASE + "rules: {page-limit: {message: {shrt: {en: x, zh: y}}}}",
            ["mine.yaml:2:32: unknown case of 'message' 'shrt'; did you mean 'short'?"],
        ),
        (
            BASE + "rules: {page-limit: {why: {en: x, zh: y, x: z}}}",
            ["mine.yaml:2:42: unknown key 'x'; known: en, zh"],
        ),
        (
            BASE + "rules: {page-limit: {fix: {wrod: {en: x, zh: y}}}}",
            ["mine.yaml:2:28: unknown key 'wrod'; did you mean 'word'?"],
        ),
        (
            BASE + "rules: {page-limit: {because: {mst: {en: x, zh: y}}}}",
            ["mine.yaml:2:32: unknown parameter 'mst'; did you mean 'most'?"],
        ),
        (
            BASE + "rules: {page-limit: {message: {en: '{measurd}', zh: '{expected:px} {'}}}",
            [
                "mine.yaml:2:36: unknown name in braces 'measurd'; did you mean 'measured'?",
                "mine.yaml:2:53: unbalanced braces; write a name as in {measured}",
                "mine.yaml:2:53: unknown form in braces 'px'; known: bp, columns, in, mm, pt, whole",
            ],
        ),
        (
            BASE + "vocabulary: {refrences: [x]}",
            ["mine.yaml:2:14: unknown kind of words 'refrences'; did you mean 'references'?"],
        ),
        (
            BASE + "rules: {page-limit: {no_case: {fial: x}}}",
            ["mine.yaml:2:32: unknown key 'fial'; did you mean 'fail'?"],
        ),
        (
            BASE + "rules: {page-limit: {no_case: {fail: ' '}}}",
            ["mine.yaml:2:38: 'no_case' needs a reason for 'fail'"],
        ),
        (
            BASE + "rules: {page-limit: {cases: {fail: [a]}, no_case: {fail: b}}}",
            ["mine.yaml:2:52: 'fail' has fixtures under 'cases'; remove it here or there"],
        ),
        (
            BASE + "rules: {text-block: {causes: [geometri]}}",
            ["mine.yaml:2:31: unknown word 'geometri'; did you mean 'geometry'?"],
        ),
        (
            BASE + "rules: {text-block: {causes_for: {lft: [geometry]}}}",
            ["mine.yaml:2:35: unknown case of 'causes_for' 'lft'; did you mean 'left'?"],
        ),
        (BASE + "latex: {options: [sigconf]}", ["mine.yaml:2:8: 'name' is missing"]),
        (BASE + "vocabulary: {references: x}", ["mine.yaml:2:26: 'references' needs a list of words"]),
        (
            BASE + "rules:\n  page-limit: {severity: off}\n  page-limit: {severity: info}",
            ["mine.yaml:4:3: duplicate key 'page-limit' (first in line 3)"],
        ),
        ("a: [1\nb: 2", ["mine.yaml:2:2: not valid YAML: did not find expected ',' or ']'"]),
        ("- a", ["mine.yaml:1:1: needs keys with values at its top level (key: value)"]),
        ("", ["mine.yaml:1:1: needs keys with values at its top level (key: value)"]),
        (
            BASE + "source: &a x\nversion: *a",
            [
                (
                    "mine.yaml:2:9: anchors and aliases are not supported; "
                    "define a format fact and refer to it with $"
                )
            ],
        ),
        (BASE + "? [a]\n: b", ["mine.yaml:2:3: a key must be a single word"]),
        (
            BASE + "rules: " + "[" * 20 + "]" * 20,
            ["mine.yaml:2:8: 'rules' needs keys with values", "mine.yaml:2:20: nested too deeply for a pack"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_nearest_right_word(
    tmp_path: Path, text: str, told: list[str]
) -> None:
    assert mistakes(write(tmp_path, text)) == told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = BASE + (
        "titel: x\nformat: {page: {width: 8}}\nrules:\n  page-limit: {severity: eror, params: {most: x}}\n"
        "  paper-size: {why: {en: x}}\n"
    )
    assert [line.split(" ", 1)[0] for line in mistakes(write(tmp_path, text))] == [
        "mine.yaml:2:1:",
        "mine.yaml:3:24:",
        "mine.yaml:5:26:",
        "mine.yaml:5:47:",
        "mine.yaml:6:21:",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("id: short-paper\n", ""),
            "call/short-paper.yaml:2:1: 'id' is missing; it must be the file's name, 'short-paper'",
        ),
        (
            ("short-paper", "short"),
            "call/short-paper.yaml:2:5: the id must be the file's name, 'short-paper'",
        ),
        (("source: ours\n", ""), "call/short-paper.yaml:2:1: 'source' is missing"),
        (
            ("check: page-count\n", ""),
            "call/short-paper.yaml:2:1: unknown rule 'short-paper'; a new rule states its 'check'",
        ),
        (('zh: "仅 {measured} 页。"', "en: x"), "call/short-paper.yaml:6:10: 'zh' is missing"),
        (
            ("severity: warning", "severity: 3"),
            "call/short-paper.yaml:3:11: unknown word '3'; known: error, info, off, review, warning",
        ),
    ],
)
def test_mistakes_in_a_rule_of_its_own_file(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    write(tmp_path, "extends: acm-sigconf\n", "call/pack.yaml")
    write(tmp_path, NEW_RULE.replace(*change), "call/short-paper.yaml")
    assert told in mistakes(str(tmp_path / "call"))[0].replace(f"{tmp_path}/", "")


def test_a_pack_that_stands_alone_brings_its_own_words(tmp_path: Path) -> None:
    [told] = mistakes(write(tmp_path, "vocabulary: {figure-labels: [Figure]}\n"))
    assert told.startswith("mine.yaml:1:1: 'vocabulary' has no words for references, appendix")


def test_a_pack_without_a_base_is_one_mistake_and_not_one_for_each_key(tmp_path: Path) -> None:
    told = "mine.yaml:1:1: 'extends' is missing; name the pack to build on, as in extends: acm-sigconf"
    rules = "rules:\n  page-limit: {params: {most: 12}}\n"
    assert mistakes(write(tmp_path, rules)) == [told]
    assert mistakes(write(tmp_path, f"extend: acm-sigconf\n{rules}")) == [
        told,
        "mine.yaml:1:1: unknown key 'extend'; did you mean 'extends'?",
    ]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("mlcia-2023", "no rule pack 'mlcia-2023'; did you mean 'mlcia-2022'?"),
        (
            "quite-other",
            f"no rule pack 'quite-other'; known: {', '.join(pack_names()[:3])},",
        ),
        ("./nowhere.yaml", "cannot read nowhere.yaml: No such file or directory"),
    ],
)
def test_a_pack_that_is_not_there(wanted: str, told: str) -> None:
    with pytest.raises(UsageProblem, match="^" + re.escape(told)):
        load_pack(wanted)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.yaml"
    path.write_bytes(b"%PDF-1.5\n\xff\xfe\x00")
    assert mistakes(str(path)) == ["paper.yaml:1:1: not UTF-8 text; save it as UTF-8"]


@pytest.mark.parametrize(
    ("facts", "size"),
    [
        ("body: {leading: 12pt}", 9.0),
        ("body: {size: 9pt}", 9.0),
        ("body: {size: 10pt}", None),
        ("body: {size: 10pt}\n  abstract: {size: 8pt}", 8.0),
    ],
)
def test_a_pack_with_another_body_inherits_no_size_of_the_abstract(
    tmp_path: Path, facts: str, size: float | None
) -> None:
    pack = load_pack(write(tmp_path, f"extends: acm-sigconf\nformat:\n  {facts}\n"))
    expected = None if size is None else pytest.approx(size * UNITS["pt"])
    for rule_id in ("body-font-size", "small-text"):
        assert rule_of(pack, rule_id).params.abstract == expected


def test_a_fact_stated_after_its_companion_holds_again(tmp_path: Path) -> None:
    write(tmp_path, "extends: acm-sigconf\nformat: {body: {size: 10pt}}\n", "base.yaml")
    pack = write(tmp_path, "extends: ./base.yaml\nformat: {abstract: {size: 9pt}}\n")
    assert rule_of(load_pack(pack), "body-font-size").params.abstract == pytest.approx(9 * UNITS["pt"])


def test_facts_that_go_together_must_exist(tmp_path: Path) -> None:
    pack = write(tmp_path, "extends: acm-sigconf\ngoes_with: {abstract.size: {facts: [body.siz]}}\n")
    (told,) = mistakes(pack)
    assert told.startswith(
        "mine.yaml:1:1: unknown format fact in 'goes_with' 'body.siz'; did you mean 'body.size'?"
    )


WORDS = st.sampled_from(
    [
        "extends",
        "rules",
        "format",
        "vocabulary",
        "params",
        "message",
        "page-limit",
        "en",
        "zh",
        "most",
        "$page.width",
        "acm-sigconf",
        "9pt",
        "9",
        "off",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "&a ",
        "*a",
        "'",
        '"',
        "|",
        "!!int ",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
@example("extends: acm-sigconf\nrules: {page-limit: {check: {}}}")
@example("extends: acm-sigconf\nrules: {page-limit: {check: null}}")
@example("extends: [a]")
@example("extends: {a: b}")
@example("? \n: {}")
def test_no_text_whatever_ends_in_anything_but_a_pack_or_a_refusal(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(MlciaCheckError):
        load_pack(write(Path(folder), text))


@pytest.fixture(scope="module")
def compiled_packs() -> tuple[dict[str, bytes], bytes]:
    return compile_folder(Path(rules_folder()))


@pytest.mark.parametrize("name", pack_names())
def test_a_compiled_pack_equals_its_source(compiled_packs: tuple[dict[str, bytes], bytes], name: str) -> None:
    packs, _ = compiled_packs
    assert decode(packs[name]) == pack_at(name)
    assert tuple(sorted(packs)) == pack_names()


def test_for_judging_a_compiled_pack_has_what_judges(compiled_packs: tuple[dict[str, bytes], bytes]) -> None:
    packs, _ = compiled_packs
    whole, judging = decode(packs["mlcia-2022"]), decode(packs["mlcia-2022"], for_judging=True)
    assert [rule for rule in judging.rules if rule.severity != "off"] == [
        rule for rule in whole.rules if rule.severity != "off"
    ]
    assert [(rule.id, rule.severity) for rule in judging.rules] == [
        (rule.id, rule.severity) for rule in whole.rules
    ]


def test_a_compiled_pack_is_read_without_yaml(compiled_packs: tuple[dict[str, bytes], bytes]) -> None:
    code = (
        "import sys\n"
        "from mlcia_check.rulebook.compiled import decode\n"
        "decode(sys.stdin.buffer.read())\n"
        "print(sorted({'yaml', 'jsonschema', 'difflib', 'hashlib', 'click'} & set(sys.modules)))\n"
    )
    packs, _ = compiled_packs
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, input=packs["mlcia-2022"], capture_output=True, check=True)
    assert result.stdout.decode().strip() == "[]"


def test_compiling_twice_gives_the_same_bytes(compiled_packs: tuple[dict[str, bytes], bytes]) -> None:
    assert compile_folder(Path(rules_folder())) == compiled_packs


def test_a_vocabulary_is_read_without_checks(compiled_packs: tuple[dict[str, bytes], bytes]) -> None:
    packs, _ = compiled_packs
    code = (
        "import sys\n"
        "from mlcia_check.rulebook.compiled import vocabulary\n"
        "print(len(vocabulary(sys.stdin.buffer.read())), 'mlcia_check.checks' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, input=packs["mlcia-2022"], capture_output=True, check=True)
    assert result.stdout.decode().split() == [str(len(pack_at("mlcia-2022").vocabulary)), "False"]
    assert {name: vocabulary(data) for name, data in packs.items()} == {
        name: pack_at(name).vocabulary for name in pack_names()
    }


def test_the_schema_of_packs_is_compiled_too(compiled_packs: tuple[dict[str, bytes], bytes]) -> None:
    assert msgspec.json.decode(compiled_packs[1])["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_sentences_name_facts_and_parameters(tmp_path: Path) -> None:
    said = '{en: "{format.name}: {format.column.gap:in}, {params.most} pages", zh: "{format.name}"}'
    pack = f"extends: acm-sigconf\nrules: {{page-limit: {{params: {{most: 9}}, why: {said}}}}}\n"
    own = load_pack(write(tmp_path, pack, "own.yaml"))
    assert rule_of(own, "page-limit").why.en == "ACM's sigconf: 0.33in, 9 pages"
    other = f"{pack}title: {{en: A venue, zh: 某会议}}\nformat: {{column: {{gap: 0.3in}}}}\n"
    venue = load_pack(write(tmp_path, other, "venue.yaml"))
    assert rule_of(venue, "page-limit").why.en == "A venue: 0.3in, 9 pages"
    assert rule_of(venue, "page-limit").why.zh == "某会议"


def test_a_sentence_cannot_name_what_the_pack_does_not_state(tmp_path: Path) -> None:
    said = "{en: '{format.body.height}', zh: x}"
    pack = write(tmp_path, f"extends: acm-sigconf\nrules: {{page-limit: {{why: {said}}}}}\n")
    assert mistakes(pack) == ["mine.yaml:2:32: the pack does not state '{format.body.height}'"]


def test_a_rule_keeps_the_page_of_the_pack_that_explains_it(tmp_path: Path) -> None:
    new = rule_of(pack_at("acm-sigconf"), "page-limit")
    assert new.page == "docs/rules/page-limit.md"
    changed = load_pack(write(tmp_path, "extends: acm-sigconf\nrules: {page-limit: {severity: warning}}\n"))
    assert rule_of(changed, "page-limit").page == new.page
    own = "extends: acm-sigconf\nrule_pages: https://example.org/{rule}.html\n"
    assert (
        rule_of(load_pack(write(tmp_path, own)), "page-limit").page == "https://example.org/page-limit.html"
    )


@pytest.mark.parametrize("name", pack_names())
def test_every_page_of_a_shipped_rule_is_there(name: str) -> None:
    for rule in pack_at(name).rules:
        assert not rule.page or (Path(__file__).parents[2] / rule.page).is_file(), rule.id


def test_the_hash_of_a_pack_does_not_depend_on_which_empty_tuple_it_has() -> None:
    """Python 3.10 makes some that are not the default one; tokens and results name a pack by its hash."""

    class EmptyTuple(tuple[object, ...]):
        __slots__ = ()

    pack = load_pack(DEFAULT_PACK)
    assert not pack.papers
    assert hashed(msgspec.structs.replace(pack, papers=EmptyTuple())).sha256 == pack.sha256


OWN_WORDS = r"""
extends: acm-sigconf-anonymous
rules:
  anonymity-self-reference:
    params: {phrases: ['\bour {earlier} {works}\b', 'in [\d]{1,3}'], cited_first: ['{our-earlier}']}
    parts: {earlier: [old, 'odd(?:er)?'], works: '{earlier} works?'}
"""


def test_a_pattern_has_its_parts_in_their_places(tmp_path: Path) -> None:
    own = rule_of(pack_at(write(tmp_path, OWN_WORDS)), "anonymity-self-reference").params
    shipped = rule_of(load_pack("acm-sigconf-anonymous"), "anonymity-self-reference").params
    assert own.phrases == (
        r"\bour (?:old|odd(?:er)?) (?:(?:old|odd(?:er)?) works?)\b",
        r"in [\d]{1,3}",
    )
    assert own.cited_first == (r"(?:\b(?:our|my)(?: own)? (?:old|odd(?:er)?) (?:[\w-]+ ){0,3}?)",)
    assert own.within == shipped.within


def test_no_shipped_pattern_has_a_name_of_a_part_left() -> None:
    for rule in load_pack("acm-sigconf-anonymous").rules:
        if rule.group == "anonymity":
            assert not re.search(r"\{[a-z-]+\}", repr(rule.params)), rule.id


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ("{wroks: [work]}", "no pattern uses the part 'wroks'; a pattern names it in braces"),
        ("{earlier: ['{befor}']}", "unknown part of a pattern 'befor'"),
        ("{earlier: [old, '(odd']}", "'(?:old|(odd)' is not a regular expression: missing )"),
        ("{earlier: {old: er}}", "needs a list, not keys with values"),
    ],
)
def test_a_part_that_is_wrong_is_told_with_its_place(tmp_path: Path, parts: str, told: str) -> None:
    pack = f"extends: base\nrules:\n  anonymity-self-reference:\n    parts: {parts}\n"
    with pytest.raises(BrokenPack) as error:
        load_pack(write(tmp_path, pack))
    assert told in str(error.value)
    assert "mine.yaml:4:" in str(error.value)


def test_a_pattern_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    told = mistakes(
        write(
            tmp_path,
            "extends: base\n"
            "format:\n"
            "  venue: {names: ['[MLCIA']}\n"
            "rules:\n"
            "  anonymity-self-reference:\n"
            "    params: {speakers: '[we'}\n",
        )
    )
    assert told == [
        "mine.yaml:3:19: '[MLCIA' is not a regular expression: unterminated character set at position 0",
        "mine.yaml:6:24: '[we' is not a regular expression: unterminated character set at position 0",
    ]
