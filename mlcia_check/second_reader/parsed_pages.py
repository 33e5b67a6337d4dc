"""The pages of a paper as another parser reads them: each when it is asked for, once."""

from __future__ import annotations

from collections.abc import Container, Sequence

from mlcia_check.model.answers import Breach
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.pdf.other_parser import OtherParser, Unread
from mlcia_check.second_reader.characters import Sheet
from mlcia_check.second_reader.quantities import QuantityRow


class ParsedPages:
    """The pages of one paper; `allowed` are the numbers of those that may be read."""

    def __init__(self, data: bytes, allowed: Container[int]) -> None:
        self._parser = OtherParser(data)
        self._allowed = allowed
        self._read: dict[int, Sheet | Unread] = {}

    def figure(
        self, quantity: QuantityRow, breach: Breach, paper: Paper, numbers: Sequence[int]
    ) -> float | Unmeasured:
        """Return the figure that the characters of these pages show, or why there is no figure."""
        pages = {number: self._page(number) for number in numbers if number in self._allowed}
        sheets = {number: page for number, page in pages.items() if isinstance(page, Sheet)}
        if sheets:
            return quantity.characters(breach, paper, sheets)
        reasons = [page.reason for page in pages.values() if isinstance(page, Unread)]
        return Unmeasured(reasons[0] if reasons else "second-enough")

    def _page(self, number: int) -> Sheet | Unread:
        if number not in self._read:
            glyphs = self._parser.glyphs(number)
            self._read[number] = glyphs if isinstance(glyphs, Unread) else Sheet(glyphs)
        return self._read[number]
