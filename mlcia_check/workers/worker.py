"""A process that reads one document after the other, as seen from the process that hands them out.

The reader is a program of its own (`serve.py`), joined by two pipes: nothing is shared with other
readers, so that one that dies at any moment can hold up none.
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

from mlcia_check.errors import MlciaCheckError
from mlcia_check.workers import message_frames
from mlcia_check.workers.attempts import asked
from mlcia_check.workers.limits import Limits, Lost
from mlcia_check.workers.loss import MOST_COMPLAINTS, last_words, why_lost

PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; from mlcia_check.workers.program import main; main()"
)
"""The module path is the parent's own: the folder that the run was started in, full of strangers' files,
is no place to import from."""

SECONDS_TO_START: Final = 60.0
SECONDS_TO_LEAVE: Final = 5.0


class NoReader(MlciaCheckError):
    """No process for reading documents can be started; what it said last is in the message."""


class Worker:
    """Answers one item at a time in a process of its own, which is started anew when it was lost."""

    def __init__(self, work: object, limits: Limits) -> None:
        """`work` is called with each item, in the reader's process; it, items and answers are pickled."""
        self._work = work
        self._limits = limits
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._ended = False

    def ask(self, item: object) -> object:
        """The answer for one item, or why there is none (Lost). Raises NoReader."""
        return asked(self._once, self._work, item, self._is_ended)

    def end(self) -> None:
        """End the process at once, whatever it is doing; a call of `ask` on another thread returns Lost."""
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
        """A new process, ready for its first item; None when this reader was ended meanwhile."""
        with self._lock:
            if self._ended:
                return None
            # Closed with the last reference to it, when the next process starts or this reader goes.
            self._complaints = tempfile.TemporaryFile("ab+")  # noqa: SIM115
            try:
                process = subprocess.Popen(
                    [sys.executable, "-c", PROGRAM, *sys.path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._complaints,
                )
            except OSError as error:
                raise NoReader(f"cannot start a process to read papers: {error.strerror}.") from error
            self._process = process
        try:
            self._exchange(process, pickle.dumps((self._work, self._limits)), SECONDS_TO_START)
        except _Gone as gone:
            if self._is_ended():
                return None
            raise NoReader(f"cannot start a process to read papers: {self._last_words()}.") from gone
        return process

    def _is_ended(self) -> bool:
        with self._lock:
            return self._ended

    def _exchange(
        self, process: subprocess.Popen[bytes], message: bytes, seconds: float
    ) -> tuple[bool, object]:
        """Send a message, and have the answer within so many seconds. Raises _Gone."""
        assert process.stdin is not None
        assert process.stdout is not None
        assert self._complaints is not None
        self._complaints.truncate(0)
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
        assert self._complaints is not None
        self._complaints.seek(0)
        return last_words(self._complaints.read(MOST_COMPLAINTS))


@contextmanager
def _deadline(process: subprocess.Popen[bytes], seconds: float) -> Iterator[Event]:
    """Kills a process that is not done in time; the event says whether it came to that."""
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
    """The process ended, or was ended, before it answered; `told` is what it said last."""

    def __init__(self, told: object, *, late: bool) -> None:
        super().__init__()
        self.told = told
        self.late = late


def _dismiss(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes to a process that ends or has ended, and wait for that."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What was written to a process that is gone cannot be flushed.
            with suppress(OSError):
                pipe.close()
    try:
        process.wait(SECONDS_TO_LEAVE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
