"""The JSON Schema of packs agrees with the reader: it takes what loads and refuses what does not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from mlcia_check.errors import BrokenPack
from mlcia_check.rulebook import load_pack, schema
from mlcia_check.rulebook.load import rules_folder

FILES = sorted(Path(rules_folder()).glob("*/*.yaml"))


@cache
def validator() -> Draft202012Validator:
    made = msgspec.json.decode(schema())
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def read(text: str) -> Any:
    """YAML as editors read it (1.2), where `on` and `off` are words."""
    return yaml.safe_load(re.sub(r": (on|off)\b", r": '\1'", text))


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_every_shipped_file_is_valid(file: Path) -> None:
    assert [error.message for error in validator().iter_errors(read(file.read_text(encoding="utf-8")))] == []


WHOLE = """
    check: page-count
    severity: warning
    params: {most: 3}
    message: {en: x, zh: y}
    doubt: {en: x, zh: y}
    why: {en: x, zh: y}
    fix: {en: x, zh: y}
    source: z
"""


@pytest.mark.parametrize(
    "rest",
    [
        "title: {en: x, zh: y}",
        "format: {page: {width: 210mm}}",
        "rules: {page-limit: {severity: off}}",
        "groups: {anonymity: on, references: off}",
        "stages: {final: {title: {en: x, zh: y}, groups: {anonymity: off}}}\ndefaults: {stage: final}",
        'kinds: {short: {files: ["short"], hotcrp: [s], rules: {page-limit: {params: {most: 6}}}}}',
        "format: {column: {gap: ~}}",
        "rules: {page-limit: {params: {most: 12, free: [appendix]}}}",
        "rules: {paper-size: {params: {slack: $page.width}}}",
        "rules: {paper-size: {fix: {word: {en: x, zh: y}}}}",
        "rules: {page-limit: {no_case: {pass: 'no limit is set'}}}",
        f"rules:\n  my-rule: {WHOLE}",
        "vocabulary: {references: [Literatur]}",
        "sections: {ethics: {required: true, place: [after-body], pages: {most: 1.5}}}",
        "sections: {mine: {title: {en: x, zh: y}, names: [x], words: {least: 3}}}",
        "rules: {page-limit: {params: {further: [{most: 4, of: [appendix], count: room}]}}}",
        "rules: {length: {params: {title: {most: 20}}}}",
    ],
)
def test_both_take_what_is_right(tmp_path: Path, rest: str) -> None:
    text = f"extends: acm-sigconf\n{rest}\n"
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    load_pack(str(path))
    assert validator().is_valid(read(text))


@pytest.mark.parametrize(
    "rest",
    [
        "titel: {en: x, zh: y}",
        "title: {en: x}",
        "version: 1",
        "rules: {page-limt: {severity: off}}",
        "rules: {page-limit: {severity: eror}}",
        "rules: {page-limit: {check: page-cont}}",
        "rules: {page-limit: {params: {mst: 12}}}",
        "rules: {page-limit: {params: {most: many}}}",
        "rules: {page-limit: {params: {free: [a, 1]}}}",
        "rules: {page-limit: {params: {most: 0}}}",
        "rules: {length: {params: {abstract: {most: -5}}}}",
        "rules: {paper-size: {params: {slack: -1bp}}}",
        "rules: {page-limit: {message: {en: x}}}",
        "rules: {paper-size: {params: {slack: 1}}}",
        "rules: {paper-size: {params: {slack: 1px}}}",
        "rules: {paper-size: {fix: {wrod: {en: x, zh: y}}}}",
        "rules: {paper-size: {cases: {pas: [a]}}}",
        "rules: {page-limit: {no_case: {pas: a}}}",
        "vocabulary: {refrences: [x]}",
        "sections: {ethics: {requird: true}}",
        "sections: {ethics: {place: [behind]}}",
        "kinds: {short: {file: [x]}}",
        "stages: {final: {groups: {anonymity: of}}}",
    ],
)
def test_both_refuse_what_is_wrong(tmp_path: Path, rest: str) -> None:
    text = f"extends: acm-sigconf\n{rest}\n"
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenPack):
        load_pack(str(path))
    assert not validator().is_valid(read(text))


def test_a_rule_file_that_names_its_check_is_whole() -> None:
    assert validator().is_valid(read("id: page-limit\nparams: {most: 9}"))
    assert not validator().is_valid(read("id: page-limit\ncheck: page-count\nparams: {most: 9}"))
