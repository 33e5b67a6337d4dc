"""The chair's batch as a chair meets it: each run is a process of its own, and some are killed."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from mlcia_check.cli import progress
from mlcia_check.report import schemas
from tests import hostile
from tests.cli.test_cli import QUIET_ENVIRONMENT, run
from tests.fixtures_table import fixture

MADE_AS_THE_RUN_GOES = {"results.jsonl", "thumbnails.bin"}
"""In the order in which papers were done; all other files are in the order in which they were given."""


def folder(path: Path, *names: str, **files: bytes) -> Path:
    """A folder of fixtures by name (or NAME=FIXTURE) and of other files by their content."""
    path.mkdir()
    for name in names:
        given, _, of = name.partition("=")
        shutil.copy(fixture(of or given), path / f"{given}.pdf")
    for name, data in files.items():
        (path / f"{name}.pdf").write_bytes(data)
    return path


def results(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in MADE_AS_THE_RUN_GOES
    }


def report(out: Path) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.json.decode((out / "report.json").read_bytes())
    return made


def rows(file: Path) -> list[dict[str, str]]:
    with open(file, encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def verdicts(out: Path) -> dict[str, str]:
    return {row["id"]: row["verdict"] for row in rows(out / "summary.csv")}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of one batch: passing, failing, Chinese, unreadable, hostile and skipped files."""
    work = tmp_path_factory.mktemp("batch")
    papers = folder(
        work / "papers",
        "mlcia-paper1=office",
        "mlcia-paper2=french",
        "mlcia-paper3=chinese-no-references",
        "mlcia-paper4=not-a-pdf",
        "mlcia-paper6=office",
        "mlcia-paper7=scanned-page",
        "extra=placeholder",
        **{"mlcia-paper5": hostile.memory_hog()},
    )
    (papers / "notes.txt").write_text("for the chairs")
    code, out, err = run(
        "batch", papers, "--out", work / "out", "--memory", "200", "--annotate", "--lang", "en"
    )
    assert (code, "Traceback" in err) == (1, False)
    assert out.startswith("8 documents in ")
    return work / "out"


def test_every_paper_has_its_verdict(batch: Path) -> None:
    assert verdicts(batch) == {
        "extra": "pass",
        "1": "pass",
        "2": "fail",
        "3": "fail",
        "4": "unreadable",
        "5": "review",
        "6": "pass",
        "7": "review",
    }


def test_a_paper_beyond_its_limits_says_so(batch: Path) -> None:
    [row] = [row for row in rows(batch / "summary.csv") if row["id"] == "5"]
    assert row["reason"].startswith("Reading the file needs more than 200 MB of memory")
    assert (row["pages"], row["pdf-readable"], row["page-limit"]) == ("", "review", "not-applicable")


def test_the_report_keeps_its_schema_and_is_that_of_check(batch: Path) -> None:
    made = report(batch)
    jsonschema.validate(made, msgspec.json.decode(schemas.schema("report-1.schema.json")))
    assert made["summary"] == {"documents": 8, "pass": 3, "fail": 2, "review": 2, "unreadable": 1}
    papers = batch.parent / "papers"
    alone = "--ignore", "duplicate-submission"
    again = batch.parent / "again"
    run("batch", papers, "--out", again, "--memory", "200", "--lang", "en", *alone)
    _, checked, _ = run("check", papers, "--memory", "200", "--lang", "en", "--format", "json", *alone)
    named = report(again)
    assert [paper.pop("id") for paper in named["documents"]] == list(verdicts(again))
    titles = [row["title"] for row in rows(again / "summary.csv")]
    assert [paper.pop("title", "") for paper in named["documents"]] == titles
    assert named == msgspec.json.decode(checked)


def test_papers_that_are_the_same_name_each_other(batch: Path) -> None:
    found = {row["id"]: (row["duplicate-submission"], row["reason"]) for row in rows(batch / "summary.csv")}
    assert found["1"] == (
        "warn",
        "The file is identical to 6, byte for byte; 2 papers of this batch are alike.",
    )
    assert found["6"] == (
        "warn",
        "The file is identical to 1, byte for byte; 2 papers of this batch are alike.",
    )
    assert found["2"][0] == "pass"


