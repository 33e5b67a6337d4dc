"""A repository's own settings: `.mlcia-check.yaml`, or `[tool.mlcia-check]` in pyproject.toml."""

from __future__ import annotations

from mlcia_check.cli.settings.find import find, repository
from mlcia_check.cli.settings.records import NONE, Config, Ignored

__all__ = ["NONE", "Config", "Ignored", "find", "load", "repository"]


def load(path: str) -> Config:
    """Return the settings in a file that `find` gave. Raises BrokenConfiguration with every mistake in it."""
    from mlcia_check.cli.settings.read import read

    return read(path)
