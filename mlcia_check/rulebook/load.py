"""Loads rule packs, by name (a shipped pack) or by path."""

from __future__ import annotations

import os

from mlcia_check.model.rule_pack import Pack, Vocabulary
from mlcia_check.rulebook import compiled

DEFAULT_PACK = "mlcia-2022"

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def pack_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, sorted."""
    folder = _compiled_folder()
    if os.path.isdir(folder):
        return tuple(sorted(name.removesuffix(".json") for name in os.listdir(folder)))
    from pathlib import Path

    from mlcia_check.rulebook.pack_files import shipped_names

    return shipped_names(Path(rules_folder()))


def shipped_pack(sha256: str) -> Pack | None:
    """Return the shipped pack whose resolved content has this hash, None if there is none."""
    return next((pack for pack in map(load_pack, pack_names()) if pack.sha256 == sha256), None)


def load_pack(wanted: str) -> Pack:
    """Return the pack of that name, or at that path (a single file or a folder).

    Raises UsageProblem if it does not exist, BrokenPack with every mistake if it cannot be used.
    """
    data = _compiled(wanted)
    return _from_source(wanted) if data is None else compiled.decode(data)


def vocabulary(wanted: str) -> Vocabulary:
    """Return only the vocabulary of the pack of that name or at that path, for measuring without judging.

    Raises as `load_pack` does.
    """
    data = _compiled(wanted)
    return _from_source(wanted).vocabulary if data is None else compiled.vocabulary(data)


def schema() -> str:
    """Return the JSON Schema of pack files and rule files, as text."""
    from mlcia_check.rulebook.json_schema import encoded

    return encoded([load_pack(name) for name in pack_names()]).decode()


def rules_folder() -> str:
    """Return the folder of the shipped packs: in the installed package, or beside it in a checkout."""
    installed = os.path.join(_PACKAGE, "_rules")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_PACKAGE), "rules")


def _compiled_folder() -> str:
    return os.path.join(_PACKAGE, "_rules", "compiled")


def _compiled(wanted: str) -> bytes | None:
    """Return the compiled pack of that name; None for a path, and in a checkout, which has none."""
    if os.path.basename(wanted) != wanted:
        return None
    try:
        with open(os.path.join(_compiled_folder(), f"{wanted}.json"), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _from_source(wanted: str) -> Pack:
    from pathlib import Path

    from mlcia_check.rulebook.pack_files import looks_like_path, shipped_names, unknown_pack
    from mlcia_check.rulebook.resolve import resolve

    shipped = Path(rules_folder())
    if wanted in shipped_names(shipped):
        return resolve(shipped / wanted, shipped)
    if looks_like_path(wanted) or Path(wanted).exists():
        return resolve(Path(wanted), shipped)
    raise unknown_pack(wanted, shipped_names(shipped))
