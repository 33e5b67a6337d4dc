"""Hands items out to several readers, and has their answers as they come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Any, TypeVar

from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker import Worker

AHEAD = 2
"""Items handed out before they are asked for, per process, so that none waits for work."""

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
    """The answers as they come, each with its item's number; `work`, items and answers are pickled.

    Closing the iterator, or an interrupt, ends all readers at once. Raises NoReader where the
    system lets no process start.
    """
    readers = WorkerPool(work, limits, processes)
    with ThreadPoolExecutor(processes) as threads:

        def judged(item: Item) -> Answer:
            answer: Any = readers.ask(item)
            return lost(item, answer) if isinstance(answer, Lost) else answer

        try:
            yield from flowing(lambda item: threads.submit(judged, item), enumerate(items), AHEAD * processes)
        finally:
            readers.end()
            threads.shutdown(wait=False, cancel_futures=True)


def flowing(
    submit: Callable[[Item], Future[Answer]], numbered: Iterable[tuple[int, Item]], ahead: int
) -> Iterator[Numbered[Answer]]:
    """Keeps at most `ahead` items in flight, and yields the answers as they come, with their numbers."""
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
    """Several readers; whoever asks has the next idle one answer."""

    def __init__(self, work: object, limits: Limits, processes: int) -> None:
        self._readers = [Worker(work, limits) for _ in range(processes)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)

    def ask(self, item: object) -> object:
        """As Reader.ask; waits until a reader is idle."""
        reader = self._idle.get()
        try:
            return reader.ask(item)
        finally:
            self._idle.put(reader)

    def end(self) -> None:
        """End all of them at once."""
        for reader in self._readers:
            reader.end()
