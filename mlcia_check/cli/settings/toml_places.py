"""A table of TOML as a tree in which keys and values know their line; a reader of TOML does not tell it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import structs

from mlcia_check.cli.settings.toml import OUR_TABLE, table
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry

NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
NAMES = rf"{NAME}(?:\s*\.\s*{NAME})*"
HEADER = re.compile(rf"\s*\[\s*({NAMES})\s*\]")
KEY = re.compile(rf"\s*({NAMES})\s*=")

Path = tuple[str, ...]


def tree(text: str, file: str, mistakes: Mistakes) -> Map:
    """Return our table. Raises BrokenConfiguration where the file is no TOML, or our name no table in it."""
    node = _node(table(text, file), OUR_TABLE, _lines(text), file)
    if not isinstance(node, Map):
        mistakes.add(node.mark, f"'{'.'.join(OUR_TABLE)}' needs keys with values")
        raise mistakes.error()
    return node


def _lines(text: str) -> dict[Path, FilePosition]:
    """Return line and column of tables and keys, as far as the lines show them by themselves."""
    found: dict[Path, FilePosition] = {}
    within: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = HEADER.match(line), KEY.match(line)
        if header:
            within = _names(header[1])
            found.setdefault(within, FilePosition("", number, header.start(1) + 1))
        elif key:
            found.setdefault(within + _names(key[1]), FilePosition("", number, key.start(1) + 1))
    return found


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in re.findall(NAME, dotted))


def _mark(path: Path, lines: Mapping[Path, FilePosition], file: str) -> FilePosition:
    """Return the place of a key, or of the nearest table around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return structs.replace(lines[path], file=file) if path else FilePosition(file, 1, 1)


def _node(value: Any, path: Path, lines: Mapping[Path, FilePosition], file: str) -> Node:
    mark = _mark(path, lines, file)
    if isinstance(value, Mapping):
        entries = {
            key: YamlEntry(_mark((*path, key), lines, file), _node(inner, (*path, key), lines, file))
            for key, inner in value.items()
        }
        return Map(mark, entries)
    if isinstance(value, list):
        return Seq(mark, tuple(_node(item, path, lines, file) for item in value))
    if isinstance(value, bool):
        return Scalar(mark, str(value).lower(), plain=True)
    return Scalar(mark, str(value), plain=not isinstance(value, str))
