"""Runs the web server until Ctrl-C: one process for the page, workers with limits for the papers."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import uvicorn
from msgspec import Struct

from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.words.phrases import Lang
from mlcia_check.serve.addresses import Address
from mlcia_check.serve.guard import Guard
from mlcia_check.serve.kept_runs import KeptRuns
from mlcia_check.serve.paper_tasks import TASKS
from mlcia_check.serve.site import Site
from mlcia_check.workers.limits import Limits
from mlcia_check.workers.worker_pool import WorkerPool

CONNECTIONS_MAX: Final = 200
"""Further ones get the answer 503."""

ENDING_MAX_SECONDS: Final = 2
"""After Ctrl-C, requests whose worker was ended have this long to finish."""


class Serving(Struct, frozen=True):
    """What is served, and how papers are read; the fields are those of Site."""

    packs: Mapping[str, Pack]
    chosen: str
    lang: Lang
    served_by: str
    limits: Limits
    processes: int


def serve(serving: Serving, listener: socket.socket, address: Address) -> None:
    """Serve the page on a listening socket until the user interrupts it; then end the workers."""
    pool = WorkerPool(TASKS, serving.limits, serving.processes)
    site = Site(
        packs=serving.packs,
        chosen=serving.chosen,
        lang=serving.lang,
        served_by=serving.served_by,
        pool=pool,
        # One more than there are workers, so that none waits for its next paper.
        places=asyncio.Semaphore(serving.processes + 1),
        runs=KeptRuns(),
    )
    config = uvicorn.Config(
        Guard(site.app(), address),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS_MAX,
        timeout_graceful_shutdown=ENDING_MAX_SECONDS,
    )
    # The server passes Ctrl-C on once it has ended in good order.
    with suppress(KeyboardInterrupt):
        _Server(config, pool).run([listener])


class _Server(uvicorn.Server):
    """Ends the workers first, so that requests that wait for them end at once."""

    def __init__(self, config: uvicorn.Config, pool: WorkerPool) -> None:
        super().__init__(config)
        self._pool = pool

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Whatever is broken off now was asked for, and is no fault to report.
        logging.getLogger("uvicorn.error").disabled = True
        self._pool.end()
        await super().shutdown(sockets)
