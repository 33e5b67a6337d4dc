"""How far text reaches on a page: running text counts, what stands apart from it does not."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE, Column, Line, Unmeasured
from mlcia_check.model.text_region import extents
from tests.papers import paper

SIZE = 8.966
COLUMN = Column(1, 0, 50, 53.8, 294.0, 698.35, 84.65, 10.96)
OTHER = Column(1, 1, 50, 318.0, 558.2, 698.35, 84.65, 10.96)


def line(
    baseline: float, left: float = 53.8, right: float = 294.0, column: int = 0, size: float = SIZE
) -> Line:
    box = Box(left, baseline - 2, right, baseline + 6)
    return Line(1, column, "body", "body", "x" * 50, box, baseline, size, 1.0, 0, bold=False, full=True)


def region(*lines: Line, columns: tuple[Column, ...] = (COLUMN, OTHER)) -> Box | None:
    full = [line(698.35 - 10.96 * row) for row in range(57)]
    full += [line(698.35 - 10.96 * row, 318.0, 558.2, 1) for row in range(57)]
    return extents(paper(1, lines=(*full, *lines), columns=columns)).get(1)


def test_the_region_is_as_tall_as_the_format_states_its_text() -> None:
    box = region()
    assert box is not None
    assert (box.left, box.right) == (53.8, 558.2)
    assert box.height == pytest.approx(698.35 - 84.65 + SIZE, abs=0.1)


@pytest.mark.parametrize(
    ("lines", "moved"),
    [
        ((line(73.69),), (0, -10.96, 0, 0)),  # one line more, as \enlargethispage makes it
        ((line(73.69), line(62.73)), (0, -21.92, 0, 0)),
        ((line(40.0),), (0, 0, 0, 0)),  # stands apart: a foot
        ((line(73.69, size=6.97),), (0, 0, 0, 0)),  # a note
        ((line(709.31),), (0, 0, 0, 10.96)),
        ((line(735.0),), (0, 0, 0, 0)),  # a head
        # A line or two that stick out are overfull; a tenth of the column is a wider column.
        (tuple(line(300.0 + n, 318.0, 590.0, 1) for n in range(4)), (0, 0, 0, 0)),
        (tuple(line(300.0 + n, 318.0, 590.0, 1) for n in range(8)), (0, 0, 31.8, 0)),
        (tuple(line(300.0 + n, 318.0, 560.5, 1) for n in range(8)), (0, 0, 0, 0)),  # hanging stops
    ],
)
def test_what_moves_an_edge(lines: tuple[Line, ...], moved: tuple[float, ...]) -> None:
    plain, changed = region(), region(*lines)
    assert plain is not None
    assert changed is not None
    shifts = [after - before for before, after in zip(plain, changed, strict=True)]
    assert shifts == pytest.approx(moved, abs=0.1)


def test_a_page_set_off_from_the_others_is_measured_by_its_own_lines() -> None:
    """In a two-sided format no line of an odd page is full by the columns of the even ones."""
    unknown = Unmeasured("too-few-lines")
    bare = structs.replace(
        COLUMN, left_bp=unknown, right_bp=unknown, first_baseline_bp=unknown, last_baseline_bp=unknown
    )
    moved = structs.replace(bare, index=1)
    lines = tuple(line(690.0 - 11 * row, 13.8, 518.2, WIDE) for row in range(40))
    found = extents(paper(1, lines=lines, columns=(bare, moved)))[1]
    assert (found.left, found.right) == (13.8, 518.2)


def test_text_without_a_block_is_measured_by_its_lines() -> None:
    lines = tuple(line(500.0 - 20 * row, 80.0 + row, 400.0) for row in range(5))
    found = extents(paper(1, lines=lines, columns=(), text_block=Unmeasured("too-few-lines")))[1]
    assert found.left == pytest.approx(81.0)
    assert found.right == pytest.approx(400.0)


@pytest.mark.parametrize(
    ("text", "moved"), [("【摘要】模型的回答有代价。", (0.0, 0.0)), ("摘要模型的回答有代价价", (-7.0, 7.0))]
)
def test_the_empty_half_of_a_full_width_mark_may_hang_over_an_edge(
    text: str, moved: tuple[float, ...]
) -> None:
    hanging = [
        structs.replace(line(690.0 - 12.0 * row, 53.8 - 7.0, 294.0 + 7.0, size=14.0), text=text)
        for row in range(9)
    ]
    plain = [
        structs.replace(each, box=structs.replace(each.box, left=53.8, right=294.0), text="回" * 11)
        for each in hanging
    ]
    lone = paper(1, lines=tuple(plain), columns=(), text_block=Unmeasured("too-few-lines"))
    hung = structs.replace(lone, lines=(*plain[:4], *hanging[4:]))
    before, after = extents(lone)[1], extents(hung)[1]
    assert (after.left - before.left, after.right - before.right) == pytest.approx(moved, abs=0.1)
