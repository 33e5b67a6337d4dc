"""Twelve papers with one planted squeeze each: reports name the planted line, with and without SyncTeX."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mlcia_check.latex.locate import Sources
from mlcia_check.model.answers import Breach
from mlcia_check.model.judged import Finding, JudgedDocument, SourceLine
from tests.fixtures_table import examined
from tests.latex.planted import PAPERS, SOURCES, planted, unpack
from tests.packs import pack_at

PACK = pack_at("mlcia-2022")
LOCAL = ("fontsize", "small")
"""Squeezes of a part of the text: SyncTeX shows that the text concerned stands in their group."""


@pytest.fixture(scope="module", params=PAPERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pdf(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(name)
    return unpack(name, folder)


@pytest.fixture(scope="module")
def document(pdf: Path) -> JudgedDocument:
    return examined(pdf, PACK)


def lines_by_finding(document: JudgedDocument, name: str, pdf: str) -> list[set[SourceLine]]:
    located = Sources(str(SOURCES / name)).locate(document, pdf, PACK)
    assert located.notices == ()
    assert located.document.findings
    return [set(finding.source or ()) for finding in located.document.findings]


def places(lines: set[SourceLine], name: str) -> set[tuple[str, int]]:
    folder = (SOURCES / name).resolve()
    return {(Path(line.file).resolve().relative_to(folder).as_posix(), line.line) for line in lines}


def test_there_are_twelve() -> None:
    assert len(PAPERS) == 12
    assert all(planted(name) for name in PAPERS)


def test_every_finding_names_the_planted_line_with_synctex(
    name: str, pdf: Path, document: JudgedDocument
) -> None:
    for lines in lines_by_finding(document, name, str(pdf)):
        assert places(lines, name) == planted(name)
        assert {line.certain for line in lines} == {name in LOCAL}


def test_every_finding_probably_names_the_planted_line_without(name: str, document: JudgedDocument) -> None:
    for lines in lines_by_finding(document, name, ""):
        assert places(lines, name) == planted(name)
        assert not any(line.certain for line in lines)


def test_without_the_planted_lines_nothing_is_named_whatever_is_found(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(SOURCES / name, folder)
    for file, number in planted(name):
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
        lines[number - 1] = "\\documentclass[sigconf]{acmart}" if "documentclass" in lines[number - 1] else ""
        (folder / file).write_text("\n".join(lines), encoding="utf-8")
    findings = tuple(
        Finding(rule.id, "error", Breach(1.0, 2.0, case=case, pages=(1, 2)))
        for rule in PACK.rules
        for case in rule.message
        # Names of authors are in every paper.
        if rule.id != "anonymity-authors"
    )
    document = JudgedDocument("paper.pdf", "", "fail", (), findings, None)
    located = Sources(str(folder)).locate(document, "", PACK).document
    named = [(one.rule, one.answer.case, one.source) for one in located.findings if one.source]
    assert named == []


def test_synctex_of_another_paper_is_not_used(tmp_path: Path) -> None:
    paper = unpack("small", tmp_path)
    other = tmp_path / "paper.synctex"
    other.write_text(other.read_text(encoding="utf-8").replace("\n{2\n", "\n{3\n"), encoding="utf-8")
    located = Sources(str(SOURCES / "small")).locate(examined(paper, PACK), str(paper), PACK)
    assert [notice.why for notice in located.notices] == ["other-paper"]
    assert not any(line.certain for finding in located.document.findings for line in finding.source or ())


def test_synctex_may_lie_in_the_source_folder_and_the_sources_anywhere(tmp_path: Path) -> None:
    sources = tmp_path / "moved" / "here"
    shutil.copytree(SOURCES / "small", sources)
    (tmp_path / "out").mkdir()
    paper = unpack("small", tmp_path / "out")
    shutil.move(paper.with_suffix(".synctex"), sources)
    located = Sources(str(sources / "paper.tex")).locate(examined(paper, PACK), str(paper), PACK)
    (line,) = next(finding.source or () for finding in located.document.findings)
    assert (Path(line.file).name, line.certain, line.text) == ("design.tex", True, "\\begin{small} % planted")
