"""Read a single document in a fork of this process, which starts in a millisecond.

A fork is safe only on Linux, in a process with one thread whose libraries keep no thread that holds a lock.
That is true of the command line. A program that calls the Python API gets a new process (`worker.py`).
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
from mlcia_check.workers.attempts import ask_with_retry
from mlcia_check.workers.limits import OUT_OF_MEMORY_EXIT_CODE, Limits, Lost, answered
from mlcia_check.workers.loss import STDERR_MAX_BYTES, last_words, why_lost

_EXCEPTION_EXIT_CODE: Final = 1
"""Exit code of a fork that ends with an exception."""

_CHUNK_BYTES: Final = 1 << 20


def can_fork() -> bool:
    """Return whether this process can be forked safely."""
    return sys.platform == "linux" and threading.active_count() == 1


def ask(work: object, item: object, limits: Limits) -> object:
    """Return the answer for one item, or a Lost that says why there is none."""
    return ask_with_retry(lambda one: _once(work, one, limits), work, item, lambda: False)


def _once(work: object, item: object, limits: Limits) -> object:
    receiving, sending = os.pipe()
    errors = os.memfd_create("errors")
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _read(parent, sending, errors, work, item, limits)
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
            # Out of time, or this process was interrupted, or the fork has answered and is about to end.
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        words = last_words(os.pread(errors, STDERR_MAX_BYTES, 0))
        os.close(errors)
        os.close(receiving)
    lost = why_lost(os.waitstatus_to_exitcode(status), words, limits, late=is_waited_for)
    return Lost(lost.reason, lost.detail, told)


def _received(pipe: int, until: float) -> Iterator[tuple[bool, object]]:
    """Yield each message of the fork, and whether it is the answer.

    Raises TimeoutError at the time `until` (of `time.monotonic`)."""
    while (head := _exactly(pipe, message_frames.HEAD_BYTES, until)) is not None:
        message = _exactly(pipe, message_frames.length(head), until)
        if message is None:
            return
        said: tuple[bool, object] = pickle.loads(message)
        yield said


def _exactly(pipe: int, size: int, until: float) -> bytes | None:
    """Return exactly `size` bytes, or None if the other end closes first. Raises TimeoutError."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    chunks: list[bytes] = []
    while size > 0:
        if not poll.poll(max(0.0, until - time.monotonic()) * 1000.0):
            raise TimeoutError
        chunk = os.read(pipe, min(size, _CHUNK_BYTES))
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _read(parent: int, sending: int, errors: int, work: object, item: object, limits: Limits) -> NoReturn:
    """Run in the fork: send the answer and exit. Never return to the caller, which is the parent's code."""
    code = _EXCEPTION_EXIT_CODE
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.dup2(errors, 1)
        os.dup2(errors, 2)
        self_limits.no_core_dump()
        # A crash trace would hide the last line of standard error, from which the reason is taken.
        faulthandler.disable()
        # A garbage collection would touch, and so copy, the memory pages that the fork shares.
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
            os._exit(OUT_OF_MEMORY_EXIT_CODE)
        if problem is not None:
            os.write(2, f"{type(problem).__name__}: {problem}\n".encode(errors="replace"))
        os._exit(code)
