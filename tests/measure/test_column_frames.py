"""The gutters of a paper: tables of prose show none, by their rules."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.lines.column_frames import frames
from mlcia_check.measure.lines.rows import rows_of
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts
from tests.drafts import run

WORDS = "words of the running text that fills its column. "
CELL = "words of a cell that go on. "
TABLE = [Box(54.0, 700.0, 558.0, 720.0), Box(54.0, 80.0, 558.0, 700.0)]


def page_of(number: int, words: str, lefts: tuple[float, ...]) -> PageFacts:
    """A page of columns of fifty lines at 9pt; a letter is half an em wide."""
    runs = [run(words, left, 695.0 - 11.0 * n, 9.0) for n in range(50) for left in lefts]
    numbered = tuple(structs.replace(piece, order=n) for n, piece in enumerate(runs))
    return PageFacts(number, 612.0, 792.0, 0, 1.0, numbered, ())


@pytest.mark.parametrize(("tables", "gutters"), [([TABLE], 1), ([], 2)], ids=["ruled", "without rules"])
def test_pages_of_tables_have_the_gutter_of_the_text(tables: list[list[Box]], gutters: int) -> None:
    text = [page_of(number, WORDS, (54.0, 318.0)) for number in (1, 2)]
    cells = [page_of(number, CELL, (60.0, 230.0, 400.0)) for number in range(3, 9)]
    pages = [*text, *cells]
    found = frames(pages, [rows_of(page) for page in pages], [[], [], *([tables] * 6)])
    assert {len(frame.gutters) for frame in found} == {gutters}
