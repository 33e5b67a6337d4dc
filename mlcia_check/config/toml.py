"""`[tool.mlcia-check]` of a pyproject.toml as a tree in which keys and values know their line."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

from mlcia_check.errors import BrokenConfiguration
from mlcia_check.rulebook.mistakes import Mark, Mistakes
from mlcia_check.rulebook.tree import Entry, Map, Node, Scalar, Seq

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

OUR_TABLE = ("tool", "mlcia-check")
NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
NAMES = rf"{NAME}(?:\s*\.\s*{NAME})*"
HEADER = re.compile(rf"\s*\[\s*({NAMES})\s*\]")
KEY = re.compile(rf"\s*({NAMES})\s*=")

Path = tuple[str, ...]


def has_table(text: str, file: str) -> bool:
    """Whether the file holds our table. Raises BrokenConfiguration where it is no TOML."""
    return _table(_parsed(text, file)) is not None


def tree(text: str, file: str, mistakes: Mistakes) -> Map:
    """Our table. Raises BrokenConfiguration where the file is no TOML, or our name no table in it."""
    node = _node(_table(_parsed(text, file)), OUR_TABLE, _lines(text), file)
    if not isinstance(node, Map):
        mistakes.add(node.mark, f"'{'.'.join(OUR_TABLE)}' needs keys with values")
        raise mistakes.error()
    return node


def _parsed(text: str, file: str) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        mark = Mark(file, int(place[1]), int(place[2])) if place else Mark(file, 1, 1)
        mistakes = Mistakes(BrokenConfiguration)
        mistakes.add(mark, f"not valid TOML: {str(error).partition(' (at ')[0]}")
        raise mistakes.error() from error
    return parsed


def _table(parsed: Mapping[str, Any]) -> Any:
    table: Any = parsed
    for name in OUR_TABLE:
        table = table.get(name) if isinstance(table, Mapping) else None
    return table


def _lines(text: str) -> dict[Path, Mark]:
    """Line and column of tables and keys, as far as their lines show it; a reader of TOML tells neither."""
    found: dict[Path, Mark] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = HEADER.match(line), KEY.match(line)
        if header:
            table = _names(header[1])
            found.setdefault(table, Mark("", number, header.start(1) + 1))
        elif key:
            found.setdefault(table + _names(key[1]), Mark("", number, key.start(1) + 1))
    return found


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in re.findall(NAME, dotted))


def _mark(path: Path, lines: Mapping[Path, Mark], file: str) -> Mark:
    """The place of a key, or of the nearest table around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    line, column = (lines[path].line, lines[path].column) if path else (1, 1)
    return Mark(file, line, column)


def _node(value: Any, path: Path, lines: Mapping[Path, Mark], file: str) -> Node:
    mark = _mark(path, lines, file)
    if isinstance(value, Mapping):
        entries = {
            key: Entry(_mark((*path, key), lines, file), _node(inner, (*path, key), lines, file))
            for key, inner in value.items()
        }
        return Map(mark, entries)
    if isinstance(value, list):
        return Seq(mark, tuple(_node(item, path, lines, file) for item in value))
    if isinstance(value, bool):
        return Scalar(mark, str(value).lower(), plain=True)
    return Scalar(mark, str(value), plain=not isinstance(value, str))
