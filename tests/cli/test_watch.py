"""`check --watch`: a paper is checked again when it changes, and half a file is waited for."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.fixtures_table import fixture

ROOT = Path(__file__).parents[2]
WAITING = "Waiting for a change; Ctrl-C ends."
SECONDS = 60.0
"""A test that hears nothing for so long fails."""


class Watch:
    """A running `check --watch` and what it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, last: str) -> list[str]:
        """The lines up to the one that begins so."""
        lines: list[str] = []
        while not lines or not lines[-1].startswith(last):
            lines.append(self._lines.get(timeout=SECONDS))
        return lines

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@contextmanager
def watching(*paths: Path) -> Iterator[Watch]:
    command = [sys.executable, "-m", "mlcia_check", "check", "--lang", "en", "--watch", *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as process:
        try:
            yield Watch(process)
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_what_was_fixed_and_what_is_new_is_said_after_each_change(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(fixture("gutter-2").read_bytes())
    with watching(paper) as seen:
        assert any("column-gap" in line for line in seen.until(WAITING))
        paper.write_bytes(fixture("sigconf").read_bytes())
        lines = seen.until(WAITING)
        assert lines[0].startswith("PASS")
        assert any(line.startswith("Fixed since the last check:") and "column-gap" in line for line in lines)
        assert "New since the last check: none" in lines
        paper.unlink()
        paper.write_bytes(fixture("pages-21").read_bytes())
        lines = seen.until(WAITING)
        assert "New since the last check: page-limit" in lines
        assert seen.end() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_half_a_file_is_waited_for(tmp_path: Path) -> None:
    paper, data = tmp_path / "paper.pdf", fixture("sigconf").read_bytes()
    paper.write_bytes(data)
    with watching(paper) as seen:
        seen.until(WAITING)
        paper.write_bytes(data[: len(data) // 20])
        assert len(seen.until("A paper cannot be read yet")) == 1
        paper.write_bytes(data)
        assert seen.until(WAITING)[0].startswith("PASS")
        assert seen.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_a_new_paper_in_a_watched_folder_is_checked(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(fixture("sigconf").read_bytes())
    with watching(tmp_path) as seen:
        seen.until(WAITING)
        (tmp_path / "notes.txt").write_text("no paper")
        (tmp_path / "two.pdf").write_bytes(fixture("pages-21").read_bytes())
        lines = seen.until(WAITING)
        assert any(line.endswith("two.pdf: page-limit") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "json", "{paper}"), "--watch prints the text report"),
        (("-o", "report.txt", "{paper}"), "--watch prints the text report"),
        (("-",), "--watch needs files or folders"),
        (("https://example.org/paper.pdf",), "--watch needs files or folders"),
    ],
)
def test_what_cannot_be_watched_is_refused(arguments: tuple[str, ...], told: str) -> None:
    paper = str(fixture("sigconf"))
    code, _, err = run("check", "--watch", *(word.format(paper=paper) for word in arguments))
    assert (code, told in err) == (2, True)
