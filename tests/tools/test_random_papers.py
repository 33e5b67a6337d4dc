"""What the bench of random papers writes down of each paper, beside the limits that it is compared with."""

from __future__ import annotations

import pytest

from tests.fixtures_table import examined, fixture
from tests.packs import pack_at
from tools.bench.random_papers.judging import measures


def test_the_measures_of_a_paper_in_the_format_are_the_format_s() -> None:
    paper = examined(fixture("short").read_bytes(), pack_at("mlcia-2022")).paper
    assert paper is not None
    found = measures(paper, {})
    expected = {"left": 53.8, "right": 558.2, "gutter": 24.0, "size": 8.97, "leading": 10.96}
    assert {name: found[name] for name in expected} == {
        name: pytest.approx(value, abs=0.5) for name, value in expected.items()
    }
