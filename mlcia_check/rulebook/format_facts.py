"""Finds the format facts of a pack: its own, those that it inherits, and those that it does not.

A fact that is null is not stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.records import Tie
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry, leaves, merge


def format_facts(sources: list[PackSource], used: set[str], mistakes: Mistakes) -> dict[str, YamlEntry]:
    """Return the format facts of all sources, without those that went with a fact that is stated anew.

    Such a fact is what `goes_with` says it is otherwise, or what the packs before the one with `goes_with`
    say: the sizes of one format's abstract and of another's body make no format. What facts can be otherwise
    is added to `used`.
    """
    facts = leaves(_merged((source.format for source in sources), mistakes))
    before: dict[str, Mapping[str, YamlEntry]] = {}
    ties: dict[str, Tie] = {}
    known: dict[str, str] = {}
    left: set[str] = set()
    for index, source in enumerate(sources):
        stated = {name: _text(entry.value) for name, entry in leaves(source.format).items()}
        changed = {name for name, text in stated.items() if known.get(name, text) != text}
        for key, tie in ties.items():
            if any(_is_in(name, fact) for name in changed for fact in tie.facts):
                left |= {name for name in known if _is_in(name, key)}
        left -= stated.keys()
        known.update(stated)
        ties.update(_ties(source, known, mistakes))
        if source.header.goes_with:
            inherited = leaves(_merged((base.format for base in sources[:index]), Mistakes()))
            before.update(dict.fromkeys(source.header.goes_with, inherited))
    used.update(
        name for name in facts for tie in ties.values() if tie.otherwise and _is_in(name, tie.otherwise)
    )
    return {
        name: _otherwise(name, facts, ties, before) if name in left else entry
        for name, entry in facts.items()
    }


def _is_in(name: str, group: str) -> bool:
    """Return True if a fact is `group` itself, or in the group of that name."""
    return name == group or name.startswith(f"{group}.")


def _otherwise(
    name: str,
    facts: Mapping[str, YamlEntry],
    ties: Mapping[str, Tie],
    before: Mapping[str, Mapping[str, YamlEntry]],
) -> YamlEntry:
    """Return the fact of a pack that does not inherit `name`."""
    key, tie = next((key, tie) for key, tie in ties.items() if _is_in(name, key))
    mark = facts[name].mark
    unstated = YamlEntry(mark, Scalar(mark, "", True))
    if tie.otherwise:
        return facts.get(tie.otherwise + name.removeprefix(key), unstated)
    return before[key].get(name, unstated)


def _ties(source: PackSource, stated: Mapping[str, str], mistakes: Mistakes) -> Mapping[str, Tie]:
    """Return what `goes_with` of a pack ties together; all names are facts or groups that the pack has."""
    for key, tie in source.header.goes_with.items():
        for group in (key, *tie.facts, *filter(None, [tie.otherwise])):
            if not any(_is_in(name, group) for name in stated):
                mistakes.add_unknown(source.mark, "format fact in 'goes_with'", group, stated)
    return source.header.goes_with


def _text(node: Node) -> str:
    """Return a fact as written; lists are compared by their items."""
    if isinstance(node, Seq):
        return "\n".join(map(_text, node.items))
    return node.text if isinstance(node, Scalar) else ""


def _merged(parts: Iterable[Map], mistakes: Mistakes) -> Map:
    """Merge the format facts of all sources; a group of facts stays a group."""
    merged: Node = Map(FilePosition("", 0, 0), {})
    for part in parts:
        groups = fact_groups(merged)
        clashes = [(name, entry) for name, entry in leaves(part).items() if name in groups]
        for name, entry in clashes:
            mistakes.add(entry.mark, f"'{name}' is a group of facts: {', '.join(sorted(groups[name]))}")
        if not clashes:
            merged = merge(merged, part)
    assert isinstance(merged, Map)
    return merged


def fact_groups(node: Node, prefix: str = "") -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if isinstance(node, Map):
        for key, entry in node.entries.items():
            if isinstance(entry.value, Map):
                found[prefix + key] = tuple(entry.value.entries)
                found.update(fact_groups(entry.value, f"{prefix}{key}."))
    return found
