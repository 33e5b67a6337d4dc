"""Keep one worker for a Python program from document to document, so that it loads its modules once."""

from __future__ import annotations

import atexit
import functools
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from mlcia_check.workers.limits import Limits, Lost, Telling

if TYPE_CHECKING:
    from mlcia_check.workers.worker_pool import WorkerPool

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def answer(work: Telling, item: Item, limits: Limits, lost: Callable[[Item, Lost], Answer]) -> Answer:
    """Return the answer of the worker for this work and these limits. Threads take turns.

    Raises NoWorker if the system does not let a process start.
    """
    given: Any = _pool_of_one(os.getpid(), work, limits).ask(item)
    return lost(item, given) if isinstance(given, Lost) else given


@functools.cache
def _pool_of_one(process: int, work: Telling, limits: Limits) -> WorkerPool:  # noqa: ARG001 - part of the key
    """Return the pool of one worker for this work and these limits; it ends with this program.

    `process` is this process's id: a fork must not share its parent's worker."""
    from mlcia_check.workers.worker_pool import WorkerPool

    pool = WorkerPool(work, limits, 1)
    atexit.register(pool.end)
    return pool
