"""What a disk, a system or a stranger's files can do to a run: pipes, devices, links in circles, folders that
cannot be listed, full disks, files that are read being written to. Real ones, through the real command."""

from __future__ import annotations

import csv
import ctypes
import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import mlcia_check
from mlcia_check.report.formats import registry
from tests.fixtures_table import fixture

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's files of all kinds")

ROOT = Path(mlcia_check.__file__).parent.parent
PLAIN = fixture("sigconf")
FAILING = fixture("gutter-2")
SECONDS = 60
"""Far more than any of these takes, and far less than for ever."""

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
"""Of Linux (prctl.h, capability.h)."""


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    most_bytes: int | None = None,
    without_privileges: bool = False,
    out: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """The command, ended when it hangs. `most_bytes` is what each of its files may hold; `without_privileges`
    a folder's rights bind root as well."""

    def prepare() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        if without_privileges:
            for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
                ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)

    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "HOME": "/tmp"}
    environment.pop("GITHUB_ACTIONS", None)
    done = subprocess.run(
        [sys.executable, "-m", "mlcia_check", *map(str, arguments)],
        cwd=cwd,
        env=environment,
        preexec_fn=prepare,
        stdout=subprocess.PIPE if out is None else out,
        stderr=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def skipped(out: Path) -> dict[str, str]:
    with open(out / "skipped.csv", encoding="utf-8-sig", newline="") as file:
        return {row["file"].rpartition("/")[2]: row["reason"] for row in csv.DictReader(file)}


def verdicts(out: Path) -> dict[str, str]:
    with open(out / "summary.csv", encoding="utf-8-sig", newline="") as file:
        return {row["file"].rpartition("/")[2]: row["verdict"] for row in csv.DictReader(file)}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with one paper that passes."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(PLAIN.read_bytes())
    return folder


@pytest.fixture
def odd(papers: Path) -> Iterator[Path]:
    """Beside the paper a pipe, a socket, links to devices, to nothing and to themselves, all named as
    papers."""
    os.mkfifo(papers / "pipe.pdf")
    (papers / "device.pdf").symlink_to("/dev/zero")
    (papers / "nothing.pdf").symlink_to("nowhere")
    (papers / "self.pdf").symlink_to("self.pdf")
    for name in ("round", "about"):
        (papers / name).symlink_to(".")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(papers)
        try:
            listening.bind("socket.pdf")
        finally:
            os.chdir(here)
        yield papers


ODD = {"pipe.pdf", "device.pdf", "nothing.pdf", "self.pdf", "socket.pdf"}


@pytest.mark.parametrize("pattern", ["*", "**/*", "**/*.pdf", "", "[!x]*.pdf"])
def test_pipes_devices_and_links_are_named_and_the_others_are_read(
    odd: Path, tmp_path: Path, pattern: str
) -> None:
    out = tmp_path / "out"
    done = run("batch", odd / pattern, "--out", out)
    assert done.returncode == 0, done.stderr
    assert verdicts(out) == {"good.pdf": "pass"}
    named = skipped(out)
    assert named.keys() - {"round", "about"} == ODD
    assert {named[name] for name in ODD} == {"It is not a regular file, or it is a broken link."}


def test_each_of_them_can_be_named_by_itself(odd: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("batch", *sorted(odd.glob("*.pdf")), "--out", out).returncode == 0
    assert verdicts(out) == {"good.pdf": "pass"}
    assert skipped(out).keys() == ODD


@pytest.mark.parametrize("name", ["pipe.pdf", "device.pdf", "socket.pdf"])
@pytest.mark.parametrize("command", ["check", "measure", "annotate"])
def test_no_command_waits_for_what_is_no_file(odd: Path, tmp_path: Path, command: str, name: str) -> None:
    more = ("-o", tmp_path / "notes.pdf") if command == "annotate" else ()
    done = run(command, odd / name, *more)
    assert done.returncode == 1
    assert "cannot be opened" in done.stdout
    assert not (tmp_path / "notes.pdf").exists()


def test_a_folder_that_cannot_be_listed_is_named_and_the_others_are_read(
    papers: Path, tmp_path: Path
) -> None:
    (papers / "shut").mkdir()
    (papers / "shut" / "x.pdf").write_bytes(b"%PDF-")
    (papers / "shut").chmod(0)
    out = tmp_path / "out"
    try:
        for pattern in (papers, f"{papers}/**/*.pdf"):
            done = run("batch", pattern, "--out", out, without_privileges=True)
            assert done.returncode == 0, done.stderr
            assert verdicts(out) == {"good.pdf": "pass"}
            assert skipped(out) == {"shut": "The folder cannot be listed."}
        # A single check has nowhere to name it.
        done = run("check", papers, without_privileges=True)
        assert (done.returncode, "cannot list folder" in done.stderr) == (2, True)
    finally:
        (papers / "shut").chmod(0o755)


def test_what_a_pattern_finds_in_the_results_is_no_paper(papers: Path) -> None:
    (papers / "bad.pdf").write_bytes(FAILING.read_bytes())
    out = papers / "results"
    for _ in range(2):
        run("batch", f"{papers}/**/*.pdf", "--annotate", "--out", out)
        assert verdicts(out).keys() == {"good.pdf", "bad.pdf"}


OVER = {
    "json": ("check", "{papers}", "--format", "json={papers}/good.pdf"),
    "html": ("check", "{papers}/good.pdf", "--format", "html={papers}/../papers/good.pdf"),
    "-o": ("check", "{papers}", "-o", "{papers}/good.pdf"),
    "hard link": ("check", "{papers}", "-o", "{papers}/../hard.json"),
    "symbolic link": ("check", "{papers}", "--format", "sarif={papers}/../soft.json"),
    "archive": ("check", "{papers}/../all.zip", "-o", "{papers}/../all.zip"),
    "pack": ("check", "{papers}", "--pack", "{papers}/../mine.yaml", "-o", "{papers}/../mine.yaml"),
    "measure": ("measure", "{papers}", "--format", "json", "-o", "{papers}/good.pdf"),
    "banal": ("measure", "{papers}", "--format", "banal", "-o", "{papers}/good.pdf"),
    "annotate": ("annotate", "{papers}", "-o", "{papers}/good.pdf"),
    "batch into its papers": ("batch", "{papers}", "--out", "{papers}"),
    "batch over a paper in its results": ("batch", "{papers}/good.pdf", "--out", "{papers}"),
    "batch over its list of ids": (
        "batch",
        "{papers}/good.pdf",
        "--ids",
        "{old}/summary.csv",
        "--out",
        "{old}",
    ),
    "batch over its list": ("batch", "--from-list", "{old}/skipped.csv", "--out", "{old}"),
}


@pytest.mark.parametrize("kind", OVER)
def test_nothing_is_written_over_what_is_read(papers: Path, tmp_path: Path, kind: str) -> None:
    os.link(papers / "good.pdf", tmp_path / "hard.json")
    (tmp_path / "soft.json").symlink_to(papers / "good.pdf")
    (tmp_path / "mine.yaml").write_text("extends: acm-sigconf\n")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(papers / "good.pdf", "papers/good.pdf")
    old = tmp_path / "old"
    old.mkdir()
    (old / "summary.csv").write_text("id,file\n7,good.pdf\n")
    (old / "skipped.csv").write_text(f"{papers}/good.pdf\n")
    (old / "results.jsonl").write_text("")
    if kind.startswith("batch into") or "paper in" in kind:
        (papers / "results.jsonl").write_text("")

    def kept() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}

    before = kept()
    done = run(*(part.format(papers=papers, old=old) for part in OVER[kind]))
    assert done.returncode == 2, done.stdout
    assert "is an input of this run" in done.stderr, done.stderr
    assert kept() == before


def test_results_do_not_go_through_links(papers: Path, tmp_path: Path) -> None:
    for name in ("results.jsonl", "letters"):
        out = tmp_path / f"out-{name}"
        out.mkdir()
        (out / "results.jsonl").touch()
        (out / name).unlink(missing_ok=True)
        (out / name).symlink_to(papers / "good.pdf" if name == "results.jsonl" else papers)
        done = run("batch", papers / "good.pdf", "--out", out)
        assert done.returncode == 2
        assert name in done.stderr
    out = tmp_path / "out"
    out.mkdir()
    for name in ("results.jsonl", "report.json"):
        (out / name).touch()
    (out / "report.json.part").symlink_to(papers / "good.pdf")
    assert run("batch", papers / "good.pdf", "--out", out).returncode == 0
    assert (papers / "good.pdf").read_bytes() == PLAIN.read_bytes()


FULL = {
    "json": ("check", "{paper}", "--format", "json={out}"),
    "html": ("check", "{paper}", "--format", "html={out}"),
    "measure": ("measure", "{paper}", "--format", "json", "-o", "{out}"),
    "annotate": ("annotate", "{paper}", "-o", "{out}"),
}


@pytest.mark.parametrize("kind", FULL)
def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "report"
    out.write_text("what was there")
    done = run(*(part.format(paper=FAILING, out=out) for part in FULL[kind]), most_bytes=500)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"mlcia-check: cannot write to '{out}': File too large."
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert out.read_text() == "what was there"


def test_a_report_keeps_the_rights_of_the_one_that_it_replaces(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    out.touch(mode=0o600)
    assert run("check", PLAIN, "--format", f"json={out}").returncode == 0
    assert (out.stat().st_mode & 0o777, out.stat().st_size > 0) == (0o600, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", str(FAILING)),
        ("check", str(FAILING), "--format", "json"),
        ("measure", str(FAILING)),
        ("rules", "schema"),
        ("--version",),
        ("--help",),
        ("check", "--help"),
        ("completion", "bash"),
    ],
)
def test_standard_output_on_a_full_disk_is_one_sentence(arguments: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        done = run(*arguments, out=full)
    finally:
        os.close(full)
    assert done.returncode == 2
    assert done.stderr.startswith("mlcia-check: cannot write")
    assert done.stderr.endswith("No space left on device.\n")
    assert len(done.stderr.splitlines()) == 1


def whole(out: Path) -> dict[str, bytes]:
    journal = {"results.jsonl", "thumbnails.bin"}
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in journal
    }


def test_a_batch_goes_on_where_a_full_disk_stopped_it(papers: Path, tmp_path: Path) -> None:
    (papers / "bad.pdf").write_bytes(FAILING.read_bytes())
    (papers / "again.pdf").write_bytes(FAILING.read_bytes() + b"\n%\n")
    assert run("batch", papers, "--out", tmp_path / "once").returncode == 1
    out = tmp_path / "out"
    # In the midst of a line, of a picture, of a report.
    for most in (100, 5000, 60_000):
        done = run("batch", papers, "--out", out, most_bytes=most)
        assert done.returncode == 2, done.stdout
        assert done.stderr.splitlines()[-1].endswith("File too large.")
        assert not list(out.rglob("*.part"))
        for path in out.glob("*.json"):
            json.loads(path.read_bytes())
    assert run("batch", papers, "--out", out).returncode == 1
    assert whole(out) == whole(tmp_path / "once")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts")
def test_a_disk_that_is_really_full(papers: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("the system lets nobody mount")
    try:
        done = run("batch", papers, FAILING, "--out", disk / "out")
        assert done.returncode == 2
        assert "No space left on device" in done.stderr.splitlines()[-1]
        assert not list(disk.rglob("*.part"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


SECRET = "root:$6$hidden:19000:0:99999:7:::"


@pytest.mark.parametrize("how", ["absolute", "above", "link", "device", "large", "no pack", "rule"])
def test_a_pack_reads_nothing_but_packs_beside_it(tmp_path: Path, how: str) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(f"{SECRET}\nkey: {SECRET}\n- x")
    folder = tmp_path / "packs"
    folder.mkdir()
    base = folder / "base.yaml"
    extends = {"absolute": str(secret), "above": "../secret.yaml"}.get(how, "./base.yaml")
    if how == "link":
        base.symlink_to(secret)
    elif how == "device":
        base.symlink_to("/dev/zero")
    elif how == "large":
        base.write_text("name: x\n" + "# " + "x" * 2_000_000)
    elif how == "no pack":
        base.write_text(f'"{SECRET}": {SECRET}\nother: [{SECRET}]\n')
    elif how == "rule":
        (folder / "pack.yaml").write_text("name: packs\nextends: acm-sigconf\n")
        (folder / "page-limit.yaml").symlink_to(secret)
    (folder / "mine.yaml").write_text(
        f"id: mine\nextends: {extends}\n" if how == "rule" else f"extends: {extends}\n"
    )
    done = run("rules", "validate", folder if how == "rule" else folder / "mine.yaml")
    assert done.returncode == 2
    assert "hidden" not in done.stderr
    assert done.stderr.startswith("mlcia-check: ")


@pytest.mark.parametrize("what", ["/dev/zero", "pipe", "/etc/passwd"])
def test_a_pack_that_is_none_is_refused_without_its_lines(tmp_path: Path, what: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run("check", PLAIN, "--pack", tmp_path / what)
    assert done.returncode == 2
    assert "daemon" not in done.stderr


TEMPLATES = {
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "memory": "{{ 'a' * 9999999999 }}",
    "length": "{% for a in range(2000) %}{{ 'x' * 1000 }}{% endfor %}",
}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_letter_s_template_ends_within_its_limits(papers: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "mine.yaml").write_text(
        f'extends: acm-sigconf\nletter: {{en: "{TEMPLATES[kind]}", zh: "x"}}\n', encoding="utf-8"
    )
    done = run("batch", papers, "--pack", tmp_path / "mine.yaml", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "the template 'letter'" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "paper.pdf").write_bytes(PLAIN.read_bytes())
    (tmp_path / "elsewhere.pdf").write_bytes(PLAIN.read_bytes())
    (tmp_path / "elsewhere.yaml").write_text(f"name: x\n{SECRET}: y\n")
    (folder / "out.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    (folder / "out").symlink_to(tmp_path / "elsewhere.yaml")
    return folder


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("paths: [s3://bucket/paper.pdf]", "is a URL"),
        ("paths: ['https://example.org/x.pdf']", "is a URL"),
        ("pack: https://example.org/pack.yaml", "is a URL"),
        ("paths: [../elsewhere.pdf]", "lies outside the repository"),
        ("paths: [/etc]", "lies outside the repository"),
        ("paths: [paper.pdf, out.pdf]", "lies outside the repository"),
        ("pack: ../elsewhere.yaml", "lies outside the repository"),
        ("pack: /dev/zero", "lies outside the repository"),
        ("pack: out", "lies outside the repository"),
    ],
)
def test_a_stranger_s_settings_name_nothing_outside(repository: Path, setting: str, told: str) -> None:
    (repository / ".mlcia-check.yaml").write_text(setting + "\n")
    done = run("check", cwd=repository)
    assert done.returncode == 2
    assert (
        f".mlcia-check.yaml:1:{1 + setting.index(':') + 2 + setting.count('[')}" in done.stderr
        or told in done.stderr
    )
    assert told in done.stderr
    assert "hidden" not in done.stderr
    (repository / ".mlcia-check.yaml").unlink()
    key, _, value = setting.partition(": ")
    toml = f'{key} = "{value}"' if key == "pack" else f"{key} = {json.dumps(value.strip('[]').split(', '))}"
    (repository / "pyproject.toml").write_text(f"[tool.mlcia-check]\n{toml}\n".replace("'", ""))
    done = run("check", cwd=repository)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_settings_are_a_file_of_the_repository(repository: Path, tmp_path: Path) -> None:
    (repository / ".mlcia-check.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    done = run("check", cwd=repository)
    assert (done.returncode, "hidden" in done.stderr) == (2, False)
    (repository / ".mlcia-check.yaml").unlink()
    os.mkfifo(repository / "pyproject.toml")
    assert run("check", "paper.pdf", cwd=repository).returncode == 0


def test_settings_of_a_repository_name_its_own_files(repository: Path) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / ".mlcia-check.yaml").write_text("paths: [../paper.pdf]\npack: ../mine.yaml\n")
    (repository / "mine.yaml").write_text("extends: acm-sigconf\n")
    for cwd in (repository / "sub", repository / "sub" / "deeper"):
        cwd.mkdir(exist_ok=True)
        assert run("check", cwd=cwd).returncode == 0


def test_of_archives_in_an_archive_three_are_named_and_the_others_counted(
    repository: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(PLAIN, "paper.pdf")
        for number in range(5):
            archive.writestr(f"supplement-{number}.zip", b"PK")
    done = run("check", "-q", str(tmp_path / "all.zip"), cwd=repository)
    assert done.stderr.count("It is an archive inside an archive") == 3
    assert "2 more archives were not checked." in done.stderr


def test_links_in_a_folder_of_the_settings_stay_in_the_repository(repository: Path, tmp_path: Path) -> None:
    papers = repository / "papers"
    papers.mkdir()
    (papers / "own.pdf").write_bytes(PLAIN.read_bytes())
    (papers / "inside.pdf").symlink_to(repository / "paper.pdf")
    (papers / "outside.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    (repository / ".mlcia-check.yaml").write_text("paths: [papers]\n")
    done = run("check", "--format", "csv", cwd=repository)
    assert "papers/outside.pdf' was not checked: It is a link out of the repository" in done.stderr
    assert "outside.pdf" not in done.stdout
    assert {"papers/own.pdf", "papers/inside.pdf"} <= set(done.stdout.replace("\n", ",").split(","))
    (repository / "papers" / "own.pdf").unlink()
    (repository / "papers" / "inside.pdf").unlink()
    assert run("check", cwd=repository).returncode == 2
    named = run("check", "papers", "--format", "csv", cwd=repository)
    assert "papers/outside.pdf" in named.stdout


STEERING = (
    "\x1b[2Jx",
    "a\u202efdp.",
    "t\U000e0041g",
    "n\ufffeo",
    "l\u2066r",
    "two\nlines",
    "\x07",
    "=1+1",
    "@x,y:z",
)
ESCAPES = ("\\u202e", "\\u001b", "&#x202e", "%E2%80%AE", "%1B")
UNFIT = set("\x1b\x07\n\r\u202e\u2066\ufffe\U000e0041")


def test_names_of_files_steer_no_report(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number, name in enumerate(STEERING):
        (papers / f"{name}{number}.pdf").write_bytes(FAILING.read_bytes())
    reports = {form: tmp_path / f"report.{form}" for form in registry.FORMATS}
    asked = [part for form, path in reports.items() for part in ("--format", f"{form}={path}")]
    assert run("check", ".", *asked, "--no-confirm", cwd=papers).returncode == 1
    for form, report in reports.items():
        text = report.read_text(encoding="utf-8")
        assert not set(text) & (UNFIT - set("\n\r")), form
        assert not any(escape in text for escape in ("\\u202e", "\\u001b", "&#x202e", "%E2%80%AE", "%1B")), (
            form
        )
    cells = [
        cell for row in csv.reader(reports["csv"].read_text(encoding="utf-8").splitlines()) for cell in row
    ]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    annotations = reports["github"].read_text(encoding="utf-8").splitlines()
    assert all(line.startswith(("::", "FAIL ")) for line in annotations)


def test_names_of_files_steer_no_batch_and_no_terminal(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number, name in enumerate(STEERING):
        (papers / f"{name}{number}.pdf").write_bytes(FAILING.read_bytes() + b"\n%%%d\n" % number)
        (papers / f"{name}{number}.txt").touch()
    done = run("batch", papers, "--out", tmp_path / "out", "--no-confirm")
    for path in (tmp_path / "out").rglob("*"):
        assert not set(path.name) & UNFIT
        if path.suffix in (".csv", ".json", ".html", ".txt", ".jsonl"):
            assert not set(path.read_text(encoding="utf-8")) & (UNFIT - set("\n\r")), path
    assert not set(done.stdout + done.stderr) & (UNFIT - set("\n\r"))
    done = run("check", "no\x1b]0;x\x07\u202e.pdf")
    assert not set(done.stderr[:-1]) & UNFIT
