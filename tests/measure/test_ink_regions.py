"""What ink makes a region of a page: drawings that are open at their edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.measure.lines.ink_regions import _not_painted_over, regions_of, ruled_tables
from mlcia_check.model.geometry import Box
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words


def boxes(content: str) -> list[Box]:
    facts = read(tiny_pdf(words("a page of text") + content))
    return [region.box for region in regions_of(facts.pages)[0] if not region.ruled]


def line(left: int, bottom: int, right: int, top: int) -> str:
    return f"0.4 w {left} {bottom} m {right} {top} l S\n"


UPRIGHTS = line(100, 300, 100, 500) + line(300, 300, 300, 500) + line(500, 300, 500, 500)


def test_arrows_join_the_lines_of_a_sequence_diagram() -> None:
    arrows = "".join(
        line(left, 480 - 40 * at, left + 200, 480 - 40 * at) for at, left in enumerate((100, 300))
    )
    (box,) = boxes(UPRIGHTS + arrows)
    assert box.left < 101 < 499 < box.right
    assert box.bottom < 301 < 499 < box.top


def test_upright_lines_alone_and_rules_at_their_ends_are_no_drawing() -> None:
    assert boxes(UPRIGHTS) == []
    assert boxes(UPRIGHTS + line(100, 500, 300, 500) + line(300, 300, 500, 300)) == []


@pytest.mark.parametrize(
    ("rules", "tables"),
    [((700, 680, 500), [2]), ((700, 680, 500, 300), [3]), ((740, 60), []), ((700, 500, 300), [])],
    ids=["head and rows", "two groups of rows", "head and foot of the page", "no head"],
)
def test_rules_of_one_width_show_a_table_by_its_head(rules: tuple[int, ...], tables: list[int]) -> None:
    facts = read(tiny_pdf(words("a page of text") + "".join(line(100, at, 400, at) for at in rules)))
    assert [len(table) for table in ruled_tables(regions_of(facts.pages)[0])] == tables


FRAME = line(54, 600, 558, 600) + line(54, 700, 558, 700) + line(54, 600, 54, 700) + line(558, 600, 558, 700)


@pytest.mark.parametrize(
    ("content", "closed"),
    [
        pytest.param(FRAME, [True], id="four rules"),
        pytest.param(
            line(54, 600, 558, 600) + line(54, 700, 558, 700), [], id="rules as of a head and a foot"
        ),
        pytest.param(FRAME.replace("558 600 m 558 700", "558 600 m 558 650"), [], id="an open side"),
    ],
)
def test_a_frame_of_four_rules_at_one_place_of_each_page_is_closed(content: str, closed: list[bool]) -> None:
    (page,) = read(tiny_pdf(words("a page of text") + content)).pages
    assert [region.closed for region in regions_of([page] * 3)[0]] == closed


def test_pictures_of_one_pixel_are_rules_as_ghostscript_makes_them() -> None:
    rules = "".join(f"q 300 0 0 0.5 100 {at} cm /Im Do Q\n" for at in (700, 680, 500))
    sides = "".join(f"q 0.5 0 0 200 {at} 500 cm /Im Do Q\n" for at in (100, 400))
    facts = read(tiny_pdf(words("a page of text") + rules + sides, images={"Im": 0}))
    regions = regions_of(facts.pages)[0]
    assert [len(table) for table in ruled_tables(regions)] == [2]
    assert not any(region.pictured for region in regions)


@pytest.mark.parametrize(
    ("rules", "regions_count"),
    [((740, 60), 0), ((740, 738, 60), 0), ((700, 680, 300), 2)],
    ids=["a head's and a foot's", "a double one below a head", "a table on each page"],
)
def test_rules_at_one_place_of_each_page_are_those_of_heads_unless_they_enclose_a_table_s(
    rules: tuple[int, ...], regions_count: int
) -> None:
    content = words("a page of text") + "".join(line(54, at, 558, at) for at in rules)
    (page,) = read(tiny_pdf(content)).pages
    assert len(regions_of([page] * 3)[0]) == regions_count


BOXES = st.builds(
    lambda left, bottom, width, height: Box(left, bottom, left + width, bottom + height),
    st.floats(-60.0, 120.0),
    st.floats(-60.0, 120.0),
    st.floats(0.0, 90.0),
    st.floats(0.0, 90.0),
)


@given(st.lists(st.tuples(st.booleans(), BOXES), max_size=30))
def test_what_is_painted_white_later_frames_nothing(painted: list[tuple[bool, Box]]) -> None:
    left: list[Box] = []
    for is_white, box in painted:
        left = [shape for shape in left if not box.contains(shape, 0.3)] if is_white else [*left, box]
    shapes = [box for is_white, box in painted if not is_white]
    white = [
        (sum(not before for before, _ in painted[:at]), box)
        for at, (is_white, box) in enumerate(painted)
        if is_white
    ]
    assert _not_painted_over(shapes, white) == left
