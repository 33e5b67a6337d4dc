"""Where reports go: standard output or a file that was looked at before the work began."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Literal

from mlcia_check.cli.options import in_colour
from mlcia_check.errors import UsageProblem
from mlcia_check.report.layout import Line, text_of

PLAIN_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "×": "x", "–": "-"})


def refuse_unwritable(output: str, inputs: Iterable[str]) -> None:
    """Raises UsageProblem where a report could not be written, or would overwrite a document of the run."""
    folder = os.path.dirname(output) or "."
    if os.path.isdir(output):
        raise UsageProblem(f"cannot write to '{output}': it is a folder; name a file in it.")
    if not os.path.isdir(folder):
        raise UsageProblem(f"cannot write to '{output}': there is no folder '{folder}'.")
    if not os.access(output if os.path.exists(output) else folder, os.W_OK):
        raise UsageProblem(f"cannot write to '{output}': permission denied.")
    if any(
        os.path.exists(path) and os.path.exists(output) and os.path.samefile(path, output) for path in inputs
    ):
        raise UsageProblem(f"'{output}' is a document of this run; writing there would overwrite it.")


def write_file(text: str, output: str) -> None:
    """Write a report as UTF-8. Raises UsageProblem when the system refuses."""
    write_bytes(text.encode("utf-8"), output)


def append_file(text: str, output: str) -> None:
    """Add UTF-8 to the end of a file. Raises UsageProblem when the system refuses."""
    write_bytes(text.encode("utf-8"), output, "ab")


def write_bytes(data: bytes, output: str, mode: Literal["wb", "ab"] = "wb") -> None:
    """Write a file as it is. Raises UsageProblem when the system refuses."""
    try:
        with open(output, mode) as file:
            file.write(data)
    except OSError as error:
        raise UsageProblem(f"cannot write to '{output}': {error.strerror}.") from error


def print_text(text: str, encoding: str | None = None) -> None:
    """Write to standard output in its own or the given encoding; what that cannot carry becomes "?".

    A reader that went away (`| head`) is no error.
    """
    try:
        sys.stdout.buffer.write(_encoded(text, encoding or sys.stdout.encoding or "ascii"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN_SIGNS).encode(encoding, "replace")


def print_lines(lines: Iterable[Line], plain: bool) -> None:
    """Write styled lines to standard output, painted where it is a terminal."""
    if in_colour(plain):
        from mlcia_check.report.terminal import paint

        paint(lines, sys.stdout)
    else:
        print_text(text_of(lines))
