"""Reads the stages and the kinds of paper that a pack tells apart, and what differs at each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from mlcia_check.model.rule_pack import PaperKind, Variant, Words
from mlcia_check.rulebook.broken_patterns import refuse_broken_pattern
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.pack_files import PackSource, overlay
from mlcia_check.rulebook.records import KindRecord, StageRecord
from mlcia_check.rulebook.yaml_tree import Map, Scalar, Seq, leaves

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]*")

_FACT: Final = re.compile(r"\A\$([\w.-]+)|\{format\.([\w.-]+)")
"""How a rule refers to a fact: `$pages.most`, or `{format.pages.most}` in a sentence."""

Division: TypeAlias = Literal["stages", "kinds"]


class Variants:
    """The stages and kinds of a pack and of its bases, merged: a later pack changes what a base says."""

    def __init__(self, sources: Sequence[PackSource], mistakes: Mistakes) -> None:
        self._sources = sources
        self._mistakes = mistakes
        self.stages: dict[str, Words] = {}
        self.kinds: dict[str, PaperKind] = {}
        self.default = Variant()
        for source in sources:
            self._read(source)

    def overlays(self, variant: Variant) -> Iterator[PackSource]:
        """Yield what differs at this stage, then what differs for this kind, as packs; the base's first."""
        divisions: tuple[tuple[Division, str], ...] = (("stages", variant.stage), ("kinds", variant.kind))
        for division, name in divisions:
            for source in self._sources:
                entry = _trees(source, division).get(name)
                if entry is not None:
                    groups = _stated(source, division).get(name, StageRecord()).groups
                    yield overlay(source, entry, groups, self._sources[-1], self._mistakes)

    def facts(self) -> Iterator[str]:
        """Yield the format facts to which any stage or kind refers, in parameters or texts of its rules."""
        for source in self._sources:
            for part in (source.stages, source.kinds):
                for entry in leaves(part).values():
                    values = entry.value.items if isinstance(entry.value, Seq) else (entry.value,)
                    for value in values:
                        text = value.text if isinstance(value, Scalar) else ""
                        yield from (match[1] or match[2] for match in _FACT.finditer(text))

    def _read(self, source: PackSource) -> None:
        header = source.header
        for division in ("stages", "kinds"):
            for name, entry in _trees(source, division).items():
                if not _ID.fullmatch(name):
                    self._mistakes.add(entry.mark, f"'{name}' needs lower-case letters, digits and hyphens")
        for name, stage in header.stages.items():
            self.stages[name] = stage.title or self.stages.get(name) or Words(name, name)
        for name, kind in header.kinds.items():
            self._check_patterns(kind.files, _trees(source, "kinds")[name].mark)
            known = self.kinds.get(name, PaperKind(Words(name, name), (), (name,)))
            self.kinds[name] = PaperKind(
                title=kind.title or known.title,
                files=kind.files or known.files,
                hotcrp=kind.hotcrp or known.hotcrp,
            )
        self.default = Variant(
            stage=self._known(source, "stage", header.defaults.stage, self.stages) or self.default.stage,
            kind=self._known(source, "kind", header.defaults.kind, self.kinds) or self.default.kind,
        )

    def _known(self, source: PackSource, what: str, name: str, known: Mapping[str, object]) -> str:
        if name and name not in known:
            self._mistakes.add_unknown(source.mark, f"{what} in 'defaults'", name, known)
        return name

    def _check_patterns(self, patterns: Sequence[str], mark: FilePosition) -> None:
        for pattern in patterns:
            refuse_broken_pattern(pattern, mark, self._mistakes)


def _trees(source: PackSource, division: Division) -> Mapping[str, Map]:
    part = source.stages if division == "stages" else source.kinds
    return {name: entry.value for name, entry in part.entries.items() if isinstance(entry.value, Map)}


def _stated(source: PackSource, division: Division) -> Mapping[str, StageRecord | KindRecord]:
    return source.header.stages if division == "stages" else source.header.kinds
