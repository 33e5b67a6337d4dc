"""The command line: `main` runs one command, `program` is a process that does nothing else."""

from __future__ import annotations

import gc
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
    code = main()
    # At its end Python looks twice for cycles among all objects, to free what the system frees anyway.
    gc.freeze()
    return code
