"""Packs of other venues as their chairs would write them, which only tests use."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mlcia_check.model.rule_pack import Pack
from mlcia_check.rulebook import load_pack

FOLDER: Final = Path(__file__).with_name("packs")
NAMES: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def venue_pack(name: str) -> Pack:
    return load_pack(str(FOLDER / f"{name}.yaml"))
