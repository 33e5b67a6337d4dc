"""The command line: parses, calls, prints; the one place where errors become exit codes.

Exit codes: 0 every document passes; 1 at least one fails or is unreadable; 2 wrong usage or a
broken rule pack; 3 none fails, but at least one needs review.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence

import click

from mlcia_check.cli.group import app
from mlcia_check.cli.language import said, taken_out, write_error
from mlcia_check.cli.output import silence
from mlcia_check.errors import MlciaCheckError

WRONG_USAGE = 2
INTERRUPTED = 130
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""What a system says that has no room, for standard output too."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every error a person can cause ends here as one sentence."""
    lang, asked = taken_out(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app.main(asked, prog_name="mlcia-check", standalone_mode=False, obj=lang)
    except click.UsageError as problem:
        command = problem.ctx.command_path if problem.ctx else "mlcia-check"
        sentence = said(problem.format_message(), lang) + said(f" Try '{command} --help'.", lang)
        return _refuse(sentence, WRONG_USAGE)
    except click.ClickException as problem:
        return _refuse(said(problem.format_message(), lang), WRONG_USAGE)
    except MlciaCheckError as problem:
        return _refuse(said(str(problem), lang), problem.exit_code)
    except OSError as problem:
        if problem.errno not in NO_ROOM:
            raise
        silence()
        return _refuse(said(f"cannot write: {problem.strerror}.", lang), WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _refuse(said("interrupted", lang), INTERRUPTED)
    return code if isinstance(code, int) else 0


def _refuse(sentence: str, code: int) -> int:
    write_error(sentence)
    return code
