"""Whole processes against each other on one paper, interleaved: medians of wall and CPU milliseconds.

    python -m tools.bench.analysers PAPER.pdf RUNS COMMAND [COMMAND ...]

A command is one argument, in words parted by blanks; the paper's path is put behind it, as HotCRP does with
its `banalCommand`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time


def main() -> None:
    paper, runs, *commands = sys.argv[1:]
    taken: dict[str, list[tuple[float, float]]] = {command: [] for command in commands}
    for _ in range(int(runs)):
        for command in commands:
            taken[command].append(_run([*command.split(), os.path.abspath(paper)]))
    print(f"{'wall ms':>8}{'CPU ms':>8}  command")
    for command, times in taken.items():
        wall, cpu = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
        print(f"{wall:8.0f}{cpu:8.0f}  {command}")


def _run(words: list[str]) -> tuple[float, float]:
    before, started = os.times(), time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - started, os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