def test_titles_come_from_the_papers(batch: Path) -> None:
    titles = {row["id"]: row["title"] for row in rows(batch / "summary.csv")}
    assert titles["1"] == "Counting What an Answer Costs: Budgeted Leakage from Deployed Classifiers"
    assert titles["3"] == "已部署分类器的预算化泄露：一次回答的代价"
    assert titles["4"] == ""


def test_nothing_is_skipped_in_silence(batch: Path) -> None:
    [row] = rows(batch / "skipped.csv")
    assert row["file"].endswith("notes.txt")
    assert row["reason"] == "It is not a PDF."
    assert "notes.txt" in (batch / "report.html").read_text(encoding="utf-8")


def test_tags_are_those_that_hotcrp_takes(batch: Path) -> None:
    with open(batch / "hotcrp-tags.csv", encoding="utf-8", newline="") as opened:
        head, *lines = csv.reader(opened)
    assert head == ["paper", "action", "tag"]
    every = "~~format-fail ~~format-review ~~format-unreadable ~~format-waived"
    every += " ~~desk-reject ~~desk-ask ~~desk-fine"
    assert [line for line in lines if line[1] == "cleartag"] == [
        [str(n), "cleartag", every] for n in range(1, 8)
    ]
    assert [line for line in lines if line[1] == "tag"] == [
        ["2", "tag", "~~format-fail"],
        ["3", "tag", "~~format-fail"],
        ["4", "tag", "~~format-unreadable"],
        ["5", "tag", "~~format-review"],
        ["7", "tag", "~~format-review"],
    ]


def test_letters_are_in_the_paper_s_language_and_of_failing_papers_only(batch: Path) -> None:
    letters = {path.name: path.read_text(encoding="utf-8") for path in (batch / "letters").iterdir()}
    assert set(letters) == {"2.txt", "3.txt", "4.txt"}
    assert "“Ce que coûte une réponse”" in letters["2.txt"]
    assert "Rule: language" in letters["2.txt"]
    assert "《已部署分类器的预算化泄露：一次回答的代" in letters["3.txt"]
    assert "论文没有参考文献。" in letters["3.txt"]
    assert "mlcia-paper4.pdf" in letters["4.txt"]
    assert str(batch.parent) not in "".join(letters.values())


def test_a_paper_for_review_gets_a_question_unless_its_reading_was_given_up(batch: Path) -> None:
    questions = {path.name: path.read_text(encoding="utf-8") for path in (batch / "letters-review").iterdir()}
    assert set(questions) == {"7.txt"}
    assert "Nothing is decided by this letter." in questions["7.txt"]
    assert "Rule: text-layer" in questions["7.txt"]


def test_each_letter_is_a_row_for_a_mail_program(batch: Path) -> None:
    letters = rows(batch / "mail-merge.csv")
    assert [(row["id"], row["verdict"], row["letter"]) for row in letters] == [
        ("2", "fail", "letters/2.txt"),
        ("3", "fail", "letters/3.txt"),
        ("4", "unreadable", "letters/4.txt"),
        ("7", "review", "letters-review/7.txt"),
    ]
    assert letters[0]["subject"] == "The format of your submission 2"
    assert letters[1]["subject"] == "投稿 3 格式检查结果"
    for row in letters:
        whole = (batch / row["letter"]).read_text(encoding="utf-8")
        assert whole.endswith(row["text"])
        assert row["subject"] in whole.partition("\n")[0]


def test_the_summary_counts_findings_and_gives_every_reason(batch: Path) -> None:
    by_id = {row["id"]: row for row in rows(batch / "summary.csv")}
    documents = {Path(one["path"]).stem: one for one in report(batch)["documents"]}
    for row in by_id.values():
        found = documents[Path(row["file"]).stem]["findings"]
        number = [sum(one["severity"] == kind for one in found) for kind in ("error", "review", "warning")]
        assert [int(row[name]) for name in ("errors", "reviews", "warnings")] == number
        assert all(one["message"] in row["reasons"] for one in found if one["severity"] != "info")
        assert row["reasons"].startswith(row["reason"])
    assert (by_id["1"]["pages_over"], by_id["4"]["pages_over"]) == ("0", "")


