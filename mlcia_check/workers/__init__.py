"""Read documents in worker processes, on one core or several, each within limits on time and memory.

A document that kills or hangs its worker needs review; the other documents are not affected.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from mlcia_check.workers.limits import Limits, Lost, Telling

__all__ = ["Limits", "Lost", "Telling", "alone", "in_order", "workers"]

WORKERS_MAX = 16

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def workers(documents: int, wanted: int | None) -> int:
    """Return how many processes to use: `wanted`, else one per core; never more than there are documents."""
    if wanted is None:
        wanted = min(_cores(), WORKERS_MAX)
    return max(1, min(wanted, documents))


def in_order(
    items: Sequence[Item],
    work: Callable[[Item], Answer] | Telling,
    lost: Callable[[Item, Lost], Answer],
    processes: int,
    limits: Limits,
) -> Iterator[Answer]:
    """Yield the answers in the order of the items. If a worker was lost, `lost` makes the answer."""
    if len(items) == 1:
        yield alone(items[0], work, lost, limits)
        return
    from mlcia_check.workers.worker_pool import unordered

    waiting: dict[int, Answer] = {}
    next_one = 0
    for number, answer in unordered(items, work, lost, processes, limits):
        waiting[number] = answer
        while next_one in waiting:
            yield waiting.pop(next_one)
            next_one += 1


def alone(
    item: Item,
    work: Callable[[Item], Answer] | Telling,
    lost: Callable[[Item, Lost], Answer],
    limits: Limits,
) -> Answer:
    """Return the answer for one item, from a worker of its own. If it was lost, `lost` makes the answer."""
    from mlcia_check.workers import forked_worker

    answer: Any
    if forked_worker.can_fork():
        answer = forked_worker.ask(work, item, limits)
    else:
        from mlcia_check.workers.worker import Worker

        worker = Worker(work, limits)
        try:
            answer = worker.ask(item)
        finally:
            worker.end()
    return lost(item, answer) if isinstance(answer, Lost) else answer


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
