"""Names the packs in a folder of packs, such as `rules/`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HEADER: Final = "pack.yaml"
"""The file of a pack's folder that makes it one; every other file there is a rule."""


def shipped_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the packs in a folder of packs."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{HEADER}")))
