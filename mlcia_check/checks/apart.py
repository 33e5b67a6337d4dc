"""What several checks ask of prose that is set apart from the running text, in whatever role."""

from __future__ import annotations

from collections.abc import Iterable

from mlcia_check.findings import Place
from mlcia_check.paper import Paper, Role, SetPassage, Unmeasured

HELD: tuple[Role, ...] = ("float", "caption", "title-block", "display", "heading", "listing")
"""Roles whose prose is held to the body's type once there is much of it.

Footnotes and small print have their own, quotations in the text stand among the lines of the body.
"""


def column_lines(passages: Iterable[SetPassage], paper: Paper) -> float:
    """How many lines of a column these passages hold: a line across both columns counts as two."""
    width = paper.column_width
    if isinstance(width, Unmeasured):
        return sum(passage.lines for passage in passages)
    return sum(passage.lines * max(1.0, passage.box.width / width) for passage in passages)


def place(passage: SetPassage) -> Place:
    return Place(passage.page, passage.box, passage.words)


def pages(passages: Iterable[SetPassage]) -> tuple[int, ...]:
    return tuple(sorted({passage.page for passage in passages}))
