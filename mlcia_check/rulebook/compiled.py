"""The shipped packs as pickles, one file each: written when the wheel is built, read in a millisecond or two.

A pickle can name code to run. These are part of the installed package, as its modules are, and `decode` is
given nothing else. Reading JSON needs the types of all records first, which costs more than the packs.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import structs

from mlcia_check.model.rule_pack import Pack, Rule, Variant, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path


BETWEEN: Final = "@"
"""Stands between the name of a pack, a stage and a kind; no pack's name has it."""

FILE_ENDING: Final = ".pickle"


def compile_folder(folder: Path) -> tuple[dict[str, bytes], bytes]:
    """Return each pack of a folder encoded, by name, and the JSON Schema of the packs' files.

    A pack with stages or kinds is there for each of them, too, by its `variant_name`.

    Raises BrokenPack for the first pack that cannot be used.
    """
    from mlcia_check.rulebook.json_schema import encoded
    from mlcia_check.rulebook.resolve import resolve
    from mlcia_check.rulebook.shipped_packs import shipped_names

    packs = [resolve(folder / name, folder) for name in shipped_names(folder)]
    packs_of_variants = {
        variant_name(pack.name, variant): resolve(folder / pack.name, folder, variant)
        for pack in packs
        for variant in _variants(pack)
    }
    whole = {pack.name: pack for pack in packs} | packs_of_variants
    return {name: encode(pack) for name, pack in whole.items()}, encoded(packs)


def variant_name(name: str, variant: Variant) -> str:
    """Return the name of a compiled pack for a stage and a kind: "workshop@review@short"."""
    return BETWEEN.join((name, variant.stage, variant.kind))


def _variants(pack: Pack) -> Iterator[Variant]:
    """Yield every combination of the pack's stages and kinds but that of none."""
    for stage in ("", *pack.stages):
        for kind in ("", *pack.kinds):
            if stage or kind:
                yield Variant(stage, kind)


def encode(pack: Pack) -> bytes:
    """Return the pack's vocabulary and the pack, one pickle behind the other.

    The parameters of rules that are off are plain data, so that reading them imports no check.
    """
    # Equal texts of a decoded pack are shared in the same way each time: the same pack gives the same bytes.
    plain = msgspec.json.decode(msgspec.json.encode(pack), type=Pack)
    rules = tuple(rule if rule.severity == "off" or rule.unstated else _typed(rule) for rule in plain.rules)
    return b"".join(map(_pickled, (plain.vocabulary, structs.replace(plain, rules=rules))))


def decode(data: bytes, *, for_judging: bool = False) -> Pack:
    """Return the pack with the typed parameters of its checks; `for_judging`, only of rules that are on."""
    stream = io.BytesIO(data)
    pickle.load(stream)
    pack: Pack = pickle.load(stream)
    if for_judging:
        return pack
    rules = (_typed(rule) if rule.severity == "off" and not rule.unstated else rule for rule in pack.rules)
    return structs.replace(pack, rules=tuple(rules))


def vocabulary(data: bytes) -> Vocabulary:
    """Return the pack's vocabulary alone, and import no check."""
    found: Vocabulary = pickle.loads(data)
    return found


def _pickled(part: object) -> bytes:
    # The same protocol for every Python that builds the wheel; all that the package supports can read it.
    return pickle.dumps(part, protocol=5)


def _typed(rule: Rule) -> Rule:
    from mlcia_check.checks.registry import CHECKS

    params: Any = msgspec.convert(rule.params, CHECKS[rule.check].Params)
    return structs.replace(rule, params=params)
