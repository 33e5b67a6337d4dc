"""`check --source` and the API's `source`: from the command line to the line of the sources."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import mlcia_check
from tests.cli.test_cli import PASSING, run
from tests.latex.planted import SOURCES, unpack


def project(tmp_path: Path) -> Path:
    """A repository with sources in src/ and the PDF with its SyncTeX file in build/."""
    shutil.copytree(SOURCES / "small", tmp_path / "src")
    (tmp_path / "build").mkdir()
    return unpack("small", tmp_path / "build")


def test_reports_are_located_in_the_sources(tmp_path: Path) -> None:
    project(tmp_path)
    formats = ["--format", "text", "--format", "sarif=a.sarif", "--format", "gitlab=a.json"]
    code, out, err = run("check", "--source", "src", *formats, "build/paper.pdf", cwd=tmp_path)
    assert (code, err) == (1, "")
    assert "source  src/sections/design.tex:3: \\begin{small}" in out
    (result,) = json.loads((tmp_path / "a.sarif").read_bytes())["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("src/sections/design.tex", 3)
    (entry,) = json.loads((tmp_path / "a.json").read_bytes())
    assert entry["location"] == {"path": "src/sections/design.tex", "lines": {"begin": 3}}


def test_notices_and_errors_are_said_in_both_languages(tmp_path: Path) -> None:
    paper = project(tmp_path)
    paper.with_suffix(".synctex").write_bytes(b"no SyncTeX")
    shutil.copy(tmp_path / "src" / "paper.tex", tmp_path / "src" / "rebuttal.tex")
    code, _, err = run("check", "--source", "src", "-q", "build/paper.pdf", cwd=tmp_path)
    assert code == 1
    assert err == (
        "mlcia-check: 'build/paper.pdf': took 'src/paper.tex' among 2 main files, "
        "because its name is the paper's.\n"
        "mlcia-check: 'build/paper.synctex' was not used: it is not a SyncTeX file.\n"
    )
    code, out, err = run("check", "--lang", "zh", "--source", "nowhere", "build/paper.pdf", cwd=tmp_path)
    assert (code, out, err) == (2, "", "mlcia-check: 没有文件或文件夹“nowhere”。\n")
    _, _, err = run("check", "--lang", "zh", "--source", "src", "-q", "build/paper.pdf", cwd=tmp_path)
    assert "未使用“build/paper.synctex”：不是 SyncTeX 文件。" in err
    assert "在 2 个主文件中取“src/paper.tex”，因为它与论文同名。" in err


def test_papers_from_standard_input_are_read_without_synctex(tmp_path: Path) -> None:
    paper = project(tmp_path)
    code, out, _ = run("check", "--source", "src", "-", given=paper.read_bytes(), cwd=tmp_path)
    assert code == 1
    assert "source  probably src/sections/design.tex:3: " in out


def test_the_interface_for_python_takes_sources(tmp_path: Path) -> None:
    report = mlcia_check.check(project(tmp_path), source=tmp_path / "src", limits=None)
    ((line,),) = [finding.source_lines for finding in report.findings]
    assert (Path(line.file).name, line.line, line.certain) == ("design.tex", 3, True)
    report = mlcia_check.check(PASSING, source=tmp_path / "src" / "paper.tex", limits=None)
    assert report.findings == ()


def test_no_report_overwrites_the_sources(tmp_path: Path) -> None:
    project(tmp_path)
    before = (tmp_path / "src" / "paper.tex").read_bytes()
    code, _, err = run("check", "--source", "src", "-o", "src/paper.tex", "build/paper.pdf", cwd=tmp_path)
    assert (code, err) == (
        2,
        "mlcia-check: 'src/paper.tex' is an input of this run; choose another output file.\n",
    )
    assert (tmp_path / "src" / "paper.tex").read_bytes() == before
