"""The fixture PDFs and what a right checker says about each."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from fixtures.places import fixture_path
from fixtures.recipe import Expectation as Expected
from fixtures.recipe import Measured
from mlcia_check.examination import Criteria, examine
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.sources import Source

__all__ = ["ROOT", "WITHOUT_PROGRAMS", "Expected", "Measured", "examined", "expected", "fixture"]

ROOT = Path(__file__).parents[1] / "fixtures"

WITHOUT_PROGRAMS = os.environ | {"PATH": os.devnull}
"""The environment of a machine without TeX: what checks the fixtures needs none."""


def fixture(name: str) -> Path:
    """The path of a fixture. Raises LookupError for a name that does not exist."""
    return fixture_path(name)


def examined(
    paper: Path | bytes, pack: Pack, *, select: Iterable[str] = (), confirm: bool = True
) -> JudgedDocument:
    """A paper judged, before its findings are put in words."""
    source = Source("", data=paper) if isinstance(paper, bytes) else Source(str(paper), file=str(paper))
    return examine(source, Criteria(pack, tuple(select), confirm=confirm))


@cache
def expected() -> dict[str, Expected]:
    """What to expect of each fixture, by name."""
    import yaml

    rows = yaml.safe_load((ROOT / "expected.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(rows, dict[str, Expected])
