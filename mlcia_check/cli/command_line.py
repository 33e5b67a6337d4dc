"""Run the command line: parse, call, print. Errors become exit codes (`errors.ExitCode`) only here."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from mlcia_check.cli.group import app
from mlcia_check.cli.language import said, taken_out, write_error
from mlcia_check.cli.output import silence
from mlcia_check.errors import ExitCode, MlciaCheckError

DISK_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""The system cannot store what is written; standard output can fail so, too."""

_HELP_ERRORS: tuple[type[click.UsageError], ...] = tuple(
    filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)])
)
"""What click raises, from 8.2 on, with the help of a group whose command is not named."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Print every error that a user can cause as one sentence."""
    lang, asked = taken_out(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app.main(asked, prog_name="mlcia-check", standalone_mode=False, obj=lang)
    except click.UsageError as problem:
        if isinstance(problem, _HELP_ERRORS):
            click.echo(problem.format_message(), err=True)
            return ExitCode.USAGE
        command = problem.ctx.command_path if problem.ctx else "mlcia-check"
        sentence = _ended(said(problem.format_message(), lang)) + said(f" Try '{command} --help'.", lang)
        if isinstance(problem, click.NoSuchOption):
            sentence += said(_behind_two_dashes(asked), lang)
        return _refuse(sentence, ExitCode.USAGE)
    except click.ClickException as problem:
        return _refuse(said(problem.format_message(), lang), ExitCode.USAGE)
    except MlciaCheckError as problem:
        return _refuse(said(str(problem), lang), problem.exit_code)
    except OSError as problem:
        if problem.errno not in DISK_FULL_ERRNOS:
            raise
        silence()
        return _refuse(said(f"cannot write: {problem.strerror}.", lang), ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _refuse(said("interrupted", lang), ExitCode.INTERRUPTED)
    return code if isinstance(code, int) else 0


def _ended(sentence: str) -> str:
    """Return a sentence with its stop: lists of words that are known have none."""
    if sentence.endswith((".", "?", "!", "。", "？", "！")):
        return sentence
    return sentence + ("." if sentence.isascii() else "。")


def _behind_two_dashes(arguments: Sequence[str]) -> str:
    """Return what to do if a file was taken for an option, "" if there is no such file."""
    files = [one for one in arguments if one.startswith("-") and one != "-" and os.path.lexists(one)]
    return f" Put '--' before '{files[0]}', which is a file." if files else ""


def _refuse(sentence: str, code: int) -> int:
    write_error(sentence)
    return code
