"""Boxes on a page, in PDF points (bp), origin at the bottom left of the page as a viewer shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

BP_PER_TEX_PT = 72.0 / 72.27
"""A TeX point in bp: TeX has 72.27 points to the inch, PDF 72."""


class Box(Struct, frozen=True, gc=False, array_like=True, order=True):
    """A rectangle: left <= right, bottom <= top, all in bp.

    To read an edge by its name is eight times as fast as to unpack a box.
    """

    left: float
    bottom: float
    right: float
    top: float

    def __iter__(self) -> Iterator[float]:
        return iter((self.left, self.bottom, self.right, self.top))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def contains(self, other: Box, slack: float = 0.0) -> bool:
        """Return whether `other` lies inside this box, or outside by at most `slack` bp on any side."""
        return (
            other.left >= self.left - slack
            and other.right <= self.right + slack
            and other.bottom >= self.bottom - slack
            and other.top <= self.top + slack
        )

    def overlaps(self, other: Box) -> bool:
        """Return whether the boxes share an area; touching edges do not count."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def shared_area(self, other: Box) -> float:
        """Return the area that the boxes share, in bp squared."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across * up if across > 0.0 and up > 0.0 else 0.0

    def union(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


NOTHING: Final = Box(0.0, 0.0, 0.0, 0.0)
"""The box of something that does not exist."""


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that contains all boxes; `NOTHING` if there are none."""
    members = list(boxes)
    if not members:
        return NOTHING
    return Box(
        min([box.left for box in members]),
        min([box.bottom for box in members]),
        max([box.right for box in members]),
        max([box.top for box in members]),
    )
