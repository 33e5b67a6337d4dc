"""Is the file small enough for the submission system?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.checks.hygiene import asked
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ()}
DOUBTS: Cases = {}

BYTES_PER_MB: Final = 1 << 20
"""As PHP and most submission systems count; programs that count in millions show a larger number."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`most`: the largest size, in MB of 1,048,576 bytes."""

    most: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if the file is larger."""
    size = asked.facts(paper).size_bytes / BYTES_PER_MB
    if size > params.most:
        yield Breach(measured=size, expected=params.most, unit="MB")
