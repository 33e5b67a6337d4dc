"""Words the answers about pages whose numbers are missing, or printed though the format forbids them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mlcia_check.model.answers import Breach, Doubt, Place
from mlcia_check.model.measured_paper import Line


class WrongPages(NamedTuple):
    """The pages that are not as the format wants them, in order; at least one.

    `printed` is a line with a number by its page, `is_required` whether the format wants numbers.
    """

    pages: tuple[int, ...]
    printed: Mapping[int, Line]
    is_required: bool

    def breach(self) -> Breach:
        case = "missing" if self.is_required else "printed"
        return Breach(len(self.pages), 0, "pages", place=self._place(), pages=self.pages, case=case)

    def doubt(self, of: int) -> Doubt:
        """Return the question about these pages among `of` pages."""
        return Doubt("some", self._place(), self.pages, measured=len(self.pages), expected=of, unit="pages")

    def _place(self) -> Place:
        page = self.pages[0]
        line = self.printed.get(page)
        return Place(page, line.box, line.text) if line else Place(page)
