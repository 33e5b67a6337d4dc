"""The program that reads documents: takes items from one pipe and answers on the other, within limits.

It keeps its limits itself where the system offers that, so that it cannot outlive them even when the
process that started it is gone.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import time
import warnings
from collections.abc import Callable
from threading import Thread
from typing import IO, Final

from mlcia_check.pool import frames, memory
from mlcia_check.pool.limits import OUT_OF_MEMORY, WALL, Limits

MOST_ITEMS: Final = 1000
"""A process is replaced after so many documents: its start costs 0.2 s."""

SWOLLEN: Final = 0.5
"""Of the limit: a process that has grown by this much is replaced, so that what one document left behind is
not held against the next."""

SECONDS_ALONE: Final = 1.0
"""After the process that waits for its answers was killed, a reader reads on for no longer."""

GRACE_SECONDS: Final = 2.0
"""The process that waits for the answer ends this one in time; its own alarm is for when that is gone."""


def main() -> None:
    """Serve until the other end closes its pipe or this process is due to be replaced."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries print must not get between the answers, and what they log tells nobody anything here.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _no_core_dump()
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    logging.disable()
    warnings.simplefilter("ignore")
    questions = sys.stdin.buffer
    setting = frames.read(questions)
    if setting is None:
        return
    work, limits = pickle.loads(setting)
    frames.write(answers, pickle.dumps((False, None)))
    try:
        _serve(questions, answers, work, limits)
    except MemoryError:
        # Nothing that needs memory can be done here, leaving in order included.
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        os._exit(0)


def _serve(
    questions: IO[bytes], answers: IO[bytes], work: Callable[[object], object], limits: Limits
) -> None:
    most = memory.address_space() + int(SWOLLEN * (limits.megabytes << 20))
    for remaining in reversed(range(MOST_ITEMS)):
        message = frames.read(questions)
        if message is None:
            return
        _set_limits(limits)
        answer = work(pickle.loads(message))
        leaving = remaining == 0 or memory.address_space() > most
        frames.write(answers, pickle.dumps((leaving, answer)))
        _set_alarms(0.0, 0.0)
        if leaving:
            return


def _set_limits(limits: Limits) -> None:
    """For the document that follows: alarms, and memory beyond what the process has now."""
    _set_alarms(limits.seconds, WALL * limits.seconds + GRACE_SECONDS)
    memory.bound(limits.megabytes)


def _set_alarms(computing: float, wall: float) -> None:
    """End this process after so many seconds of either, even inside a call of PDFium; 0 sets an alarm off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, computing)
        signal.setitimer(signal.ITIMER_REAL, wall)


def _end_with(parent: int) -> None:
    """End this process, whatever it is doing, once the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(SECONDS_ALONE)
    os._exit(0)


def _no_core_dump() -> None:
    """Write no core dump: a reader that ends is expected here."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
