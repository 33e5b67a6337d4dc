"""The shipped packs in one JSON file: written when the wheel is built, read in about a millisecond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from mlcia_check.model.rule_pack import Pack, Rule, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path


def compile_folder(folder: Path) -> tuple[bytes, bytes]:
    """Return all packs of a folder as one JSON text, and the JSON Schema of their files.

    Raises BrokenPack for the first pack that cannot be used.
    """
    from mlcia_check.rulebook.json_schema import encoded
    from mlcia_check.rulebook.pack_files import shipped_names
    from mlcia_check.rulebook.resolve import resolve

    packs = [resolve(folder / name, folder) for name in shipped_names(folder)]
    return msgspec.json.encode({pack.name: pack for pack in packs}), encoded(packs)


def names(data: bytes) -> tuple[str, ...]:
    return tuple(sorted(_index(data)))


def decode(data: bytes, name: str) -> Pack | None:
    """Return the pack of that name with the typed parameters of its checks, or None."""
    raw = _index(data).get(name)
    if raw is None:
        return None
    pack = msgspec.json.decode(raw, type=Pack)
    return structs.replace(pack, rules=tuple(_typed(rule) for rule in pack.rules))


class _VocabularyOnly(msgspec.Struct):
    """The part of a pack that `vocabulary` reads; the rest is skipped."""

    vocabulary: Vocabulary


def vocabulary(data: bytes, name: str) -> Vocabulary | None:
    """Return the vocabulary of the pack of that name, or None."""
    raw = _index(data).get(name)
    return None if raw is None else msgspec.json.decode(raw, type=_VocabularyOnly).vocabulary


def _index(data: bytes) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(data, type=dict[str, msgspec.Raw])


def _typed(rule: Rule) -> Rule:
    from mlcia_check.checks.registry import CHECKS

    if rule.unstated:
        return rule
    params: Any = msgspec.convert(rule.params, CHECKS[rule.check].Params)
    return structs.replace(rule, params=params)
