"""Rule packs: found, read, refused with every mistake and its place, resolved into one typed value."""

from __future__ import annotations

from mlcia_check.rulebook.load import load_pack, pack_names

__all__ = ["load_pack", "pack_names"]
