"""Puts the rule packs into the wheel: their files, and each of them compiled into one JSON file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface[Any]):
    """Adds `_rules/` to the wheel; an editable install finds `rules/` in its checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from mlcia_check.rulebook.compiled import compile_folder

        packs, schema = compile_folder(Path(self.root, "rules"))
        build_data["force_include"][str(Path(self.root, "rules"))] = "mlcia_check/_rules"
        made = Path(tempfile.mkdtemp(prefix="mlcia-check-"))
        made.joinpath("compiled").mkdir()
        files = {f"compiled/{name}.json": data for name, data in packs.items()}
        for name, data in {**files, "pack.schema.json": schema}.items():
            made.joinpath(name).write_bytes(data)
            build_data["force_include"][str(made / name)] = f"mlcia_check/_rules/{name}"
