"""Writes files that take their place only once they are complete: a failed write leaves the old file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from mlcia_check.errors import UsageProblem

_BESIDE = ".part"
"""The suffix of a file's name until it is complete."""


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """Open a file to write, which replaces the file at `path` when the block ends without an error. A link is
    replaced, not followed. Raises UsageProblem if the system refuses."""
    with refused(path):
        part = path + _BESIDE
        with suppress(FileNotFoundError):
            os.unlink(part)
        # Never write through a link that somebody put there.
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(number, "wb") as out:
                _keep_rights(part, path)
                yield out
            os.replace(part, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise


def _keep_rights(part: str, path: str) -> None:
    """Keep the permissions: a report that only its owner may read stays private."""
    with suppress(FileNotFoundError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            os.chmod(part, stat.S_IMODE(mode))


@contextmanager
def refused(path: str) -> Iterator[None]:
    """Raise UsageProblem with one sentence that says what the system refused for `path`."""
    try:
        yield
    except OSError as error:
        raise UsageProblem(f"cannot write to '{path}': {error.strerror}.") from error


def refuse_overwriting(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Raise UsageProblem if an output is one of the files that the run reads, under any name or link."""
    there = {place: output for output in outputs if (place := _place(output))}
    if not there:
        return
    for path in inputs:
        output = there.get(_place(path) or (0, 0))
        if output is not None:
            raise UsageProblem(f"'{output}' is an input of this run; choose another output file.")


def refuse_inside(folder: str, inputs: Iterable[str]) -> None:
    """Raise UsageProblem if a file that the run reads is in the folder that it writes to."""
    own = os.path.join(os.path.realpath(folder), "")
    for path in inputs:
        if os.path.realpath(path).startswith(own):
            raise UsageProblem(
                f"'{path}' is an input of this run and lies in the results folder '{folder}'; "
                "choose another folder for the results."
            )


def _place(path: str) -> tuple[int, int] | None:
    """Return what is the same for all names of one file; None if there is no file."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
