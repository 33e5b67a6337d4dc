"""What all checks of PDF hygiene share: the facts that they ask for, and the doubt if some are missing."""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.model.answers import Doubt
from mlcia_check.model.file_hygiene import FileHygiene
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

DOUBTS: Cases = {"": ("reason",)}


def facts(paper: Paper) -> FileHygiene:
    """Return what the file says. Raises ValueError if it was not read, which `api` does for these checks."""
    if paper.hygiene is None:
        raise ValueError("a check of PDF hygiene needs Paper.hygiene")
    return paper.hygiene


def doubt(hygiene: FileHygiene) -> Iterator[Doubt]:
    """Yield a doubt if some part of the file could not be read."""
    if hygiene.unread:
        yield Doubt("", gaps=hygiene.unread)
