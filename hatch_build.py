"""Compiles the rule packs into one JSON file, and their JSON Schema, when the wheel is built."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface[Any]):
    """Adds `_rules/packs.json` and `_rules/pack.schema.json` to the wheel; an editable install needs neither."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from mlcia_check.rulebook.compiled import compile_folder

        packs, schema = compile_folder(Path(self.root, "rules"))
        made = Path(tempfile.mkdtemp(prefix="mlcia-check-"))
        for name, data in {"packs.json": packs, "pack.schema.json": schema}.items():
            made.joinpath(name).write_bytes(data)
            build_data["force_include"][str(made / name)] = f"mlcia_check/_rules/{name}"
