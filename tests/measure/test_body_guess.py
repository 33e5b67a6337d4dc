"""The body's type, guessed from lines alone: the largest one that much of the text is set in."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import body_guess
from tests.drafts import draft

ENTRY = "[1] A. Author. 2026. A title of some length. In Proceedings of a Conference. 1-12."
ROW = "a method    12.3    45.6    78.9    10.1"
PROSE = "words of the running text that fill a line of their column"


def no_cell(line: DraftLine) -> bool:  # noqa: ARG001 - the form of `is_cell`
    return False


@pytest.mark.parametrize(
    ("title", "size"), [("8 References", 9.0), ("Afterword", 7.0)], ids=["list", "no list"]
)
def test_a_paper_of_references_has_the_type_of_what_stands_before_them(title: str, size: float) -> None:
    lines = [draft(PROSE, number, size=9.0) for number in range(40)]
    lines += [draft(title, 41, size=11.0)]
    lines += [draft(ENTRY, number, size=7.0, page=2) for number in range(300)]
    assert body_guess(lines, lambda text: text.endswith("References"), no_cell).size_bp == size


def test_a_few_lines_of_larger_type_before_the_list_are_no_body() -> None:
    lines = [draft(PROSE, number, size=11.0) for number in range(4)]
    lines += [draft("References", 5, size=11.0)]
    lines += [draft(ENTRY, number, size=7.0, page=2) for number in range(300)]
    assert body_guess(lines, lambda text: text == "References", no_cell).size_bp == 7.0


def test_a_paper_of_tables_has_the_type_of_what_stands_outside_of_them() -> None:
    lines = [draft(PROSE, number, size=9.0) for number in range(40)]
    lines += [draft(ROW, number, size=8.0, page=2) for number in range(300)]
    assert body_guess(lines, lambda _: False, lambda line: line.text == ROW).size_bp == 9.0
