"""The program of a worker process: take items from one pipe and send answers on the other, within limits.

The worker sets its own limits, where the system can, so that it also ends when its parent is gone.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import warnings
from threading import Thread
from typing import IO, Final, Literal

from mlcia_check.workers import memory, message_frames, self_limits
from mlcia_check.workers.limits import OUT_OF_MEMORY_EXIT_CODE, Limits, answered

DOCUMENTS_MAX_PER_PROCESS: Final = 1000
"""A process is replaced after this many documents. A start costs 0.2 s."""

REPLACED_AT_GROWTH_SHARE: Final = 0.5
"""Share of the memory limit. A process that has grown by this much is replaced, so that memory which one
document left behind does not count against the next."""

Kind = Literal["told", "answer", "leaving"]
"""What a message holds: progress, an answer, or the last answer before the process ends."""


def main() -> None:
    """Answer until the other end closes its pipe, or until this process is due to be replaced."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Output of libraries must not mix with the answers, and nobody reads their logs here.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    self_limits.no_core_dump()
    Thread(target=self_limits.end_with, args=(os.getppid(),), daemon=True).start()
    logging.disable()
    warnings.simplefilter("ignore")
    requests = sys.stdin.buffer
    setting = message_frames.read(requests)
    if setting is None:
        return
    work, limits = pickle.loads(setting)
    _send(answers, "answer", None)
    try:
        _serve(requests, answers, work, limits)
    except MemoryError:
        # An orderly exit needs memory, too.
        os._exit(OUT_OF_MEMORY_EXIT_CODE)
    except BrokenPipeError:
        os._exit(0)


def _serve(requests: IO[bytes], answers: IO[bytes], work: object, limits: Limits) -> None:
    most = memory.address_space() + int(REPLACED_AT_GROWTH_SHARE * (limits.megabytes << 20))
    for remaining in reversed(range(DOCUMENTS_MAX_PER_PROCESS)):
        message = message_frames.read(requests)
        if message is None:
            return
        self_limits.keep_within(limits)
        answer = answered(work, pickle.loads(message), lambda told: _send(answers, "told", told))
        leaving = remaining == 0 or memory.address_space() > most
        _send(answers, "leaving" if leaving else "answer", answer)
        self_limits.lift_alarms()
        if leaving:
            return


def _send(answers: IO[bytes], kind: Kind, value: object) -> None:
    message_frames.write(answers, pickle.dumps((kind, value)))
