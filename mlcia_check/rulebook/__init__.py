"""Rule packs: found, read, refused with every mistake and its place, resolved into one typed value."""

from __future__ import annotations

from mlcia_check.rulebook.load import DEFAULT_PACK, load_pack, pack_names, schema, vocabulary
from mlcia_check.rulebook.mistakes import nearest

__all__ = ["DEFAULT_PACK", "load_pack", "nearest", "pack_names", "schema", "vocabulary"]
