"""Pages that stand elsewhere on their sheets than the rest of the paper."""

from __future__ import annotations

import io

import pikepdf
import pytest

import mlcia_check
from tests.fixtures_table import fixture


def moved(name: str, right: float, up: float, pages: range) -> bytes:
    """The fixture with the content of these pages (from 0) moved by so many bp."""
    with pikepdf.open(fixture(name)) as pdf:
        for index in pages:
            page = pdf.pages[index]
            page.contents_add(f"q 1 0 0 1 {right} {up} cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("right", "up"), [(-4, 0), (-10, 0), (-25, 0), (40, 0), (60, 0), (0, 4), (0, 25)])
def test_pages_that_were_moved_are_seen_however_far(right: float, up: float) -> None:
    report = mlcia_check.check(moved("pages-20", right, up, range(4, 7)))

    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert {finding.rule for finding in errors} == {"text-block"}
    assert {page for finding in errors for page in finding.pages} == {5, 6, 7}


@pytest.mark.parametrize("up", [2, -2])
def test_a_paper_whose_pages_all_stand_two_points_off_is_seen(up: float) -> None:
    report = mlcia_check.check(moved("pages-20", 0, up, range(20)))

    (error,) = (finding for finding in report.findings if finding.severity == "error")
    assert (error.rule, "first line" in error.message) == ("text-block", up > 0)
