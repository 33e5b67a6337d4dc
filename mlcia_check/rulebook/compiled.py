"""The shipped packs as JSON, one file each: written when the wheel is built, read in about a millisecond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from mlcia_check.model.rule_pack import Pack, Rule, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path


def compile_folder(folder: Path) -> tuple[dict[str, bytes], bytes]:
    """Return each pack of a folder as JSON, by name, and the JSON Schema of the packs' files.

    Raises BrokenPack for the first pack that cannot be used.
    """
    from mlcia_check.rulebook.json_schema import encoded
    from mlcia_check.rulebook.pack_files import shipped_names
    from mlcia_check.rulebook.resolve import resolve

    packs = [resolve(folder / name, folder) for name in shipped_names(folder)]
    return {pack.name: msgspec.json.encode(pack) for pack in packs}, encoded(packs)


def decode(data: bytes) -> Pack:
    """Return the pack with the typed parameters of its checks."""
    pack = msgspec.json.decode(data, type=Pack)
    return structs.replace(pack, rules=tuple(_typed(rule) for rule in pack.rules))


class _VocabularyOnly(msgspec.Struct):
    """The part of a pack that `vocabulary` reads; the rest is skipped."""

    vocabulary: Vocabulary


def vocabulary(data: bytes) -> Vocabulary:
    return msgspec.json.decode(data, type=_VocabularyOnly).vocabulary


def _typed(rule: Rule) -> Rule:
    from mlcia_check.checks.registry import CHECKS

    if rule.unstated:
        return rule
    params: Any = msgspec.convert(rule.params, CHECKS[rule.check].Params)
    return structs.replace(rule, params=params)
