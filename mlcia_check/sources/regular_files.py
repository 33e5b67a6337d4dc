"""Opens files of this machine: regular ones only, so that no pipe or device can hold up a run or feed it for
ever."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Without waiting: a pipe that nobody writes to would hold up its opening."""


def opened(path: str) -> BinaryIO:
    """A regular file, or what a link leads to where that is one. Raises OSError for anything else."""
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
    """The first bytes of a regular file, at most so many. Raises OSError."""
    with opened(path) as file:
        return file.read(most)
