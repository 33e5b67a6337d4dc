"""Resolves the `sections` of a pack, and the places in its rules that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import inspect

from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.rule_pack import PackSection
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.typed_values import WRONG, read_struct, type_info
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry, merge

FACT = "sections"
"""The format fact by which a rule's `params` take all sections that the pack asks for: `$sections`."""


class PackSections:
    """The sections of a pack and its bases, merged.

    A pack without a base only describes sections. Those that a pack built on it names under `sections`, and
    those that the `params` of a rule name, are asked for: only they are looked for in papers.
    """

    def __init__(self, sources: list[PackSource], rules: Mapping[str, YamlEntry], mistakes: Mistakes) -> None:
        merged: Node = Map(sources[-1].mark, {})
        for source in sources:
            merged = merge(merged, source.sections)
        assert isinstance(merged, Map)
        self._known = merged.entries
        own = [source.mark for source in sources if source.sections.entries]
        self._mark = own[-1] if own else sources[-1].mark
        named = {name for source in sources if source.header.extends for name in source.sections.entries}
        named.update(scalar.text for scalar, _ in _section_ids(rules))
        self._asked = {name: entry for name, entry in self._known.items() if name in named}
        self.records: dict[str, PackSection] = {}
        for name, entry in self._known.items():
            record = _record(name, entry, mistakes)
            if record is not WRONG and name in self._asked:
                self.records[name] = record

    def fact(self) -> dict[str, YamlEntry]:
        """Return the sections that the pack asks for as a format fact of rules."""
        return {FACT: YamlEntry(self._mark, Map(self._mark, self._asked))}

    def refuse_unknown(self, rules: Mapping[str, YamlEntry], mistakes: Mistakes) -> None:
        """Refuse names of sections that the pack does not have, and freed sections of any length.

        A section of any length that does not count would hold whatever a paper has too much of.
        """
        for scalar, kind in _section_ids(rules):
            parts = kind.get("parts", ())
            if scalar.text in parts:
                continue
            if scalar.text not in self._known:
                mistakes.add_unknown(scalar.mark, "section", scalar.text, [*parts, *self._known])
                continue
            record = self.records.get(scalar.text)
            if kind.get("needs_bound") and record is not None and not _is_bounded(record):
                mistakes.add(
                    scalar.mark,
                    f"the section '{scalar.text}' does not count and has no bound; "
                    "state the most words, the most pages or the usual pages of it",
                )


def _record(name: str, entry: YamlEntry, mistakes: Mistakes) -> Any:
    if isinstance(entry.value, Map):
        return read_struct(entry.value, PackSection, mistakes)
    mistakes.add(entry.value.mark, f"the section '{name}' needs keys, such as title and names")
    return WRONG


def _is_bounded(section: PackSection) -> bool:
    bounds = (section.words.most, section.pages.most, section.pages.usual)
    return any(bound is not None for bound in bounds)


def _section_ids(rules: Mapping[str, YamlEntry]) -> Iterator[tuple[Scalar, Mapping[str, Any]]]:
    """Yield each value in the `params` of rules that names a section, with what its type says of it."""
    for entry in rules.values():
        if not isinstance(entry.value, Map):
            continue
        check, params = entry.value.entries.get("check"), entry.value.entries.get("params")
        if params is None or check is None or not isinstance(check.value, Scalar):
            continue
        known = CHECKS.get(check.value.text)
        if known is not None:
            yield from _named(params.value, type_info(known.Params))


def _named(node: Node, kind: inspect.Type) -> Iterator[tuple[Scalar, Mapping[str, Any]]]:
    if isinstance(kind, inspect.Metadata):
        extra = kind.extra or {}
        if extra.get("kind") == "section" and isinstance(node, Scalar):
            yield node, extra
    elif isinstance(kind, inspect.StructType) and isinstance(node, Map):
        types = {field.encode_name: field.type for field in kind.fields}
        for key, entry in node.entries.items():
            if key in types:
                yield from _named(entry.value, types[key])
    elif isinstance(kind, inspect.VarTupleType) and isinstance(node, Seq):
        for item in node.items:
            yield from _named(item, kind.item_type)
    elif isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _named(node, one)