def test_each_submission_system_gets_its_file(batch: Path) -> None:
    systems = batch / "systems"
    assert (systems / "cmt-chair-note.txt").read_text() == (
        "2\tformat-fail\n3\tformat-fail\n4\tformat-unreadable\n5\tformat-review\n7\tformat-review\n"
    )
    with open(systems / "openreview-decisions.csv", encoding="utf-8", newline="") as opened:
        decisions = list(csv.reader(opened))
    assert [row[:2] for row in decisions] == [["2", "Reject"], ["3", "Reject"]]
    assert "French" in decisions[0][2]
    assert [(row["note_id"], row["verdict"]) for row in rows(systems / "openreview.csv")] == [
        *(("2", "fail"), ("3", "fail"), ("4", "unreadable"), ("5", "review"), ("7", "review")),
    ]
    assert [row["#"] for row in rows(systems / "easychair.csv")] == ["2", "3", "4", "5", "7"]


def test_copies_with_notes_are_of_papers_that_fail_or_are_for_review(batch: Path) -> None:
    copies = sorted(path.name for path in (batch / "annotated").iterdir())
    assert copies == ["2.pdf", "3.pdf", "7.pdf"]
    assert all((batch / "annotated" / name).read_bytes().startswith(b"%PDF-") for name in copies)


def test_the_html_report_shows_each_paper(batch: Path) -> None:
    page = (batch / "report.html").read_text(encoding="utf-8")
    assert page.count("mlcia-paper") >= 7
    assert "data:image/" in page


def test_a_second_run_reads_nothing_again_and_changes_nothing(batch: Path) -> None:
    before = {path: path.read_bytes() for path in batch.rglob("*") if path.is_file()}
    again = run(
        "batch", batch.parent / "papers", "--out", batch, "--memory", "200", "--lang", "en", "--annotate"
    )
    assert again[0] == 1
    assert "8 results were kept from an earlier run" in again[1]
    assert {path: path.read_bytes() for path in batch.rglob("*") if path.is_file()} == before


def test_what_a_verdict_depends_on_makes_it_be_read_again(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "office", "french")
    out = tmp_path / "out"

    def kept(*options: str | Path) -> bool:
        command = ("batch", papers, "--out", out, "--lang", "en", "--thumbnails", "none")
        return "earlier run" in run(*command, *options)[1]

    pack = tmp_path / "mine.yaml"
    pack.write_text("name: mine\nextends: acm-sigconf\nrules:\n  page-limit: {params: {most: 2}}\n")
    assert not kept()
    assert kept()
    assert not kept("--ignore", "language")
    assert verdicts(out) == {"french": "pass", "office": "pass"}
    assert not (out / "letters" / "french.txt").exists()
    assert not kept("--pack", pack)
    assert kept("--pack", pack)
    assert kept()
    (papers / "office.pdf").write_bytes(fixture("french").read_bytes())
    run("batch", papers, "--out", out, "--lang", "en")
    assert verdicts(out) == {"french": "fail", "office": "fail"}


def test_papers_at_urls_are_known_by_what_their_storage_says(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "office", "french")
    out, url = tmp_path / "out", f"file://{tmp_path}/papers"
    assert run("batch", url, "--out", out)[0] == 1
    whole = results(out)
    # Other bytes under the same size and time, which no storage does: the bytes are not looked at.
    for path in papers.iterdir():
        times = path.stat()
        path.write_bytes(bytes(times.st_size))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "2 results were kept from an earlier run" in run("batch", url, "--out", out, "--lang", "en")[1]
    assert results(out) == whole
    assert list(verdicts(out)) == ["french", "office"]


def test_results_of_parts_make_the_result_of_all(tmp_path: Path) -> None:
    first = folder(tmp_path / "first", "1=office", "2=french")
    second = folder(tmp_path / "second", "3=office")
    options = ("--thumbnails", "none", "--lang", "en")
    for papers in (first, second):
        run("batch", papers, "--out", tmp_path / f"of {papers.name}", *options)
    run("batch", first, second, "--out", tmp_path / "whole", *options)
    joined = tmp_path / "joined"
    joined.mkdir()
    parts = [(tmp_path / f"of {papers.name}" / "results.jsonl").read_bytes() for papers in (first, second)]
    (joined / "results.jsonl").write_bytes(b"".join(parts))
    code, out, _ = run("batch", first, second, "--out", joined, *options)
    assert (code, "3 results were kept from an earlier run" in out) == (1, True)
    assert results(joined) == results(tmp_path / "whole")
    assert [row["duplicate-submission"] for row in rows(joined / "summary.csv")] == ["warn", "pass", "warn"]


