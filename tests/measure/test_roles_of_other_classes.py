"""Title blocks and captions as other classes than sigconf set them."""

from __future__ import annotations

import pytest

from fixtures.venues.catalogue import HERE
from mlcia_check.model.measured_paper import Paper, Role
from tests.fixtures_table import examined
from tests.packs import pack_at


def measured(pack: str, name: str) -> Paper:
    paper = examined(HERE / pack / f"{name}.pdf", pack_at(pack), confirm=False).paper
    assert paper is not None
    return paper


def texts(paper: Paper, role: Role, page: int = 1) -> list[str]:
    return [line.text for line in paper.lines if line.role == role and line.page == page]


def test_affiliations_in_the_body_s_type_belong_to_the_title_block() -> None:
    block = texts(measured("ndss", "named"), "title-block")
    assert any(text.startswith("Institute for Data Protection") for text in block)
    assert any("olga@example.org" in text for text in block)
    assert not any(text.startswith("Abstract") for text in block)


def test_a_title_that_fills_a_single_column_is_no_text() -> None:
    paper = measured("acm-manuscript", "long-title")
    assert texts(paper, "title-block")[0].startswith("Counting What an Answer Costs")


@pytest.mark.parametrize("label", ["Figure 1.", "Table 1."])
def test_a_label_in_bold_begins_a_caption_in_the_body_s_type(label: str) -> None:
    paper = measured("acm-sigplan", "sample")
    captions = [line for line in paper.lines if line.role == "caption" and line.text.startswith(label)]
    assert len(captions) == 1
    assert captions[0].size_bp == pytest.approx(9.96, abs=0.01)
