"""One running page for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serve.served import Served, served


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with served("--timeout", "3", "--memory", "300") as running:
        yield running
