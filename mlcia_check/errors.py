"""The errors that end a run, each with its exit code, and the one that costs a single paper."""

from __future__ import annotations


class MlciaCheckError(Exception):
    """Base of all errors that a person sees: a sentence that says what, where, and what to do."""

    exit_code = 2


class UsageProblem(MlciaCheckError):
    """The command was asked for something that is not there (a file, a rule, an output folder)."""


class BrokenPack(MlciaCheckError):
    """A rule pack that cannot be used; the message carries file, line and column."""


class BrokenConfiguration(MlciaCheckError):
    """A repository's settings that cannot be used; the message carries file, line and column."""


class UnreadableDocument(MlciaCheckError):
    """A file that cannot be read as a PDF. `reason` is a key of rule `pdf-readable`'s cases.

    Raised inside `pdf/`, turned into the verdict `unreadable` by the engine; it never ends a run.
    """

    exit_code = 1

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class NoCopy(MlciaCheckError):
    """A paper that was judged, but of which no copy with notes can be made; nothing was written."""
