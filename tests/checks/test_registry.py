"""What a check says it can answer is what it does answer, and every check serves a rule."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mlcia_check.checks
from mlcia_check.checks.registry import CHECKS
from mlcia_check.rulebook import pack_names
from tests.packs import pack_at

FOLDER = Path(mlcia_check.checks.__file__).parent


def answers(check: str, kind: str) -> list[ast.Call]:
    module = next(FOLDER.rglob(f"{check.replace('-', '_')}.py"))
    tree = ast.parse(module.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == kind]


def words(call: ast.Call, argument: str) -> list[str]:
    """The literal words of an argument by name, or of the first one: a case, or the keys of `detail`."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == argument]
    nodes = given or (call.args[:1] if argument == "case" else [])
    keys = [key for node in nodes for key in (node.keys if isinstance(node, ast.Dict) else [node])]
    return [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]


@pytest.mark.parametrize("check", CHECKS)
def test_cases_and_details_are_declared(check: str) -> None:
    for kind, declared in (("Breach", CHECKS[check].BREACHES), ("Doubt", CHECKS[check].DOUBTS)):
        names = {name for of_case in declared.values() for name in of_case}
        for call in answers(check, kind):
            assert set(words(call, "case")) <= set(declared)
            assert set(words(call, "detail")) <= names


def test_every_check_serves_a_rule() -> None:
    serving = {rule.check for name in pack_names() for rule in pack_at(name).rules}
    assert set(CHECKS) == serving
