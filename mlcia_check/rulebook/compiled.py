"""The shipped packs as JSON, one file each: written when the wheel is built, read in about a millisecond."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import structs

from mlcia_check.model.rule_pack import Pack, Rule, Variant, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path


BETWEEN: Final = "@"
"""Stands between the name of a pack, a stage and a kind; no pack's name has it."""


def compile_folder(folder: Path) -> tuple[dict[str, bytes], bytes]:
    """Return each pack of a folder as JSON, by name, and the JSON Schema of the packs' files.

    A pack with stages or kinds is there for each of them, too, by its `variant_name`.

    Raises BrokenPack for the first pack that cannot be used.
    """
    from mlcia_check.rulebook.json_schema import encoded
    from mlcia_check.rulebook.pack_files import shipped_names
    from mlcia_check.rulebook.resolve import resolve

    packs = [resolve(folder / name, folder) for name in shipped_names(folder)]
    packs_of_variants = {
        variant_name(pack.name, variant): resolve(folder / pack.name, folder, variant)
        for pack in packs
        for variant in _variants(pack)
    }
    whole = {pack.name: pack for pack in packs} | packs_of_variants
    return {name: msgspec.json.encode(pack) for name, pack in whole.items()}, encoded(packs)


def variant_name(name: str, variant: Variant) -> str:
    """Return the name of a compiled pack for a stage and a kind: "workshop@review@short"."""
    return BETWEEN.join((name, variant.stage, variant.kind))


def _variants(pack: Pack) -> Iterator[Variant]:
    """Yield every combination of the pack's stages and kinds but that of none."""
    for stage in ("", *pack.stages):
        for kind in ("", *pack.kinds):
            if stage or kind:
                yield Variant(stage, kind)


def decode(data: bytes, *, for_judging: bool = False) -> Pack:
    """Return the pack with the typed parameters of its checks; `for_judging`, only of rules that are on."""
    pack = msgspec.json.decode(data, type=Pack)
    rules = (
        rule if rule.unstated or (for_judging and rule.severity == "off") else _typed(rule)
        for rule in pack.rules
    )
    return structs.replace(pack, rules=tuple(rules))


class _VocabularyOnly(msgspec.Struct):
    """The part of a pack that `vocabulary` reads; the rest is skipped."""

    vocabulary: Vocabulary


def vocabulary(data: bytes) -> Vocabulary:
    return msgspec.json.decode(data, type=_VocabularyOnly).vocabulary


def _typed(rule: Rule) -> Rule:
    from mlcia_check.checks.registry import CHECKS

    params: Any = msgspec.convert(rule.params, CHECKS[rule.check].Params)
    return structs.replace(rule, params=params)
