"""Makes the folders of the results, and writes their files whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

from mlcia_check.errors import UsageProblem
from mlcia_check.support.output_files import refused, whole_file


@contextmanager
def text_file(path: str) -> Iterator[TextIO]:
    """Open a file of UTF-8 text, which takes its place once it is complete. Raises UsageProblem."""
    with whole_file(path) as file:
        out = TextIOWrapper(file, encoding="utf-8", newline="")
        yield out
        out.detach()


def made(folder: str) -> None:
    """Make a folder for results if there is none. Raises UsageProblem, also for a link in its place."""
    with refused(folder):
        if os.path.islink(folder):
            raise UsageProblem(f"'{folder}' is a link; name a real folder for the results.")
        os.makedirs(folder, exist_ok=True)


def emptied(folder: str, ending: str) -> set[str]:
    """Make a folder for files of one kind, and return the files that an earlier run left there.

    Raises UsageProblem.
    """
    made(folder)
    with refused(folder):
        return {name for name in os.listdir(folder) if name.endswith((ending, f"{ending}.part"))}
