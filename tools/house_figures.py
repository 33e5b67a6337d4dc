"""Print figures about the structure of the package: what the next change should not make worse.

    python -m tools.house_figures [FOLDER]

FOLDER is the package (default) or one inside it, as mlcia_check/pdf.

Rooms are the folders and loose modules of the package, arrows the imports between two rooms, floors the
longest chain of rooms (rooms that import each other in a circle are one). Imports for type checking alone
are no arrows.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

PACKAGE: Final = "mlcia_check"


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else PACKAGE)
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.py"))}
    arrows = {arrow for file, tree in trees.items() for arrow in _arrows(folder, file, tree)}
    rooms = {_room(folder, file) for file in trees}
    functions = [
        (node.end_lineno - node.lineno + 1, f"{file.relative_to(folder)}:{node.name}")
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    ]
    classes = Counter(
        node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    twice = {name: count for name, count in classes.items() if count > 1}
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in trees)
    print(f"rooms {len(rooms)}, floors {_floors(rooms, arrows)}, arrows {len(arrows)}")
    print(f"class names defined more than once: {twice or 'none'}")
    print(f"imports inside functions: {sum(_inner_imports(tree) for tree in trees.values())}")
    print("longest function: {} lines, {}".format(*max(functions)))
    print(f"{len(trees)} modules, {lines:,} lines")


def _room(folder: Path, file: Path) -> str:
    first = file.relative_to(folder).parts[0]
    return first.removesuffix(".py")


def _arrows(folder: Path, file: Path, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The room of a module and each other room that it imports."""
    own = _room(folder, file)
    package = folder.resolve().parts[folder.resolve().parts.index(PACKAGE) :]
    for name in _imported(tree):
        parts = tuple(name.split("."))
        if parts[: len(package)] != package or len(parts) == len(package):
            continue
        other = parts[len(package)]
        is_room = (folder / other).is_dir() or (folder / f"{other}.py").exists()
        if is_room and other != own:
            yield own, other


def _imported(tree: ast.Module) -> Iterator[str]:
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _inner_imports(tree: ast.Module) -> int:
    return sum(
        isinstance(inner, (ast.Import, ast.ImportFrom))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
    )


def _floors(rooms: set[str], arrows: set[tuple[str, str]]) -> str:
    """The length of the longest chain of rooms; which rooms stand in a circle, if any do."""
    below = {room: {other for one, other in arrows if one == room} for room in rooms}
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        return f"unknown ({' -> '.join(error.args[1])} is a circle)"

    @cache
    def height(room: str) -> int:
        return 1 + max(map(height, below[room]), default=0)

    return str(max(map(height, rooms)))


if __name__ == "__main__":
    main()
