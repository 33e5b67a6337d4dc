"""Whole drafts, as `rules from-pdf` and `rules from-call` write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.rulebook import load_pack
from tests.drafting.drafts import GOLDEN_DRAFTS, golden_draft, golden_file


@pytest.mark.parametrize("name", GOLDEN_DRAFTS)
def test_a_draft_is_as_it_was(name: str) -> None:
    assert golden_draft(name) == golden_file(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOLDEN_DRAFTS)
def test_a_draft_is_a_pack(name: str) -> None:
    assert load_pack(str(golden_file(name))).rules


def test_no_comment_is_wider_than_an_editor() -> None:
    for name in GOLDEN_DRAFTS:
        for line in Path(golden_file(name)).read_text(encoding="utf-8").splitlines():
            assert len(line) <= 112 or not line.lstrip().startswith("#"), line
