"""The edges of a column, which its continuation lines share, and where it begins."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.document.columns import list_columns, page_columns, shared_edges
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.leading import set_gaps_above
from mlcia_check.measure.lines.natural_width import is_at_natural_width
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Column, Unmeasured
from tests.drafts import SIZE, draft


def column(gap: float, full: bool = True) -> list[DraftLine]:
    """A heading at 700bp, and eight lines of text of which the first stands `gap` below it."""
    lines = [draft("5 Evaluation", role="heading")]
    for number in range(8):
        line = draft("words of the running text")
        line.baseline_bp = 700.0 - gap - 11.0 * number
        line.full = full or number > 0
        lines.append(line)
    set_gaps_above(lines)
    return lines


@pytest.mark.parametrize(
    ("lines", "first"),
    [(column(13.7), 700.0), (column(18.0), 682.0), (column(13.7, full=False), 675.3)],
    ids=["section", "running-head", "no-text-below"],
)
def test_a_column_begins_with_the_heading_of_its_text(lines: list[DraftLine], first: float) -> None:
    [found] = page_columns(lines, SIZE)
    assert found.first_baseline_bp == pytest.approx(first)


@pytest.mark.parametrize(("leading_em", "is_known"), [(0.0, False), (1.8, True)])
def test_lines_one_and_a_half_apart_show_where_their_column_begins(leading_em: float, is_known: bool) -> None:
    lines = paragraph(0, 12)
    for number, line in enumerate(lines):
        line.baseline_bp = 700.0 - 1.8 * SIZE * number
    set_gaps_above(lines)
    [found] = page_columns(lines, SIZE, leading_em)
    assert (found.left_bp == LEFT) == is_known


LEFT, RIGHT = 54.0, 294.0
PROSE = "inside of a paragraph that goes on"


def paragraph(
    number: int,
    count: int,
    *,
    page: int = 1,
    left: float = LEFT,
    right: float = RIGHT,
    first: float = 10.0,
    begins: str = PROSE,
    ends: str = PROSE,
) -> list[DraftLine]:
    """`count` full lines from line `number` of the page on; the first is set in by `first`."""
    lines = []
    for place in range(count):
        line = draft(begins if place else PROSE, number + place, page=page)
        line.left, line.right, line.full = left + (0.0 if place else first), right, True
        line.text = f"{line.text} {ends}"
        lines.append(line)
    return lines


def edges(lines: list[DraftLine]) -> list[tuple[object, object]]:
    set_gaps_above(lines)
    return [(column.left_bp, column.right_bp) for column in page_columns(lines, SIZE)]


def honest(page: int = 1) -> list[DraftLine]:
    return [line for start in range(0, 50, 5) for line in paragraph(start, 5, page=page)]


def test_edges_are_those_of_continuation_lines() -> None:
    assert edges(honest()) == [(LEFT, RIGHT)]


def test_labels_that_hang_out_of_the_column_are_no_edge() -> None:
    items = [line for start in range(0, 24, 2) for line in paragraph(start, 2, first=-5.0)]
    text = [line for start in range(24, 50, 5) for line in paragraph(start, 5)]
    assert edges([*items, *text]) == [(LEFT, RIGHT)]


def test_lines_that_begin_with_a_mark_are_no_edge() -> None:
    marked = [line for start in range(0, 40, 4) for line in paragraph(start, 4, left=48.0, begins="（其中")]
    assert edges([*marked, *paragraph(40, 9)]) == [(LEFT, RIGHT)]


def test_a_few_lines_that_stick_out_are_no_edge() -> None:
    assert edges([*paragraph(0, 8, right=305.0), *paragraph(8, 40)]) == [(LEFT, RIGHT)]


@pytest.mark.parametrize(("share", "left"), [(10, LEFT), (30, 51.0)], ids=["a-fifth", "most"])
def test_one_page_overrules_the_document_only_with_most_of_its_text(share: int, left: float) -> None:
    other = [*paragraph(0, share, page=2, left=51.0), *paragraph(share, 50 - share, page=2)]
    document = [line for page in (1, 3, 4, 5, 6) for line in honest(page)]
    ordered = sorted([*document, *other], key=lambda line: (line.page, -line.baseline_bp))
    assert edges(ordered)[1] == (left, RIGHT)


def test_an_edge_of_every_third_paragraph_belongs_to_the_document() -> None:
    pages = [
        line
        for page in range(1, 5)
        for start in range(0, 45, 5)
        for line in paragraph(start, 5, page=page, left=51.0 if start % 15 == 0 else LEFT)
    ]
    assert {left for left, _ in edges(pages)} == {51.0}


def chinese(glyphs: int, pitch: float, number: int) -> DraftLine:
    """A line of ideographs set `pitch` em apart."""
    line = draft("字" * glyphs, number)
    right = LEFT + SIZE * pitch * (glyphs - 1) + 0.95 * SIZE
    line.runs = [
        structs.replace(line.runs[0], text=line.text, box=Box(LEFT, 0.0, right, 9.0), wide_pitch_em=pitch)
    ]
    line.left, line.right, line.full = LEFT, right, True
    return line


def test_chinese_lines_at_their_natural_width_show_no_edge() -> None:
    """27 glyphs of 9bp stay on a column that 26 stretched ones fill."""
    stretched = [chinese(26, 240.0 / 26 / SIZE, 2 * n) for n in range(12)]
    natural = [chinese(27, 1.0, 2 * n + 1) for n in range(12)]
    assert not any(map(is_at_natural_width, stretched))
    assert all(map(is_at_natural_width, natural))
    lines = sorted([*stretched, *natural], key=lambda line: -line.baseline_bp)
    [(_, right)] = edges(lines)
    assert right == pytest.approx(stretched[0].right)


def test_a_line_in_latin_letters_is_never_at_natural_width() -> None:
    assert not is_at_natural_width(draft("words of the running text"))


def test_pages_that_face_each_other_give_both_edges_of_one_page() -> None:
    even = (110.2, 538.6)
    odd = (73.4, 501.8)
    # the left edge is better known on even pages, the right one on odd pages
    columns = [
        Column(page, 0, lines, left, right, 687.0, 139.1, 13.7)
        for page, lines, (left, right) in (
            (2, 30, (even[0], Unmeasured("too-few-lines"))),
            (3, 25, odd),
            (4, 20, even),
            (5, 35, (Unmeasured("too-few-lines"), odd[1])),
        )
    ]
    assert shared_edges(columns).column_width_bp == pytest.approx(428.4)


@pytest.mark.parametrize("lists", [2, 5], ids=["mostly text", "mostly references"])
def test_references_that_are_set_in_do_not_narrow_the_text(lists: int) -> None:
    text = [Column(page, 0, 40, 53.8, 294.0, 698.4, 84.7, 10.96) for page in (1, 2, 3)]
    listed = [Column(4 + n, 0, 70, 72.3, 294.0, 698.4, 84.7, 7.97) for n in range(lists)]
    places = [(column.page, column.index) for column in listed]
    assert shared_edges([*text, *listed], places).column_width_bp == pytest.approx(240.2)


def test_columns_of_references_are_those_with_more_of_them_than_text() -> None:
    lines = [draft("[1] A. 2020.", role="reference", page=2) for _ in range(3)]
    lines += [draft("Text.", page=page) for page in (1, 1, 2)]
    assert list_columns(lines) == {(2, 0)}


@pytest.mark.parametrize(
    ("full", "leading"), [(True, 11.0), (False, 10.4)], ids=["paragraphs", "short-lines"]
)
def test_glue_between_items_is_no_leading(full: bool, leading: float) -> None:
    """Items of two lines with two short answers each; below short lines glue has shrunk."""
    baseline = 700.0
    lines = []
    for _ in range(8):
        for gap, reaches in ((10.4, full), (11.0, False), (10.4, False), (10.7, False)):
            line = draft("words of the running text")
            baseline -= gap
            line.baseline_bp, line.full = baseline, reaches
            lines.append(line)
    set_gaps_above(lines)
    [found] = page_columns(lines, SIZE)
    assert found.leading_bp == pytest.approx(leading)
