"""Small abstracts under packs that state no size for them, and cheats that call other text an abstract."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlcia_check
from mlcia_check.model.rule_pack import Pack
from mlcia_check.rulebook import load_pack
from tests.packs import pack_at
from tests.set_paper import Format, Setter
from tests.venues.packs_of_venues import FOLDER, venue_pack

IEEE = Format(left=48.96, top=733.1, bottom=62.0, column=251.06, gap=11.955)
SIGCONF = Format(left=53.8, top=698.35, bottom=84.65, column=240.25, gap=23.91, size=8.966, leading=10.959)
SMALL = {"body-font-size", "small-text"}


def about_size(data: bytes, under: Pack) -> set[str]:
    """The rules on type size that the paper breaks."""
    found = mlcia_check.check(data, under).findings
    return {finding.rule for finding in found if finding.rule in SMALL}


def ieee(abstract: int, size: float, *, opening: str = "Abstract- the") -> bytes:
    """Two pages of an IEEE paper with an abstract of so many lines."""
    setter = Setter(IEEE).title("Counting What an Answer Costs")
    setter.text(abstract, size=size, leading=1.15 * size, opening=opening)
    setter.heading("1 Introduction").text(80).heading("2 Results").text(70)
    return setter.heading("References").entries(12).pdf()


@pytest.mark.parametrize("lines", [14, 24, 36])
def test_ieee_papers_have_an_abstract_of_9pt(lines: int) -> None:
    assert about_size(ieee(lines, 8.966), venue_pack("ieee-conference")) == set()


@pytest.mark.parametrize(
    ("lines", "size", "opening"),
    [
        (24, 6.97, "Abstract- the"),
        (90, 8.966, "Abstract- the"),
        (30, 8.966, "The attack"),
    ],
)
def test_small_text_is_no_abstract_by_its_name_alone(lines: int, size: float, opening: str) -> None:
    assert about_size(ieee(lines, size, opening=opening), venue_pack("ieee-conference"))


def test_a_pack_that_states_the_size_holds_the_abstract_to_it(tmp_path: Path) -> None:
    path = tmp_path / "ieee.yaml"
    text = (FOLDER / "ieee-conference.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("  references:", "  abstract: {size: 9pt}\n  references:"), encoding="utf-8")
    assert about_size(ieee(24, 8.966), load_pack(str(path))) == set()
    assert about_size(ieee(24, 7.97), load_pack(str(path))) == {"body-font-size"}


@pytest.mark.parametrize(("lines", "size"), [(24, 7.97), (60, 7.97), (24, 6.97)])
def test_sigconf_sets_the_abstract_as_the_body(lines: int, size: float) -> None:
    setter = Setter(SIGCONF).title("Counting What an Answer Costs").heading("Abstract")
    setter.text(lines, size=size, leading=1.2 * size).heading("1 Introduction").text(150)
    assert about_size(setter.heading("References").entries(9).pdf(), pack_at("mlcia-2022"))
