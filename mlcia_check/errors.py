"""Define the exit codes and the exceptions of this program.

MlciaCheckError           a person must act; the message says what is wrong, where, and what to do
  UsageProblem            the command asks for something that does not exist or is not allowed
  BrokenPack              a rule pack has mistakes
  BrokenConfiguration     a repository's configuration file has mistakes
  BrokenDecisions         the file of a chair's decisions, waivers.yaml, has mistakes
  NoWorker                no process for reading papers can be started
  NoCopy                  no annotated copy of a paper can be made
  Interrupted             the user stopped a batch
  UnreadableDocument      one file cannot be read as a PDF; becomes a verdict and never ends a run
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns to its caller."""

    PASS = 0
    """Every document passes."""

    FAIL = 1
    """At least one document fails or is unreadable."""

    USAGE = 2
    """Wrong usage, or a broken rule pack or configuration; nothing was checked."""

    REVIEW = 3
    """No document fails, but at least one needs review."""

    INTERRUPTED = 130
    """The user stopped the run: 128 + SIGINT, as shells count."""


class MlciaCheckError(Exception):
    """Base class of all errors of this program. The message is one or more sentences for the user."""

    exit_code = ExitCode.USAGE


class UsageProblem(MlciaCheckError):
    """The command asks for something that does not exist or is not allowed: a file, a rule, a folder."""


class BrokenPack(MlciaCheckError):
    """A rule pack cannot be used. The message has one line per mistake: file, line, column, what."""


class BrokenConfiguration(MlciaCheckError):
    """A configuration file cannot be used. The message has one line per mistake, as for BrokenPack."""


class BrokenDecisions(MlciaCheckError):
    """waivers.yaml cannot be used. The message has one line per mistake, as for BrokenPack."""


class NoWorker(MlciaCheckError):
    """The system does not let a worker process start. The message says why."""


class NoCopy(MlciaCheckError):
    """The paper was judged, but no annotated copy of it can be made; nothing was written."""


class Interrupted(MlciaCheckError):
    """The user stopped a batch. Finished papers are kept."""

    exit_code = ExitCode.INTERRUPTED


class UnreadableDocument(MlciaCheckError):
    """A file cannot be read as a PDF.

    `reason` names a case of the rule `pdf-readable`; `detail` fills its sentence. `sources/` and `pdf/`
    raise it, and the judging turns it into the verdict "unreadable".
    """

    exit_code = ExitCode.FAIL

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
