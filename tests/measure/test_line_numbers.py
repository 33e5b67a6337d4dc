"""Line numbers beside the columns: told from numbers that belong to the text."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.lines.column_frames import frames
from mlcia_check.measure.lines.rows import rows_of
from mlcia_check.model.pdf_facts import PageFacts, TextRun
from tests.drafts import run

LEFT_COLUMN, RIGHT_COLUMN, LEADING = 54.0, 318.0, 11.0
WORDS = "words of the running text that fills its column."
"""At 9bp and half an em a letter: 216bp wide."""


def page(pieces: list[TextRun], number: int = 1) -> PageFacts:
    ordered = tuple(structs.replace(piece, order=order) for order, piece in enumerate(pieces))
    return PageFacts(number, 612.0, 792.0, 0, 1.0, ordered, ())


def lines(count: int) -> list[TextRun]:
    """Running text in two columns."""
    return [
        run(WORDS, left, 700.0 - LEADING * line, 9.0)
        for left in (LEFT_COLUMN, RIGHT_COLUMN)
        for line in range(count)
    ]


def numbers(first: int, count: int, right: float, step: int = 1, off: float = 0.0) -> list[TextRun]:
    """Numbers set flush right at `right`, beside every `step`-th line."""
    found = []
    for line in range(0, count, step):
        text = str(first + line)
        found.append(run(text, right - 3.0 * len(text), 700.0 - off - LEADING * line, 6.0))
    return found


def taken(*pages: PageFacts) -> list[int]:
    """How many numbers of each page are line numbers."""
    return [len(frame.numbers) for frame in frames(pages, [rows_of(each) for each in pages])]


@pytest.mark.parametrize("off", [0.0, 5.0], ids=["on-the-lines", "on-a-grid-of-their-own"])
@pytest.mark.parametrize(
    "edges",
    [(44.0, 580.0), (44.0, 308.0), (282.0, 308.0), (44.0,), (580.0,)],
    ids=["both-sides", "left-of-each-column", "both-in-the-gutter", "left", "right"],
)
def test_numbers_beside_the_columns(edges: tuple[float, ...], off: float) -> None:
    beside = [piece for n, edge in enumerate(edges) for piece in numbers(100 + 57 * n, 40, edge, off=off)]
    assert taken(page([*lines(40), *beside])) == [40 * len(edges)]


def test_a_last_page_of_one_column_may_have_them_where_the_other_would_be() -> None:
    full = page([*lines(40), *numbers(100, 40, 44.0), *numbers(140, 40, 580.0)])
    text = [run(WORDS, LEFT_COLUMN, 700.0 - LEADING * line, 9.0) for line in range(12)]
    last = page([*text, *numbers(180, 12, 345.0), run("2", 303.0, 40.0, 9.0)], 2)
    assert taken(full, last) == [80, 12]
    table = [run("answers of a client", 400.0, 700.0 - LEADING * line, 9.0) for line in range(12)]
    assert taken(full, page([*text, *table, *numbers(180, 12, 345.0)], 2)) == [80, 0]


def test_every_fifth_line() -> None:
    assert taken(page([*lines(50), *numbers(100, 50, 44.0, step=5)])) == [10]


def test_a_last_page_with_few_lines_goes_with_the_others() -> None:
    first = page([*lines(50), *numbers(1, 50, 308.0)])
    last = page([*lines(2), *numbers(51, 2, 308.0)], 2)
    assert taken(first, last) == [50, 2]


def test_numbers_in_the_gutter_do_not_hide_it() -> None:
    pages = (page([*lines(40), *numbers(41, 40, 308.0)]),)
    [frame] = frames(pages, [rows_of(pages[0])])
    [gutter] = frame.gutters
    assert gutter.left < 290.0
    assert gutter.right > 310.0


@pytest.mark.parametrize(
    "pieces",
    [
        numbers(1, 7, 44.0),
        numbers(1, 40, 100.0),
        [run(str(n * n * 37 % 1000), 30.0, 700.0 - LEADING * n, 9.0) for n in range(40)],
        [run(str(2000 + 20 * n), 30.0, 700.0 - LEADING * n, 9.0) for n in range(40)],
    ],
    ids=["a-few", "inside-a-column", "in-disorder", "years"],
)
def test_other_numbers_are_text(pieces: list[TextRun]) -> None:
    text = [run(WORDS, left, 200.0 - LEADING * n, 9.0) for left in (54.0, 318.0) for n in range(12)]
    assert taken(page([*text, *lines(40)[40:], *pieces])) == [0]


def test_folios_are_no_line_numbers() -> None:
    pages = [page([*lines(40), run(str(n), 304.0, 40.0, 7.0)], n) for n in range(1, 21)]
    assert taken(*pages) == [0] * 20


def test_a_page_of_formulas_has_them_where_the_pages_of_its_side_do() -> None:
    shift = 37.0
    pages = []
    for number in range(1, 5):
        left = LEFT_COLUMN if number % 2 else LEFT_COLUMN + shift
        words = WORDS + " " + WORDS
        text = [run(words, left, 700.0 - LEADING * line, 9.0) for line in range(40)]
        formulas = [run("x = y + z", left + 150.0, 700.0 - LEADING * line, 9.0) for line in range(1, 40, 3)]
        formulas += [
            run("and, writing z for the norm,", left, 700.0 - LEADING * line, 9.0) for line in (0, 9)
        ]
        beside = numbers(40 * number, 40, left - 10.0)
        pages.append(page([*(formulas if number == 4 else text), *beside], number))
    assert taken(*pages) == [40] * 4


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_numbers_of_code_may_reach_over_the_end_of_the_column_before(digits: int) -> None:
    """Code in the right column beside a gutter of 12pt: `listings` sets its numbers 10pt before it."""
    left = [run(WORDS, 96.0, 700.0 - LEADING * line, 9.0) for line in range(40)]
    code = [run("return answer(request)", 324.0, 700.0 - LEADING * line, 7.0) for line in range(40)]
    beside = [
        run(str(10**digits // 2 + line), 314.0 - 3.5 * digits, 700.0 - LEADING * line, 7.0)
        for line in range(4)
    ]
    assert taken(page([*left, *code, *beside]), page([*left, *code, *beside], 2)) == [4, 4]
