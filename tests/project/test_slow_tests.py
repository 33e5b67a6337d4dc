"""The list of slow tests names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.slow_tests import SLOW

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("beginning", SLOW)
def test_what_is_listed_exists(beginning: str) -> None:
    path, _, name = beginning.partition("::")
    assert (TESTS / path).exists()
    if name:
        defined = re.findall(r"^def (test_\w+)", (TESTS / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert name in defined
