"""The pages of a paper as ink: each is drawn when it is asked for, once."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from mlcia_check.model.answers import Breach
from mlcia_check.pdf.pdfium.open_pages import BP_PER_INCH, OpenPages
from mlcia_check.second_reader.by_ink import InkPages
from mlcia_check.second_reader.ink import PIXELS_PER_BP, InkPage


class InkedPages:
    """The pages of one paper; `allowed` are the numbers of those that may be drawn."""

    def __init__(self, pages: OpenPages, allowed: Container[int]) -> None:
        self._pages = pages
        self._allowed = allowed
        self._drawn: dict[int, InkPage | None] = {}

    def figure(
        self, ink: Callable[[Breach, InkPages], float | None], breach: Breach, numbers: Sequence[int]
    ) -> float | None:
        """Return the figure that the ink of these pages shows; None if it shows none."""
        return ink(breach, _ClaimPages(numbers, self))

    def page(self, number: int) -> InkPage | None:
        """Return the ink of a page; None if it is not allowed or cannot be drawn."""
        if number not in self._allowed:
            return None
        if number not in self._drawn:
            picture = self._pages.render(number, PIXELS_PER_BP * BP_PER_INCH, annotations=False)
            self._drawn[number] = None if picture is None else InkPage(picture)
        return self._drawn[number]


class _ClaimPages(NamedTuple):
    """The pages on which one claim is measured."""

    numbers: Sequence[int]
    drawn: InkedPages

    def page(self, number: int) -> InkPage | None:
        return self.drawn.page(number)
