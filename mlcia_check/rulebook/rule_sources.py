"""Finds where the numbers of a rule come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mlcia_check.rulebook.mistakes import FilePosition
from mlcia_check.rulebook.pack_files import LANGUAGES, PackSource
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry


def with_source(rule: Map, facts: Mapping[str, YamlEntry], sources: Sequence[PackSource]) -> Map:
    """Return the rule with the source of the pack that states its numbers.

    A rule's `source` says where the numbers of its pack come from. If a later pack states a parameter, or a
    fact to which one refers, the number comes from where that pack says.
    """
    source, params = rule.entries.get("source"), rule.entries.get("params")
    if source is None or params is None:
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


def _pack_of(file: str, sources: Sequence[PackSource]) -> int:
    """Return the index of the pack that a file is, or in whose folder it is."""
    path = Path(file)
    return next(index for index, source in enumerate(sources) if source.path in (path, path.parent))


def _source_of(pack: PackSource, mark: FilePosition) -> Node:
    """Return what a pack says of where its numbers come from, or its title."""
    said = pack.header.source or pack.header.title or pack.name
    if isinstance(said, str):
        return Scalar(mark, said, plain=False)
    return Map(mark, {lang: YamlEntry(mark, Scalar(mark, getattr(said, lang), False)) for lang in LANGUAGES})
