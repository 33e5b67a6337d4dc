"""The fixture PDFs and what a right checker says about each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from fixtures.recipe import Expectation as Expected
from fixtures.recipe import Measured

__all__ = ["ROOT", "Expected", "Measured", "expected", "fixture"]

ROOT = Path(__file__).parents[1] / "fixtures"


def fixture(name: str) -> Path:
    """The path of a fixture. Raises LookupError for a name that does not exist."""
    path = ROOT / "pdf" / f"{name}.pdf"
    if not path.exists():
        raise LookupError(f"no fixture named {name}")
    return path


@cache
def expected() -> dict[str, Expected]:
    """What to expect of each fixture, by name."""
    import yaml

    rows = yaml.safe_load((ROOT / "expected.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(rows, dict[str, Expected])
