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
import warnings
from threading import Thread
from typing import IO, Final, Literal

from mlcia_check.workers import memory, message_frames, self_limits
from mlcia_check.workers.limits import OUT_OF_MEMORY, Limits, answered

MOST_ITEMS: Final = 1000
"""A process is replaced after so many documents: its start costs 0.2 s."""

SWOLLEN: Final = 0.5
"""Of the limit: a process that has grown by this much is replaced, so that what one document left behind is
not held against the next."""

Kind = Literal["told", "answer", "leaving"]
"""What a message is: what is known on the way, the answer, or the answer before the process ends."""


def main() -> None:
    """Serve until the other end closes its pipe or this process is due to be replaced."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries print must not get between the answers, and what they log tells nobody anything here.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    self_limits.no_core_dump()
    Thread(target=self_limits.end_with, args=(os.getppid(),), daemon=True).start()
    logging.disable()
    warnings.simplefilter("ignore")
    questions = sys.stdin.buffer
    setting = message_frames.read(questions)
    if setting is None:
        return
    work, limits = pickle.loads(setting)
    _say(answers, "answer", None)
    try:
        _serve(questions, answers, work, limits)
    except MemoryError:
        # Nothing that needs memory can be done here, leaving in order included.
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        os._exit(0)


def _serve(questions: IO[bytes], answers: IO[bytes], work: object, limits: Limits) -> None:
    most = memory.address_space() + int(SWOLLEN * (limits.megabytes << 20))
    for remaining in reversed(range(MOST_ITEMS)):
        message = message_frames.read(questions)
        if message is None:
            return
        self_limits.keep_within(limits)
        answer = answered(work, pickle.loads(message), lambda told: _say(answers, "told", told))
        leaving = remaining == 0 or memory.address_space() > most
        _say(answers, "leaving" if leaving else "answer", answer)
        self_limits.keep_within_none()
        if leaving:
            return


def _say(answers: IO[bytes], kind: Kind, value: object) -> None:
    message_frames.write(answers, pickle.dumps((kind, value)))
