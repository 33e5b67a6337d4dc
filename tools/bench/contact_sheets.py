"""What contact sheets cost: time, CPU, size and peak memory, with a broken and a hostile paper among them.

    python -m tools.bench.contact_sheets FOLDER NUMBER [OPTION...]

Makes NUMBER papers: variants of the readable papers in FOLDER (a comment at the end makes each file's bytes
its own), a file that is cut short, and a page of nested forms that would take minutes. Each paper of FOLDER
is checked once; its findings are those of its variants, so that the results of a batch need no batch. Then
runs `mlcia-check results sheets` with the options and prints what it took. CPU decides: other work on the
machine adds to wall-clock time.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from msgspec import structs

from mlcia_check import Limits, Report, check
from mlcia_check.report.worded import SCHEMA_VERSION
from tests import hostile
from tools.bench.process_memory import descendants, peak_kb

CHECKED: Limits = Limits(seconds=10.0)


def main() -> None:
    given, number, options = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    checked = [(path.read_bytes(), check(path, limits=CHECKED)) for path in sorted(given.glob("*.pdf"))]
    readable = [(data, report) for data, report in checked if report.pages]
    with tempfile.TemporaryDirectory() as work:
        folder, out = Path(work, "papers"), Path(work, "out")
        folder.mkdir()
        out.mkdir()
        documents = []
        for index in range(number - 2):
            data, report = readable[index % len(readable)]
            documents.append(_variant(folder / f"{index}.pdf", data + b"\n%%%d\n" % index, report))
        broken = readable[0][0][: len(readable[0][0]) // 3]
        for name, data in (("broken", broken), ("hostile", hostile.nested_forms(8))):
            path = folder / f"{name}.pdf"
            documents.insert(number // 3, _variant(path, data, check(data, limits=CHECKED)))
        made = {"schema_version": SCHEMA_VERSION, "pack": readable[0][1].pack, "documents": documents}
        (out / "report.json").write_bytes(msgspec.json.encode(made))
        wall, cpu, own, workers = _run(out, options)
        print(
            f"{number:,} papers: {wall:.0f} s, {cpu:.0f} s CPU, {own:.0f} MB, largest worker {workers:.0f} MB"
        )
        for sheet in sorted((out / "sheets").iterdir()):
            print(f"  {sheet.name}: {sheet.stat().st_size / 1e6:.1f} MB")


def _variant(path: Path, data: bytes, report: Report) -> Report:
    path.write_bytes(data)
    return structs.replace(report, path=str(path), sha256=hashlib.sha256(data).hexdigest())


def _run(out: Path, options: list[str]) -> tuple[float, float, float, float]:
    """Return wall and CPU seconds, and the most memory (MB) of the command and of its largest worker."""
    command = [sys.executable, "-m", "mlcia_check", "results", "sheets", str(out), *options]
    before, started = os.times(), time.perf_counter()
    own = workers = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            own = max(own, peak_kb(process.pid))
            workers = max([workers, *map(peak_kb, descendants(process.pid))])
            time.sleep(0.05)
    wall, after = time.perf_counter() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, own / 1000, workers / 1000


if __name__ == "__main__":
    main()
