"""A single document, read in a copy of this process: it starts in a millisecond, for nothing is loaded twice.

Only where that is safe: on Linux, in a process with one thread, whose libraries keep no thread of their own
that holds a lock. That is the command line; a program that calls the Python API gets a process of its own
(`reader.py`).
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Final, NoReturn

from mlcia_check.workers import message_frames, self_limits
from mlcia_check.workers.attempts import asked
from mlcia_check.workers.limits import OUT_OF_MEMORY, Limits, Lost, answered
from mlcia_check.workers.loss import MOST_COMPLAINTS, last_words, why_lost

_UNFORESEEN: Final = 1
"""The exit code of a copy that ends with an exception."""

_CHUNK: Final = 1 << 20


def can_fork() -> bool:
    """Whether a copy of this process is safe to run."""
    return sys.platform == "linux" and threading.active_count() == 1


def ask(work: object, item: object, limits: Limits) -> object:
    """The answer for one item, or why there is none (Lost)."""
    return asked(lambda one: _once(work, one, limits), work, item, lambda: False)


def _once(work: object, item: object, limits: Limits) -> object:
    receiving, sending = os.pipe()
    complaints = os.memfd_create("complaints")
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _read(parent, sending, complaints, work, item, limits)
    os.close(sending)
    told: object = None
    is_waited_for = True
    try:
        for is_answer, said in _received(receiving, time.monotonic() + limits.wall * limits.seconds):
            if is_answer:
                return said
            told = said
        is_waited_for = False
    except TimeoutError:
        pass
    finally:
        if is_waited_for:
            # It is late, or this process is interrupted, or it has answered and is on its way out.
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        words = last_words(os.pread(complaints, MOST_COMPLAINTS, 0))
        os.close(complaints)
        os.close(receiving)
    lost = why_lost(os.waitstatus_to_exitcode(status), words, limits, late=is_waited_for)
    return Lost(lost.reason, lost.detail, told)


def _received(pipe: int, until: float) -> Iterator[tuple[bool, object]]:
    """What the copy says, and whether it is its answer. Raises TimeoutError `until` then."""
    while (head := _exactly(pipe, message_frames.HEAD_BYTES, until)) is not None:
        message = _exactly(pipe, message_frames.length(head), until)
        if message is None:
            return
        said: tuple[bool, object] = pickle.loads(message)
        yield said


def _exactly(pipe: int, size: int, until: float) -> bytes | None:
    """So many bytes, None where the other end is gone before. Raises TimeoutError."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    chunks: list[bytes] = []
    while size > 0:
        if not poll.poll(max(0.0, until - time.monotonic()) * 1000.0):
            raise TimeoutError
        chunk = os.read(pipe, min(size, _CHUNK))
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _read(parent: int, sending: int, complaints: int, work: object, item: object, limits: Limits) -> NoReturn:
    """What the copy does: it answers and ends, and never returns to what its caller was about to do."""
    code = _UNFORESEEN
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.dup2(complaints, 1)
        os.dup2(complaints, 2)
        self_limits.no_core_dump()
        # Its trace of a crash would stand where the reason is looked for.
        faulthandler.disable()
        # What the process has loaded stays as it is: looking through it for garbage would copy its pages.
        gc.freeze()
        threading.Thread(target=self_limits.end_with, args=(parent,), daemon=True).start()
        self_limits.keep_within(limits)
        with os.fdopen(sending, "wb") as stream:
            answer = answered(
                work, item, lambda told: message_frames.write(stream, pickle.dumps((False, told)))
            )
            message_frames.write(stream, pickle.dumps((True, answer)))
        code = 0
    finally:
        problem = sys.exc_info()[1]
        if isinstance(problem, MemoryError):
            os._exit(OUT_OF_MEMORY)
        if problem is not None:
            os.write(2, f"{type(problem).__name__}: {problem}\n".encode(errors="replace"))
        os._exit(code)
