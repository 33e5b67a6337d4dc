"""What the program says if it is started without arguments, as by a double click: how to begin."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Final

from mlcia_check.cli.language import can_write_chinese
from mlcia_check.cli.output import print_text
from mlcia_check.errors import ExitCode
from mlcia_check.report.words.phrases import Lang, phrase

DOUBLE_CLICK_PROCESSES_MAX: Final = 2
"""The console of a double click has only this program in it, and the launcher that pip makes for it."""


def say(lang: Lang) -> int:
    """Print how to begin; keep a console open that would close with the program. Return the exit code."""
    lang = lang if can_write_chinese(sys.stdout) else "en"
    program = _program()
    lines = [
        phrase(lang, "begin.browser", command=f"{program} serve"),
        phrase(lang, "begin.terminal", command=f"{program} check paper.pdf"),
        phrase(lang, "begin.help", command=f"{program} --help"),
    ]
    if find_spec("uvicorn") is None:
        lines.insert(1, phrase(lang, "begin.extra"))
    print_text("".join(f"{line}\n" for line in lines))
    if _closes_with_program():
        input(phrase(lang, "begin.close"))
    return ExitCode.USAGE


def _program() -> str:
    """Return how the program was called: by its name, or as a module of Python."""
    if os.path.basename(sys.argv[0]) == "__main__.py":
        return "py -m mlcia_check" if sys.platform == "win32" else "python3 -m mlcia_check"
    return "mlcia-check"


def _closes_with_program() -> bool:
    """Return whether the window that shows the output closes when the program ends: on Windows, after a
    double click.
    """
    if sys.platform == "win32" and sys.stdin.isatty():
        import ctypes

        processes = (ctypes.c_uint32 * 16)()
        there: int = ctypes.windll.kernel32.GetConsoleProcessList(processes, len(processes))
        return 0 < there <= DOUBLE_CLICK_PROCESSES_MAX
    return False
