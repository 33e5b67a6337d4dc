"""What stands in the margins beside the text: notes, told from overfull lines and from columns."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.column_frames import frames
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.line_builder import page_lines
from mlcia_check.measure.lines.rows import rows_of
from mlcia_check.model.pdf_facts import Font, PageFacts, TextRun
from tests.drafts import run

WORDS = "words of the running text that fills its column. "
"""At 9bp and half an em a letter: 220bp wide."""


def lines_of(*extra: TextRun) -> list[DraftLine]:
    """The lines of a page of two columns of forty lines, and of what else stands on it."""
    text = [run(WORDS, left, 700.0 - 11.0 * n, 9.0) for left in (54.0, 318.0) for n in range(40)]
    pieces = tuple(structs.replace(piece, order=n) for n, piece in enumerate([*text, *extra]))
    page = PageFacts(1, 612.0, 792.0, 0, 1.0, pieces, ())
    [frame] = frames([page], [rows_of(page)])
    return page_lines(page, rows_of(page), frame, FontKinds([Font("Libertine", embedded=True)]))


def notes(found: list[DraftLine]) -> list[str]:
    return [line.text for line in found if line.role == "margin-note"]


@pytest.mark.parametrize("left", [5.0, 560.0], ids=["left", "right"])
@pytest.mark.parametrize("height", [700.0, 694.0], ids=["on-a-line", "between-lines"])
def test_notes_are_parted_from_the_lines_beside_them(left: float, height: float) -> None:
    found = lines_of(run("cite more", left, height, 7.0))
    assert notes(found) == ["cite more"]
    assert {line.text for line in found if line.role == "unclassified"} == {WORDS}


def test_the_end_of_an_overfull_line_is_no_note() -> None:
    overfull = run("and-a-long-word", 318.0 + 4.5 * len(WORDS) + 2.0, 700.0, 9.0)
    found = lines_of(overfull)
    assert notes(found) == []
    assert any(line.text.endswith("and-a-long-word") for line in found)


def test_text_in_one_column_alone_makes_the_other_no_margin() -> None:
    text = [run(WORDS, 54.0, 700.0 - 11.0 * n, 9.0) for n in range(40)]
    small = [run("[1] An entry", 318.0, 700.0 - 8.0 * n, 7.0) for n in range(6)]
    pieces = tuple(structs.replace(piece, order=n) for n, piece in enumerate([*text, *small]))
    page = PageFacts(1, 612.0, 792.0, 0, 1.0, pieces, ())
    [frame] = frames([page], [rows_of(page)])
    found = page_lines(page, rows_of(page), frame, FontKinds([Font("Libertine", embedded=True)]))
    assert notes(found) == []


def pages_of(set_in: int) -> list[list[DraftLine]]:
    """The lines of four pages of two columns; on the last ones, labels stand beside lines that are set in.

    A note stands in the left margin of each page.
    """
    pages = []
    for number in range(1, 5):
        is_list = number > 4 - set_in
        pieces = [run("cite more", 5.0, 600.0, 7.0)]
        for left in (54.0, 318.0):
            for n in range(40):
                baseline = 700.0 - 11.0 * n
                labelled = is_list and n % 2 == 0
                pieces += [run(f"[{n}]", left, baseline, 9.0)] if labelled else []
                pieces.append(
                    run(WORDS[6:], left + 27.0, baseline, 9.0) if is_list else run(WORDS, left, baseline, 9.0)
                )
        ordered = tuple(structs.replace(piece, order=n) for n, piece in enumerate(pieces))
        pages.append(PageFacts(number, 612.0, 792.0, 0, 1.0, ordered, ()))
    rows = [rows_of(page) for page in pages]
    kinds = FontKinds([Font("Libertine", embedded=True)])
    found = frames(pages, rows)
    return [page_lines(page, row, frame, kinds) for page, row, frame in zip(pages, rows, found, strict=True)]


@pytest.mark.parametrize("set_in", [0, 1, 2, 3])
def test_labels_of_lines_that_are_set_in_are_no_notes(set_in: int) -> None:
    assert [notes(lines) for lines in pages_of(set_in)] == [["cite more"]] * 4
