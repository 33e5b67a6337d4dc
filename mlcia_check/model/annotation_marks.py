"""What is drawn into a copy of a paper: a mark for each finding, and overlays of pages. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Severity


class AnnotationMark(Struct, frozen=True):
    """One finding to draw in: 1-based page, box as viewed in bp (None: the page as a whole), and its note."""

    page: int
    box: Box | None
    severity: Severity
    subject: str
    note: str


Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""


class DrawnBox(Struct, frozen=True):
    """A box to draw over a page, as viewed in bp: its outline, where `filled` also its area, and its name."""

    box: Box
    colour: Colour
    name: str = ""
    filled: bool = False


class PageOverlay(Struct, frozen=True):
    """What to draw over a 1-based page, and its legend: a remark, and the names that colours stand for."""

    page: int
    boxes: tuple[DrawnBox, ...]
    legend: tuple[tuple[str, Colour], ...] = ()
    remark: str = ""
