"""Opens local files, only regular ones: a pipe or device could block a run or feed it endlessly."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Non-blocking: opening a pipe without a writer would block."""


def opened(path: str) -> BinaryIO:
    """Open a regular file or a link to one. Raises OSError for anything else."""
    number = os.open(path, _FLAGS)
    try:
        mode = os.fstat(number).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def start(path: str, most: int) -> bytes:
    """Return at most the first `most` bytes of a regular file. Raises OSError."""
    with opened(path) as file:
        return file.read(most)
