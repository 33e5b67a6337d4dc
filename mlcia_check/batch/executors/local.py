"""Runs a batch on this machine, by default with one worker for each core."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from msgspec import Struct

from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker_pool import unordered

Answer = TypeVar("Answer")


class Local(Struct, frozen=True):
    """Runs `processes` workers; each paper is read within `limits`."""

    processes: int
    limits: Limits

    def run(
        self,
        sources: Iterable[Source],
        work: Callable[[Source], Answer] | Telling,
        lost: Callable[[Source, Lost], Answer],
    ) -> Generator[tuple[int, Answer], None, None]:
        yield from unordered(sources, work, lost, self.processes, self.limits)
