"""The rule packs for tests. A pack never changes, so each is read once in a process and not once a test."""

from __future__ import annotations

from functools import cache

from mlcia_check.model.rule_pack import Pack
from mlcia_check.rulebook import load_pack


@cache
def pack_at(wanted: str) -> Pack:
    """Return the pack of that name, or at a path where no test writes, as `load_pack` does."""
    return load_pack(wanted)
