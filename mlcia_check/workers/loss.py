"""Find out why a worker is gone, from its exit code and the last line of its standard error."""

from __future__ import annotations

import signal
from typing import Final

from mlcia_check.workers.limits import OUT_OF_MEMORY_EXIT_CODE, Limits, LossReason, Lost

STDERR_MAX_BYTES: Final = 1 << 20
"""Bytes of a worker's standard error that are read; only the last line counts."""

RETRIED_REASONS: Final[tuple[LossReason, ...]] = ("reader-died", "reader-killed")
"""Losses that the document may not have caused: the system was short of memory, or an earlier document left
something behind. The document is read again by a new worker."""

_ALARMS: Final = tuple(getattr(signal, name, None) for name in ("SIGPROF", "SIGALRM"))
"""Signals of a worker's own alarms (see `self_limits`)."""


def why_lost(code: int, words: str, limits: Limits, *, late: bool) -> Lost:
    """Return why a worker was lost.

    `code` is its exit code, or -N if signal N ended it (as in `subprocess`). `late`: it was killed at the
    time limit. `words` is the last line of its standard error."""
    if late or -code in _ALARMS:
        return Lost("time-limit", f"{limits.seconds:g} s")
    # PDFium calls abort() without a message if memory is refused. The C library's checks for a corrupted
    # heap also abort, but print a message.
    if code == OUT_OF_MEMORY_EXIT_CODE or (code == -signal.SIGABRT and not words):
        return Lost("memory-limit", f"{limits.megabytes} MB")
    if code in (-getattr(signal, "SIGKILL", signal.SIGTERM), -signal.SIGTERM):
        return Lost("reader-killed", _signal_name(code))
    return Lost("reader-died", _signal_name(code) if code < 0 else words)


def last_words(errors: bytes) -> str:
    """Return the last line of standard error that is not blank; "" if there is none."""
    lines = errors.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
