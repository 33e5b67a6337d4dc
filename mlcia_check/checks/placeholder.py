"""Is this a placeholder, a title and an abstract only, and no paper yet?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Answer, Breach, Value
from mlcia_check.paper import Paper
from mlcia_check.rule import Cases

BREACHES: Cases = {"": ("characters",)}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """A placeholder has at most `pages` pages and `characters` characters, and no reference list."""

    pages: int
    characters: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    pages = len(paper.pages)
    characters = sum(page.characters for page in paper.pages)
    if pages <= params.pages and characters <= params.characters and not paper.references:
        detail: dict[str, Value] = {"characters": characters}
        yield Breach(measured=pages, expected=params.pages + 1, unit="pages", detail=detail)
