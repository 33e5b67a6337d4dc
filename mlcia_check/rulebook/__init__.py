"""Rule packs: finds and reads them, reports every mistake with its place, resolves them into a typed Pack."""

from __future__ import annotations

from mlcia_check.rulebook.kinds_by_name import kinds_by_name, with_kinds_by_name
from mlcia_check.rulebook.load import (
    DEFAULT_PACK,
    load_family,
    load_pack,
    pack_names,
    pack_of_hash,
    schema,
    shipped_pack,
    vocabulary,
)
from mlcia_check.rulebook.mistakes import nearest
from mlcia_check.rulebook.pack_family import refuse_variant_of_resolved

__all__ = [
    "DEFAULT_PACK",
    "kinds_by_name",
    "load_family",
    "load_pack",
    "nearest",
    "pack_names",
    "pack_of_hash",
    "refuse_variant_of_resolved",
    "schema",
    "shipped_pack",
    "vocabulary",
    "with_kinds_by_name",
]
