"""Runs work on one paper in a process of its own: PDFium may crash, and remembers fonts of earlier papers."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final, TypeAlias

PAPER_MAX_SECONDS: Final = 60.0

Work: TypeAlias = Callable[[bytes], str]


class OwnProcess:
    """A process that works on one paper."""

    def __init__(self, work: Work, data: bytes) -> None:
        self._answers, answers = multiprocessing.Pipe(duplex=False)
        self._process = multiprocessing.Process(target=_answer, args=(work, data, answers))
        self._process.start()
        answers.close()

    def answer(self) -> str:
        """Return what `work` returns, or how the process ended without that: "killed by SIGSEGV"."""
        said = ""
        try:
            if self._answers.poll(PAPER_MAX_SECONDS):
                said = self._answers.recv()
            else:
                said = "time limit"
                self._process.kill()
        except EOFError:
            pass
        self._answers.close()
        self._process.join()
        code = self._process.exitcode
        assert code is not None
        return said or (f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}")


def _answer(work: Work, data: bytes, answers: Connection) -> None:
    answers.send(work(data))
