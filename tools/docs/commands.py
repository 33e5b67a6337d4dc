"""The manual of the command line, from the commands' own help: docs/commands.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from mlcia_check.cli.group import app
from mlcia_check.cli.language import Context
from mlcia_check.errors import ExitCode

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
LINE_CELLS = 80

MADE = "<!-- made by `python -m tools.docs` from the commands' help; change it there -->"
INTRODUCTION = (
    "What `mlcia-check COMMAND --help` prints, for all commands. With `--lang zh`, the help is in Chinese."
)

EXITS: dict[ExitCode, str] = {
    ExitCode.PASS: "every paper passes",
    ExitCode.FAIL: "a paper fails or is unreadable; a warning with `--fail-on warning`",
    ExitCode.USAGE: "wrong usage or a broken rule pack; nothing was checked",
    ExitCode.REVIEW: "no paper fails, but one needs review; 0 with `--fail-on error-only`",
}


def page() -> str:
    """Return the text of the page."""
    exits = "\n".join(f"| {int(code)} | {said} |" for code, said in EXITS.items())
    parts = ["# Commands", MADE, INTRODUCTION]
    parts += [
        f"{'#' * 2} {path}\n\n```text\n{said.rstrip()}\n```"
        for path, said in _helps(app, None, "mlcia-check")
    ]
    parts += ["## Exit codes", f"| code | of `check` and `annotate` |\n| --- | --- |\n{exits}"]
    return "\n\n".join(parts) + "\n"


def write() -> None:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def _helps(command: click.Command, parent: click.Context | None, name: str) -> Iterator[tuple[str, str]]:
    """Yield the full name and the help of a command, then those of the commands in it."""
    settings = {**command.context_settings, "terminal_width": LINE_CELLS, "max_content_width": LINE_CELLS}
    with Context(command, parent, name, obj="en", **settings) as context:
        yield context.command_path, context.get_help()
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                inner = command.get_command(context, part)
                if inner is not None and not inner.hidden:
                    yield from _helps(inner, context, part)
