"""What this program is made of: bounded versions, licences that its users can live with, actions by their
hash, and a wheel that anyone can build again."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from tests.fixtures_table import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHECKOUT = ROOT.parent
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = ("batch", "cluster", "serve")

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|MIT-0|MIT-CMU|HPND|PSF|Python Software Foundation|Unlicense)\b"
)
RECIPROCAL = re.compile(r"\b(A?GPL|LGPL|MPL|EUPL|SSPL|CC-BY-SA|GNU)\b")


def required() -> list[str]:
    project = PROJECT["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    every = [*PROJECT["build-system"]["requires"], *project["dependencies"], *extras]
    return [one for one in every if not one.startswith("mlcia-check[")]


@pytest.mark.parametrize("requirement", required())
def test_every_dependency_is_bounded_from_both_sides(requirement: str) -> None:
    signs = {one.operator for one in Requirement(requirement).specifier}
    assert ">=" in signs
    assert "<" in signs


def name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def closure() -> dict[str, importlib.metadata.Distribution]:
    """All that an installation with the extras for users brings along, by name."""
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in EXTRAS for one in project["optional-dependencies"][extra]),
    ]
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting: list[tuple[Requirement, tuple[str, ...]]] = []
    waiting += [(Requirement(one), ("",)) for one in wanted]
    while waiting:
        requirement, extras = waiting.pop()
        if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        if name(requirement.name) in found:
            continue
        try:
            distribution = importlib.metadata.distribution(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found[name(requirement.name)] = distribution
        own = tuple(requirement.extras) or ("",)
        waiting += [(Requirement(one), own) for one in distribution.requires or ()]
    return found


def licence(distribution: importlib.metadata.Distribution) -> str:
    """What a package says of its licence, in whatever field."""
    said = distribution.metadata
    classifiers = [one for one in _every(said, "Classifier") if one.startswith("License ::")]
    return " | ".join(
        filter(None, (*_every(said, "License-Expression"), *_every(said, "License"), *classifiers))
    )


def _every(said: importlib.metadata.PackageMetadata, field: str) -> list[str]:
    return said.get_all(field) or []


def test_all_that_is_installed_has_a_permissive_licence() -> None:
    installed = closure()
    assert {"pypdfium2", "pdfminer-six", "markupsafe"} <= installed.keys()
    for package, distribution in installed.items():
        said = licence(distribution)
        assert PERMISSIVE.search(said), f"{package}: {said}"
        # A long text of a licence may speak of others.
        assert not RECIPROCAL.search(said[:200]), f"{package}: {said[:200]}"


def test_the_documents_list_the_licence_of_each_dependency() -> None:
    table = dict(
        re.findall(
            r"^\| `([\w.-]+)` \| ([^|]+?) \|",
            (CHECKOUT / "docs" / "trust.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in EXTRAS for one in project["optional-dependencies"][extra]),
    ]
    assert sorted(table) == sorted({Requirement(one).name for one in wanted})
    installed = closure()
    for package, stated in table.items():
        if name(package) in installed:
            family = re.split(r"[- ]", stated)[0]
            assert family in licence(installed[name(package)]), package


WORKFLOWS = (
    CHECKOUT / "action.yml",
    CHECKOUT / "docs" / "examples" / "github-workflow.yml",
    *sorted((CHECKOUT / ".github" / "workflows").iterdir()),
)


def used_actions() -> Iterator[str]:
    for file in WORKFLOWS:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        jobs = content.get("jobs", {"": content.get("runs")})
        for job in jobs.values():
            yield from (step["uses"] for step in job["steps"] if "uses" in step)


def test_actions_are_named_by_their_hash() -> None:
    others = [one for one in used_actions() if not one.startswith("OWNER/")]
    assert len(others) >= 8
    assert [one for one in others if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_an_action_has_one_hash_and_says_its_version(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    named = [line for line in lines if "OWNER/" not in line]
    assert [line for line in named if not re.search(r"@[0-9a-f]{40} # v\d", line)] == []
    hashes = {action.partition("@")[0]: action for action in used_actions()}
    for line in named:
        action = line.split("uses:")[1].split()[0]
        assert hashes[action.partition("@")[0]] == action
