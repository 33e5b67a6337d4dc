"""Sets papers in Times, justified, in the columns of any format: both sides of a rule of another venue.

Papers of IEEE, USENIX or ACL are made in a test by their measures, so that none has to be committed.
"""

from __future__ import annotations

import io
import random
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary, Name

_WORDS = (
    *("the", "attack", "model", "returns", "each", "answer", "with", "noise", "and", "a", "budget", "limits"),
    *(
        "how",
        "many",
        "queries",
        "an",
        "adversary",
        "may",
        "send",
        "before",
        "defence",
        "learns",
        "what",
        "was",
    ),
    *("asked", "while", "training", "data", "stays", "private", "under", "every", "measured", "setting"),
)
_ADVANCES = (
    *(444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500),
    *(500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 250),
)
_ROMAN = dict(zip("abcdefghijklmnopqrstuvwxyz ", _ADVANCES, strict=True))
"""Advances of Times-Roman in thousandths of the size; other glyphs are rare here and count as 500."""


class Format(NamedTuple):
    """A page and its text block, in bp: the left edge, the first and last baseline, columns and body type."""

    width: float = 612.0
    height: float = 792.0
    left: float = 54.0
    top: float = 710.0
    bottom: float = 72.0
    columns: int = 2
    column: float = 240.12
    gap: float = 23.76
    size: float = 9.963
    leading: float = 11.955


class Setter:
    """Sets blocks one under the other, column by column and page by page."""

    def __init__(self, layout: Format, seed: int = 1) -> None:
        self._format = layout
        self._random = random.Random(seed)
        self._pages: list[list[str]] = []
        self._column = layout.columns
        self._y = self._column_top = 0.0

    def text(
        self, lines: int, *, size: float = 0.0, leading: float = 0.0, opening: str = "", indent: float = 0.0
    ) -> Setter:
        """Set a paragraph of so many full lines; the body's type unless another one is given."""
        size, leading = size or self._format.size, leading or self._format.leading
        for number in range(lines):
            words = opening.split() if number == 0 else []
            self._line(self._filled(words, size, self._format.column - 2 * indent), size, leading, indent)
        return self

    def heading(self, text: str) -> Setter:
        """Set a heading in bold type, with white above."""
        self._space(8.0)
        self._line([text], 1.2 * self._format.size, 16.0, 0.0, font="B", justified=False)
        self._space(3.0)
        return self

    def title(self, text: str) -> Setter:
        """Set the title across the page; the columns begin below it."""
        self._new_page()
        self._y = self._format.top - 80.0
        left = self._format.left + 60.0
        self._show(text, left, self._format.top - 20.0, 17.0, "B", 0.0)
        self._show("Anonymous", left + 120.0, self._format.top - 45.0, 11.0, "R", 0.0)
        self._column_top = self._y
        return self

    def entries(self, count: int, size: float = 8.966) -> Setter:
        """Set the entries of a reference list."""
        for number in range(1, count + 1):
            author = (
                f"[{number}] A. Author and B. Writer. A study of what was measured, {2000 + number % 20}."
            )
            self._line([author], size, 1.2 * size, 0.0, justified=False)
        return self

    def float_(self, caption: str, height: float, rows: int = 0) -> Setter:
        """Set a drawing, or a table with so many rows, with its caption below."""
        if self._y - height - 30.0 < self._format.bottom or self._column >= self._format.columns:
            self._next_column()
        x, top, content = self._x, self._y, self._pages[-1]
        content.append(f"{x + 20:.2f} {top - height:.2f} {self._format.column - 40:.2f} {height:.2f} re S\n")
        content.append(f"{x + 24:.2f} {top - height + 4:.2f} m {x + 200:.2f} {top - 8:.2f} l S\n")
        for row in range(rows):
            cells = f"setting {row}   {row * 7 % 100}.{row}"
            self._show(cells, x + 30.0, top - 14.0 - 11.0 * row, 8.0, "R", 0.0)
        self._y -= height + 14.0
        self._line([caption], 8.966, 11.0, 0.0, justified=False)
        self._space(14.0)
        return self

    def clear(self) -> Setter:
        """End the page: what follows begins on a new one."""
        self._column = self._format.columns
        return self

    def pdf(self) -> bytes:
        """Return the paper."""
        pdf = pikepdf.new()
        fonts = {
            key: pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}")))
            for key, name in (("/R", "Times-Roman"), ("/B", "Times-Bold"))
        }
        for content in self._pages:
            page = pdf.add_blank_page(page_size=(self._format.width, self._format.height))
            page.Resources = Dictionary(Font=Dictionary(fonts))
            page.Contents = pdf.make_stream("".join(content).encode())
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()

    @property
    def _x(self) -> float:
        return self._format.left + self._column * (self._format.column + self._format.gap)

    def _new_page(self) -> None:
        self._pages.append([])
        self._column, self._y = 0, self._format.top
        self._column_top = self._format.top

    def _next_column(self) -> None:
        if self._column + 1 >= self._format.columns:
            self._new_page()
        else:
            self._column, self._y = self._column + 1, self._column_top

    def _space(self, height: float) -> None:
        self._y -= height

    def _filled(self, words: list[str], size: float, width: float) -> list[str]:
        """Return words that nearly fill a line."""
        while True:
            word = self._random.choice(_WORDS)
            if _length(" ".join([*words, word]), size) > width:
                return words
            words = [*words, word]

    def _line(
        self,
        words: list[str],
        size: float,
        leading: float,
        indent: float,
        *,
        font: str = "R",
        justified: bool = True,
    ) -> None:
        if self._column >= self._format.columns or self._y < self._format.bottom - 0.5:
            self._next_column()
        text = " ".join(words)
        blanks = text.count(" ")
        width = self._format.column - 2 * indent
        spread = (width - _length(text, size)) / blanks if justified and blanks else 0.0
        self._show(text, self._x + indent, self._y, size, font, spread)
        self._y -= leading

    def _show(self, text: str, x: float, y: float, size: float, font: str, spread: float) -> None:
        self._pages[-1].append(
            f"BT /{font} {size:.3f} Tf {spread:.4f} Tw 1 0 0 1 {x:.3f} {y:.3f} Tm ({text}) Tj ET\n"
        )


def _length(text: str, size: float) -> float:
    return sum(_ROMAN.get(letter, 500) for letter in text) * size / 1000.0
