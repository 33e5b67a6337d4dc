"""Resolves the files of a pack and its bases into one pack: inheritance, format facts, types, sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.rule_pack import VOCABULARY, Cases, Check, Pack, Rule, Words
from mlcia_check.rulebook.fact_texts import FactTexts
from mlcia_check.rulebook.format_facts import fact_groups, format_facts
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes, nearest
from mlcia_check.rulebook.pack_files import LANGUAGES, PackSource, chain
from mlcia_check.rulebook.pack_sections import PackSections
from mlcia_check.rulebook.records import RuleRecord
from mlcia_check.rulebook.typed_values import WRONG, read_struct
from mlcia_check.rulebook.yaml_tree import (
    Hole,
    Map,
    Node,
    Scalar,
    Seq,
    YamlEntry,
    leaves,
    merge,
)

PLACEHOLDERS = ("measured", "expected", "page", "lines", "words")
"""Names that every sentence can use, in addition to the check's own (its `detail`)."""

RULE_NAME = "{rule}"
"""Stands for a rule's id in the address of its page."""

FORMS = ("pt", "bp", "in", "mm", "whole", "columns")
"""Forms in which a sentence can write a quantity: in a unit ({measured:pt}), rounded, as a number
of columns."""


def resolve(path: Path, shipped: Path) -> Pack:
    """Resolve the pack at `path`, a folder or a file. `shipped` holds the packs that can be extended by name.

    Raises BrokenPack with every mistake found, UsageProblem if a file cannot be read.
    """
    mistakes = Mistakes()
    sources = chain(path, shipped, mistakes)
    used: set[str] = set()
    pages = _pages(sources)
    facts = format_facts(sources, used, mistakes)
    rules = _merge_rules(sources, mistakes)
    sections = PackSections(sources, rules, mistakes)
    facts |= sections.fact()
    texts = FactTexts(facts, sources[-1], used, mistakes)
    resolved = [
        _rule(name, _with_source(texts.filled(entry.value), facts, sources), facts, used, mistakes)
        for name, entry in sorted(rules.items())
    ]
    sections.refuse_unknown(rules, mistakes)
    _refuse_unknown_causes(rules, mistakes)
    _refuse_idle_facts(sources, used, mistakes)
    vocabulary = _vocabulary(sources, mistakes)
    mistakes.raise_if_any()
    own = sources[-1]
    pack = Pack(
        name=own.name,
        title=own.header.title or Words(own.name, own.name),
        version=own.header.version,
        source=own.header.source,
        sha256="",
        rules=tuple(
            structs.replace(rule, page=pages.get(rule.id, "")) for rule in resolved if rule is not None
        ),
        extends=own.header.extends,
        vocabulary=vocabulary,
        sections=sections.records,
        letter=next((source.header.letter for source in reversed(sources) if source.header.letter), None),
        latex=next((source.header.latex for source in reversed(sources) if source.header.latex), None),
    )
    return structs.replace(pack, sha256=hashlib.sha256(msgspec.json.encode(pack)).hexdigest())


def _pages(sources: Iterable[PackSource]) -> dict[str, str]:
    """Return the address of each rule's page: that of the last pack with addresses that has the rule.

    A pack that changes a rule keeps the page of its base; a new rule of a pack without addresses has none.
    """
    pages: dict[str, str] = {}
    known: list[str] = []
    for source in sources:
        known += source.rules.entries
        if source.header.rule_pages:
            pages |= {name: source.header.rule_pages.replace(RULE_NAME, name) for name in known}
    return pages


def _merge_rules(sources: list[PackSource], mistakes: Mistakes) -> dict[str, YamlEntry]:
    rules: dict[str, YamlEntry] = {}
    for source in sources:
        inherited = tuple(rules)
        for name, entry in source.rules.entries.items():
            if not isinstance(entry.value, Map):
                mistakes.add(entry.value.mark, f"rule '{name}' needs keys, such as severity: warning")
            elif name in inherited:
                base = _without_restated_sides(rules[name].value, entry.value)
                rules[name] = YamlEntry(entry.mark, merge(base, entry.value))
            elif source.header.extends and "check" not in entry.value.entries:
                end = nearest(name, inherited) or "; a new rule states its 'check'"
                mistakes.add(entry.mark, f"unknown rule '{name}'{end}")
            else:
                rules[name] = YamlEntry(entry.mark, _with_doubts(entry.value, inherited, rules))
    return rules


