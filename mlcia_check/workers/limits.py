"""Limits on reading one document, and why a document has no answer. Data only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

CPU_MAX_SECONDS: Final = 30.0
"""CPU seconds for one document. CPU time, so that a busy machine changes no verdict. Measured: a paper of
20 pages takes 0.2 s, 1 s with the second reader; a page of nested forms (each paints ten others) 9 s when
six deep, and minutes when seven deep."""

WALL_TIME_MAX_RATIO: Final = 4.0
"""Wall clock time allowed, as a multiple of the CPU seconds: for a worker that waits without computing, and
for systems that do not count CPU time."""

MEMORY_MAX_MB: Final = 1024
"""Address space (MB of 2^20 bytes) for one document, beyond what its worker has at the start. Measured: a
paper takes 100 MB; nested forms seven deep ask for 16 GB in one call."""


class Limits(Struct, frozen=True):
    """Limits on reading one document.

    `seconds` are CPU seconds; `wall` times as many may pass by the wall clock. `megabytes` (of 2^20 bytes) of
    address space are limited on Linux only.
    """

    seconds: float = CPU_MAX_SECONDS
    megabytes: int = MEMORY_MAX_MB
    wall: float = WALL_TIME_MAX_RATIO


LossReason = Literal["time-limit", "memory-limit", "reader-killed", "reader-died"]
"""Why a worker was lost. "reader-killed": by another process; "reader-died": by itself. These are cases of
the rule `pdf-readable` and so keep the word "reader"."""


class Lost(Struct, frozen=True):
    """Why a document has no answer.

    `reason` is a case of the rule `pdf-readable`. `detail` is the limit, or the cause of death: a signal's
    name or the last line of standard error. `told` is the last progress that the work reported; None if there
    is none.
    """

    reason: LossReason
    detail: str
    told: object = None


OUT_OF_MEMORY_EXIT_CODE: Final = 71
"""Exit code of a worker that was refused memory beyond its limit."""

Tell: TypeAlias = Callable[[object], None]
"""Takes the progress on a document. The last progress survives when the worker is lost (`Lost.told`)."""


def nobody(told: object) -> None:
    """A `Tell` that drops the progress, for work that runs in this process."""


class Telling(Struct, frozen=True):
    """Work that reports its progress.

    `work(item, tell=...)` returns the answer and calls `tell` on the way. If its worker was lost,
    `rest(item, lost)` returns a smaller item for a new worker under the same limits, or None. The answer for
    the smaller item becomes `Lost.told`.
    """

    work: Callable[..., Any]
    rest: Callable[[Any, Lost], object]


def answered(work: object, item: object, tell: Tell) -> object:
    """Return the answer of `work`, which is a function of the item or a `Telling`."""
    if isinstance(work, Telling):
        return work.work(item, tell=tell)
    assert callable(work)
    return work(item)
