"""Parses YAML into a tree in which every key and value has its place in the file."""

from __future__ import annotations

import yaml
from msgspec import Struct

from mlcia_check.rulebook.mistakes import FilePosition, Mistakes


class Scalar(Struct, frozen=True):
    """A single value as written. `plain`: without quotes, so that it can be a number or null."""

    mark: FilePosition
    text: str
    plain: bool

    @property
    def null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Seq(Struct, frozen=True):
    mark: FilePosition
    items: tuple[Node, ...]


class YamlEntry(Struct, frozen=True):
    """The value of a key, and the place of the key."""

    mark: FilePosition
    value: Node


class Map(Struct, frozen=True):
    mark: FilePosition
    entries: dict[str, YamlEntry]


class Hole(Struct, frozen=True):
    """Stands for a value that is missing because of a mistake that is already recorded."""

    mark: FilePosition


class Unstated(Struct, frozen=True):
    """Stands for a format fact, `fact`, that the pack does not state."""

    mark: FilePosition
    fact: str


Node = Scalar | Seq | Map | Hole | Unstated

NESTING_MAX_LEVELS = 12
"""Most levels of nesting in a file; packs need half as many."""


def parse(text: str, file: str, mistakes: Mistakes) -> Map | None:
    """Parse a YAML file whose top level is a map; return None and record the mistake if it is not."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    top = FilePosition(file, 1, 1)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        mark = FilePosition(file, where.line + 1, where.column + 1) if where else top
        problem = error.problem or error.context
        if where and _character(text, where.line, where.column) == "\t":
            problem = "a tab cannot indent a line; use spaces"
        mistakes.add(mark, f"not valid YAML: {problem}")
        return None
    except (yaml.YAMLError, RecursionError) as error:
        mistakes.add(top, f"not valid YAML: {str(error).splitlines()[0]}")
        return None
    if not isinstance(root, yaml.MappingNode):
        mistakes.add(top, "needs keys with values at its top level (key: value)")
        return None
    node = _Converter(file, mistakes).convert(root)
    return node if isinstance(node, Map) else None


def _character(text: str, line: int, column: int) -> str:
    """Return the character at a place that counts from 0, "" behind the end of the text."""
    return "".join(text.split("\n")[line : line + 1])[column : column + 1]


class _Converter:
    """Converts PyYAML's nodes. Each node may occur once, so that no alias can make a cycle."""

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        self.file = file
        self.mistakes = mistakes
        self.met: set[int] = set()

    def convert(self, node: yaml.Node, depth: int = 0) -> Node:
        mark = FilePosition(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in self.met:
            self.mistakes.add(
                mark, "anchors and aliases are not supported; define a format fact and refer to it with $"
            )
            return Hole(mark)
        if depth > NESTING_MAX_LEVELS:
            self.mistakes.add(mark, "nested too deeply for a pack")
            return Hole(mark)
        self.met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._map(node, mark, depth + 1)
        if isinstance(node, yaml.SequenceNode):
            return Seq(mark, tuple(self.convert(item, depth + 1) for item in node.value))
        assert isinstance(node, yaml.ScalarNode)
        return Scalar(mark, node.value, not node.style)

    def _map(self, node: yaml.MappingNode, mark: FilePosition, depth: int) -> Map:
        entries: dict[str, YamlEntry] = {}
        for key_node, value_node in node.value:
            key = self.convert(key_node, depth)
            if not isinstance(key, Scalar):
                self.mistakes.add(key.mark, "a key must be a single word")
                continue
            if key.text in entries:
                first = entries[key.text].mark.line
                self.mistakes.add(key.mark, f"duplicate key '{key.text}' (first in line {first})")
            entries[key.text] = YamlEntry(key.mark, self.convert(value_node, depth))
        return Map(mark, entries)


def merge(base: Node, over: Node) -> Node:
    """Merge `over` into `base`: maps key by key, everything else as a whole."""
    if not (isinstance(base, Map) and isinstance(over, Map)):
        return over
    entries = dict(base.entries)
    for key, entry in over.entries.items():
        old = entries.get(key)
        entries[key] = YamlEntry(entry.mark, merge(old.value, entry.value)) if old else entry
    return Map(over.mark, entries)


def leaves(node: Node, prefix: str = "") -> dict[str, YamlEntry]:
    """Return every value below a map with its dotted name; a list is one value."""
    found: dict[str, YamlEntry] = {}
    if isinstance(node, Map):
        for key, entry in node.entries.items():
            name = f"{prefix}{key}"
            if isinstance(entry.value, Map):
                found.update(leaves(entry.value, name + "."))
            else:
                found[name] = entry
    return found


def entries_of(tree: Map, key: str) -> dict[str, YamlEntry]:
    """Return the entries of the map under a key; none if there is no map."""
    entry = tree.entries.get(key)
    return entry.value.entries if entry is not None and isinstance(entry.value, Map) else {}
