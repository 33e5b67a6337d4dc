"""The command line as its users meet it: each run is a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import msgspec
import pytest

import mlcia_check
from mlcia_check.cli.group import COMMANDS
from mlcia_check.report import schemas
from tests.fixtures_table import ROOT, fixture

PASSING = ROOT / "pdf" / "sigconf.pdf"
FAILING = ROOT / "pdf" / "pages-21.pdf"
NO_PDF = ROOT / "pdf" / "not-a-pdf.pdf"
QUIET_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"GITHUB_ACTIONS", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"}
} | {"PYTHONIOENCODING": "utf-8"}


def run(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None, env: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    done = subprocess.run(
        [sys.executable, "-m", "mlcia_check", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=cwd,
        env=QUIET_ENVIRONMENT | (env or {}),
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def report(*arguments: str | Path, given: bytes = b"") -> dict[str, object]:
    _, out, _ = run("check", "--format", "json", *arguments, given=given)
    decoded: dict[str, object] = msgspec.json.decode(out)
    return decoded


def paths(made: dict[str, object]) -> list[str]:
    documents = made["documents"]
    assert isinstance(documents, list)
    return [document["path"] for document in documents]


def archive(path: Path, members: Sequence[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members:
            opened.writestr(name, data)
    return path


PAGES = ("--select", "page-limit")
"""Only a rule that cannot be in dispute, where a test is about the command and not about papers."""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((*PAGES, PASSING), 0),
        ((*PAGES, FAILING), 1),
        ((*PAGES, NO_PDF), 1),
        ((*PAGES, PASSING, FAILING, NO_PDF), 1),
        (("--ignore", "page-limit", *PAGES, FAILING), 0),
    ],
)
def test_the_exit_code_carries_the_verdict(arguments: tuple[str | Path, ...], code: int) -> None:
    assert run("check", *arguments)[0] == code


def test_the_verdict_comes_first() -> None:
    _, out, err = run("check", *PAGES, FAILING)
    assert out.startswith("FAIL  ")
    assert "21 pages; at most 20 are allowed" in out
    assert err == ""


def test_a_paper_that_cannot_be_read_stops_no_other() -> None:
    made = report(*PAGES, NO_PDF, PASSING)
    assert made["summary"] == {"documents": 2, "pass": 1, "fail": 0, "review": 0, "unreadable": 1}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_order_is_that_given_whatever_the_number_of_jobs(jobs: str) -> None:
    given = [FAILING, NO_PDF, PASSING, FAILING]
    assert paths(report("--jobs", jobs, *PAGES, *given)) == [str(path) for path in given]


def test_the_report_is_the_same_whatever_the_number_of_jobs() -> None:
    given: list[str | Path] = ["check", "--format", "json", FAILING, NO_PDF, PASSING]
    assert run(*given, "--jobs", "1") == run(*given, "--jobs", "2")


def test_a_folder_is_searched_in_order_and_whatever_the_case(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.PDF", "b/c/y.pdf", "a.pdf", "b/notes.txt"):
        (tmp_path / name).write_bytes(NO_PDF.read_bytes())
    found = paths(report(tmp_path))
    assert found == [str(tmp_path / name) for name in ("a.pdf", "b/c/y.pdf", "z.PDF")]


def test_an_archive_is_read_and_its_names_become_no_paths(tmp_path: Path) -> None:
    paper = PASSING.read_bytes()
    made = archive(
        tmp_path / "all.zip",
        [("x/b.pdf", paper), ("../../escape.PDF", paper), ("read.me", b""), ("__MACOSX/x/._b.pdf", b"")],
    )
    before = sorted(tmp_path.rglob("*"))
    answer = report(*PAGES, made)
    assert paths(answer) == [f"{made}!/../../escape.PDF", f"{made}!/x/b.pdf"]
    assert answer["summary"] == {"documents": 2, "pass": 2, "fail": 0, "review": 0, "unreadable": 0}
    assert sorted(tmp_path.rglob("*")) == before


def _locked(path: Path) -> None:
    """Set the flag that says a member needs a password, in both of its headers."""
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    path.write_bytes(bytes(data))


def test_a_bad_archive_or_member_is_unreadable_and_says_why(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", [("bomb.pdf", bytes(20_000_000))])
    locked = archive(tmp_path / "locked.zip", [("locked.pdf", b"%PDF-1.5")])
    _locked(locked)
    cut = archive(tmp_path / "cut.zip", [("a.pdf", os.urandom(500)), ("b.pdf", os.urandom(500))])
    cut.write_bytes(cut.read_bytes()[:-300])
    damaged = archive(tmp_path / "damaged.zip", [("a.pdf", os.urandom(50))])
    data = bytearray(damaged.read_bytes())
    data[60] ^= 0xFF
    damaged.write_bytes(bytes(data))
    code, out, err = run("check", bomb, locked, cut, damaged)
    assert (code, err) == (1, "")
    assert out.count("UNREADABLE") == 4 + 4  # in its block and in the table
    for said in ("unpacks to 20 MB", "asks for a password", "archive"):
        assert said in " ".join(out.split())


def test_standard_input_is_a_document() -> None:
    made = report(*PAGES, "-", given=PASSING.read_bytes())
    assert paths(made) == ["-"]
    assert run("check", *PAGES, "-", given=FAILING.read_bytes())[0] == 1
    assert run("check", *PAGES, "-", given=b"")[0] == 1


def test_json_from_real_papers_keeps_its_schema() -> None:
    described = msgspec.json.decode(schemas.schema("report-1.schema.json"))
    jsonschema.validate(report(PASSING, FAILING, NO_PDF), described)
    _, out, _ = run("measure", "--format", "json", PASSING, NO_PDF)
    measures = msgspec.json.decode(schemas.schema("measures-1.schema.json"))
    jsonschema.validate(msgspec.json.decode(out), measures)


@pytest.mark.parametrize("form", ["sarif", "junit", "github"])
def test_the_other_formats_are_written(form: str) -> None:
    code, out, err = run("check", "--format", form, *PAGES, FAILING)
    assert (code, err) == (1, "")
    assert "page-limit" in out


def test_in_github_actions_the_format_is_its_own() -> None:
    assert "::error file=" in run("check", *PAGES, FAILING, env={"GITHUB_ACTIONS": "true"})[1]


def test_a_report_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    code, out, err = run("check", *PAGES, "-o", target, FAILING)
    assert (code, out, err) == (1, "", "")
    assert target.read_text(encoding="utf-8").startswith("FAIL  ")


def test_warnings_fail_where_that_is_asked(tmp_path: Path) -> None:
    pack = tmp_path / "mild.yaml"
    pack.write_text("extends: mlcia-2022\nrules:\n  page-limit: {severity: warning}\n", encoding="utf-8")
    mild = ("check", "--pack", pack, *PAGES, FAILING)
    assert run(*mild)[0] == 0
    assert run(*mild, "--fail-on", "warning")[0] == 1


def test_an_open_question_passes_where_that_is_asked() -> None:
    asked = ("check", "-q", fixture("scanned-page"))
    assert run(*asked)[0] == 3
    code, out, _ = run(*asked, "--fail-on", "error-only")
    assert code == 0
    assert out.startswith("REVIEW  ")
    assert run("check", "-q", FAILING, "--fail-on", "error-only")[0] == 1
    assert run("check", "--token", fixture("scanned-page"), "--fail-on", "error-only")[0] == 0


def test_a_pattern_is_expanded_where_the_shell_does_not(tmp_path: Path) -> None:
    for name in ("a.pdf", "b[1].pdf"):
        shutil.copy(PASSING, tmp_path / name)
    (tmp_path / "notes.txt").write_text("no paper", encoding="utf-8")
    code, out, err = run("check", "-q", "*.pdf", cwd=tmp_path)
    assert (code, out.count("PASS"), err) == (0, 2, "")
    assert run("check", "-q", "*", cwd=tmp_path)[1].count("\n") == 2
    assert run("check", "-q", "b[1].pdf", cwd=tmp_path)[0] == 0
    code, out, err = run("check", "x*.pdf", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "x*.pdf" in err


def test_latex_source_is_to_be_compiled(tmp_path: Path) -> None:
    source = tmp_path / "paper.tex"
    source.write_text("\\documentclass[sigconf]{acmart}\n", encoding="utf-8")
    code, out, _ = run("check", source)
    assert code == 1
    assert "LaTeX source, not a PDF" in out
    assert "Compile it" in out
    assert "viewer" not in out


@pytest.mark.parametrize(
    ("environment", "arguments", "verdict"),
    [
        ({}, (), "FAIL"),
        ({"LANG": "zh_CN.UTF-8"}, (), "不通过"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, (), "FAIL"),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang", "en"), "FAIL"),
        ({}, ("--lang", "zh"), "不通过"),
        ({"PYTHONIOENCODING": "ascii"}, ("--lang", "zh"), "???"),
    ],
)
def test_the_language_is_that_asked_for_or_the_locale_s(
    environment: dict[str, str], arguments: tuple[str, ...], verdict: str
) -> None:
    assert run("check", *PAGES, *arguments, FAILING, env=environment)[1].split()[0] == verdict


def test_quiet_and_verbose() -> None:
    assert run("check", "-q", *PAGES, FAILING, PASSING)[1].count("\n") == 2
    assert "body size" in run("check", "-v", *PAGES, PASSING)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "nowhere.pdf"), "no file or folder 'nowhere.pdf'"),
        (("check", "{empty}"), "no PDF in folder"),
        (("check", "--pack", "mlcia-2002", "{paper}"), "did you mean 'mlcia-2022'"),
        (("check", "--select", "page-limt", "{paper}"), "did you mean 'page-limit'"),
        (("check", "--ignore", "page-limt", "{paper}"), "did you mean 'page-limit'"),
        (("check", "--ignore", "page-limt", "{broken}"), "did you mean 'page-limit'"),
        (("check", "-o", "no/such/folder/report.txt", "{paper}"), "does not exist"),
        (("check", "-o", "{empty}", "{paper}"), "it is a folder"),
        (("check", "-o", "{paper}", "{paper}"), "is an input of this run"),
        (("check", "--jobs", "0", "{paper}"), "--jobs"),
        (("check", "--format", "xml", "{paper}"), "--format"),
        (("check",), "PATH"),
        (("chek",), "Did you mean 'check'?"),
        (("rules", "shw"), "shw"),
        (("check", "{tar}"), "unpack it, or pack the papers as zip"),
        (("explain", "page-limt"), "did you mean 'page-limit'"),
        (("rules", "show", "mlcia-2002"), "did you mean 'mlcia-2022'"),
        (("rules", "validate", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_wrong_usage_is_one_clear_sentence(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    archive = tmp_path / "papers.tar.gz"
    archive.write_bytes(b"\x1f\x8b")
    names = {"empty": tmp_path, "paper": PASSING, "broken": NO_PDF, "tar": archive}
    code, out, err = run(*(argument.format(**names) for argument in arguments), cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("mlcia-check: ")
    assert err.count("\n") == 1


def test_a_group_without_its_command_prints_its_help(tmp_path: Path) -> None:
    for group in ("hotcrp", "references", "results", "rules"):
        code, out, err = run(group, cwd=tmp_path)
        assert code == (0 if out else 2), "click before 8.2 prints the help as if it were asked for"
        help_text = out + err
        assert help_text.startswith(f"Usage: mlcia-check {group} ")
        assert help_text == run(group, "--help", cwd=tmp_path)[1]


def test_a_list_of_known_words_ends_before_the_next_sentence(tmp_path: Path) -> None:
    for lang, end in (("en", ", text. Try 'mlcia-check"), ("zh", "、text。用法见")):
        assert end in run("check", "--format", "xml", "--lang", lang, PASSING, cwd=tmp_path)[2]


def test_a_file_that_is_taken_for_an_option_is_told_how_to_give_it(tmp_path: Path) -> None:
    (tmp_path / "-lead.pdf").write_bytes(NO_PDF.read_bytes())
    told = run("check", "-lead.pdf", cwd=tmp_path)[2]
    assert told.endswith("Put '--' before '-lead.pdf', which is a file.\n")
    assert "请在它前面加上 --" in run("check", "-lead.pdf", "--lang", "zh", cwd=tmp_path)[2]
    assert "which is a file" not in run("check", "-other.pdf", cwd=tmp_path)[2]


def test_what_may_hold_a_paper_in_a_folder_and_is_not_checked_is_told(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(PASSING.read_bytes())
    (tmp_path / "gone.pdf").symlink_to("nowhere.pdf")
    (tmp_path / "more.zip").write_bytes(b"PK")
    (tmp_path / "notes.txt").write_text("notes")
    code, _, err = run("check", tmp_path)
    assert code == 0
    assert [line.split("' was not checked")[0].rpartition("/")[2] for line in err.splitlines()] == [
        "gone.pdf",
        "more.zip",
    ]


def test_a_link_that_leads_nowhere_is_told_apart_from_a_file_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").symlink_to("gone.pdf")
    told = "mlcia-check: 'paper.pdf' is a link to a file that does not exist.\n"
    assert run("check", "paper.pdf", cwd=tmp_path) == (2, "", told)


def test_a_copy_with_roles_says_where_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "roles.pdf"
    assert run("measure", "--roles", copy, PASSING) == (0, f"Written: {copy}\n", "")
    assert copy.read_bytes().startswith(b"%PDF")


def test_a_broken_pack_is_told_with_line_and_column(tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text("extends: mlcia-2022\nrules:\n  page-limt: {severity: warning}\n", encoding="utf-8")
    for arguments in (("check", "--pack", pack, PASSING), ("rules", "validate", pack)):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "pack.yaml:3:3" in err
        assert "page-limit" in err


def test_the_packs_can_be_read() -> None:
    assert "mlcia-2022" in run("rules", "list")[1]
    assert "page-limit" in run("rules", "show", "mlcia-2022")[1]
    assert "at most 20 pages" in run("explain", "page-limit")[1]
    assert run("explain", "page-limit", "--lang", "zh")[1].count("征稿") > 0


def test_explain_gives_the_fix_first_and_the_values_on_request() -> None:
    told = run("explain", "text-block")[1]
    assert told.index("Remove geometry") < told.index("Every paper has the same text block")
    assert "column_width" not in told
    assert "mlcia-check explain -v text-block" in told
    assert "docs/rules/text-block.md" in told
    of_the_case = (
        told.index("A column begins"),
        told.index("changes of \\textwidth\n             and \\columnsep"),
    )
    assert of_the_case[0] < of_the_case[1] < told.index("The first line stands")
    assert "inner: " not in told
    told = run("explain", "-v", "text-block")[1]
    assert "leading = 10.96bp (11pt)" in told
    assert "side = 1.50bp" in told
    assert "templates = top 708.5bp, bottom 82.0bp" in told
    assert re.search(r"phrases = \d{3} entries", run("explain", "-v", "hidden-text")[1])


def test_rules_can_be_described_to_an_editor() -> None:
    assert msgspec.json.decode(run("rules", "schema")[1])["$schema"]


def test_version() -> None:
    code, out, err = run("--version")
    own, readers = out.splitlines()
    assert (code, own, err) == (0, f"mlcia-check {mlcia_check.__version__}", "")
    versions = r"PDFium [\d.]+\S*, pypdfium2 [\d.]+, pypdf [\d.]+, pdfminer.six \d+, Python [\d.]+"
    which = "(no )?native page reader"
    assert re.fullmatch(f"{versions}, {which}", readers)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_a_screen_and_shows_an_example(name: str) -> None:
    code, out, err = run(*name.split(), "--help", env={"COLUMNS": "80"})
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) <= {"": 28, "batch": 48, "check": 40}.get(name, 24)
    assert max(map(len, lines)) <= 80
    assert f"  mlcia-check {name}".rstrip() in out


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "mlcia_check", "check", *PAGES, str(PASSING)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


HEAVY = (
    "concurrent.futures",
    "difflib",
    "gcld3",
    "jsonschema",
    "multiprocessing",
    "pdfminer",
    "pypdf",
    "rich",
    "yaml",
    "zipfile",
)


def imported(*arguments: str | Path, cwd: Path | None = None) -> set[str]:
    """The modules that a command has imported when it ends."""
    script = (
        "import sys; from mlcia_check.cli import main; code = main(sys.argv[1:]); "
        "sys.stderr.write('\\n'.join(sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env=QUIET_ENVIRONMENT,
        check=False,
    )
    return set(done.stderr.decode().split())


def test_help_imports_nothing_that_it_does_not_need() -> None:
    assert imported("--help") & {*HEAVY, "mlcia_check.cli.check", "pypdfium2", "pypdfium2_raw"} == set()
