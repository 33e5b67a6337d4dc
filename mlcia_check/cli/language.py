"""The language of a run: of its reports, its help, and what goes to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import TextIO

    from mlcia_check.report.words.phrases import Lang


LANGUAGES: tuple[Lang, ...] = ("en", "zh")


def taken_out(arguments: Sequence[str]) -> tuple[Lang, list[str]]:
    """Return the language that `--lang` names, wherever it stands, else that of the locale; and the other
    arguments.

    It has to be known before anything is parsed: --help and complaints about wrong options come first. A
    language that does not exist stays among the arguments, to be refused.
    """
    lang, rest = locale_language(), list(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    for place in range(end - 1, -1, -1):
        option, _, glued = rest[place].partition("=")
        if option != "--lang":
            continue
        named = rest[place : place + 2][1:] if not glued else [glued]
        for known in LANGUAGES:
            if named == [known]:
                del rest[place : place + 1 if glued else place + 2]
                return known, rest
    return lang, rest


def locale_language() -> Lang:
    """Return Chinese where the locale for messages is Chinese, English otherwise."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").lower().startswith("zh") else "en"


def current() -> Lang:
    """Return the language of the running command."""
    context = click.get_current_context(silent=True)
    return "zh" if context is not None and context.obj == "zh" else "en"


def said(sentence: str, lang: Lang) -> str:
    """Return a sentence for standard error in the language; in English where that could not be written
    there.
    """
    if lang == "en" or not can_write_chinese(sys.stderr):
        return sentence
    from mlcia_check.cli.chinese import sentences

    return sentences(sentence)


def complain(sentence: str) -> None:
    """Write a sentence to standard error, in the language of the running command."""
    write_error(said(sentence, current()))


def write_error(sentence: str) -> None:
    """Write to standard error. What a sentence quotes may be a stranger's: it must not steer the terminal."""
    from mlcia_check.support.printable import printable

    lines = "\n".join(map(printable, sentence.split("\n")))
    sys.stderr.write(f"mlcia-check: {lines}\n")


def can_write_chinese(stream: TextIO) -> bool:
    try:
        "中文".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class Context(click.Context):
    """A context whose --help is in its language."""

    @property
    def formatter_class(self) -> type[click.HelpFormatter]:  # type: ignore[override] # a plain value in click
        if self.obj != "zh" or not can_write_chinese(sys.stdout):
            return click.HelpFormatter
        from mlcia_check.cli.chinese import Formatter

        return Formatter


def with_language(command: click.Command) -> click.Command:
    """Return the command, which is to speak the language of the program that it belongs to."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for part in command.commands.values():
            with_language(part)
    return command
