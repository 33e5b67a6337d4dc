"""Looks up what stands near a place of a page, in a time that does not grow with what stands elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import Final, Generic, TypeVar

from mlcia_check.model.geometry import Box

_Item = TypeVar("_Item")

_SQUARES_MAX: Final = 64
"""Squares that a box meets up to which it is noted in each; a larger one is near all. It affects only speed:
a file can place its boxes 14,400bp apart."""


class BoxIndex(Generic[_Item]):
    """Things by their boxes, noted in the squares of the page that these meet; `side_bp` is the squares'."""

    def __init__(self, placed: Iterable[tuple[Box, _Item]], side_bp: float) -> None:
        self._side = side_bp
        self._items: list[_Item] = []
        self._large: list[int] = []
        self._squares: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (box, item) in enumerate(placed):
            self._items.append(item)
            columns, rows = self._columns_and_rows(box)
            if len(columns) * len(rows) > _SQUARES_MAX:
                self._large.append(number)
            else:
                for square in product(columns, rows):
                    self._squares[square].append(number)

    def near(self, box: Box) -> list[_Item]:
        """Return what may meet a box, in the order in which it was given."""
        columns, rows = self._columns_and_rows(box)
        if len(columns) * len(rows) > len(self._squares):
            met = [its for (column, row), its in self._squares.items() if column in columns and row in rows]
        else:
            met = [self._squares[square] for square in product(columns, rows) if square in self._squares]
        return [self._items[number] for number in sorted(set(self._large).union(*met))]

    def _columns_and_rows(self, box: Box) -> tuple[range, range]:
        side = self._side
        return (
            range(int(box.left // side), int(box.right // side) + 1),
            range(int(box.bottom // side), int(box.top // side) + 1),
        )
