"""What a paper costs in instructions, which repeat where times do not. Needs valgrind.

    python -m tools.bench.instructions processes PAPER.pdf COMMAND [COMMAND ...]
    python -m tools.bench.instructions warm PAPER.pdf [PAPER.pdf ...]
    python -m tools.bench.instructions batch PAPER.pdf [PAPER.pdf ...]

`processes` counts whole processes with their children. A command is one argument, in words parted by blanks;
the paper's path is put behind it. Valgrind is fifty times as slow: give ours a `--timeout` of 900. `warm`
counts one further check in a process that has checked the paper before, against PDFium's own floor for it
(`tools.bench.one_paper`). `batch` counts the same in a worker of a batch, with the print of the paper's text
and its way to the parent; it needs the extra `batch`.

Run it with the Python that mlcia-check is installed for. Counts are millions of instructions in user mode.
Two runs differ by a thousandth or less: hashing is seeded alike.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")

_PATIENT = "import os\nos.kill = lambda *_: None\n"
"""The program kills its worker once it has the answer, and a process that is killed tells no count: here it
may end by itself."""

_STILLBORN = _PATIENT + "os.register_at_fork(after_in_child=lambda: os._exit(0))\n"
"""A fork takes its parent's count along. In a second run each fork of Python ends at once and shows it."""

_WARM = """
import sys
from mlcia_check import api, rulebook
pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
with open(sys.argv[1], "rb") as file:
    data = file.read()
for _ in range(int(sys.argv[2])):
    api.check(data, pack, limits=None)
"""

_IN_BATCH = """
import pickle, sys
from mlcia_check import rulebook, sources
from mlcia_check.batch.one_paper import Work
from mlcia_check.model.rule_pack import PackChoice
pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
comparing = next(rule.params for rule in pack.rules if rule.check == "duplicate-submission")
work = Work(PackChoice(pack), "en", comparing=comparing)
(source,) = sources.find([sys.argv[1]], sys.stdin.buffer)
for _ in range(int(sys.argv[2])):
    pickle.dumps(work(source))
"""

_FLOOR = """
import sys
from tools.bench.one_paper import floor
with open(sys.argv[1], "rb") as file:
    data = file.read()
for _ in range(int(sys.argv[2])):
    floor(data)
"""


def counts(command: list[str], **environment: str) -> list[float]:
    """The millions of instructions of each process of a command, the largest first."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            [
                "valgrind",
                "--tool=cachegrind",
                "--cache-sim=no",
                "--cachegrind-out-file=/dev/null",
                "--trace-children=yes",
                f"--log-file={work}/%p",
                *command,
            ],
            env={**os.environ, "PYTHONHASHSEED": "0", **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        found = [_COUNTED.search(log.read_text()) for log in Path(work).iterdir()]
    return sorted((int(one[1].replace(",", "")) / 1e6 for one in found if one), reverse=True)


def whole(command: list[str]) -> float:
    """The millions of instructions of a command and its children, what a fork inherits counted once."""
    with tempfile.TemporaryDirectory() as folder:
        start = Path(folder, "sitecustomize.py")
        start.write_text(_PATIENT)
        together = counts(command, PYTHONPATH=folder)
        start.write_text(_STILLBORN)
        stillborn = counts(command, PYTHONPATH=folder)
    # Only a fork of Python is stillborn. A worker that is lost so is tried once more: both tell the same.
    inherited = stillborn[1] if len(together) == 2 and len(stillborn) > len(together) else 0.0
    return sum(together) - inherited


def further(script: str, paper: str) -> float:
    """The millions of instructions of one more pass of a script that takes a paper and a number of passes."""
    once, more = (
        sum(counts([sys.executable, "-c", script, paper, str(passes)], PYTHONPATH=os.getcwd()))
        for passes in (1, 2)
    )
    return more - once


def main() -> None:
    kind, first, *others = sys.argv[1:]
    if kind == "processes":
        paper = os.path.abspath(first)
        for command in others:
            print(f"{whole([*command.split(), paper]):8.0f}  {command}")
        return
    script = _IN_BATCH if kind == "batch" else _WARM
    for path in (first, *others):
        own, bare = further(script, os.path.abspath(path)), further(_FLOOR, os.path.abspath(path))
        print(f"{own:8.0f}  floor {bare:6.0f}  ratio {own / bare:5.2f}  {os.path.basename(path)}")


if __name__ == "__main__":
    main()
