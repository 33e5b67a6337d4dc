"""Compiles the native page reader into a shared library, with whatever C compiler there is.

It needs nothing installed: the wheel's build hook runs it in an empty environment.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mlcia_check.pdf.pdfium.native import library
from mlcia_check.pdf.pdfium.native.library import INTERFACE_VERSION, LIBRARY_NAME

FOLDER: Final = Path(library.__file__).parent
SOURCE: Final = FOLDER / "page_reader.c"
PLACE: Final = FOLDER / LIBRARY_NAME
"""Where the library is looked for."""

COMPILERS: Final = ("cc", "gcc", "clang")
"""Names that are looked for unless the variable CC names a compiler."""

FLAGS: Final = (
    *("-std=c11", "-O2", "-ffp-contract=off", "-shared", "-fvisibility=hidden"),
    *("-Wall", "-Wextra"),
)
"""Contracted products and sums would round otherwise than Python does."""

_PLATFORM_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "darwin": (f"-Wl,-install_name,@rpath/{LIBRARY_NAME}",),
    "win32": ("-static-libgcc", "-Wl,--no-insert-timestamp"),
}
"""What keeps the folder and the time of the build out of the library: each build has the same bytes."""

_WAIT_MAX_SECONDS: Final = 300.0

_VERSION: Final = "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).mlcia_page_reader_version())"


class NotBuiltError(Exception):
    """Says why there is no library: no compiler, or what the compiler complained of."""


def found_compiler() -> tuple[str, ...]:
    """Return the command of the C compiler. Raises NotBuiltError if there is none."""
    named = os.environ.get("CC", "")
    for command in [shlex.split(named)] if named else [[name] for name in COMPILERS]:
        if command and shutil.which(command[0]):
            return tuple(command)
    raise NotBuiltError(f"no C compiler found ({named or ', '.join(COMPILERS)})")


def compile_library(
    target: Path, extra: Sequence[str] = (), *, source: Path = SOURCE, tried: bool = True
) -> None:
    """Compile the page reader into the file `target`, with the flags `extra` added.

    Another process then loads the library, unless `tried` is false. Raises NotBuiltError, and leaves no older
    library, if there is no compiler, or if compiling or loading fails.
    """
    target.unlink(missing_ok=True)
    # Compiled beside its place, then renamed: a process that has the old library open keeps it.
    made = target.with_name(f"{target.stem}.{os.getpid()}{target.suffix}").absolute()
    try:
        flags = (*FLAGS, *_platform_flags(), *extra)
        _run([*found_compiler(), *flags, source.name, "-o", str(made)], source.parent)
        if tried:
            _try(made)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def is_current(compiled: Path) -> bool:
    """Return whether the library is there and not older than its source."""
    return compiled.exists() and compiled.stat().st_mtime >= SOURCE.stat().st_mtime


def wheel_platform() -> str:
    """Return the platform of a wheel's tag for this Python: "linux_x86_64"."""
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def _platform_flags() -> tuple[str, ...]:
    flags = _PLATFORM_FLAGS.get(sys.platform, ("-fPIC",))
    if sys.platform == "darwin":
        # "macosx-11.0-arm64": the library must hold what the wheel's tag promises.
        _, release, machine = sysconfig.get_platform().split("-", 2)
        machines = ("arm64", "x86_64") if machine == "universal2" else (machine,)
        flags += (f"-mmacosx-version-min={release}", *(flag for one in machines for flag in ("-arch", one)))
    return flags


def _try(made: Path) -> None:
    version = _run([sys.executable, "-c", _VERSION, str(made)], FOLDER)
    if version != str(INTERFACE_VERSION):
        raise NotBuiltError(f"{SOURCE.name} has version {version}, library.py has {INTERFACE_VERSION}")


def _run(command: Sequence[str], folder: Path) -> str:
    """Run a program in a folder, and return what it prints. Raises NotBuiltError if it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_WAIT_MAX_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuiltError(str(error)) from error
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        first = next((line for line in lines if "error" in line), lines[-1] if lines else "it says nothing")
        raise NotBuiltError(f"{Path(command[0]).name} failed with {done.returncode}: {first}")
    return done.stdout.strip()
