"""Is this paper, or a near-duplicate of it, in the batch twice?

The check does not apply to a single paper. The batch adds the breach once it has the texts of all papers.
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
    """When two papers are near-duplicates. A Chinese character counts as a word.

    `percent`: the share of common runs of words, in percent of all runs that either paper has. `words`: the
    length of a run, in words. `fewest`: papers of fewer words are not compared.
    """

    percent: int
    words: int
    fewest: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield that the check does not apply to a single paper; the batch adds the breaches (`breach`)."""
    yield NotApplicable("one-paper")


def breach(params: Params, case: str, percent: int, other: str, alike: int) -> Breach:
    """Return the breach: `other` is the most similar paper, `alike` the number of similar papers."""
    return Breach(
        measured=percent,
        expected=params.percent,
        unit="percent",
        case=case,
        detail={"other": other, "alike": alike},
    )
