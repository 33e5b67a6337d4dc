"""Runs a batch on a Dask cluster, with the same workers and limits as on one machine.

Each thread of a Dask worker has its own worker process, so a paper that ends this process does not end the
Dask worker. If a Dask worker is lost, no result is: Dask gives its papers to other workers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError
from typing import Any, Final, TypeVar

from msgspec import Struct, structs

from mlcia_check.errors import MlciaCheckError, UsageProblem
from mlcia_check.sources import Source, remote
from mlcia_check.version import VERSION
from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker import Worker

PAPERS_AHEAD_MAX_PER_THREAD: Final = 3
"""Papers in flight for each thread of the cluster: a machine gets a paper later than a process does."""

CONNECTION_WAIT_SECONDS: Final = 10
RECOUNT_EVERY_PAPERS: Final = 100
"""Number of papers after which the cluster's threads are counted again: clusters grow and shrink."""

Answer = TypeVar("Answer")


class ClusterGone(MlciaCheckError):
    """The cluster cannot be reached, or can no longer be reached. Finished results are kept."""


class ThreadWorkers:
    """A Dask plugin that gives each thread of a Dask worker its own worker process."""

    def __init__(self, work: object, limits: Limits) -> None:
        self._work = work
        self._limits = limits

    def setup(self, worker: object) -> None:  # noqa: ARG002 - Dask's signature
        self._lock = threading.Lock()
        self._of_thread: dict[int, Worker] = {}

    def teardown(self, worker: object) -> None:  # noqa: ARG002
        for reader in self._of_thread.values():
            reader.end()

    def ask(self, source: Source) -> object:
        with self._lock:
            reader = self._of_thread.setdefault(threading.get_ident(), Worker(self._work, self._limits))
        return reader.ask(source)


class Cluster(Struct, frozen=True):
    """The Dask cluster whose scheduler is at `address`; each paper is read within `limits`."""

    address: str
    limits: Limits

    def run(
        self,
        sources: Iterable[Source],
        work: Callable[[Source], Answer] | Telling,
        lost: Callable[[Source, Lost], Answer],
    ) -> Generator[tuple[int, Answer], None, None]:
        """See Executor.run.

        Raises ClusterGone, and UsageProblem if the cluster has another version of this program.
        """
        distributed = _distributed()
        try:
            client = distributed.Client(self.address, timeout=CONNECTION_WAIT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterGone(f"no Dask cluster answers at '{self.address}': {error}.") from error
        with client:
            _refuse_other_versions(client)
            name = f"mlcia-check-{os.getpid()}-{id(work)}"
            client.register_plugin(_plugin(distributed, work, self.limits), name=name)
            try:
                for number, source, answer in _flowing(distributed, client, name, sources):
                    yield number, lost(source, answer) if isinstance(answer, Lost) else answer
            finally:
                client.unregister_worker_plugin(name)


def _flowing(
    distributed: Any, client: Any, name: str, sources: Iterable[Source]
) -> Generator[tuple[int, Source, Any], None, None]:
    """Keep some papers in flight for each thread of the cluster, and yield the answers as they come."""
    numbered = enumerate(sources)
    flying: dict[Any, tuple[int, Source]] = {}
    completed = distributed.as_completed(loop=client.loop)
    ahead = _ahead(client)
    answered = 0
    while True:
        while len(flying) < ahead and (following := next(numbered, None)) is not None:
            future = client.submit(ask, name, _anywhere(following[1]), pure=False)
            flying[future.key] = following
            completed.add(future)
        if not flying:
            return
        future = next(completed)
        number, source = flying.pop(future.key)
        yield number, source, _answer(distributed, future)
        answered += 1
        if answered % RECOUNT_EVERY_PAPERS == 0:
            ahead = _ahead(client)


def ask(name: str, source: Source) -> object:
    """Let this thread's worker answer. Runs on the cluster."""
    return _distributed().get_worker().plugins[name].ask(source)


def _answer(distributed: Any, future: Any) -> Any:
    """Return the answer of a paper that was read.

    If the worker that holds the answer is lost before it is fetched, Dask reads the paper again: wait for it.
    """
    try:
        return future.result()
    except distributed.KilledWorker:
        return Lost("reader-died", "KilledWorker")
    except (CancelledError, OSError) as problem:
        if future.status == "error":
            raise
        raise ClusterGone(
            "the Dask cluster is gone; finished results are kept, and the same command continues."
        ) from problem


def _ahead(client: Any) -> int:
    threads: int = sum(client.nthreads().values())
    return PAPERS_AHEAD_MAX_PER_THREAD * max(threads, 1)


def _anywhere(source: Source) -> Source:
    """Return the source with an absolute path, valid in any folder."""
    if not source.file or remote.is_url(source.file):
        return source
    return structs.replace(source, file=os.path.abspath(source.file))


def _refuse_other_versions(client: Any) -> None:
    try:
        versions = set(client.run(_version).values())
    except ImportError as error:
        raise UsageProblem(f"mlcia-check is not installed on the cluster's workers: {error}.") from error
    others = versions - {VERSION}
    if others:
        raise UsageProblem(
            f"the cluster's workers have mlcia-check {', '.join(sorted(others))}, this is {VERSION}; "
            "install the same version everywhere."
        )


def _version() -> str:
    return VERSION


def _plugin(distributed: Any, work: object, limits: Limits) -> Any:
    """Return the plugin in the form that Dask requires: an instance of a subclass of its own plugin class."""
    kind = type("ReadersPlugin", (ThreadWorkers, distributed.WorkerPlugin), {})
    return kind(work, limits)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageProblem(
            "a Dask cluster needs the extra 'cluster'; in the checkout, run: pip install '.[cluster]'."
        ) from error
    return distributed
