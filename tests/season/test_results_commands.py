"""`results waive`, `unwaive`, `waivers`, `import` and `diff` as a chair types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.fixtures_table import fixture

LANG = ("--lang", "en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of two papers: 1 fails under one rule, 2 under two."""
    work = tmp_path_factory.mktemp("results")
    (work / "papers").mkdir()
    shutil.copy(fixture("french"), work / "papers" / "1.pdf")
    shutil.copy(fixture("block-right-3"), work / "papers" / "2.pdf")
    assert run("batch", work / "papers", "--out", work / "out", *LANG)[0] == 1
    return work


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "out", tmp_path / "out")
    return tmp_path / "out"


def results(*arguments: str | Path) -> tuple[int, str, str]:
    return run("results", *arguments, *LANG)


def test_a_waiver_is_written_listed_and_taken_back(out: Path) -> None:
    given = ("waive", out, "1", "language", "--reason", "agreed\nby mail", "--by", "A. Chair")
    code, said, err = results(*given)
    assert (code, err) == (0, "")
    assert said == f"Written to {out}/waivers.yaml. To update the reports, run the same batch again.\n"
    code, said, _ = results("waivers", out)
    assert code == 0
    assert said.startswith("1  language  A. Chair; 20")
    assert said.endswith(": agreed by mail\n")
    code, _, err = results(*given)
    assert (code, "rule 'language' is already waived there for paper '1'." in err) == (2, True)
    assert results("unwaive", out, "1", "language")[0] == 0
    assert results("waivers", out)[1] == "No waivers and no decisions.\n"
    code, _, err = results("unwaive", out, "1", "language")
    assert (code, "has no such waiver of rule 'language' for paper '1'." in err) == (2, True)


def test_a_waiver_says_what_it_leaves_open(out: Path) -> None:
    reason = ("--reason", "agreed by mail", "--by", "A. Chair")
    said = results("waive", out, "2", "text-block", *reason)[1]
    assert said.endswith("again.\nPaper 2 still has errors or open questions: column-width.\n")
    assert "still has" not in results("waive", out, "2", "column-width", *reason)[1]


def test_a_paper_s_report_is_shown_again(out: Path, made: Path) -> None:
    results("waive", out, "2", "text-block", "--reason", "agreed by mail", "--by", "A. Chair")
    run("batch", made / "papers", "--out", out, *LANG)
    code, said, err = results("show", out, "2")
    assert (code, err) == (0, "")
    assert said.startswith("FAIL  ")
    assert "1 error, 1 finding waived" in said
    assert "[waived by" in said
    assert "agreed by mail]" in said
    # A chair may write the file's name, too.
    assert results("show", out, "2.pdf") == (0, said, "")
    code, _, err = results("show", out, "3")
    assert (code, "no paper '3' in these results" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("3", "language", "--reason", "x"), "no paper '3' in these results; known: 1, 2"),
        (("1", "languag", "--reason", "x"), "paper '1' has no finding under rule 'languag'; did you mean"),
        (
            ("1", "page-limit", "--reason", "x"),
            "paper '1' has no finding under rule 'page-limit'; known: ",
        ),
        (
            ("2", "text-block", "--reason", "x", "--page", "9"),
            "on page 9 of paper '2' (only on: 1, 2)",
        ),
        (("1", "language", "--reason", " "), "a waiver needs a reason."),
        (("1", "language"), "--reason"),
    ],
)
def test_what_cannot_be_waived_is_refused(out: Path, arguments: tuple[str, ...], said: str) -> None:
    code, printed, err = results("waive", out, *arguments)
    assert (code, printed) == (2, "")
    assert said in err
    assert not (out / "waivers.yaml").exists()


def test_a_file_with_mistakes_stops_everything_and_stays_as_it_is(out: Path, made: Path) -> None:
    wrong = "waivers:\n- paper: 1\n  rule: language\n"
    (out / "waivers.yaml").write_text(wrong, encoding="utf-8")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for code, _, err in (
        results("waive", out, "1", "language", "--reason", "x"),
        results("unwaive", out, "1", "language"),
        results("waivers", out),
        run("batch", made / "papers", "--out", out, *LANG),
    ):
        assert code == 2
        assert f"{out}/waivers.yaml:2:3: 'reason' is missing" in err
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_waivers_can_be_there_before_the_first_run(out: Path, made: Path, tmp_path: Path) -> None:
    results("waive", out, "1", "language", "--reason", "x", "--by", "A")
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(out / "waivers.yaml", new)
    with open(new / "waivers.yaml", "a", encoding="utf-8") as file:
        file.write(f"- {{paper: 99, rule: a, reason: b, by: c, when: 2026-01-01, sha256: {'0' * 64}}}\n")
    code, said, err = run("batch", made / "papers", "--out", new, *LANG)
    assert code == 1
    assert "PASS              1\n" in said
    assert "waivers.yaml decides about paper '99', but no such paper was found." in err


def test_decisions_from_the_page_are_added(out: Path, tmp_path: Path) -> None:
    results("waive", out, "1", "language", "--reason", "x", "--by", "A")
    page = tmp_path / "waivers (1).yaml"
    page.write_text(
        'decisions:\n- paper: "2"\n  decision: "ask"\n  by: "B"\n  when: "2026-01-01"\n'
        f'  sha256: "{"0" * 64}"\n',
        encoding="utf-8",
    )
    assert results("import", out, page)[0] == 0
    said = results("waivers", out)[1]
    assert "1  language" in said
    assert "2  ask the authors  B; 2026-01-01 [void: the PDF has changed]" in said
    code, _, err = results("import", out, tmp_path / "gone.yaml")
    assert (code, "gone.yaml" in err) == (2, True)


def test_a_comparison_can_be_written_to_a_file(out: Path, made: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.html"
    code, said, err = results("diff", made / "out", out, "--format", "html", "--output", file)
    assert (code, said, err) == (0, "", "")
    assert "2 papers are as before." in file.read_text(encoding="utf-8")
    code, _, err = results("diff", out, out, "--output", out / "report.json")
    assert (code, "is an input of this run" in err) == (2, True)
    code, _, err = results("diff", out, tmp_path)
    assert (code, "no report" in err) == (2, True)


def test_a_date_without_its_letters_is_refused(made: Path) -> None:
    code, _, err = run("batch", made / "papers", "--out", made / "never", "--until", "May", *LANG)
    assert (code, "--until needs --stage-note before-deadline" in err) == (2, True)
