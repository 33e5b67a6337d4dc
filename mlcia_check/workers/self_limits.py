"""How a process that reads keeps itself within its limits, so that it cannot outlive them."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Final

from mlcia_check.workers import memory
from mlcia_check.workers.limits import Limits

SECONDS_ALONE: Final = 1.0
"""After the process that waits for its answers was killed, a reader reads on for no longer."""

GRACE_SECONDS: Final = 2.0
"""The process that waits for the answer ends this one in time; its own alarm is for when that is gone."""


def keep_within(limits: Limits) -> None:
    """For the document that follows: alarms, and memory beyond what the process has now."""
    _set_alarms(limits.seconds, limits.wall * limits.seconds + GRACE_SECONDS)
    memory.bound(limits.megabytes)


def keep_within_none() -> None:
    """No alarm while there is no document."""
    _set_alarms(0.0, 0.0)


def _set_alarms(computing: float, wall: float) -> None:
    """End this process after so many seconds of either, even inside a call of PDFium; 0 sets an alarm off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, computing)
        signal.setitimer(signal.ITIMER_REAL, wall)


def end_with(parent: int) -> None:
    """End this process, whatever it is doing, once the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(SECONDS_ALONE)
    os._exit(0)


def no_core_dump() -> None:
    """Write no core dump: a reader that ends is expected here."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
