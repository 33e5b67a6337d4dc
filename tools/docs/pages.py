"""A page for each rule, from its file: what, why, how it is measured, pictures, and what to do."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import get_args

from msgspec import Struct, structs

from fixtures.places import fixture_path
from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.rule_pack import Rule, Tool, Words
from mlcia_check.report.formats import pack_pages
from mlcia_check.report.words import wording
from tools.docs.pictures import PACK, ROOT, RULES, pictures, rules

NAMES: dict[Tool, str] = {
    "": "",
    "latex": "LaTeX",
    "word": "Word",
    "libreoffice": "LibreOffice",
    "typst": "Typst",
}
VALUE_MAX_CHARACTERS = 80
"""Characters: lists of words and of regular expressions stay in the rule's file."""

MADE = "<!-- made by `python -m tools.docs` from the rule's file; change it there -->"


def pages() -> dict[str, str]:
    """Every page of docs/rules by the name of its file."""
    return {"README.md": _index()} | {f"{rule.id}.md": _page(rule) for rule in rules()}


def write() -> None:
    RULES.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in RULES.glob("*.md"):
        old.unlink()
    for name, text in made.items():
        (RULES / name).write_text(text, encoding="utf-8", newline="\n")


def _index() -> str:
    rows = [f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {_question(rule)} |" for rule in rules()]
    head = (
        f"# The rules of {PACK}\n\n{MADE}\n\n"
        "An error is grounds for a desk reject; a warning alone rejects nobody; review asks a person;\n"
        "what is off is there for other packs to switch on.\n"
        "`mlcia-check explain RULE` shows the same on a terminal.\n\n"
        "| rule | severity | asks |\n| --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def _page(rule: Rule) -> str:
    return "\n\n".join(filter(None, _parts(rule))) + "\n"


def _parts(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}"
    yield MADE
    yield f"{_question(rule)} Severity in `{PACK}`: **{rule.severity}**{_why_off(rule)}."
    yield "## What it says"
    yield _list(pack_pages.sentences(rule.message, "en"))
    if rule.doubt:
        yield "When it cannot decide, and asks a person to look:"
        yield _list(pack_pages.sentences(rule.doubt, "en"))
    yield "## Why"
    yield _text(rule.why.en)
    yield "## How it is measured"
    yield from _measured(rule)
    yield from _pictures(rule)
    yield "## What to do"
    yield _list(f"{NAMES[tool]}: {text.en}" if tool else text.en for tool, text in _fixes(rule.fix))
    yield from _fixes_by_case(rule)
    yield "## 中文"
    yield _list(pack_pages.sentences(rule.message, "zh"))
    yield _text(rule.why.zh)
    yield _list(f"{NAMES[tool]}：{text.zh}" if tool else text.zh for tool, text in _fixes(rule.fix))
    yield f"Source of the numbers: {wording.words(rule.source, 'en')}"
    yield f"The rule's own file: {_files(rule)}. See also [all rules](README.md)."


def _measured(rule: Rule) -> Iterator[str]:
    """What the check says of itself and of its parameters, and each value with its reason."""
    check = CHECKS[rule.check]
    # A docstring says what the function yields; a page says what the check reports.
    yield _prose(inspect.getdoc(check.check)).replace("Yield ", "Reports ", 1)
    yield _prose(inspect.getdoc(check.Params))
    stated = {} if rule.unstated else structs.asdict(rule.params)
    values = {name: value for name, value in stated.items() if _is_stated(value)}
    if not values:
        return
    rows = ["| value | | reason |", "| --- | --- | --- |"]
    for name, value in values.items():
        reason = rule.because.get(name)
        rows.append(f"| `{name}` | {_cell(_figure(value))} | {_cell(reason.en) if reason else ''} |")
    yield "Lengths are bp (1/72 in)." if any(isinstance(value, float) for value in values.values()) else ""
    yield "\n".join(rows)


def _why_off(rule: Rule) -> str:
    """Say which facts the pack does not state, if the rule is off for that reason."""
    facts = ", ".join(f"`{fact}`" for fact in rule.unstated)
    return f", since the pack does not state {facts}" if facts else ""


def _pictures(rule: Rule) -> Iterator[str]:
    made = pictures()
    for kind, said in (("fail", "Breaks it"), ("pass", "Keeps it")):
        name = f"{rule.id}-{kind}.webp"
        if name in made:
            picture = made[name]
            source = f"[{picture.fixture}.pdf](../../fixtures/pdf/{picture.fixture}.pdf)"
            yield f"## {said}"
            yield f"Page {picture.page} of {source}:"
            yield f"![{said}: page {picture.page} of {picture.fixture}](pictures/{name})"
    others = rule.cases.get("fail", ())
    if f"{rule.id}-fail.webp" not in made and others:
        yield "## Breaks it"
        yield "Nothing shows on a page. Papers that break it: " + ", ".join(
            f"[{name}.pdf](../../{fixture_path(name).relative_to(ROOT).as_posix()})" for name in others
        )


def _fixes(fixes: Mapping[Tool, Words]) -> Iterator[tuple[Tool, Words]]:
    for tool in get_args(Tool):
        if tool in fixes:
            yield tool, fixes[tool]


def _fixes_by_case(rule: Rule) -> Iterator[str]:
    """A table of what to do in single cases, after their sentences."""
    if not rule.fix_for:
        return
    yield "Where another fix serves a single case better, the report prints that one:"
    rows = ["| what it says | tool | fix |", "| --- | --- | --- |"]
    said = {case: rule.message[""] for case in rule.fix_for if "" in rule.message}
    said |= rule.doubt | rule.message
    rows += [
        f"| {_cell(wording.with_dots(said[case].en))} | {NAMES[tool]} | {_cell(text.en)} |"
        for case, fixes in rule.fix_for.items()
        for tool, text in _fixes(fixes)
    ]
    yield "\n".join(rows)


def _question(rule: Rule) -> str:
    """The first line of the check's own file."""
    module = inspect.getmodule(CHECKS[rule.check].check)
    return _prose(inspect.getdoc(module)).partition("\n\n")[0]


def _files(rule: Rule) -> str:
    """Links to the file that states the rule, and to those of the packs up to `PACK` that change it."""
    files = [f"rules/{pack}/{rule.id}.yaml" for pack in ("base", "acm-sigconf", PACK)]
    own, *changes = [f"[{file}](../../{file})" for file in files if (ROOT / file).exists()]
    return f"{own}, changed in {' and '.join(changes)}" if changes else own


def _is_stated(value: object) -> bool:
    """Whether the pack gives a parameter a value; bounds without a number have none."""
    if isinstance(value, Struct):
        return any(part is not None for part in structs.astuple(value))
    return value is not None and value not in ((), {})


def _figure(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    shown = ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    if len(shown) <= VALUE_MAX_CHARACTERS:
        return shown
    return (
        f"{len(value)} of them, in the rule's file"
        if isinstance(value, tuple | list)
        else "in the rule's file"
    )


def _list(items: Iterator[str] | list[str]) -> str:
    return "\n".join(f"- {_text(item)}" for item in items)


def _prose(text: str | None) -> str:
    """A docstring as Markdown: paragraphs on one line each."""
    paragraphs = re.split(r"\n\s*\n", text or "")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _text(text: str) -> str:
    """Words that Markdown shows as they are."""
    return re.sub(r"[\\`*_{}\[\]<>#|~$]", r"\\\g<0>", text)


def _cell(text: str) -> str:
    return _text(text).replace("\n", " ")
