"""What many papers cost: papers a second, CPU a paper against PDFium's own floor, memory of the parent.

    python -m tools.bench.batch PAPER.pdf NUMBER [OPTION...]

Makes NUMBER variants of the paper (a comment at the end makes each file's bytes its own), runs
`mlcia-check batch` on them with the options, and prints a row. Run it with the Python that mlcia-check
is installed for, extra `batch` included, in a folder with room for the variants. CPU is that of the whole
run, starts of processes and the writing of all results included, divided by the papers; other work on
the machine adds to wall-clock time, and less to CPU.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.bench.one_paper import ELSEWHERE, floor
from tools.bench.process_memory import peak_kb


def main() -> None:
    paper, number, options = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    data = paper.read_bytes()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, "papers")
        folder.mkdir()
        for index in range(number):
            folder.joinpath(f"{index}.pdf").write_bytes(data + b"\n%%%d\n" % index)
        wall, cpu, peak = _run(folder, Path(work, "out"), options)
        again, _, _ = _run(folder, Path(work, "out"), options)
        report = Path(work, "out", "report.html").stat().st_size
    own = min(floor(data) for _ in range(5))
    print(
        f"{number:>7,} papers  {wall:8.1f} s  {number / wall:6.1f} a second  "
        f"{cpu / number * 1000:6.1f} ms CPU a paper  {cpu / number / own:5.2f} x floor ({own * 1000:.1f} ms)"
        "  "
        f"{number / cpu:6.1f} a second and core  parent {peak / 1000:6.1f} MB  "
        f"resumed with nothing to do {again:5.1f} s  report.html {report / 1e6:5.1f} MB"
    )


def _run(folder: Path, out: Path, options: list[str]) -> tuple[float, float, int]:
    """Wall and CPU seconds of one run, and the most memory that its parent process held, in kB."""
    command = [sys.executable, "-m", "mlcia_check", "batch", str(folder), "--out", str(out), *options]
    before, started = os.times(), time.perf_counter()
    peak = 0
    with subprocess.Popen(
        command, cwd=ELSEWHERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            peak = max(peak, peak_kb(process.pid))
            time.sleep(0.05)
    wall, after = time.perf_counter() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, peak


if __name__ == "__main__":
    main()
