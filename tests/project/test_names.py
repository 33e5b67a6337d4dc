"""A name of the package means one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from typing import Final

import mlcia_check

PACKAGE: Final = Path(mlcia_check.__file__).parent

OF_EVERY_CHECK: Final = "Params"
"""Each check module has its own parameter record of this name, as it has its own `check`: a check is a module
with both (model/rule_pack.py, `Check`)."""


def classes() -> dict[str, list[str]]:
    """The files that define a class of each name, nested classes included."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        module = file.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not (
                node.name == OF_EVERY_CHECK and module.startswith("checks/")
            ):
                found[node.name].append(module)
    return found


def test_no_two_classes_share_a_name() -> None:
    assert {name: files for name, files in classes().items() if len(files) > 1} == {}
