"""A command's process ends at once, and loses nothing by it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def test_exit_functions_of_libraries_run() -> None:
    script = (
        "import atexit, sys\n"
        "from mlcia_check.cli import command_line, program\n"
        "def run(_):\n"
        "    atexit.register(print, 'library ended', file=sys.stderr)\n"
        "    print('a report', end='')\n"
        "    return 3\n"
        "command_line.run = run\n"
        "sys.exit(program())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "a report", "library ended\n")


def test_a_crash_ends_as_usual() -> None:
    script = (
        "from mlcia_check.cli import command_line, program\ncommand_line.run = lambda _: 1 / 0\nprogram()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "ZeroDivisionError" in ended.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the device that is always full")
def test_what_python_cannot_flush_is_no_success() -> None:
    script = (
        "from mlcia_check.cli import command_line, program\n"
        "command_line.run = lambda _: print('a report') or 0\n"
        "raise SystemExit(program())\n"
    )
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-c", script], check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert ended.returncode != 0
    assert b"No space left" in ended.stderr
