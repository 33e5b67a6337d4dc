"""A batch from Python: what a program gets is what the command writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mlcia_check
from mlcia_check import BatchResult, UsageProblem
from tests.batch.test_batch import folder, results
from tests.cli.test_cli import run

OPTIONS = ("--ids", "ids.csv", "--ignore", "language", "--thumbnails", "none", "--annotate", "--lang", "zh")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers, and the results that the command wrote."""
    work = tmp_path_factory.mktemp("desk")
    folder(work / "papers", "a=office", "b=french", "c=not-a-pdf", "d=placeholder")
    (work / "papers" / "notes.txt").write_text("for the chairs")
    (work / "ids.csv").write_text("file,id\na.pdf,12\ngone.pdf,13\n")
    assert run("batch", "papers", "--out", "of command", *OPTIONS, cwd=work)[0] == 1
    return work


@pytest.fixture(scope="module")
def told(desk: Path) -> tuple[BatchResult, list[str]]:
    """What a program gets for the same papers, and the complaints that it hears."""
    complaints: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        result = mlcia_check.batch(
            [Path("papers")],
            out="of program",
            ids="ids.csv",
            ignore=["language"],
            thumbnails="none",
            annotate=True,
            lang="zh",
            complain=complaints.append,
        )
    return result, complaints


@pytest.mark.usefixtures("told")
def test_the_files_are_those_of_the_command(desk: Path) -> None:
    assert results(desk / "of program") == results(desk / "of command")


def test_the_result_says_what_the_command_says(desk: Path, told: tuple[BatchResult, list[str]]) -> None:
    result, complaints = told
    assert complaints == ["'ids.csv', line 3: no paper 'gone.pdf' was found."]
    assert result.ids == ("12", "b", "c", "d")
    assert dict(result.verdicts) == {"pass": 3, "unreadable": 1}
    assert (result.kept, result.not_annotated, result.venue_phrases) == (0, (), ())
    assert [skip.file for skip in result.skipped] == ["papers/notes.txt"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        report = result.report()
    assert [document.verdict for document in report.documents] == ["pass", "pass", "unreadable", "pass"]
    assert report.summary.passed == 3


@pytest.mark.usefixtures("told")
def test_a_second_call_keeps_the_results(desk: Path) -> None:
    before = results(desk / "of program")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        again = mlcia_check.batch(
            ["papers"], out="of program", ids="ids.csv", ignore=["language"], thumbnails="none", lang="zh"
        )
    assert again.kept == 4
    assert results(desk / "of program") == before


def test_progress_is_shown_by_what_the_program_gives(desk: Path) -> None:
    seen: list[object] = []

    class Shown:
        def __init__(self, papers: int) -> None:
            seen.append(papers)

        def __enter__(self) -> Shown:  # noqa: PYI034 - Self is not in Python 3.10's typing
            return self

        def __exit__(self, *_: object) -> None:
            seen.append("end")

        def begun(self, path: str) -> None:
            seen.append(path)

        def done(self, path: str, verdict: str, *, kept: bool) -> None:
            seen.append((path, verdict, kept))

        def again(self, papers: int) -> None:
            seen.append(papers)

    paper = desk / "papers" / "d.pdf"
    mlcia_check.batch([paper], out=desk / "one", thumbnails="none", progress=Shown)
    assert seen == [1, str(paper), (str(paper), "pass", False), "end"]


def test_the_caller_s_mistakes_raise(desk: Path) -> None:
    for paths, out in (([], "x"), (["nowhere"], "x"), ([desk / "papers"], desk / "papers")):
        with pytest.raises(UsageProblem):
            mlcia_check.batch(paths, out=out)


@pytest.mark.parametrize(
    "program",
    [
        "import mlcia_check; mlcia_check.batch",
        "from mlcia_check import batch; batch",
        "import mlcia_check.batch.journal; mlcia_check.batch",
    ],
)
def test_it_is_callable_whatever_was_imported_before(program: str) -> None:
    code = f"{program}([], out='x')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"UsageProblem: no papers to check" in done.stderr
