"""Papers under packs that state margins, several papers, or upper bounds on type and leading."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

import mlcia_check
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.worded import WordedFinding
from mlcia_check.rulebook import load_pack
from tests.set_paper import Format, Setter

LETTER: Final = Format(left=54.0, top=792.0 - 72.0 - 10.0, bottom=72.0, column=240.0, gap=24.0, leading=12.0)
"""Text within margins of 0.75in at the sides and 1in at top and bottom; letters are 10bp high at most."""

A4: Final = LETTER._replace(width=595.28, height=841.89, left=45.64, top=760.0)
BESIDE_A4: Final = LETTER._replace(width=595.28, height=841.89)
A5: Final = LETTER._replace(width=419.53, height=595.28, left=30.0, top=540.0, column=170.0)

LAYOUT: Final = frozenset({"paper-size", "text-block", "column-width", "column-gap", "two-column"})

PACK: Final = """
extends: base
title: {en: A venue, zh: 某会议}
format:
  page: {width: 8.5in, height: 11in}
  margins: {left: 0.75in, right: 0.75in, top: 1in, bottom: 1in}
  column: {count: 2, gap: 24bp}
  body: {size: 9bp, size-most: 11bp, leading: 11bp, leading-most: 13bp}
papers:
  a4:
    page: {width: 210mm, height: 297mm}
    margins: {left: 45.64bp, right: 45.64bp, top: 1in, bottom: 1in}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    path = Path(tmp_path_factory.mktemp("pack")) / "venue.yaml"
    path.write_text(PACK, encoding="utf-8")
    return load_pack(str(path))


def paper(layout: Format) -> bytes:
    setter = Setter(layout).title("Counting What an Answer Costs")
    setter.heading("1 Introduction").text(180).heading("2 Results").text(160)
    return setter.heading("References").entries(12).pdf()


def found(layout: Format, under: Pack, rules: frozenset[str]) -> dict[str, WordedFinding]:
    findings = mlcia_check.check(paper(layout), under).findings
    return {finding.rule: finding for finding in findings if finding.rule in rules}


@pytest.mark.parametrize("layout", [LETTER, A4])
def test_a_paper_keeps_the_margins_of_its_own_paper(layout: Format, pack: Pack) -> None:
    assert found(layout, pack, LAYOUT) == {}


@pytest.mark.parametrize(
    ("layout", "rule"),
    [
        (LETTER._replace(left=45.64), "text-block"),
        (BESIDE_A4, "text-block"),
        (LETTER._replace(top=725.0), "text-block"),
        (LETTER._replace(bottom=60.0), "text-block"),
        (A4._replace(bottom=60.0), "text-block"),
        (A4._replace(column=244.0, left=41.64), "column-width"),
    ],
)
def test_a_paper_breaks_the_margins_of_its_own_paper(layout: Format, rule: str, pack: Pack) -> None:
    assert rule in found(layout, pack, LAYOUT)


def test_a_paper_on_none_of_the_papers_is_told_all_of_them(pack: Pack) -> None:
    told = found(A5, pack, LAYOUT)["paper-size"].message
    assert "the format's is 612 x 792bp, or 595.3 x 841.9bp." in told


def test_pages_on_different_papers_are_wrong(pack: Pack, tmp_path: Path) -> None:
    import pikepdf

    paths = [tmp_path / f"{number}.pdf" for number in range(2)]
    for path, layout in zip(paths, (A4, LETTER), strict=True):
        path.write_bytes(paper(layout))
    with pikepdf.open(paths[0]) as pdf, pikepdf.open(paths[1]) as other:
        pdf.pages.append(other.pages[0])
        pdf.save(tmp_path / "mixed.pdf")
    findings = mlcia_check.check(tmp_path / "mixed.pdf", pack).findings
    [wrong] = [finding for finding in findings if finding.rule == "paper-size"]
    assert len(wrong.pages) == 1
    assert " or " not in wrong.message


@pytest.mark.parametrize(
    ("size", "leading", "broken"),
    [
        (9.963, 12.0, {}),
        (10.95, 12.95, {}),
        (11.955, 13.0, {"body-font-size": "at most 11.04pt"}),
        (9.963, 14.5, {"line-spacing": "at most 13.05pt"}),
        (9.963, 20.0, {"line-spacing": "at most 13.05pt"}),
        (8.5, 12.0, {"body-font-size": "the format's is 9.03pt"}),
    ],
)
def test_type_and_leading_have_upper_bounds(
    size: float, leading: float, broken: dict[str, str], pack: Pack
) -> None:
    layout = LETTER._replace(size=size, leading=leading)
    findings = found(layout, pack, frozenset({"body-font-size", "line-spacing"}))
    assert findings.keys() == broken.keys()
    for rule, finding in findings.items():
        assert broken[rule] in finding.message
        assert (finding.severity, finding.confirmed) == ("error", True)
