"""Where reports go: standard output or a file that was looked at before the work began."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from mlcia_check.cli.options import in_colour
from mlcia_check.errors import UsageProblem
from mlcia_check.report.styled_lines import Line, text_of
from mlcia_check.support import output_files

_SYSTEM: Final = ("/dev/", "/proc/")
"""Where names stand for devices and open files."""

PLAIN_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "×": "x", "–": "-"})


def refuse_unwritable(output: str, inputs: Iterable[str]) -> None:
    """Raises UsageProblem where a report could not be written, or would overwrite a document of the run."""
    folder = os.path.dirname(output) or "."
    if os.path.isdir(output):
        raise UsageProblem(f"cannot write to '{output}': it is a folder; name a file in it.")
    if not os.path.isdir(folder):
        raise UsageProblem(f"cannot write to '{output}': folder '{folder}' does not exist.")
    if not os.access(output if os.path.exists(output) else folder, os.W_OK):
        raise UsageProblem(f"cannot write to '{output}': permission denied.")
    output_files.refuse_overwriting((output,), inputs)


def write_file(text: str, output: str) -> None:
    """Write a report as UTF-8. Raises UsageProblem when the system refuses."""
    write_bytes(text.encode("utf-8"), output)


def append_file(text: str, output: str) -> None:
    """Add UTF-8 to the end of a file. Raises UsageProblem when the system refuses."""
    with output_files.refused(output), open(output, "ab") as file:
        file.write(text.encode("utf-8"))


def write_bytes(data: bytes, output: str) -> None:
    """Write a file, which is there whole or not at all. Raises UsageProblem when the system refuses."""
    target = os.path.realpath(output)
    if _is_replaceable(output, target):
        with output_files.whole_file(target) as file:
            file.write(data)
    else:
        with output_files.refused(output), open(output, "wb") as file:
            file.write(data)


def _is_replaceable(output: str, target: str) -> bool:
    """Return whether a new file can take the place of what is there: no device, no pipe, no open file by its
    number, and no file in a folder that cannot be written to.
    """
    if os.path.abspath(output).startswith(_SYSTEM) or (os.path.exists(target) and not os.path.isfile(target)):
        return False
    return os.access(os.path.dirname(target), os.W_OK)


def print_text(text: str, encoding: str | None = None) -> None:
    """Write to standard output in its own or the given encoding; what that cannot carry becomes "?".

    A reader that went away (`| head`) is no error. Raises UsageProblem where the disk is full.
    """
    with to_standard_output():
        sys.stdout.buffer.write(_encoded(text, encoding or sys.stdout.encoding or "ascii"))
        sys.stdout.buffer.flush()


@contextmanager
def to_standard_output() -> Iterator[None]:
    """For what is written to standard output. Raises UsageProblem where the disk is full."""
    try:
        yield
    except BrokenPipeError:
        silence()
    except OSError as error:
        silence()
        raise UsageProblem(f"cannot write to standard output: {error.strerror}.") from error


def silence() -> None:
    """Python would complain once more when it closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN_SIGNS).encode(encoding, "replace")


def print_lines(lines: Iterable[Line], plain: bool) -> None:
    """Write styled lines to standard output, painted where it is a terminal."""
    if in_colour(plain):
        from mlcia_check.report.formats.terminal import paint

        with to_standard_output():
            paint(lines, sys.stdout)
    else:
        print_text(text_of(lines))
