"""Documents, one or many on several cores, each read within limits of time and memory.

A document that ends its reader, or hangs it, costs that document a person's look, and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from mlcia_check.workers.limits import Limits, Lost, Telling

__all__ = ["Limits", "Lost", "Telling", "alone", "in_order", "workers"]

MOST_WORKERS = 16

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def workers(documents: int, wanted: int | None) -> int:
    """How many processes to use: as wanted, else one for each core, and never more than documents."""
    if wanted is None:
        wanted = min(_cores(), MOST_WORKERS)
    return max(1, min(wanted, documents))


def in_order(
    items: Sequence[Item],
    work: Callable[[Item], Answer] | Telling,
    lost: Callable[[Item, Lost], Answer],
    processes: int,
    limits: Limits,
) -> Iterator[Answer]:
    """The answers in the order of their items; `lost` stands in for one whose reader was lost."""
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
    """The answer for a single item, or what stands in for it; read in a process of its own as all are."""
    from mlcia_check.workers import forked_worker

    answer: Any
    if forked_worker.can_fork():
        answer = forked_worker.ask(work, item, limits)
    else:
        from mlcia_check.workers.worker import Worker

        reader = Worker(work, limits)
        try:
            answer = reader.ask(item)
        finally:
            reader.end()
    return lost(item, answer) if isinstance(answer, Lost) else answer


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
