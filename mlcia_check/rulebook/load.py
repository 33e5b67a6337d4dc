"""Loads rule packs, by name (a shipped pack) or by path."""

from __future__ import annotations

import os
from functools import partial

from mlcia_check.model.rule_pack import Pack, Variant, Vocabulary
from mlcia_check.rulebook import compiled
from mlcia_check.rulebook.pack_family import PackFamily

DEFAULT_PACK = "mlcia-2022"

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def pack_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, sorted."""
    folder = _compiled_folder()
    if os.path.isdir(folder):
        names = (name.removesuffix(compiled.FILE_ENDING) for name in os.listdir(folder))
        return tuple(sorted(name for name in names if compiled.BETWEEN not in name))
    from pathlib import Path

    from mlcia_check.rulebook.shipped_packs import shipped_names

    return shipped_names(Path(rules_folder()))


def shipped_pack(sha256: str) -> Pack | None:
    """Return the shipped pack whose resolved content has this hash, None if there is none."""
    # The default pack is the likeliest, and no other needs to be read if it is the one.
    names = sorted(pack_names(), key=lambda name: name != DEFAULT_PACK)
    return next((pack for name in names if (pack := load_family(name).of_hash(sha256))), None)


def load_pack(wanted: str, stage: str = "", kind: str = "") -> Pack:
    """Return the pack of that name, or at that path (a single file or a folder).

    `stage` and `kind` name one of the pack's stages and kinds of paper, "" its default. Raises UsageProblem
    if there is no such pack, stage or kind, BrokenPack with every mistake if it cannot be used.
    """
    return load_family(wanted).pack(stage, kind)


def load_family(wanted: str, *, for_judging: bool = False) -> PackFamily:
    """Return the pack of that name or at that path with its stages and kinds of paper.

    `for_judging`: the parameters of rules that are off may be untyped, so that their checks are not imported.
    Raises UsageProblem if the pack does not exist, BrokenPack with every mistake if it cannot be used.
    """
    data = _compiled(wanted)
    if data is None:
        from_source = partial(_from_source, wanted, for_judging=for_judging)
        return PackFamily(from_source(), from_source)
    resolved = partial(_from_compiled, wanted, for_judging=for_judging)
    return PackFamily(compiled.decode(data, for_judging=for_judging), resolved)


def pack_of_hash(wanted: str, sha256: str) -> Pack:
    """Return the pack of that name or at that path for the stage and kind whose hash this is.

    If there is none, return the pack for its first stage and kind. Raises as `load_family` does.
    """
    family = load_family(wanted)
    return family.of_hash(sha256) or next(family.every())


def vocabulary(wanted: str) -> Vocabulary:
    """Return only the vocabulary of the pack of that name or at that path, for measuring without judging.

    Raises as `load_pack` does.
    """
    data = _compiled(wanted)
    return _from_source(wanted).vocabulary if data is None else compiled.vocabulary(data)


def schema() -> str:
    """Return the JSON Schema of pack files and rule files, as text."""
    from mlcia_check.rulebook.json_schema import encoded

    return encoded([load_family(name).plain for name in pack_names()]).decode()


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
        with open(os.path.join(_compiled_folder(), wanted + compiled.FILE_ENDING), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _from_compiled(wanted: str, variant: Variant, *, for_judging: bool) -> Pack:
    data = _compiled(compiled.variant_name(wanted, variant))
    assert data is not None, "every stage and kind of a shipped pack is compiled"
    return compiled.decode(data, for_judging=for_judging)


def _from_source(
    wanted: str,
    variant: Variant = Variant(),  # noqa: B008 - it is frozen
    *,
    for_judging: bool = False,
) -> Pack:
    from pathlib import Path

    from mlcia_check.rulebook.shipped_packs import shipped_names

    shipped = Path(rules_folder())
    names = shipped_names(shipped)
    if wanted in names:
        from mlcia_check.rulebook.kept_packs import kept

        return kept(wanted, shipped, variant, for_judging=for_judging)
    from mlcia_check.rulebook.pack_files import looks_like_path, unknown_pack
    from mlcia_check.rulebook.resolve import resolve

    if looks_like_path(wanted) or Path(wanted).exists():
        return resolve(Path(wanted), shipped, variant)
    raise unknown_pack(wanted, names)
