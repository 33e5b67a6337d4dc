"""Hand items out to several workers, and collect the answers as they come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Any, TypeVar

from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker import Worker

ITEMS_AHEAD_MAX_PER_PROCESS = 2
"""Items submitted per process, so that no worker waits for its next item."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Numbered = tuple[int, Answer]


def unordered(
    items: Iterable[Item],
    work: Callable[[Item], Answer] | Telling,
    lost: Callable[[Item, Lost], Answer],
    processes: int,
    limits: Limits,
) -> Generator[Numbered[Answer], None, None]:
    """Yield the answers as they come, each with its item's number. Work, items and answers are pickled.

    Closing the iterator, or an interrupt, kills all workers. Raises NoWorker if the system does not let a
    process start.
    """
    pool = WorkerPool(work, limits, processes)
    with ThreadPoolExecutor(processes) as threads:

        def judged(item: Item) -> Answer:
            answer: Any = pool.ask(item)
            return lost(item, answer) if isinstance(answer, Lost) else answer

        try:
            yield from flowing(
                lambda item: threads.submit(judged, item),
                enumerate(items),
                ITEMS_AHEAD_MAX_PER_PROCESS * processes,
            )
        finally:
            pool.end()
            threads.shutdown(wait=False, cancel_futures=True)


def flowing(
    submit: Callable[[Item], Future[Answer]], numbered: Iterable[tuple[int, Item]], ahead: int
) -> Iterator[Numbered[Answer]]:
    """Keep at most `ahead` items in flight. Yield the answers as they come, with their numbers."""
    numbered = iter(numbered)
    flying: dict[Future[Answer], int] = {}
    exhausted = False
    while flying or not exhausted:
        while not exhausted and len(flying) < ahead:
            following = next(numbered, None)
            if following is None:
                exhausted = True
            else:
                flying[submit(following[1])] = following[0]
        done, _ = wait(flying, return_when=FIRST_COMPLETED) if flying else (set(), None)
        for future in sorted(done, key=flying.__getitem__):
            yield flying.pop(future), future.result()


class WorkerPool:
    """Several workers. A caller gets the next idle one."""

    def __init__(self, work: object, limits: Limits, processes: int) -> None:
        self._workers = [Worker(work, limits) for _ in range(processes)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def ask(self, item: object) -> object:
        """Wait until a worker is idle, and ask it (see `Worker.ask`)."""
        worker = self._idle.get()
        try:
            return worker.ask(item)
        finally:
            self._idle.put(worker)

    def end(self) -> None:
        """Kill all workers."""
        for worker in self._workers:
            worker.end()
