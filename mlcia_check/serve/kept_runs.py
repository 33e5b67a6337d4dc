"""Keeps the papers of the last runs in memory, bounded in number, bytes and time. Writes nothing to disk."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from msgspec import Struct

from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.sources import Source
from mlcia_check.sources.source import DOCUMENT_MAX_BYTES

PAPERS_PER_RUN_MAX: Final = 20
"""Papers dropped together. For more there is the command `batch`."""

RUNS_MAX: Final = 50
"""Runs that are kept. The oldest is forgotten for a new one."""

KEPT_MAX_BYTES: Final = 2 * DOCUMENT_MAX_BYTES
"""Bytes of all kept papers: two of the largest that are read, and hundreds of usual ones."""

KEPT_SECONDS: Final = 3600.0
"""A run is forgotten after this time."""

ID_BYTES: Final = 18
"""Random bytes of a run's id: whoever shares the page with others cannot guess theirs."""


class KeptPaper(Struct, frozen=True):
    """A checked paper. `source` holds its bytes, from which an annotated copy is made on request."""

    source: Source
    document: JudgedDocument
    pictures: tuple[Thumbnail, ...]

    @property
    def bytes(self) -> int:
        return len(self.source.data or b"")


class KeptRun(Struct):
    """Papers that were dropped together, under one pack. `began` is a time of the store's clock."""

    id: str
    pack: Pack
    began: float
    papers: list[KeptPaper]

    @property
    def bytes(self) -> int:
        return sum(paper.bytes for paper in self.papers)


class KeptRuns:
    """The runs by id, the oldest first. Threads may use it at the same time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._runs: dict[str, KeptRun] = {}
        self._lock = Lock()

    def begin(self, pack: Pack) -> KeptRun:
        """Return a new run without papers."""
        run = KeptRun(secrets.token_urlsafe(ID_BYTES), pack, self._clock(), [])
        with self._lock:
            self._forget_old()
            self._runs[run.id] = run
            while len(self._runs) > RUNS_MAX:
                self._forget_oldest()
        return run

    def find(self, run_id: str) -> KeptRun | None:
        """Return a run, None if it was forgotten or never existed."""
        with self._lock:
            self._forget_old()
            return self._runs.get(run_id)

    def add(self, run: KeptRun, paper: KeptPaper) -> bool:
        """Add a paper, and forget the oldest other runs if they take too much. Return False if it has no room
        in its own run.
        """
        with self._lock:
            if len(run.papers) >= PAPERS_PER_RUN_MAX or run.bytes + paper.bytes > KEPT_MAX_BYTES:
                return False
            run.papers.append(paper)
            # The run becomes the newest, so that it is the last to be forgotten for want of room.
            self._runs[run.id] = self._runs.pop(run.id, run)
            while sum(one.bytes for one in self._runs.values()) > KEPT_MAX_BYTES:
                self._forget_oldest()
            return True

    def forget_old(self) -> None:
        """Forget the runs whose time is over."""
        with self._lock:
            self._forget_old()

    def _forget_old(self) -> None:
        end = self._clock() - KEPT_SECONDS
        for run in [run for run in self._runs.values() if run.began <= end]:
            del self._runs[run.id]

    def _forget_oldest(self) -> None:
        del self._runs[next(iter(self._runs))]
