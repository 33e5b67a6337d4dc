"""Pages of references with line numbers beside them, as the review option of a class sets them."""

from __future__ import annotations

import pytest

from mlcia_check.examination import Criteria, examine
from mlcia_check.sources import Source
from tests.fixtures_table import fixture
from tests.packs import pack_at


@pytest.mark.parametrize("name", ["18-varied-references-review"])
def test_labels_of_entries_stay_with_their_entries(name: str) -> None:
    path = str(fixture(name))
    paper = examine(Source(path, file=path), Criteria(pack_at("mlcia-2022"))).paper
    assert paper is not None
    entries = [line.text for line in paper.lines if line.role == "reference" and line.text.startswith("[")]
    assert len(entries) == len(paper.references)
    assert not any(line.text.startswith("[") for line in paper.lines if line.role == "margin-note")