def _with_doubts(new: Map, inherited: Sequence[str], rules: Mapping[str, YamlEntry]) -> Map:
    """Return a new rule with the sentences of doubt of the base's rule with the same check, if it has none.

    They say what cannot be decided, which is the same for both.
    """
    if "doubt" in new.entries:
        return new
    for name in inherited:
        base = rules[name].value
        if isinstance(base, Map) and _check_name(base) == _check_name(new) and "doubt" in base.entries:
            return Map(new.mark, {**new.entries, "doubt": base.entries["doubt"]})
    return new


def _check_name(rule: Map) -> str:
    entry = rule.entries.get("check")
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


def _without_restated_sides(base: Node, over: Map) -> Node:
    """The base's rule without a reason for a side that `over` has cases for, and the reverse.

    A pack that sets the limit has the cases that its base says it cannot have.
    """
    assert isinstance(base, Map)
    entries = dict(base.entries)
    for key, other in (("no_case", "cases"), ("cases", "no_case")):
        stated = _entries(over, other)
        inherited = entries.get(key)
        if stated and inherited is not None and isinstance(inherited.value, Map):
            kept = {side: entry for side, entry in inherited.value.entries.items() if side not in stated}
            entries[key] = YamlEntry(inherited.mark, Map(inherited.value.mark, kept))
    return Map(base.mark, entries)


def _with_source(rule: Node, facts: Mapping[str, YamlEntry], sources: list[PackSource]) -> Node:
    """Return the rule with the source of the pack that states its numbers.

    A rule's `source` says where the numbers of its pack come from. If a later pack states a parameter, or a
    fact to which one refers, the number comes from where that pack says.
    """
    source = rule.entries.get("source") if isinstance(rule, Map) else None
    params = rule.entries.get("params") if isinstance(rule, Map) else None
    if not isinstance(rule, Map) or source is None or params is None:
        return rule
    files: set[str] = set()
    for value in _scalars(params.value):
        files.add(value.mark.file)
        fact = facts.get(value.text.removeprefix("$"))
        if fact is not None:
            files.update(one.mark.file for one in _scalars(fact.value))
    last = max((_pack_of(file, sources) for file in files), default=0)
    if last <= _pack_of(source.mark.file, sources):
        return rule
    own = YamlEntry(source.mark, _source_of(sources[last], source.mark))
    return Map(rule.mark, {**rule.entries, "source": own})


def _scalars(node: Node) -> Iterator[Scalar]:
    """Yield every single value in a tree."""
    if isinstance(node, Scalar):
        yield node
    inside = node.items if isinstance(node, Seq) else ()
    if isinstance(node, Map):
        inside = tuple(entry.value for entry in node.entries.values())
    for one in inside:
        yield from _scalars(one)


def _pack_of(file: str, sources: list[PackSource]) -> int:
    """Return the index of the pack that a file is, or in whose folder it is."""
    path = Path(file)
    return next(index for index, source in enumerate(sources) if source.path in (path, path.parent))


def _source_of(pack: PackSource, mark: FilePosition) -> Node:
    """Return what a pack says of where its numbers come from, or its title."""
    said = pack.header.source or pack.header.title or pack.name
    if isinstance(said, str):
        return Scalar(mark, said, plain=False)
    return Map(mark, {lang: YamlEntry(mark, Scalar(mark, getattr(said, lang), False)) for lang in LANGUAGES})


