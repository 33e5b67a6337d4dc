"""The marks and overlays that are drawn into a copy of a paper. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Severity


class AnnotationMark(Struct, frozen=True):
    """One place of a finding to draw: 1-based page, box as viewed in bp (None: the page as a whole), note.

    `tag` is a short text at the box's corner, "" for none.
    """

    page: int
    box: Box | None
    severity: Severity
    subject: str
    note: str
    tag: str = ""


class StripLine(Struct, frozen=True):
    """One line of a strip, in the colour of a severity."""

    text: str
    severity: Severity


class PageStrip(Struct, frozen=True):
    """The lines to write along the foot of a page (1-based)."""

    page: int
    lines: tuple[StripLine, ...]


Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""


class DrawnBox(Struct, frozen=True):
    """A box to draw over a page, as viewed in bp: its outline, also its area if `filled`, and its label."""

    box: Box
    colour: Colour
    name: str = ""
    filled: bool = False


class PageOverlay(Struct, frozen=True):
    """The boxes to draw over a page (1-based), and its legend: a remark, and the meaning of the colours."""

    page: int
    boxes: tuple[DrawnBox, ...]
    legend: tuple[tuple[str, Colour], ...] = ()
    remark: str = ""
