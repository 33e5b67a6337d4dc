"""Read PDFs with a page reader that is compiled with AddressSanitizer and UndefinedBehaviorSanitizer.

    python -m tools.native.sanitize [--mutations 500] [--seed 1] [--every N] [--seconds S] [PDF OR FOLDER ...]

Prints what the sanitizers report and for which paper, and exits with 1 if they report anything. It needs
gcc on Linux. Each paper is read in a process of its own. PDFium is not instrumented, but memory that it or
Python hands to the page reader is watched, since all of them take it from the sanitizer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

from mlcia_check.errors import UnreadableDocument
from mlcia_check.pdf.reader import read
from tools.native.compiler import PLACE, SOURCE, NotBuiltError, compile_library, found_compiler
from tools.native.inputs import WARM_UP, add_arguments, inputs
from tools.native.own_process import OwnProcess
from tools.native.read_by import read_by

MUTATIONS: Final = 500

FLAGS: Final = (
    "-fsanitize=address,undefined,float-cast-overflow,float-divide-by-zero",
    *("-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-O1", "-g", "-Werror"),
)

REPORTED_EXIT_CODE: Final = 99
_EXPECTED: Final = ("read", "refused", "time limit")

OPTIONS: Final = {
    # Python frees little of what it has at its end; PDFium asks for sizes that a damaged file states.
    "ASAN_OPTIONS": f"detect_leaks=0:allocator_may_return_null=1:exitcode={REPORTED_EXIT_CODE}",
    "UBSAN_OPTIONS": f"print_stacktrace=1:exitcode={REPORTED_EXIT_CODE}",
    # Each object of Python is a block of its own, with guards around it.
    "PYTHONMALLOC": "malloc",
}


def main() -> None:
    arguments = _arguments()
    if arguments.library is not None:
        sys.exit(1 if _read_all(arguments) else 0)
    with tempfile.TemporaryDirectory(prefix="mlcia-check-") as folder:
        library = Path(folder, PLACE.name)
        try:
            environment = build(library)
        except NotBuiltError as error:
            sys.exit(f"cannot build a sanitized page reader: {error}")
        command = [sys.executable, "-m", "tools.native.sanitize", "--library", str(library), *sys.argv[1:]]
        sys.exit(subprocess.run(command, env=os.environ | environment, check=False).returncode)


def build(library: Path, source: Path = SOURCE) -> dict[str, str]:
    """Compile a sanitized page reader, and return the variables of a process that can load it.

    Raises NotBuiltError if there is no compiler with the sanitizers.
    """
    compile_library(library, FLAGS, source=source, tried=False)
    asked = [*found_compiler(), "-print-file-name=libasan.so"]
    runtime = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    if not Path(runtime).is_absolute():
        raise NotBuiltError("the compiler has no libasan.so to load into Python")
    return OPTIONS | {"LD_PRELOAD": runtime}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.native.sanitize", description="Read PDFs with a sanitized page reader."
    )
    add_arguments(parser, MUTATIONS)
    parser.add_argument("--seconds", type=float, help="stop after so many seconds")
    parser.add_argument("--library", type=Path, help="for its own use: a page reader that is built")
    return parser.parse_args()


def _read_all(arguments: argparse.Namespace) -> int:
    """Read all papers, each in a copy of this process, and return how many the sanitizers object to."""
    begun = time.monotonic()
    said: Counter[str] = Counter()
    with read_by(arguments.library):
        _read(WARM_UP.read_bytes())
        for name, data in inputs(arguments):
            if arguments.seconds and time.monotonic() - begun > arguments.seconds:
                break
            answer = OwnProcess(_read, data).answer()
            said[answer] += 1
            if answer not in _EXPECTED:
                print(f"{name}: {answer}", flush=True)
    wrong = said.total() - sum(said[answer] for answer in _EXPECTED)
    print(f"{said.total():,} papers in {time.monotonic() - begun:.0f} s: {wrong} with a report or a crash.")
    print(", ".join(f"{count:,} {answer}" for answer, count in said.most_common()))
    return wrong


def _read(data: bytes) -> str:
    try:
        read(data)
    except UnreadableDocument:
        return "refused"
    return "read"


if __name__ == "__main__":
    main()