def _rule(
    name: str, tree: Node, facts: Mapping[str, YamlEntry], used: set[str], mistakes: Mistakes
) -> Rule | None:
    assert isinstance(tree, Map)
    rest = {key: value for key, value in tree.entries.items() if key != "params"}
    rest["id"] = YamlEntry(tree.mark, Scalar(tree.mark, name, False))
    check_entry = tree.entries.get("check")
    check = None
    if check_entry is not None and isinstance(check_entry.value, Scalar):
        check = CHECKS.get(check_entry.value.text)
        if check is None:
            mistakes.add_unknown(check_entry.value.mark, "check", check_entry.value.text, CHECKS)
    params = _params(tree, check, facts, used, mistakes) if check else WRONG
    record = read_struct(Map(tree.mark, rest), RuleRecord, mistakes)
    if check is None:
        return None
    _check_sentences("message", tree, check.BREACHES, mistakes)
    _check_sentences("doubt", tree, check.DOUBTS, mistakes)
    known = [case for case in (*check.BREACHES, *check.DOUBTS) if case]
    for key in ("fix_for", "causes_for"):
        for case, stated in _entries(tree, key).items():
            if case not in known:
                mistakes.add_unknown(stated.mark, f"case of '{key}'", case, known)
    names = check.Params.__struct_fields__
    for key, reason in _entries(tree, "because").items():
        if key not in names:
            mistakes.add_unknown(reason.mark, "parameter", key, names)
    _refuse_idle_reasons(tree, mistakes)
    if record is WRONG or params is WRONG:
        return None
    values = {field: getattr(record, field) for field in RuleRecord.__struct_fields__ if field != "params"}
    return Rule(params=params, **values)


def _params(
    tree: Map, check: Check, facts: Mapping[str, YamlEntry], used: set[str], mistakes: Mistakes
) -> Any:
    entry = tree.entries.get("params", YamlEntry(tree.mark, Map(tree.mark, {})))
    node = _fill(entry.value, facts, used, mistakes)
    if not isinstance(node, Map):
        mistakes.add(node.mark, "'params' needs keys with values")
        return WRONG
    return read_struct(node, check.Params, mistakes)


def _fill(node: Node, facts: Mapping[str, YamlEntry], used: set[str], mistakes: Mistakes) -> Node:
    """Return `node` with each `$name` replaced by the format fact."""
    if isinstance(node, Seq):
        return Seq(node.mark, tuple(_fill(item, facts, used, mistakes) for item in node.items))
    if isinstance(node, Map):
        return Map(
            node.mark,
            {
                key: YamlEntry(entry.mark, _fill(entry.value, facts, used, mistakes))
                for key, entry in node.entries.items()
            },
        )
    if not (isinstance(node, Scalar) and node.text.startswith("$")):
        return node
    name = node.text[1:]
    if name in facts:
        used.add(name)
        return facts[name].value
    mistakes.add_unknown(node.mark, "format fact", node.text, [f"${fact}" for fact in facts])
    return Hole(node.mark)


def _entries(tree: Map, key: str) -> dict[str, YamlEntry]:
    entry = tree.entries.get(key)
    return entry.value.entries if entry is not None and isinstance(entry.value, Map) else {}


def _check_sentences(kind: str, tree: Map, cases: Cases, mistakes: Mistakes) -> None:
    """Check that every case has a sentence, every sentence a case, and every name in it a value."""
    texts = _entries(tree, kind)
    mark = tree.entries[kind].mark if kind in tree.entries else tree.mark
    unworded = [case for case in cases if case not in texts]
    if unworded and "" not in texts:
        wanted = ", ".join(f"'{case}'" if case else "the default case (en and zh)" for case in unworded)
        mistakes.add(mark, f"'{kind}' has no text for {wanted}")
    for case, entry in texts.items():
        if case and case not in cases:
            mistakes.add_unknown(entry.mark, f"case of '{kind}'", case, [known for known in cases if known])
            continue
        speaks_for = [case] if case else ["", *unworded]
        names = {*PLACEHOLDERS, *(name for one in speaks_for for name in cases.get(one, ()))}
        for text in leaves(entry.value).values():
            if isinstance(text.value, Scalar):
                _check_placeholders(text.value.mark, text.value.text, names, mistakes)


