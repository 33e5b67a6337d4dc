"""Why a process that read a document is gone, from how it ended and what it said last."""

from __future__ import annotations

import signal
from typing import Final

from mlcia_check.workers.limits import OUT_OF_MEMORY, Limits, Lost

MOST_COMPLAINTS: Final = 1 << 20
"""Bytes of what a reader said before it ended; the last line counts."""

ONCE_MORE: Final = ("reader-died", "reader-killed")
"""What may have other causes than the document (the system was short of memory, what an earlier document
left behind): a new reader shows whether it was the document."""

_ALARMS: Final = tuple(getattr(signal, name, None) for name in ("SIGPROF", "SIGALRM"))
"""How a reader ends by its own alarms."""


def why_lost(code: int, words: str, limits: Limits, *, late: bool) -> Lost:
    """`code` is negative for a signal, as subprocess has it; `late`: it was ended for taking too long."""
    if late or -code in _ALARMS:
        return Lost("time-limit", f"{limits.seconds:g} s")
    # PDFium ends its process by abort() where memory is refused, and says nothing; the C library's own
    # checks for a corrupted heap do say what they found.
    if code == OUT_OF_MEMORY or (code == -signal.SIGABRT and not words):
        return Lost("memory-limit", f"{limits.megabytes} MB")
    if code in (-getattr(signal, "SIGKILL", signal.SIGTERM), -signal.SIGTERM):
        return Lost("reader-killed", _signal_name(code))
    return Lost("reader-died", _signal_name(code) if code < 0 else words)


def last_words(complaints: bytes) -> str:
    """The last line that says something."""
    lines = complaints.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
