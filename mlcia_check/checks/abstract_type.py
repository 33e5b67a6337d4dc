"""Tells whether a paper's abstract may be smaller than its body. Two checks use it."""

from __future__ import annotations

from typing import Final, Protocol

from msgspec import Struct

from mlcia_check.checks.set_apart_prose import count_characters
from mlcia_check.model.measured_paper import Line, Paper

_SMALLEST_SHARE: Final = 0.75
"""Share of the body's size: LaTeX's classes set no footnote smaller (7pt with 9pt, 8pt with 10pt), nor does
a conference set an abstract smaller than its footnotes."""


class AbstractLimits(Protocol):
    """Limits of the abstract's type.

    `abstract`: its size in the format, in bp; None if the pack does not state it. `abstract_smallest`: the
    size, in bp, that an abstract without a stated size must keep; 0 if the pack does not state that either.
    `abstract_most`: the characters of an abstract, counted as in a passage; text that is longer is judged as
    the body, whatever it is called.
    """

    @property
    def abstract(self) -> float | None: ...
    @property
    def abstract_smallest(self) -> float: ...
    @property
    def abstract_most(self) -> int: ...


class AbstractType(Struct, frozen=True):
    """What holds for the abstract: the least size of its type, in bp, and whether the format states it."""

    least_bp: float
    is_stated: bool

    def covers(self, line: Line, slack_bp: float) -> bool:
        """Return True if the line is the abstract's, and large enough for it."""
        return line.in_abstract and line.apparent_size_bp >= self.least_bp - slack_bp


def abstract_type(paper: Paper, limits: AbstractLimits, body_bp: float) -> AbstractType | None:
    """Return what holds for the abstract, or None if it must keep the body's size of `body_bp`."""
    stated = limits.abstract
    smallest = limits.abstract_smallest or _SMALLEST_SHARE * body_bp
    least = smallest if stated is None else stated
    held = sum(count_characters(line.text) for line in paper.lines if line.in_abstract)
    if not (0.0 < least < body_bp and 0 < held <= limits.abstract_most):
        return None
    return AbstractType(least, stated is not None)
