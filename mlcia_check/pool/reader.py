"""A process that reads one document after the other, as seen from the process that hands them out.

The reader is a program of its own (`serve.py`), joined by two pipes: nothing is shared with other
readers, so that one that dies at any moment can hold up none.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Timer
from typing import IO, Final

from mlcia_check.errors import MlciaCheckError
from mlcia_check.pool import frames
from mlcia_check.pool.limits import OUT_OF_MEMORY, WALL, Limits, Lost

PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from mlcia_check.pool.serve import main; main()"
"""The module path is the parent's own: the folder that the run was started in, full of strangers' files,
is no place to import from."""

SECONDS_TO_START: Final = 60.0
SECONDS_TO_LEAVE: Final = 5.0
MOST_COMPLAINTS: Final = 1 << 20
"""Bytes of what a reader said before it ended; the last line counts."""

_ALARMS: Final = tuple(getattr(signal, name, None) for name in ("SIGPROF", "SIGALRM"))
"""How a reader ends by its own alarms."""

ONCE_MORE: Final = ("reader-died", "reader-killed")
"""What may have other causes than the document (the system was short of memory, what an earlier document
left behind): a new reader shows whether it was the document."""


class NoReader(MlciaCheckError):
    """No process for reading documents can be started; what it said last is in the message."""


class Reader:
    """Answers one item at a time in a process of its own, which is started anew when it was lost."""

    def __init__(self, work: object, limits: Limits) -> None:
        """`work` is called with each item, in the reader's process; it, items and answers are pickled."""
        self._work = pickle.dumps((work, limits))
        self._limits = limits
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._ended = False

    def ask(self, item: object) -> object:
        """The answer for one item, or why there is none (Lost). Raises NoReader."""
        answer = self._once(item)
        if isinstance(answer, Lost) and answer.reason in ONCE_MORE and not self._is_ended():
            return self._once(item)
        return answer

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
            leaving, answer = self._exchange(process, pickle.dumps(item), WALL * self._limits.seconds)
        except _Gone as gone:
            self._process = None
            return self._cause(process, late=gone.late)
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
            self._exchange(process, self._work, SECONDS_TO_START)
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
        with _deadline(process, seconds) as passed:
            try:
                frames.write(process.stdin, message)
                received = frames.read(process.stdout)
            except OSError:
                received = None
        if received is None:
            _dismiss(process)
            raise _Gone(late=passed.is_set())
        answer: tuple[bool, object] = pickle.loads(received)
        return answer

    def _cause(self, process: subprocess.Popen[bytes], *, late: bool) -> Lost:
        """Why the process is gone, from how it ended and what it said last."""
        code = process.returncode
        if late or -code in _ALARMS:
            return Lost("time-limit", f"{self._limits.seconds:g} s")
        words = self._last_words()
        # PDFium ends its process by abort() where memory is refused, and says nothing; the C library's own
        # checks for a corrupted heap do say what they found.
        if code == OUT_OF_MEMORY or (code == -signal.SIGABRT and not words):
            return Lost("memory-limit", f"{self._limits.megabytes} MB")
        if code in (-getattr(signal, "SIGKILL", signal.SIGTERM), -signal.SIGTERM):
            return Lost("reader-killed", _signal_name(code))
        return Lost("reader-died", _signal_name(code) if code < 0 else words)

    def _last_words(self) -> str:
        assert self._complaints is not None
        self._complaints.seek(0)
        lines = self._complaints.read(MOST_COMPLAINTS).decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


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
    """The process ended, or was ended, before it answered."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
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


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
