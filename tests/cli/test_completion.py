"""Completion as its users meet it: a person at a real shell presses the tabulator key."""

from __future__ import annotations

import os
import pty
import select
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.test_cli import run

PROMPT = "READY>"

SETTINGS = {
    "bash": (
        ("bash", "--norc", "--noprofile", "-i"),
        "bind 'set bell-style none'",
        f"PS1='{PROMPT}'",
        'eval "$(mlcia-check completion bash)"',
    ),
    "zsh": (
        ("zsh", "-f", "-i"),
        f"unsetopt beep; PS1='{PROMPT}'",
        "autoload -Uz compinit; compinit -u -D",
        'eval "$(mlcia-check completion zsh)"',
    ),
    "fish": (
        ("fish", "--no-config", "-i"),
        f"function fish_prompt; echo -n '{PROMPT}'; end",
        "mlcia-check completion fish | source",
    ),
}
"""For each shell its command, and what a user writes into its settings."""

SHELLS = [
    pytest.param(
        name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")
    )
    for name in SETTINGS
]


class Terminal:
    """A shell at a terminal of its own."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.shown = ""
        child, self.end = pty.fork()
        if child == 0:
            os.chdir(folder)
            path = f"{folder / 'bin'}:{os.environ['PATH']}"
            own = {"PATH": path, "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
            os.execvpe(command[0], list(command), own)
        self.child = child

    def type(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def wait_for(self, words: str, since: int = 0) -> str:
        """What the screen shows once these words are on it; fails after a while without them."""
        give_up = time.monotonic() + 60
        while words not in self.shown[since:]:
            ready, _, _ = select.select([self.end], [], [], max(0.0, give_up - time.monotonic()))
            assert ready, f"no {words!r} in {self.shown!r}"
            self.shown += os.read(self.end, 4096).decode(errors="replace")
        return self.shown[since:]

    def close(self) -> None:
        os.close(self.end)
        os.waitpid(self.child, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the program on its path."""
    program = tmp_path / "bin" / "mlcia-check"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mlcia_check "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("shell", SHELLS)
def test_the_tabulator_key_completes(shell: str, folder: Path) -> None:
    command, *settings = SETTINGS[shell]
    terminal = Terminal(command, folder)
    try:
        for number, line in enumerate(settings):
            terminal.type(f"{line}; echo done-$((1000+{number}))\n" if shell != "fish" else f"{line}\n")
            if shell != "fish":
                terminal.wait_for(f"done-{1000 + number}")
        terminal.wait_for(PROMPT)
        for begun, completed in (
            ("mlcia-check expl\t", "explain "),
            ("text-bl\t", "text-block "),
            ("--pack mlcia-\t", "mlcia-2022 "),
        ):
            since = len(terminal.shown)
            terminal.type(begun)
            terminal.wait_for(completed, since)
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("mlcia-check che", "check"),
        ("mlcia-check check --form", "--format"),
        ("mlcia-check check --format sa", "sarif"),
        ("mlcia-check check --ignore page-limit,text-b", "page-limit,text-block"),
        ("mlcia-check check --pack acm", "acm-sigconf"),
        ("mlcia-check explain two", "two-column"),
        ("mlcia-check rules sh", "show"),
        ("mlcia-check results di", "diff"),
        ("mlcia-check results waive out 12 page-l", "page-limit"),
        ("mlcia-check batch papers --stage-note be", "before-deadline"),
    ],
)
def test_what_is_offered(line: str, offered: str) -> None:
    words = {
        "COMP_WORDS": line,
        "COMP_CWORD": line.rsplit(maxsplit=1)[-1],
        "_MLCIA_CHECK_COMPLETE": "fish_complete",
    }
    assert offered in run(env=words)[1].replace("plain,", "").split()


def test_a_shell_that_is_not_known_is_refused() -> None:
    code, out, err = run("completion", "csh")
    assert (code, out) == (2, "")
    assert "bash" in err
