"""The Python door: what a program gets is what the command says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import mlcia_check
from mlcia_check import Report, check
from mlcia_check.rulebook import load_pack
from tests.cli.test_cli import FAILING, NO_PDF, PAGES, PASSING, run


def as_json(report: Report) -> dict[str, object]:
    made: dict[str, object] = msgspec.json.decode(msgspec.json.encode(report))
    return made


@pytest.mark.parametrize("paper", [PASSING, FAILING, NO_PDF])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_what_the_command_reports(paper: Path, lang: str) -> None:
    written = msgspec.json.decode(run("check", "--format=json", "--lang", lang, *PAGES, paper)[1])
    (document,) = written["documents"]
    report = check(paper, select=["page-limit"], lang="zh" if lang == "zh" else "en")
    assert as_json(report) == document | {"pack": written["pack"]}


def test_a_paper_is_a_path_or_bytes() -> None:
    by_path, by_bytes = check(str(FAILING)), check(FAILING.read_bytes())
    assert (by_path.path, by_bytes.path) == (str(FAILING), "")
    assert by_path.findings == by_bytes.findings
    assert not by_path.passed


def test_the_findings_are_typed_and_in_words() -> None:
    (finding,) = check(FAILING, select=["page-limit"]).findings
    assert (finding.rule, finding.severity, finding.page) == ("page-limit", "error", 21)
    assert (finding.measured, finding.allowed, finding.unit) == (21, "at most 20", "pages")
    assert finding.message.startswith("21 pages; at most 20 are allowed")


def test_a_pack_is_a_name_a_file_or_resolved(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("extends: mlcia-2022\nrules: {page-limit: {params: {most: 30}}}\n", encoding="utf-8")
    for pack in (mine, str(mine), load_pack(str(mine))):
        report = check(FAILING, pack, select=["page-limit"])
        assert (report.passed, report.pack.name) == (True, "mine")


def test_what_is_ignored_is_told_with_its_reason() -> None:
    report = check(FAILING, select=["page-limit"], ignore={"page-limit": "an extended version"})
    assert report.passed
    ignored = {one.rule: one.ignored for one in report.checks if one.ignored is not None}
    assert ignored == {"page-limit": "an extended version"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\0" * 100])
def test_what_cannot_be_read_is_a_verdict(data: bytes) -> None:
    report = check(data)
    assert (report.verdict, report.pages, report.measured) == ("unreadable", None, None)
    assert check("no/such/file.pdf").verdict == "unreadable"


def test_a_mistake_of_the_caller_is_an_exception(tmp_path: Path) -> None:
    with pytest.raises(mlcia_check.UsageProblem, match="did you mean 'page-limit'"):
        check(PASSING, select=["page-limt"])
    with pytest.raises(mlcia_check.UsageProblem, match="no rule pack"):
        check(PASSING, "mlcia-2002")
    broken = tmp_path / "broken.yaml"
    broken.write_text("extends: mlcia-2022\nrules: 3\n", encoding="utf-8")
    with pytest.raises(mlcia_check.BrokenPack, match=r"broken\.yaml:2:8"):
        check(PASSING, broken)
    with pytest.raises(AttributeError):
        mlcia_check.nothing  # noqa: B018


def test_every_public_name_is_there() -> None:
    assert {name for name in mlcia_check.__all__ if not hasattr(mlcia_check, name)} == set()


def test_the_door_reads_no_configuration(tmp_path: Path) -> None:
    (tmp_path / ".mlcia-check.yaml").write_text("ignore: {page-limit: because}\n", encoding="utf-8")
    script = f"import mlcia_check; print(mlcia_check.check({str(FAILING)!r}).verdict)"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.split() == [b"fail"]
