"""The shipped packs of venues: papers that keep their rules pass, and each fault is found by its rule.

The papers are in fixtures/venues/<pack>/, described by expected.yaml there; fixtures/venues/<pack>.py says
how each is made.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from fixtures.venues.catalogue import HERE, expected, folders
from mlcia_check.checks.layout.paper_size import Params as PageParams
from mlcia_check.checks.layout.spacing_squeeze import Params as SpacingParams
from mlcia_check.checks.layout.text_block import Params as BlockParams
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.rulebook import pack_names
from tests.fixtures_table import WITHOUT_PROGRAMS, examined
from tests.packs import pack_at

PACKS: Final = tuple(folder.name for folder in folders())
EACH_PACK: Final = pytest.mark.parametrize("pack", PACKS)
SIZE_MAX_BYTES: Final = 850 * 1024
"""All papers of a pack together: a source distribution holds them."""


def judged(pack: str, name: str) -> JudgedDocument:
    return examined(HERE / pack / f"{name}.pdf", pack_at(pack))


def findings(document: JudgedDocument) -> list[str]:
    """Return the rules with a finding above `info`, each with what it measured."""
    return [
        f"{finding.rule} ({finding.severity}): {finding.answer}"
        for finding in document.findings
        if finding.severity != "info"
    ]


@EACH_PACK
def test_a_paper_that_keeps_the_rules_has_no_finding(pack: str) -> None:
    said = {
        name: findings(document)
        for name, row in expected(pack).items()
        if not row.found and (findings(document := judged(pack, name)) or document.verdict != "pass")
    }
    assert said == {}


@EACH_PACK
def test_a_fault_is_found_by_the_rule_that_it_breaks(pack: str) -> None:
    missed = {}
    for name, row in expected(pack).items():
        if row.found:
            document = judged(pack, name)
            rules = {finding.rule for finding in document.findings if finding.severity != "info"}
            if (
                not all(rules & set(wanted.split("|")) for wanted in row.found)
                or document.verdict != row.verdict
            ):
                missed[name] = (row.found, row.verdict, document.verdict, findings(document))
    assert missed == {}


@EACH_PACK
def test_a_pack_is_proved_by_enough_small_papers(pack: str) -> None:
    rows = expected(pack)
    files = {path.stem: path.stat().st_size for path in (HERE / pack).glob("*.pdf")}
    assert files.keys() == rows.keys()
    assert sum(files.values()) < SIZE_MAX_BYTES
    assert sum(not row.found for row in rows.values()) >= 6
    assert sum(bool(row.found) for row in rows.values()) >= 10
    assert pack in pack_names()


def test_expectations_are_up_to_date() -> None:
    pytest.importorskip("pikepdf")
    command = [sys.executable, "-m", "fixtures.venues", "--check"]
    done = subprocess.run(
        command,
        cwd=Path(HERE).parents[1],
        env=WITHOUT_PROGRAMS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


UNDER_A_PICTURE_BP: Final = {
    "acm-sigconf": 19.63,
    "acm-sigplan": 20.32,
    "acm-manuscript": 18.93,
    "ieee-conference": 17.93,
    "llncs": 20.92,
    "usenix-security": 21.92,
    "acl": 18.33,
}
"""What each class leaves between the foot of a picture without white margins (`\\rule`) and its caption's
baseline, measured on papers made with it."""

TOP_SKIP_BP: Final = 9.96
"""LaTeX's \\topskip of 10pt, from the top of a figure that begins a column to the first line's baseline."""


@pytest.mark.parametrize(("pack", "distance"), UNDER_A_PICTURE_BP.items(), ids=UNDER_A_PICTURE_BP)
def test_captions_may_stand_as_near_to_a_picture_as_the_class_sets_them(pack: str, distance: float) -> None:
    """At half the distance, they are found."""
    params = next(rule.params for rule in pack_at(pack).rules if rule.id == "spacing-squeeze")
    assert isinstance(params, SpacingParams)
    assert params.caption_above is not None
    assert distance / 2 < params.caption_above - params.slack["caption-above"] < distance - 0.5
    assert params.caption_above <= distance


@pytest.mark.parametrize("pack", sorted(pack_names()))
def test_floats_at_the_top_of_columns_begin_where_the_text_block_does(pack: str) -> None:
    rules = {rule.id: rule.params for rule in pack_at(pack).rules}
    spacing, block, page = rules["spacing-squeeze"], rules["text-block"], rules["paper-size"]
    if isinstance(spacing, SpacingParams) and spacing.float_top is not None:
        assert isinstance(block, BlockParams)
        assert isinstance(page, PageParams)
        assert spacing.float_top == pytest.approx(page.height - block.top - TOP_SKIP_BP, abs=0.5)
