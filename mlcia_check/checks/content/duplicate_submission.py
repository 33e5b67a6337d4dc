"""Is this paper, or nearly this paper, in the batch twice?

Whoever holds one paper cannot tell, so this check does not apply to it; the batch gives the breach once
it has the texts of all. The parameters say what is near: `percent` of the runs of `words` words that two
papers have in common, of all that either has; papers of fewer than `fewest` words are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, NotApplicable
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {
    "": ("other", "alike"),
    "same-file": ("other", "alike"),
    "same-text": ("other", "alike"),
}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """From how much common text on papers are one; a Chinese character counts as a word."""

    percent: int
    words: int
    fewest: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    yield NotApplicable("one-paper")


def breach(params: Params, case: str, percent: int, other: str, alike: int) -> Breach:
    """The answer once it is known: `other` is the paper most like this one, `alike` how many there are."""
    return Breach(
        measured=percent,
        expected=params.percent,
        unit="percent",
        case=case,
        detail={"other": other, "alike": alike},
    )
