"""Files that take their place when they are whole: what cannot be written to its end leaves what stood
there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from mlcia_check.errors import UsageProblem

_BESIDE = ".part"
"""The end of a file's name until it is whole."""


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """A file to write to. It replaces what is at `path` when the block ends well; a link there is replaced,
    and not written through. Raises UsageProblem where the system refuses."""
    with refused(path):
        part = path + _BESIDE
        with suppress(FileNotFoundError):
            os.unlink(part)
        # Never through a link that somebody laid there.
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
    """A report that only its owner may read stays so."""
    with suppress(FileNotFoundError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            os.chmod(part, stat.S_IMODE(mode))


@contextmanager
def refused(path: str) -> Iterator[None]:
    """Says what the system refuses of `path` in one sentence. Raises UsageProblem."""
    try:
        yield
    except OSError as error:
        raise UsageProblem(f"cannot write to '{path}': {error.strerror}.") from error


def refuse_overwriting(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Raises UsageProblem where an output is one of the files that the run reads, by whatever name or
    link."""
    there = {place: output for output in outputs if (place := _place(output))}
    if not there:
        return
    for path in inputs:
        output = there.get(_place(path) or (0, 0))
        if output is not None:
            raise UsageProblem(f"'{output}' is an input of this run; choose another output file.")


def refuse_inside(folder: str, inputs: Iterable[str]) -> None:
    """Raises UsageProblem where a file that the run reads lies in the folder that it writes to."""
    own = os.path.join(os.path.realpath(folder), "")
    for path in inputs:
        if os.path.realpath(path).startswith(own):
            raise UsageProblem(
                f"'{path}' is an input of this run and lies in the results folder '{folder}'; "
                "choose another folder for the results."
            )


def _place(path: str) -> tuple[int, int] | None:
    """What two names of one file share; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
