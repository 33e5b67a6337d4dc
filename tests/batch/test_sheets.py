"""Contact sheets of a batch: which pages they show, and what a broken or hostile paper costs."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pypdf
import pytest

from tests import hostile
from tests.batch.test_batch import folder
from tests.cli.test_cli import run
from tests.fixtures_table import fixture

SHEETS = ("first-pages", "around-the-limit", "errors")
LIMITS = ("--timeout", "4", "--memory", "300", "--lang", "en")


def words(out: Path, name: str) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(out / "sheets" / f"{name}.pdf").pages)


def pictures(out: Path, name: str) -> int:
    return sum(len(page.images) for page in pypdf.PdfReader(out / "sheets" / f"{name}.pdf").pages)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with papers, and the results and contact sheets of a batch of them."""
    work = tmp_path_factory.mktemp("season")
    folder(
        work / "papers",
        "1=pages-20",
        "2=pages-21",
        "3=french",
        "4=not-a-pdf",
        "论文=office",
        **{"6": hostile.nested_forms(8), "7": hostile.memory_hog()},
    )
    run("batch", "papers", "--out", "out", "--thumbnails", "none", *LIMITS, cwd=work)
    code, said, err = run("results", "sheets", "out", *LIMITS, cwd=work)
    assert code == 0
    assert said.splitlines() == [
        "out/sheets/first-pages.pdf  7 pages, 7 documents",
        "out/sheets/around-the-limit.pdf  5 pages, 2 documents",
        "out/sheets/errors.pdf  2 pages, 2 documents",
    ]
    assert "the limits were exceeded for 2 of the papers." in err
    assert "no page could be drawn for 1 of the papers." in err
    return work


def test_every_paper_has_its_cell_and_a_broken_one_costs_its_own(season: Path) -> None:
    assert pictures(season / "out", "first-pages") == 4
    shown = words(season / "out", "first-pages")
    assert shown.count("exceeded its limits") == 2
    assert shown.count("cannot be drawn") == 1
    assert [shown.count(verdict) for verdict in ("PASS", "FAIL", "REVIEW", "UNREADABLE")] == [2, 2, 2, 1]


def test_the_pages_around_the_limit_stand_in_the_same_columns(season: Path) -> None:
    assert pictures(season / "out", "around-the-limit") == 5
    shown = words(season / "out", "around-the-limit")
    assert [shown.count(f"page {number}") for number in (18, 19, 20, 21, 22)] == [0, 2, 2, 2, 0]
    # Paper 1 ends with page 20.
    assert shown.count("no such page") == 1


def test_the_pages_with_an_error_name_its_rule_and_show_its_place(season: Path) -> None:
    shown = words(season / "out", "errors")
    assert "page 21  page-limit" in shown
    assert "page 2  language" in shown
    with pikepdf.open(season / "out" / "sheets" / "errors.pdf") as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    # Two pages, and the line in French.
    assert content.count(b" re S") == 3


def test_the_sheets_are_sound_pdfs_and_the_same_each_time(season: Path) -> None:
    before = {name: (season / "out" / "sheets" / f"{name}.pdf").read_bytes() for name in SHEETS}
    for sheet in before.values():
        with pikepdf.open(io.BytesIO(sheet)) as pdf:
            assert pdf.check_pdf_syntax() == []
    shutil.rmtree(season / "out" / "sheets")
    run("results", "sheets", "out", *LIMITS, cwd=season)
    assert {path.stem: path.read_bytes() for path in (season / "out" / "sheets").iterdir()} == before


def test_papers_are_found_elsewhere_by_their_bytes_and_a_changed_one_is_told(
    season: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    moved.mkdir()
    shutil.copy(fixture("pages-20"), moved / "renamed.pdf")
    shutil.copytree(season / "out", tmp_path / "out")
    code, _, err = run("results", "sheets", "out", "moved", "--lang", "en", cwd=tmp_path)
    assert (code, "no file was found for 6 of the papers." in err) == (0, True)
    assert pictures(tmp_path / "out", "first-pages") == 1
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "1.pdf").write_bytes(fixture("pages-20").read_bytes() + b"\n%")
    _, _, err = run("results", "sheets", "out", "--lang", "en", cwd=tmp_path)
    assert "the file was changed after the batch for 1 of the papers." in err


def test_a_sheet_without_pages_is_removed(season: Path, tmp_path: Path) -> None:
    folder(tmp_path / "papers", "a=office")
    run("batch", "papers", "--out", "out", cwd=tmp_path)
    shutil.copytree(season / "out" / "sheets", tmp_path / "out" / "sheets")
    assert run("results", "sheets", "out", cwd=tmp_path)[0] == 0
    assert [path.name for path in (tmp_path / "out" / "sheets").iterdir()] == ["first-pages.pdf"]


def test_wrong_usage_is_one_clear_sentence(season: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "report.json").write_text("{}")
    out = season / "out"
    for arguments, said in (
        (("empty",), "no report 'empty/report.json'; name a folder that 'batch' wrote."),
        (("broken",), "is not a JSON report of this program"),
        ((out, "nowhere"), "no file or folder 'nowhere'"),
        ((out, "--pack", "acm-sigconf"), "the results are of another pack, 'mlcia-2022'"),
    ):
        code, shown, err = run("results", "sheets", *arguments, "--lang", "en", cwd=tmp_path)
        assert (code, shown, err.count("\n")) == (2, "", 1)
        assert said in err
