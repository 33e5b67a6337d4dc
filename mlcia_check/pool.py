"""Many documents on several cores. A worker that dies costs the document it was reading, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import structs

from mlcia_check.findings import Document
from mlcia_check.sources import Source

MOST_WORKERS = 16

Work = Callable[[Source], Document]
"""Judges one source; it can be sent to another process."""


def workers(documents: int, wanted: int | None) -> int:
    """How many processes to use: as wanted, else one for each core, and never more than documents."""
    if wanted is None:
        wanted = min(_cores(), MOST_WORKERS)
    return max(1, min(wanted, documents))


def run(sources: Sequence[Source], work: Work, lost: Work, processes: int) -> Iterator[Document]:
    """The documents in the order of their sources; `lost` stands in for one whose worker died.

    One process: here, without loading what several need.
    """
    light = partial(_light, work)
    if processes == 1:
        yield from map(light, sources)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(light, source) for source in sources]
        for source, future in zip(sources, futures, strict=True):
            problem = future.exception()
            if isinstance(problem, BrokenProcessPool):
                # One document ended a worker and with it the pool; alone, each shows whether it was the one.
                yield _alone(source, light, lost)
            else:
                yield future.result()


def _light(work: Work, source: Source) -> Document:
    """A judged document without its lines of text: no report needs them, and many papers' fill the memory."""
    document = work(source)
    if document.paper is None:
        return document
    return structs.replace(document, paper=structs.replace(document.paper, lines=()))


def _alone(source: Source, work: Work, lost: Work) -> Document:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, source).result()
        except BrokenProcessPool:
            return lost(source)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
