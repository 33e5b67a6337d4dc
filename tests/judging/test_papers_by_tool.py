"""A format whose Word template has a block and a leading of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.venues.catalogue import HERE
from mlcia_check.errors import BrokenPack
from mlcia_check.judging.paper_sizes import on_its_paper
from mlcia_check.model.lengths import parse_length
from mlcia_check.model.rule_pack import Pack
from mlcia_check.rulebook import load_pack
from tests.fixtures_table import examined
from tests.packs import pack_at


def leading(pack: Pack) -> float:
    least: float = next(rule.params.least for rule in pack.rules if rule.id == "line-spacing")
    return least


@pytest.mark.parametrize(
    ("name", "expected"), [("word", "10.9pt"), ("short", "12pt"), ("a4", "12pt"), ("cropped", "12pt")]
)
def test_a_paper_is_held_against_the_template_of_its_tool(name: str, expected: str) -> None:
    pack = pack_at("ieee-conference")
    paper = examined(HERE / "ieee-conference" / f"{name}.pdf", pack, confirm=False).paper
    assert paper is not None
    assert leading(on_its_paper(pack, paper)) == pytest.approx(parse_length(expected))


def test_a_tool_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "venue.yaml"
    path.write_text(
        "extends: ieee-conference\npapers: {w: {tools: [wrod], page: {width: 8.5in, height: 11in}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(BrokenPack, match="'wrod'; did you mean 'word'"):
        load_pack(str(path))


def test_papers_for_tools_are_no_further_sizes() -> None:
    params = next(rule.params for rule in pack_at("ieee-conference").rules if rule.id == "paper-size")
    assert params.others == ((parse_length("210mm"), parse_length("297mm")),)
