"""On demand: this program inside a real HotCRP, from the upload to the tags.

    python -m tests.hotcrp_site SITE [--keep FOLDER]

SITE is HotCRP's own folder, set up as its README says, with a conf/options.php whose database may be
filled: a site for tests, and nothing else. PHP (with its zip) and mlcia-check are on the PATH. Twenty
fixtures are imported, checked by HotCRP's own scripts, handed out by its web server, checked as a
batch, and tagged. `--keep` leaves the zip, the results and the configuration there.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mlcia_check.report.hotcrp import plugin
from tests.fixtures_table import fixture

CHAIR = "chair@example.org"
SPEC = 'letter;20;2;7in x 9in;9;11;{"checkers":["MlciaCheck_FormatChecker"]}'
PAPERS = (
    "pages-20",
    "pages-21",
    "body-8.8",
    "block-right-3",
    "block-bottom-3",
    "leading-3",
    "one-column-page",
    "a4",
    "scaled-97",
    "office",
    "chinese-xecjk",
    "javascript-open",
    "launch-proof",
    "hidden-phrase",
    "no-references",
    "appendix-8pt",
    "unresolved",
    "scanned-page",
    "truncated",
    "ten-point",
)
"""Paper 1, 2, ... of the site."""

WARNING, ERROR = 1, 2
"""HotCRP's own numbers for the weight of a message."""

Report = dict[str, Any]


