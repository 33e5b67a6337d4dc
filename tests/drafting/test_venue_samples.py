"""Packs drafted from the sample of each venue's class: its other papers pass, and breaking ones are found."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from fixtures.venues import catalogue
from mlcia_check.model.rule_pack import Pack
from tests.drafting.drafts import draft_of_pdfs, written
from tests.fixtures_table import examined

SAMPLE: Final = "sample"
CONFORMING: Final = 3
"""Conforming papers to check for each venue, beside its sample."""

OTHER_TEMPLATES: Final = {"a4", "letter", "word", "two-columns", "eleven-points"}
"""Papers that the venue takes too, on other paper, from Word, or set otherwise: no sample shows them."""

VENUES: Final = [folder for folder in catalogue.folders() if (folder / f"{SAMPLE}.pdf").exists()]


@pytest.fixture(scope="module", params=VENUES, ids=lambda folder: str(folder.name))
def venue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Pack]:
    """The folder of a venue's papers, and the pack drafted from its sample."""
    folder: Path = request.param
    return folder, written(draft_of_pdfs(folder / f"{SAMPLE}.pdf"), tmp_path_factory.mktemp(folder.name))


def test_other_papers_of_the_class_pass(venue: tuple[Path, Pack]) -> None:
    folder, pack = venue
    rows = catalogue.expected(folder.name)
    names = [name for name, row in rows.items() if row.verdict == "pass" and name not in OTHER_TEMPLATES]
    for name in [name for name in names if not rows[name].found][: CONFORMING + 1]:
        document = examined(folder / f"{name}.pdf", pack, confirm=False)
        assert document.verdict == "pass", (name, [finding.rule for finding in document.findings])


def test_papers_that_break_the_format_are_found(venue: tuple[Path, Pack]) -> None:
    """Whatever is a matter of layout or type; limits, sections and names are the call's."""
    folder, pack = venue
    shown = {rule.id for rule in pack.rules if rule.group in ("layout", "type") and rule.severity != "off"}
    broken = 0
    for name, row in catalogue.expected(folder.name).items():
        wanted = shown & {rule for found in row.found for rule in found.split("|")}
        if wanted:
            document = examined(folder / f"{name}.pdf", pack, confirm=False)
            assert wanted & {finding.rule for finding in document.findings}, name
            broken += 1
    assert broken >= 2
