"""Tells the kinds of papers by the names of their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from mlcia_check.model.rule_pack import PackChoice, PaperKind


class KindsByName(Struct, frozen=True):
    """The kinds of papers by their paths, and the paths whose names fit more than one kind."""

    kinds: dict[str, str]
    unclear: tuple[str, ...]


def kinds_by_name(paths: Iterable[str], known: Mapping[str, PaperKind]) -> KindsByName:
    """Return the kinds that the patterns of a pack tell: "papers/12-short.pdf" -> short.

    Only the name of the file counts, not its folders.
    """
    kinds: dict[str, str] = {}
    unclear: list[str] = []
    for path in paths if any(kind.files for kind in known.values()) else ():
        name = path.replace("\\", "/").rpartition("/")[2]
        fitting = [
            kind for kind, told in known.items() if any(re.search(pattern, name) for pattern in told.files)
        ]
        if len(fitting) == 1:
            kinds[path] = fitting[0]
        elif fitting:
            unclear.append(path)
    return KindsByName(kinds, tuple(unclear))


def with_kinds_by_name(choice: PackChoice, paths: Iterable[str]) -> PackChoice:
    """Return the choice with the kinds that the names of these papers tell."""
    if not choice.by_kind:
        return choice
    return structs.replace(choice, kinds=kinds_by_name(paths, choice.usual.kinds).kinds)