def _refuse_idle_reasons(tree: Map, mistakes: Mistakes) -> None:
    """A side of a rule's cases has fixtures or a reason why it has none, not both."""
    cases = _entries(tree, "cases")
    for side, reason in _entries(tree, "no_case").items():
        if isinstance(reason.value, Scalar) and not (reason.value.null or reason.value.text.strip()):
            mistakes.add(reason.value.mark, f"'no_case' needs a reason for '{side}'")
        elif side in cases:
            mistakes.add(reason.mark, f"'{side}' has fixtures under 'cases'; remove it here or there")


def _check_placeholders(mark: FilePosition, text: str, names: set[str], mistakes: Mistakes) -> None:
    for match in re.finditer(r"\{([^{}]*)\}|[{}]", text):
        name, colon, form = (match[1] or "").partition(":")
        if not name:
            mistakes.add(mark, "unbalanced braces; write a name as in {measured}")
            return
        if name not in names:
            mistakes.add_unknown(mark, "name in braces", name, names)
        if colon and form not in FORMS and not re.fullmatch(r"[^|]+\|[^|]+", form):
            mistakes.add_unknown(mark, "form in braces", form, FORMS)


def _refuse_unknown_causes(rules: Mapping[str, YamlEntry], mistakes: Mistakes) -> None:
    """Refuse a cause that is not a rule of the pack, or a case that one of the two rules does not have."""
    for name, entry in rules.items():
        stated = _entries_of_list(entry.value, "follows")
        for cause in stated:
            other = cause.entries.get("rule")
            if other is None or not isinstance(other.value, Scalar):
                continue
            leading = other.value.text
            if leading not in rules:
                mistakes.add_unknown(other.value.mark, "rule", leading, rules)
                continue
            for key, rule in (("cases", leading), ("of", name)):
                known = _cases_of(rules[rule].value)
                for case in _items(cause, key):
                    if known and case.text not in known:
                        mistakes.add_unknown(case.mark, f"case of '{rule}'", case.text, known)


def _cases_of(rule: Node) -> tuple[str, ...]:
    """Return the cases of the answers of a rule's check; empty if the check is unknown."""
    check = rule.entries.get("check") if isinstance(rule, Map) else None
    known = CHECKS.get(check.value.text) if check and isinstance(check.value, Scalar) else None
    return (*known.BREACHES, *known.DOUBTS) if known else ()


def _entries_of_list(rule: Node, key: str) -> list[Map]:
    entry = rule.entries.get(key) if isinstance(rule, Map) else None
    items = entry.value.items if entry is not None and isinstance(entry.value, Seq) else ()
    return [item for item in items if isinstance(item, Map)]


def _items(tree: Map, key: str) -> list[Scalar]:
    entry = tree.entries.get(key)
    items = entry.value.items if entry is not None and isinstance(entry.value, Seq) else ()
    return [item for item in items if isinstance(item, Scalar)]


def _refuse_idle_facts(sources: list[PackSource], used: set[str], mistakes: Mistakes) -> None:
    """Refuse a new fact that no rule refers to: it is most likely misspelt."""
    inherited: set[str] = set()
    for source in sources[:-1]:
        inherited.update(leaves(source.format), fact_groups(source.format))
    for name, entry in leaves(sources[-1].format).items():
        if name not in inherited and name not in used:
            mistakes.add(entry.mark, f"no rule refers to the format fact '{name}'{nearest(name, used)}")


def _vocabulary(sources: list[PackSource], mistakes: Mistakes) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for source in sources:
        for key, entry in source.vocabulary.entries.items():
            if key not in VOCABULARY:
                mistakes.add_unknown(entry.mark, "kind of words", key, VOCABULARY)
            elif isinstance(entry.value, Seq) and all(isinstance(item, Scalar) for item in entry.value.items):
                words[key] = tuple(item.text for item in entry.value.items if isinstance(item, Scalar))
            else:
                mistakes.add(entry.value.mark, f"'{key}' needs a list of words")
    missing = [key for key in VOCABULARY if key not in words]
    if missing:
        mistakes.add(
            sources[-1].mark,
            f"'vocabulary' has no words for {', '.join(missing)}; add them, or extend a pack that has them",
        )
    return words
