"""Resolves the further papers of a format: what differs on each from the facts under `format`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast, get_args

from msgspec import Struct, json

from mlcia_check.model.rule_pack import PaperSize, Rule, Tool
from mlcia_check.rulebook.derived_facts import with_derived
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.unstated_facts import is_unstated
from mlcia_check.rulebook.yaml_tree import Map, Scalar, Seq, YamlEntry, leaves

FACT: Final = "papers"
"""The format fact by which a rule's `params` take the sizes of the further papers: `$papers`."""

_TOOLS: Final = "tools"
"""The key of a further paper that names the tools whose papers it holds for."""

_SIZE: Final = ("page.width", "page.height")
_BLOCK: Final = ("block.left", "block.right", "block.top", "block.bottom")

Facts = dict[str, YamlEntry]


class PaperFacts:
    """The facts of a format on its first paper and on each further one.

    A pack that states `papers` replaces those of its base.
    """

    def __init__(self, stated: Facts, sources: Sequence[PackSource], mistakes: Mistakes) -> None:
        papers = next((source.papers for source in reversed(sources) if source.papers is not None), None)
        further = papers.entries if papers is not None else {}
        changes = [_changes(name, entry, stated, mistakes) for name, entry in further.items()]
        self._mark = sources[-1].mark
        self.first: Facts = with_derived(stated)
        self.tools: list[tuple[Tool, ...]] = [_tools(entry, mistakes) for entry in further.values()]
        self.first[FACT] = self._sizes(
            change for change, tools in zip(changes, self.tools, strict=True) if not tools
        )
        self.further: list[Facts] = [with_derived(_changed(stated, change)) for change in changes]
        for facts in self.further:
            facts[FACT] = self._sizes(())

    def in_texts(self) -> Facts:
        """Return the facts that sentences can name: those that differ between papers are not stated."""
        return {name: entry for name, entry in self.first.items() if name != FACT} | {
            name: YamlEntry(entry.mark, Scalar(entry.mark, "", plain=True))
            for name, entry in self.first.items()
            if any(_text(facts[name]) != _text(entry) for facts in self.further if name != FACT)
        }

    def _sizes(self, changes: Iterable[Facts]) -> YamlEntry:
        known = [change for change in changes if not any(is_unstated(change[side]) for side in _SIZE)]
        sizes = (Seq(self._mark, tuple(change[side].value for side in _SIZE)) for change in known)
        return YamlEntry(self._mark, Seq(self._mark, tuple(sizes)))


def paper_sizes(
    first: Sequence[Rule], further: Iterable[tuple[Sequence[Rule], tuple[Tool, ...]]]
) -> Iterator[PaperSize]:
    """Yield the further papers of a pack, by its rules on the first one, and those and the tools of each."""
    own = {rule.id: _plain(rule.params) for rule in first}
    for rules, tools in further:
        page = next((rule.params for rule in rules if rule.check == "paper-size"), None)
        if page is None:
            continue
        differing = {rule.id: _differing(_plain(rule.params), own.get(rule.id, {})) for rule in rules}
        yield PaperSize(
            width_bp=page.width,
            height_bp=page.height,
            params={rule: params for rule, params in differing.items() if params},
            tools=tools,
        )


def _plain(params: Struct | None) -> dict[str, Any]:
    plain: dict[str, Any] = {} if params is None else json.decode(json.encode(params))
    return plain


def _differing(params: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name in own and value != own[name]}


def _changes(name: str, entry: YamlEntry, stated: Mapping[str, YamlEntry], mistakes: Mistakes) -> Facts:
    """Return the facts of a further paper; a size that it does not state is that of the first."""
    if not isinstance(entry.value, Map):
        mistakes.add(entry.value.mark, f"the paper '{name}' needs keys, such as page and margins")
        return {side: stated[side] for side in _SIZE}
    changes = {fact: change for fact, change in leaves(entry.value).items() if fact != _TOOLS}
    for fact, change in changes.items():
        if fact not in stated:
            mistakes.add_unknown(change.mark, "format fact", fact, stated)
    for side in _SIZE:
        if side not in changes:
            mistakes.add(entry.mark, f"the paper '{name}' does not state '{side}'")
    return {side: stated[side] for side in _SIZE} | changes


def _tools(paper: YamlEntry, mistakes: Mistakes) -> tuple[Tool, ...]:
    """Return the tools whose papers a further paper holds for; none if it holds for all."""
    entry = paper.value.entries.get(_TOOLS) if isinstance(paper.value, Map) else None
    if entry is None:
        return ()
    known = [tool for tool in get_args(Tool) if tool]
    items = entry.value.items if isinstance(entry.value, Seq) else (entry.value,)
    names = [(item.mark, item.text if isinstance(item, Scalar) else "") for item in items]
    for mark, name in names:
        if name not in known:
            mistakes.add_unknown(mark, "tool", name, known)
    return tuple(cast("Tool", name) for _, name in names)


def _changed(stated: Facts, changes: Facts) -> Facts:
    """Return the stated facts with those of another paper, whose margins replace a block."""
    facts = dict(stated)
    if any(fact.startswith("margins.") for fact in changes):
        for fact in _BLOCK:
            mark = facts[fact].mark
            facts[fact] = YamlEntry(mark, Scalar(mark, "", plain=True))
    return facts | changes


def _text(entry: YamlEntry) -> object:
    return entry.value.text if isinstance(entry.value, Scalar) else entry.value
