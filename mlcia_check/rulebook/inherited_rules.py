"""Merges the rules of a pack with those of its bases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from mlcia_check.model.rule_pack import Level
from mlcia_check.rulebook.mistakes import Mistakes, nearest
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, YamlEntry, entries_of, merge


def merged_rules(sources: Sequence[PackSource], mistakes: Mistakes) -> dict[str, YamlEntry]:
    """Return the rules of a pack and its bases by id, as written."""
    rules: dict[str, YamlEntry] = {}
    for source in sources:
        inherited = tuple(rules)
        for name, entry in source.rules.entries.items():
            if not isinstance(entry.value, Map):
                mistakes.add(
                    entry.value.mark, f"rule '{name}' needs keys, as in {name}: {_example(entry.value)}"
                )
            elif name in inherited:
                base = _without_restated_sides(rules[name].value, entry.value)
                rules[name] = YamlEntry(entry.mark, merge(base, entry.value))
            elif source.header.extends and "check" not in entry.value.entries:
                end = nearest(name, inherited) or "; a new rule states its 'check'"
                mistakes.add(entry.mark, f"unknown rule '{name}'{end}")
            else:
                rules[name] = YamlEntry(entry.mark, _with_doubts(entry.value, inherited, rules))
    return rules


def _example(value: Node) -> str:
    """Return what stands for a rule whose value is a single word or number: a severity, or a limit."""
    text = value.text if isinstance(value, Scalar) else ""
    severity = text if text in get_args(Level) else "warning"
    return f"{{params: {{most: {text}}}}}" if text.isdigit() else f"{{severity: {severity}}}"


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
    """Return the base's rule without a reason for a side that `over` has cases for, and the reverse.

    A pack that sets the limit has the cases that its base says it cannot have.
    """
    assert isinstance(base, Map)
    entries = dict(base.entries)
    for key, other in (("no_case", "cases"), ("cases", "no_case")):
        stated = entries_of(over, other)
        inherited = entries.get(key)
        if stated and inherited is not None and isinstance(inherited.value, Map):
            kept = {side: entry for side, entry in inherited.value.entries.items() if side not in stated}
            entries[key] = YamlEntry(inherited.mark, Map(inherited.value.mark, kept))
    return Map(base.mark, entries)
