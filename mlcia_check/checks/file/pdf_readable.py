"""Could the file be read as a PDF?

The check yields nothing, because a measured paper is a readable one. `judging.outcomes` adds the breach for a
file that could not be measured, with the reason as its case, and the doubt for a file whose reading was given
up.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = dict.fromkeys(
    (
        "",
        "archive-bomb",
        "archive-damaged",
        "archive-method",
        "archive-overlap",
        "archive-password",
        "archive-size",
        "breaks-off",
        "damaged",
        "empty",
        "late-header",
        "latex-source",
        "line-ends",
        "no-pages",
        "not-a-pdf",
        "not-opened",
        "other-kind",
        "password",
        "read-as-text",
        "shorter-than-stated",
        "too-large",
        "unsupported-encryption",
        "zero-bytes",
    ),
    ("detail",),
)
DOUBTS: Cases = dict.fromkeys(
    (
        "memory-limit",
        "memory-limit-late",
        "reader-died",
        "reader-died-late",
        "reader-killed",
        "reader-killed-late",
        "time-limit",
        "time-limit-late",
    ),
    ("detail",),
)
"""Why reading was given up. The cases in `-late` keep the findings that were made before."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: a file can be read, or it cannot."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield nothing: a measured paper is a readable one."""
    yield from ()
