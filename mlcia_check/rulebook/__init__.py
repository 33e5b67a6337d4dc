"""Rule packs: finds and reads them, reports every mistake with its place, resolves them into a typed Pack."""

from __future__ import annotations

from mlcia_check.rulebook.load import DEFAULT_PACK, load_pack, pack_names, schema, shipped_pack, vocabulary
from mlcia_check.rulebook.mistakes import nearest

__all__ = ["DEFAULT_PACK", "load_pack", "nearest", "pack_names", "schema", "shipped_pack", "vocabulary"]
