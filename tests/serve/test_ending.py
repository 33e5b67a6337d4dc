"""Ctrl-C ends the page, its workers and all that they hold, whatever they are doing; no file is left."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.fixtures_table import fixture
from tests.hostile import hanging
from tests.serve.served import SECONDS, Served, served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def children(process: int) -> list[int]:
    return [
        int(child)
        for thread in Path(f"/proc/{process}/task").glob("*/children")
        for child in thread.read_text().split()
    ]


def running(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*")]


def empty_room(folder: Path) -> dict[str, str]:
    """A home, a folder for temporary files and a working directory, all empty."""
    for name in ("home", "temporary", "work"):
        (folder / name).mkdir()
    return {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary")}


def ended(site: Served) -> tuple[int, str, str]:
    """Press Ctrl-C; return the exit code, and what else was printed."""
    code = site.interrupt()
    assert site.process.stdout
    assert site.process.stderr
    return code, site.process.stdout.read(), site.process.stderr.read()


@linux
def test_ctrl_c_ends_all_and_leaves_no_file(tmp_path: Path) -> None:
    room = empty_room(tmp_path)
    with served(cwd=tmp_path / "work", PYTHONDONTWRITEBYTECODE="1", **room) as site:
        begun = site.begin()
        site.send(begun, fixture("gutter-2").read_bytes())
        site.ask(f"runs/{begun}/papers/1/annotated.pdf")
        workers = children(site.process.pid)
        assert workers
        assert files(tmp_path / "temporary", tmp_path / "work") == []
        code, out, err = ended(site)
        assert (code, err) == (0, "")
        assert "Ctrl-C" in out
        assert [worker for worker in workers if running(worker)] == []
    assert files(tmp_path / "home", tmp_path / "temporary", tmp_path / "work") == []


@linux
def test_ctrl_c_does_not_wait_for_a_paper_that_hangs_its_worker(tmp_path: Path) -> None:
    room = empty_room(tmp_path)
    with served("--timeout", "600", cwd=tmp_path / "work", **room) as site:
        begun = site.begin()
        sending = threading.Thread(target=_sent, args=(site, begun), daemon=True)
        sending.start()
        until = time.monotonic() + SECONDS
        while not (workers := children(site.process.pid)) and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1.0)
        began = time.monotonic()
        code, _, err = ended(site)
        assert (code, err) == (0, "")
        assert time.monotonic() - began < 10
        sending.join(SECONDS)
        assert workers
        assert [worker for worker in workers if running(worker)] == []
    assert files(tmp_path / "temporary", tmp_path / "work") == []


def test_ctrl_c_breaks_off_a_paper_that_is_still_being_sent(tmp_path: Path) -> None:
    room = empty_room(tmp_path)
    with served(cwd=tmp_path / "work", **room) as site:
        connection = site.connection()
        connection.putrequest("POST", f"{site.top}runs/{site.begin()}/papers")
        connection.putheader("Content-Length", "1000000")
        connection.endheaders()
        connection.send(b"%PDF-1.7")
        time.sleep(0.5)
        began = time.monotonic()
        code, _, err = ended(site)
        assert (code, err) == (0, "")
        assert time.monotonic() - began < 10
        connection.close()


@linux
def test_workers_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    with served(cwd=tmp_path) as site:
        site.send(site.begin(), fixture("sigconf").read_bytes())
        workers = children(site.process.pid)
        site.process.kill()
        site.process.wait(SECONDS)
        until = time.monotonic() + SECONDS
        while any(map(running, workers)) and time.monotonic() < until:
            time.sleep(0.1)
        assert [worker for worker in workers if running(worker)] == []


def _sent(site: Served, run: str) -> None:
    """Send a paper and do not mind that the answer never comes."""
    try:
        site.send(run, hanging())
    except OSError:
        return


def test_this_test_can_tell_a_running_process() -> None:
    assert sys.platform != "linux" or running(os.getpid())
