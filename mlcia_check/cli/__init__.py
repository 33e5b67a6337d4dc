"""The command line: `main` runs one command, `program` is a process that does nothing else."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Final

COLLECTED_AFTER_OBJECTS_COUNT: Final = 50_000
"""New objects before Python looks for cycles among them. At Python's own 700 that costs 2% of a check, most
of it while modules are imported and nothing can be freed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.set_threshold(COLLECTED_AFTER_OBJECTS_COUNT)
    # After the setting: the imports are most of what it saves.
    from mlcia_check.cli.command_line import run

    return run(arguments)


def program() -> int:
    """Do as `main`, in a process that ends with it: `mlcia-check` and `python -m mlcia_check` call this."""
    ending = _Ending()
    # What is registered first is called last: exit functions of libraries still run.
    atexit.register(ending)
    ending.code = main()
    return ending.code


class _Ending:
    """Ends the process at once, as its last exit function.

    Python would free each object and empty each module, which takes 1,600 page faults, so that the system
    frees the same memory again.
    """

    code: int | None = None
    """The exit code; None until the command has returned."""

    def __call__(self) -> None:
        if self.code is None:
            return
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except (OSError, ValueError):
            # Python says so when it ends.
            return
        os._exit(self.code)
