"""A batch on this machine: several readers, one a core."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from msgspec import Struct

from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker_pool import unordered

Answer = TypeVar("Answer")


class Local(Struct, frozen=True):
    """So many processes, each paper within these limits."""

    processes: int
    limits: Limits

    def run(
        self,
        sources: Iterable[Source],
        work: Callable[[Source], Answer] | Telling,
        lost: Callable[[Source, Lost], Answer],
    ) -> Generator[tuple[int, Answer], None, None]:
        yield from unordered(sources, work, lost, self.processes, self.limits)
