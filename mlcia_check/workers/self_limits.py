"""Set a worker's own limits, so that it cannot outlive them even when its parent is gone."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Final

from mlcia_check.workers import memory
from mlcia_check.workers.limits import Limits

ORPHAN_SECONDS: Final = 1.0
"""A worker whose parent was killed reads on for at most this long."""

GRACE_SECONDS: Final = 2.0
"""Wall clock seconds beyond the limit, where the parent kills the worker: the alarm is for orphans."""


def keep_within(limits: Limits) -> None:
    """Set the alarms and the memory limit for the next document."""
    _set_alarms(limits.seconds, limits.wall * limits.seconds + GRACE_SECONDS)
    memory.bound(limits.megabytes)


def lift_alarms() -> None:
    """Switch the alarms off while there is no document."""
    _set_alarms(0.0, 0.0)


def _set_alarms(computing: float, wall: float) -> None:
    """End this process after so many CPU or wall clock seconds, even in PDFium; 0 switches an alarm off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, computing)
        signal.setitimer(signal.ITIMER_REAL, wall)


def end_with(parent: int) -> None:
    """End this process, whatever it is doing, once its parent is gone."""
    while os.getppid() == parent:
        time.sleep(ORPHAN_SECONDS)
    os._exit(0)


def no_core_dump() -> None:
    """Write no core dump: hostile files are expected to crash workers."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
