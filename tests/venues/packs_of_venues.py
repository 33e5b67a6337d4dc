"""Packs of other venues as their chairs would write them, which only tests use."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mlcia_check.model.rule_pack import Pack
from tests.packs import pack_at

FOLDER: Final = Path(__file__).with_name("packs")
NAMES: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def venue_pack(name: str) -> Pack:
    return pack_at(str(FOLDER / f"{name}.yaml"))
