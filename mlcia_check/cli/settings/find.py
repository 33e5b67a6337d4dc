"""Which file holds the settings. A run without one pays for a few looks at folders, and imports nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

from mlcia_check.errors import UsageProblem

OWN_FILE = ".mlcia-check.yaml"
_MISNAMED = ".mlcia-check.yml"
PROJECT_FILE = "pyproject.toml"
TABLE = "mlcia-check"
SETTINGS_MAX_CHARACTERS = 1_000_000
"""What follows in a file of settings is not read."""


def find(folder: str) -> str | None:
    """Return the file with the settings that is nearest to `folder`, in it or above it; None where there is
    none.

    The search ends at the top of a repository: what lies above it belongs to someone else. Raises
    UsageProblem where one folder holds two, or one with an ending that would not be read.
    """
    for parent in _upwards(folder):
        own, project = os.path.join(parent, OWN_FILE), os.path.join(parent, PROJECT_FILE)
        misnamed = os.path.join(parent, _MISNAMED)
        if os.path.isfile(misnamed):
            raise UsageProblem(f"'{from_here(misnamed)}' is not read; rename it to '{OWN_FILE}'.")
        owned, tabled = os.path.isfile(own), _has_table(project)
        if owned and tabled:
            both = f"'{from_here(own)}' and [tool.{TABLE}] in '{from_here(project)}'"
            raise UsageProblem(f"two configurations in one folder: {both}; remove one.")
        if owned or tabled:
            return own if owned else project
    return None


def from_here(path: str) -> str:
    """Return the path as a person would write it in the working directory; whole where it lies on another
    drive.
    """
    try:
        return os.path.relpath(path)
    except ValueError:
        return path


def repository(folder: str) -> str:
    """Return the top of the repository that `folder` lies in, `folder` itself where it lies in none; links
    resolved.
    """
    above = list(_upwards(folder))
    top = above[-1] if os.path.exists(os.path.join(above[-1], ".git")) else folder
    return os.path.realpath(top)


def _upwards(folder: str) -> Iterator[str]:
    folder = os.path.abspath(folder)
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = above


def _has_table(project: str) -> bool:
    """Return whether a pyproject.toml has our table. TOML is read only where our name is in the file at
    all.
    """
    if not os.path.isfile(project):
        # Not to wait for a pipe, nor to read a device without end.
        return False
    try:
        with open(project, encoding="utf-8", errors="replace") as file:
            text = file.read(SETTINGS_MAX_CHARACTERS)
    except OSError:
        return False
    if TABLE not in text:
        return False
    from mlcia_check.cli.settings.toml import table

    return table(text, from_here(project)) is not None