class Site:
    """A HotCRP with its scripts, under a configuration of our own that includes the site's."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder, self.work = folder, work
        self.options = work / "options.php"
        self.command = shutil.which("mlcia-check") or sys.exit("mlcia-check is not on the PATH")
        (work / "mlciacheck.php").write_text(plugin(), encoding="utf-8")
        self.configure()

    def configure(self, **more: object) -> None:
        """Write the configuration; `more` are options beyond the usual ones."""
        options = {
            "banalCommand": [self.command, "measure", "--format", "banal"],
            "sub_banal": SPEC,
            "mlciaCommand": [self.command],
            "sendEmail": False,
            "updatesSite": False,
        } | more
        lines = [f"$Opt[{json.dumps(name)}] = {_php(value)};" for name, value in options.items()]
        include = f'$Opt["include"][] = "{self.work}/mlciacheck.php";'
        text = f'<?php\nglobal $Opt;\nrequire "{self.folder}/conf/options.php";\n{include}\n'
        self.options.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")

    def run(self, script: str, *arguments: str | Path, given: str = "") -> str:
        """Standard output of one of HotCRP's scripts."""
        words = ["php", f"batch/{script}.php", "--config", str(self.options), *map(str, arguments)]
        done = subprocess.run(
            words, cwd=self.folder, input=given, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode not in (0, 1):
            sys.exit(f"{script} failed: {done.stderr}")
        return done.stdout

    def check(self, paper: int) -> Report:
        """What HotCRP's format checker says of a paper."""
        found: Report = json.loads(self.run("checkformat", "-p", str(paper)))
        return found

    def found(self, query: str) -> set[int]:
        """The papers that a search finds."""
        table = csv.reader(io.StringIO(self.run("search", "--no-header", "-t", "s", query)))
        return {int(row[0]) for row in table if row}

    @contextmanager
    def served(self) -> Iterator[str]:
        """The site's address while PHP's own web server serves it, on this machine only."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        router = self.work / "router.php"
        router.write_text(
            f'<?php\ndefine("HOTCRP_OPTIONS", "{self.options}");\nrequire "{self.folder}/index.php";\n',
            encoding="utf-8",
        )
        words = ["php", "-S", address, str(router)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(words, cwd=self.folder, **quiet) as server:  # type: ignore[call-overload]
            time.sleep(1)
            try:
                yield f"http://{address}"
            finally:
                server.terminate()


def main() -> None:
    asked = argparse.ArgumentParser(description="This program inside a real HotCRP.")
    asked.add_argument("site", type=Path)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = (given.keep or Path(folder)).absolute()
        work.mkdir(exist_ok=True)
        site = Site(given.site.absolute(), work)
        upload(site)
        reports = judge()
        messages(site, reports)
        failures(site)
        archive = download(site)
        tags(site, archive, reports)
    print("all as expected")


def upload(site: Site) -> None:
    """Through HotCRP's own import."""
    site.run("saveusers", "-u", CHAIR, "-r", "chair", "-q")
    archive = site.work / "import.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for name in PAPERS:
            opened.write(fixture(name), f"{name}.pdf")
        opened.writestr("papers.json", json.dumps([_paper(*numbered) for numbered in enumerate(PAPERS, 1)]))
    site.run("savepapers", "-q", "-z", archive)
    assert site.found("") == set(range(1, len(PAPERS) + 1)), "not every paper was imported"
    print(f"{len(PAPERS)} papers imported")


def judge() -> list[Report]:
    """What this program itself says, for comparison."""
    words = [sys.executable, "-m", "mlcia_check", "check", "--format", "json", "--lang", "en"]
    done = subprocess.run([*words, *map(fixture, PAPERS)], capture_output=True, check=False)
    documents: list[Report] = json.loads(done.stdout)["documents"]
    return documents


def messages(site: Site, reports: Sequence[Report]) -> None:
    """Every finding is among HotCRP's messages, errors as errors, and nothing else is."""
    for number, (name, report) in enumerate(zip(PAPERS, reports, strict=True), 1):
        shown = site.check(number)
        assert shown["ok"], name
        ours = [message for message in shown["message_list"] if message.get("field") == "mlcia"]
        for severity, status in (("error", ERROR), ("warning", WARNING)):
            severities = ("warning", "review") if severity == "warning" else (severity,)
            wanted = sorted(f["rule"] for f in report["findings"] if f["severity"] in severities)
            rules = sorted(_rule(message) for message in ours if message["status"] == status)
            assert rules == wanted, f"{name}: {rules} where {wanted} was to come"
        verdict = "problem" if report["verdict"] != "pass" or ours else "ok"
        print(f"#{number} {name}: {verdict}; {', '.join(shown['problem_fields']) or 'no problem'}")
        for message in shown["message_list"][1:]:
            if message.get("field"):
                print(f"      {message['status']:>2}  {message['message'].removeprefix('<0>')}")
    failing = {n for n, report in enumerate(reports, 1) if report["verdict"] in ("fail", "unreadable")}
    assert failing <= site.found("pdf:mlcia"), (
        "HotCRP's search for the field does not find the failing papers"
    )


def failures(site: Site) -> None:
    """A check that cannot be made is a warning that says so; it never makes an error of its own."""
    broken = {
        "is missing": ["/nowhere/mlcia-check"],
        "fails": ["false"],
        "dies": ["sh", "-c", "kill -SEGV $$"],
        "says nothing": ["true"],
        "says something else": ["echo", '{"documents":[{}]}'],
        "never ends": ["sh", "-c", "sleep 60"],
    }
    for what, command in broken.items():
        site.configure(mlciaCommand=command, mlciaTimeout=1)
        started = time.monotonic()
        shown = site.check(1)
        assert shown["ok"], what
        assert not shown["has_error"], what
        assert [m["status"] for m in shown["message_list"] if m.get("field") == "mlcia"] == [WARNING, -5], (
            what
        )
        assert time.monotonic() - started < 5, what
        print(f"a program that {what}: {shown['message_list'][2]['message'].removeprefix('<0>')}")
    site.configure(mlciaLang="zh")
    shown = site.check(3)
    assert "正文字号" in json.dumps(shown["message_list"], ensure_ascii=False)
    site.configure(banalCommand=["false"])
    assert not site.check(2)["message_list"][0]["message"].startswith("<0>Congratulations")
    site.configure()


def download(site: Site) -> Path:
    """The zip of all submissions, as the site hands it out to a chair."""
    token = site.run("apitoken", "create", CHAIR).split()[-1]
    archive = site.work / "submissions.zip"
    with site.served() as address:
        wanted = urllib.request.Request(
            f"{address}/api/searchaction?action=get/paper&q=&t=s",
            headers={"Authorization": f"bearer {token}"},
        )
        with urllib.request.urlopen(wanted, timeout=60) as answer:
            archive.write_bytes(answer.read())
    with zipfile.ZipFile(archive) as opened:
        print(f"the site's zip: {', '.join(opened.namelist()[:3])}, ...")
    return archive


def tags(site: Site, archive: Path, reports: Sequence[Report]) -> None:
    """The zip goes into `batch`, and the tags that it writes go into the site."""
    out = site.work / "results"
    words = [
        sys.executable,
        "-m",
        "mlcia_check",
        "batch",
        str(archive),
        "--out",
        str(out),
        "--thumbnails",
        "none",
    ]
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    written = (out / "hotcrp-tags.csv").read_text(encoding="utf-8")
    for _ in range(2):
        site.run("assign", given=written)
        for verdict in ("fail", "review", "unreadable"):
            wanted = {n for n, report in enumerate(reports, 1) if report["verdict"] == verdict}
            assert site.found(f"#~~format-{verdict}") == wanted, verdict
            print(f"#~~format-{verdict}: {sorted(wanted)}")


def _paper(number: int, name: str) -> Report:
    return {
        "pid": number,
        "title": f"The paper {name}",
        "abstract": "An abstract.",
        "authors": [{"name": "Ada Author", "email": "ada@example.org", "affiliation": "Example"}],
        "status": "submitted",
        "submission": {"content_file": f"{name}.pdf", "type": "application/pdf"},
    }


def _rule(message: Report) -> str:
    """The rule's name, which ends the message."""
    text: str = message["message"]
    return text.rstrip(")").rpartition("(")[2].rpartition("; ")[2]


def _php(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_php, value))}]"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return str(value).lower()


if __name__ == "__main__":
    main()
