"""What a Dask cluster adds to a paper's cost: the same papers on this machine's cores, with Dask and without.

    python -m tools.bench.batch_cluster PAPER.pdf NUMBER [WORKERS]

Starts a cluster of WORKERS (default 2) worker processes of one thread each on this machine, and has the same
variants of a paper read through it, by file:// URLs, and without it. CPU is that of all processes, Dask's
own included; the start of the cluster is not counted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil


def main() -> None:
    from distributed import LocalCluster

    paper, number = Path(sys.argv[1]).read_bytes(), int(sys.argv[2])
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, "papers")
        folder.mkdir()
        for index in range(number):
            folder.joinpath(f"{index}.pdf").write_bytes(paper + b"\n%%%d\n" % index)
        url = f"file://{folder}"
        jobs = ("--jobs", str(workers))
        _row("this machine alone", number, *_measured(url, Path(work, "alone"), *jobs))
        with LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=None
        ) as cluster:
            executor = ("--executor", f"dask={cluster.scheduler_address}")
            _row(f"Dask, {workers} workers", number, *_measured(url, Path(work, "dask"), *executor))
        same = all(
            Path(work, "alone", name).read_bytes() == Path(work, "dask", name).read_bytes()
            for name in ("report.json", "summary.csv", "report.html")
        )
        print("the same bytes" if same else "OTHER BYTES")


def _measured(url: str, out: Path, *options: str) -> tuple[float, float]:
    """Wall and CPU seconds of one run, those of the cluster's processes included."""
    command = [sys.executable, "-m", "mlcia_check", "batch", url, "--out", str(out), *options]
    before, started = _cpu(), time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - started, _cpu() - before


def _cpu() -> float:
    """CPU seconds of this process and all below it, those that ended included."""
    own = psutil.Process()
    times = [process.cpu_times() for process in (own, *own.children(recursive=True))]
    return float(sum(one.user + one.system + one.children_user + one.children_system for one in times))


def _row(name: str, number: int, wall: float, cpu: float) -> None:
    print(
        f"{name:24} {wall:7.1f} s  {number / wall:6.1f} a second  {cpu / number * 1000:6.1f} ms CPU a paper"
    )


if __name__ == "__main__":
    main()