def test_a_line_that_was_half_written_costs_one_paper(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "office", "french", "placeholder")
    out = tmp_path / "out"
    run("batch", papers, "--out", out)
    whole = results(out)
    lines = (out / "results.jsonl").read_bytes()
    (out / "results.jsonl").write_bytes(b"\0\0\0 what a crash left\n" + lines[:-100])
    code, said, _ = run("batch", papers, "--out", out, "--lang", "en")
    assert (code, "2 results were kept from an earlier run" in said) == (1, True)
    assert results(out) == whole
    assert "3 results were kept from an earlier run" in run("batch", papers, "--out", out, "--lang", "en")[1]


def test_papers_from_an_archive_a_list_and_with_a_chair_s_ids(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "论文.zip", "w") as made:
        made.writestr("投稿/一.pdf", fixture("office").read_bytes())
        made.writestr("inner.zip", b"PK")
    shutil.copy(fixture("french"), tmp_path / "=cmd.pdf")
    (tmp_path / "list.txt").write_bytes("\ufeff论文.zip\r\n\r\n=cmd.pdf\r\n".encode())
    (tmp_path / "ids.csv").write_text(
        "file,id,title\n一.pdf,7,=HYPERLINK(1)\ngone.pdf,8,\n", encoding="utf-8"
    )
    code, said, err = run(
        "batch", "--from-list", "list.txt", "--ids", "ids.csv", "--out", "out", "--lang", "zh", cwd=tmp_path
    )
    assert code == 1
    assert "gone.pdf" in err
    assert f"  {os.path.join('out', 'skipped.csv')}\n" in said
    first, second = rows(tmp_path / "out" / "summary.csv")
    assert (first["id"], first["file"], first["title"]) == ("7", "论文.zip!/投稿/一.pdf", "'=HYPERLINK(1)")
    assert (second["id"], second["file"], second["verdict"]) == ("'=cmd", "'=cmd.pdf", "fail")
    assert [row["file"] for row in rows(tmp_path / "out" / "skipped.csv")] == ["论文.zip!/inner.zip"]
    assert (tmp_path / "out" / "letters" / "_cmd.txt").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "office")
    for name in (b"\xb2\xe2.pdf", b"\xb2\xe2 again.pdf", b"a\x1b[31m.pdf", b"\xb2.txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(papers), name))).write_bytes(fixture("french").read_bytes())
    out = tmp_path / "out"
    assert run("batch", papers, "--out", out, "--annotate", "--lang", "en")[0] == 1
    assert [row["id"] for row in rows(out / "summary.csv")] == ["a\ufffd[31m", "office", "?? again", "??"]
    assert len(list((out / "letters").iterdir())) == len(list((out / "annotated").iterdir())) == 3


def test_a_pack_can_have_letters_of_its_own(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    head = "name: mine\nextends: mlcia-2022\nletter:\n"
    pack.write_text(head + "  en: 'No. {{ paper.id }}: {{ errors[0].rule }}'\n  zh: '{{ paper.id }} 号'\n")
    papers = folder(tmp_path / "papers", "1=french")
    run("batch", papers, "--out", tmp_path / "out", "--pack", pack)
    assert (tmp_path / "out" / "letters" / "1.txt").read_text() == "No. 1: language"
    for wrong, said in (
        ("{{ paper.nmae }}", "nmae"),
        ("{% for %}", "line 1"),
        ("{{ paper.__class__.__mro__ }}", "unsafe"),
    ):
        pack.write_text(head + f"  en: '{wrong}'\n  zh: x\n")
        code, _, err = run("batch", papers, "--out", tmp_path / "never", "--pack", pack)
        assert (code, err.count("\n")) == (2, 1)
        assert said in err
        assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "out"), "no papers to check"),
        (("nowhere", "--out", "out"), "no file or folder 'nowhere'"),
        (("papers", "--out", "papers"), "lies in the results folder 'papers'"),
        (("papers/notes.txt", "--out", "out"), "no PDF under the given paths"),
        (("--from-list", "list.txt", "--out", "out"), "line 1: no file or folder 'gone.pdf'"),
        (("papers", "--out", "papers/notes.txt"), "cannot write to"),
        (("papers", "--out", "out", "--executor", "spark=x"), "unknown executor 'spark=x'"),
        (("papers", "--out", "out", "--executor", "dask=here"), "unknown executor 'dask=here'"),
        (("papers",), "--out"),
    ],
)
def test_wrong_usage_is_one_clear_sentence(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    folder(tmp_path / "papers", "office")
    (tmp_path / "papers" / "notes.txt").write_text("x")
    (tmp_path / "list.txt").write_text("gone.pdf\n")
    code, out, err = run("batch", *arguments, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def started(
    papers: Iterable[str | Path], out: Path, *options: str, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mlcia_check", "batch", *map(str, papers), "--out", str(out), *options]
    return subprocess.Popen(
        command, env=QUIET_ENVIRONMENT, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def until_done(process: subprocess.Popen[bytes], out: Path, papers: int) -> None:
    """Waits until so many results are on disk."""
    file = out / "results.jsonl"
    while process.poll() is None and not (file.exists() and file.read_bytes().count(b"\n") >= papers):
        time.sleep(0.01)


THIRTY = (
    *(f"{number}=office" for number in range(8)),
    *(f"{number}=french" for number in range(8, 13)),
    *(f"{number}=references-empty" for number in range(13, 18)),
    *(f"{number}=chinese-no-references" for number in range(18, 20)),
    *(f"{number}=placeholder" for number in range(20, 22)),
    "22=truncated",
    "23=empty",
    "24=user-password",
    "25=page-tree-cycle",
)


def test_a_run_that_is_killed_three_times_ends_as_one_that_is_not(tmp_path: Path) -> None:
    papers = folder(
        tmp_path / "papers",
        *THIRTY,
        **{
            "26": hostile.noise(1),
            "27": hostile.noise(2),
            "28": hostile.memory_hog(),
            "29": hostile.nested_forms(8),
        },
    )
    # Unlike bytes, so that no paper serves another.
    for path in papers.iterdir():
        path.write_bytes(path.read_bytes() + f"\n%{path.name}\n".encode())
    options = ("--timeout", "4", "--memory", "500", "--lang", "en", "--thumbnails", "none")
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    assert run("batch", papers, "--out", whole, *options)[0] == 1
    assert set(verdicts(whole)) == {str(number) for number in range(30)}
    for moment in (3, 12, 24):
        process = started([papers], cut, *options)
        until_done(process, cut, moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    code, out, err = run("batch", papers, "--out", cut, *options)
    assert code == 1
    assert " kept from an earlier run" in out
    assert "Traceback" not in err
    assert results(cut) == results(whole)


def test_an_interrupt_stops_at_once_and_keeps_what_is_done(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "a=office", "b=office", z=hostile.hanging())
    out = tmp_path / "out"
    process = started([papers], out, "--timeout", "600", "--lang", "en")
    until_done(process, out, 2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert re.search(rb"interrupted: [12] of 3 papers are done and kept", err)
    assert b"Traceback" not in err
    (papers / "z.pdf").unlink()
    assert "2 results were kept from an earlier run" in run("batch", papers, "--out", out, "--lang", "en")[1]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    papers = folder(tmp_path / "papers", "office", z=hostile.hanging())
    out = tmp_path / "out"
    process = started([papers], out, "--timeout", "600")
    until_done(process, out, 1)
    code, _, err = run("batch", papers, "--out", out)
    process.kill()
    process.communicate()
    assert code == 2
    assert "another run is writing to" in err


def test_progress_in_a_pipe_is_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_INTERVAL_SECONDS", 0.0)
    with progress.progress(1200, "en") as shown:
        shown.done("kept.pdf", "pass", kept=True)
        shown.begun("a.pdf")
        shown.begun("b.pdf")
        assert shown.in_hand() == "a.pdf"
        shown.done("a.pdf", "fail", kept=False)
        assert shown.in_hand() == "b.pdf"
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "mlcia-check: 1 of 1,200, 0.0 a second: 1 passed"
    assert re.fullmatch(
        r"mlcia-check: 2 of 1,200, [\d.]+ a second, [\d:]+ left: 1 passed, 1 failed", lines[1]
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_progress_on_a_terminal_is_a_bar(tmp_path: Path) -> None:
    import pty

    papers = folder(tmp_path / "papers", "office", "french")
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "mlcia_check", "batch", str(papers), "--out", str(tmp_path / "out")]
    environment = QUIET_ENVIRONMENT | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=child) as process:
        process.communicate()
    os.close(child)
    shown = os.read(parent, 100_000).decode()
    os.close(parent)
    assert "2 of 2" in shown
    assert "━" in shown
