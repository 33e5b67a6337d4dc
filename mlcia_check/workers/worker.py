"""A worker process, seen from the process that hands out the documents.

The worker runs its own program (`program.py`) and is connected by two pipes. Workers share nothing, so a
worker that dies cannot block the others.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Timer
from typing import IO, Final

from mlcia_check.errors import NoWorker
from mlcia_check.workers import message_frames
from mlcia_check.workers.attempts import ask_with_retry
from mlcia_check.workers.limits import Limits, Lost
from mlcia_check.workers.loss import STDERR_MAX_BYTES, last_words, why_lost

PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; from mlcia_check.workers.program import main; main()"
)
"""Imports come from the parent's module path only, never from the working directory, which may hold
strangers' files."""

START_WAIT_SECONDS: Final = 60.0
EXIT_WAIT_SECONDS: Final = 5.0


class Worker:
    """Answers one item at a time in its own process. A lost process is replaced."""

    def __init__(self, work: object, limits: Limits) -> None:
        """`work` is called with each item in the worker process. Work, items and answers are pickled."""
        self._work = work
        self._limits = limits
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] | None = None
        self._ended = False

    def ask(self, item: object) -> object:
        """Return the answer for one item, or a Lost that says why there is none. Raises NoWorker."""
        return ask_with_retry(self._once, self._work, item, self._is_ended)

    def end(self) -> None:
        """Kill the process, whatever it is doing. A call of `ask` on another thread then returns Lost."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()
                self._process.wait()

    def _once(self, item: object) -> object:
        process = self._process or self._started()
        if process is None:
            return Lost("reader-killed", "")
        try:
            leaving, answer = self._exchange(
                process, pickle.dumps(item), self._limits.wall * self._limits.seconds
            )
        except _Gone as gone:
            self._process = None
            lost = why_lost(process.returncode, self._last_words(), self._limits, late=gone.late)
            return Lost(lost.reason, lost.detail, gone.told)
        if leaving:
            _dismiss(process)
            self._process = None
        return answer

    def _started(self) -> subprocess.Popen[bytes] | None:
        """Return a new process, ready for its first item; None if this worker was ended meanwhile."""
        with self._lock:
            if self._ended:
                return None
            # Closed with its last reference: when the next process starts, or with this worker.
            self._stderr = tempfile.TemporaryFile("ab+")  # noqa: SIM115
            try:
                process = subprocess.Popen(
                    [sys.executable, "-c", PROGRAM, *sys.path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._stderr,
                )
            except OSError as error:
                raise NoWorker(f"cannot start a worker process: {error.strerror}.") from error
            self._process = process
        try:
            self._exchange(process, pickle.dumps((self._work, self._limits)), START_WAIT_SECONDS)
        except _Gone as gone:
            if self._is_ended():
                return None
            raise NoWorker(f"cannot start a worker process: {self._last_words()}.") from gone
        return process

    def _is_ended(self) -> bool:
        with self._lock:
            return self._ended

    def _exchange(
        self, process: subprocess.Popen[bytes], message: bytes, seconds: float
    ) -> tuple[bool, object]:
        """Send a message; return whether the process leaves, and its answer. Raises _Gone if none comes."""
        assert process.stdin is not None
        assert process.stdout is not None
        assert self._stderr is not None
        self._stderr.truncate(0)
        told: object = None
        with _deadline(process, seconds) as passed:
            try:
                message_frames.write(process.stdin, message)
                while received := message_frames.read(process.stdout):
                    kind, said = pickle.loads(received)
                    if kind != "told":
                        return kind == "leaving", said
                    told = said
            except OSError:
                pass
        _dismiss(process)
        raise _Gone(told, late=passed.is_set())

    def _last_words(self) -> str:
        assert self._stderr is not None
        self._stderr.seek(0)
        return last_words(self._stderr.read(STDERR_MAX_BYTES))


@contextmanager
def _deadline(process: subprocess.Popen[bytes], seconds: float) -> Iterator[Event]:
    """Kill the process if it takes longer than `seconds`. The event tells whether that happened."""
    passed = Event()

    def end() -> None:
        passed.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()


class _Gone(Exception):
    """The process ended or was killed before it answered. `told` is the last progress that it reported."""

    def __init__(self, told: object, *, late: bool) -> None:
        super().__init__()
        self.told = told
        self.late = late


def _dismiss(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes to a process that ends or has ended, and wait for its end."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # Flushing to a process that is gone fails.
            with suppress(OSError):
                pipe.close()
    try:
        process.wait(EXIT_WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
