"""Puts into the wheel what is made for it: compiled rule packs, and the native page reader if it compiles."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NATIVE = "MLCIA_CHECK_NATIVE"
"""Variable of the build. `required`: fail without the native page reader, and at a warning of the compiler.
`never`: build the wheel for every platform, without it."""


class MakeParts(BuildHookInterface[Any]):
    """Adds `_rules/` and the native page reader to the wheel.

    An editable install finds `rules/` in its checkout, and the library is compiled into it.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        if version == "editable":
            self._compile_native(None)
            return
        self._folder = tempfile.TemporaryDirectory(prefix="mlcia-check-")
        made = Path(self._folder.name)
        self._add_packs(made, build_data)
        if self._compile_native(made):
            self._add_native(made, build_data)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - the hook's signature
        """Remove what was made, once the wheel holds it."""
        if version != "editable":
            self._folder.cleanup()

    def _add_packs(self, made: Path, build_data: dict[str, Any]) -> None:
        from mlcia_check.rulebook.compiled import FILE_ENDING, compile_folder

        packs, schema = compile_folder(Path(self.root, "rules"))
        build_data["force_include"][str(Path(self.root, "rules"))] = "mlcia_check/_rules"
        made.joinpath("compiled").mkdir()
        files = {f"compiled/{name}{FILE_ENDING}": data for name, data in packs.items()}
        for name, data in {**files, "pack.schema.json": schema}.items():
            made.joinpath(name).write_bytes(data)
            build_data["force_include"][str(made / name)] = f"mlcia_check/_rules/{name}"

    def _compile_native(self, made: Path | None) -> bool:
        """Compile the native page reader into a folder, or into the checkout. Return whether it is there."""
        from tools.native.compiler import PLACE, NotBuiltError, compile_library

        wanted = os.environ.get(NATIVE, "")
        if wanted == "never":
            return False
        try:
            compile_library(made / PLACE.name if made else PLACE, ["-Werror"] if wanted == "required" else [])
        except NotBuiltError as error:
            if wanted == "required":
                raise
            self.app.display_warning(f"mlcia-check is built without its native page reader: {error}")
            return False
        return True

    def _add_native(self, made: Path, build_data: dict[str, Any]) -> None:
        from tools.native.compiler import PLACE, wheel_platform

        build_data["force_include"][str(made / PLACE.name)] = f"mlcia_check/pdf/pdfium/native/{PLACE.name}"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{wheel_platform()}"
