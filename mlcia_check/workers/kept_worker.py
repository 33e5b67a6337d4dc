"""One reader that a Python program keeps from document to document: it loads what reading needs once."""

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
    """What the reader for this work under these limits answers; threads wait for one another.

    Raises NoReader where the system lets no process start.
    """
    given: Any = _readers(os.getpid(), work, limits).ask(item)
    return lost(item, given) if isinstance(given, Lost) else given


@functools.cache
def _readers(process: int, work: Telling, limits: Limits) -> WorkerPool:  # noqa: ARG001 - a copy needs its own
    """One process for each pair of work and limits, started when first asked and ended with this program."""
    from mlcia_check.workers.worker_pool import WorkerPool

    readers = WorkerPool(work, limits, 1)
    atexit.register(readers.end)
    return readers
