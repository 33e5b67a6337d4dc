"""The fixtures are complete, small, and described by the files beside them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fixtures_table import ROOT, WITHOUT_PROGRAMS, expected

VERDICTS = {"pass", "fail", "review", "unreadable"}


def test_every_pdf_has_an_expectation_and_every_expectation_a_pdf() -> None:
    assert {path.stem for path in (ROOT / "pdf").glob("*.pdf")} == set(expected())


@pytest.mark.parametrize("name", expected())
def test_an_expectation_agrees_with_itself(name: str) -> None:
    row = expected()[name]
    assert set(row.verdicts) <= VERDICTS
    assert not (row.errors and "pass" in row.verdicts)
    assert not (row.reviews and "pass" in row.verdicts and not row.errors)
    assert not set(row.errors) & set(row.warnings)


def test_the_fixtures_stay_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in (ROOT / "pdf").glob("*.pdf")}
    assert sum(sizes.values()) < 27_000_000
    assert {name for name, size in sizes.items() if size > 400_000} == set()


def test_the_files_on_hygiene_are_those_that_their_program_draws() -> None:
    pytest.importorskip("pikepdf")
    from fixtures.hygiene import built

    files = {path.stem: path.stat().st_size for path in (ROOT / "hygiene").glob("*.pdf")}
    assert files.keys() == built().keys()
    assert sum(files.values()) < 100_000


def test_the_table_and_the_expectations_are_up_to_date() -> None:
    pytest.importorskip("pikepdf")
    checked = subprocess.run(
        [sys.executable, "-m", "fixtures.build", "--check"],
        cwd=ROOT.parent,
        env=WITHOUT_PROGRAMS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr
