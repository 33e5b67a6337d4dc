"""Is the file a placeholder, with only a title and an abstract, and not yet a paper?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.checks.placeholder_paper import characters, is_placeholder
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("characters",), "single": ("characters",)}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of a placeholder.

    A placeholder has at most `single` pages, or at most `pages` pages and `characters` characters (see
    `placeholder_paper.PlaceholderLimits`).
    """

    single: int
    pages: int
    characters: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach, measured in pages, if the paper is too short to be anything but a placeholder."""
    if is_placeholder(paper, params):
        pages = len(paper.pages)
        yield Breach(
            measured=pages,
            expected=params.pages + 1,
            unit="pages",
            case="single" if pages == 1 else "",
            detail={"characters": characters(paper)},
        )
