"""A batch on a real Dask cluster of several worker processes: the same bytes as on one machine."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from mlcia_check.batch.executors import dask
from mlcia_check.batch.executors.dask import Cluster
from mlcia_check.cli import main
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits
from tests import hostile
from tests.batch.test_batch import folder, results, started, until_done, verdicts
from tests.cli.test_cli import run

distributed = pytest.importorskip("distributed")

OPTIONS = ("--timeout", "20", "--memory", "300", "--lang", "en")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=None
    ) as running:
        yield running


def test_the_bytes_are_those_of_one_machine_though_a_worker_is_killed(cluster: Any, tmp_path: Path) -> None:
    papers = folder(
        tmp_path / "papers",
        *(f"{number}=office" for number in range(20)),
        *(f"{number}=french" for number in range(20, 25)),
        "25=chinese-no-references",
        "26=truncated",
        **{"27": hostile.memory_hog(), "28": hostile.noise(1)},
    )
    for path in papers.iterdir():
        path.write_bytes(path.read_bytes() + f"\n%{path.name}\n".encode())
    here, there = tmp_path / "here", tmp_path / "there"
    assert run("batch", "papers", "--out", here, *OPTIONS, cwd=tmp_path)[0] == 1
    executor = f"dask={cluster.scheduler_address}"
    process = started(["papers"], there, "--executor", executor, *OPTIONS, cwd=tmp_path)
    until_done(process, there, 3)
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    _, err = process.communicate()
    assert (process.returncode, b"Traceback" in err) == (1, False)
    assert results(there) == results(here)
    assert verdicts(there)["27"] == "review"


def test_answers_that_a_lost_worker_took_along_are_computed_again(cluster: Any) -> None:
    sources = [Source(path=f"{number}", file=f"/{number}") for number in range(6)]
    running = Cluster(cluster.scheduler_address, Limits())
    answers = running.run(iter(sources), attrgetter("path"), lambda _, lost: str(lost))
    read = [next(answers)]
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        while len([key for key, workers in client.who_has().items() if workers]) < len(sources) - 1:
            time.sleep(0.05)
        for worker in cluster.workers.values():
            os.kill(worker.pid, signal.SIGKILL)
        while any(client.who_has().values()):
            time.sleep(0.05)
    read.extend(answers)
    assert sorted(read) == [(number, f"{number}") for number in range(6)]


def test_a_cluster_that_does_not_answer_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dask, "CONNECTION_WAIT_SECONDS", 1)
    papers, out = folder(tmp_path / "papers", "office"), tmp_path / "out"
    code = main(["batch", str(papers), "--out", str(out), "--executor", "dask=tcp://127.0.0.1:1"])
    err = capsys.readouterr().err
    assert (code, err.count("\n")) == (2, 1)
    assert "no Dask cluster answers at 'tcp://127.0.0.1:1'" in err
