"""Paints lines of styled spans on a terminal. Only this part of the reports needs rich."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from mlcia_check.report.styled_lines import Line, Style

COLOURS: dict[Style, str] = {
    "": "",
    "pass": "bold green",
    "fail": "bold red",
    "review": "bold magenta",
    "warning": "yellow",
    "info": "cyan",
    "strong": "bold",
    "dim": "dim",
    "body": "blue",
    "bibliography": "cyan",
    "appendix": "magenta",
    "section": "green",
    "free": "dim",
    "over": "bold red",
}


def paint(lines: Iterable[Line], file: TextIO) -> None:
    """Write the lines to a terminal in colour."""
    console = Console(file=file, force_terminal=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        text = Text.assemble(*((span.text, COLOURS[span.style]) for span in line))
        text.rstrip()
        console.print(text, soft_wrap=True)
