"""Is it known of which kind the paper is, so that the right limits apply?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Doubt
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {}
DOUBTS: Cases = {"": ("kinds",)}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds`: the pack's kinds of paper if that of this paper is unknown; the program fills them in."""

    kinds: tuple[str, ...] = ()


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a doubt if the kind of the paper is not known."""
    if params.kinds:
        yield Doubt("", detail={"kinds": ", ".join(params.kinds)})
