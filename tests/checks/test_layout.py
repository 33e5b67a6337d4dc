"""Layout and type checks, on both sides of each threshold of the default pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from msgspec import structs

from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    OUTSIDE,
    WIDE,
    BodyType,
    Citation,
    Column,
    FloatCaption,
    Line,
    Paper,
    SetPassage,
    Stamp,
    Unmeasured,
)
from mlcia_check.model.pdf_facts import InkRow, Structure
from tests.papers import BODY_SETTING, answers, breaches, page, paper, rule

LEFT, RIGHT = (53.8, 294.05), (317.95, 558.2)


def column(number: int = 1, index: int = 0, **changes: Any) -> Column:
    left, right = (LEFT, RIGHT)[index]
    plain = Column(number, index, 40, left, right, 698.35, 84.65, 10.96)
    return structs.replace(plain, **changes)


WORD = Structure(creator="Microsoft Word 2019")
LATEX = Structure(creator="LaTeX with acmart 2024/02/04 v2.03")


def pages_of(*columns: Column) -> Paper:
    last = max(c.page for c in columns)
    return paper(pages=last, columns=columns)


def line(number: int = 1, index: int = 0, baseline: float = 400.0, **changes: Any) -> Line:
    left, right = LEFT if index in (0, WIDE) else RIGHT
    plain = Line(
        page=number,
        column=index,
        role="body",
        part="body",
        text="one full line of running text that ends in a word",
        box=Box(left, baseline - 2.0, right, baseline + 6.0),
        baseline_bp=baseline,
        size_bp=8.966,
        horizontal_scale=1.0,
        font=0,
        bold=False,
        full=True,
    )
    return structs.replace(plain, **changes)


def lines(count: int, **changes: Any) -> tuple[Line, ...]:
    return tuple(line(baseline=690.0 - 10.96 * number, **changes) for number in range(count))


def contents(count: int) -> tuple[Line, ...]:
    """Lines of a table of contents, on a page without a measured column."""
    return tuple(structs.replace(one, page=2, text="1 Costs" + " ." * 60 + " 4") for one in lines(count))


@dataclass
class Edge:
    """What one column measures, and the side that it breaks, "" for none."""

    changes: dict[str, Any]
    index: int
    side: str


@pytest.mark.parametrize(
    "edge",
    [
        Edge({"right_bp": 561.2}, 1, "right"),
        Edge({"right_bp": 559.4}, 1, ""),
        Edge({"left_bp": 50.8}, 0, "left"),
        Edge({"left_bp": 53.4}, 0, ""),
        Edge({"last_baseline_bp": 73.7}, 0, "bottom"),
        Edge({"last_baseline_bp": 79.5}, 0, ""),
        Edge({"first_baseline_bp": 709.3}, 1, "top"),
        Edge({"first_baseline_bp": 700.64}, 1, ""),
    ],
)
def test_one_column_outside_the_block(edge: Edge) -> None:
    found = breaches("text-block", pages_of(column(index=edge.index, **edge.changes)))
    assert [breach.case for breach in found] == [side for side in (edge.side,) if side]


@pytest.mark.parametrize(("last", "case"), [(73.9, ""), (62.7, "bottom")])
def test_a_column_full_of_floats_may_have_its_footnotes_a_line_lower(last: float, case: str) -> None:
    full_of_floats = structs.replace(column(index=0, last_baseline_bp=last), lines=0)
    found = breaches("text-block", pages_of(full_of_floats, column(index=1)))
    assert [breach.case for breach in found] == [side for side in (case,) if side]


@pytest.mark.parametrize(
    ("roles", "structure", "last", "case"),
    [
        pytest.param(["body"] * 3, LATEX, 72.24, "", id="three lines, two of them below"),
        pytest.param(["body"] * 3, LATEX, 52.0, "bottom", id="three lines, all of them below"),
        pytest.param(["heading", "reference", "reference"], LATEX, 75.16, "", id="a heading above two"),
        pytest.param(["heading", "heading", "body"], LATEX, 62.9, "", id="two headings"),
        pytest.param(["body"], LATEX, 75.16, "bottom", id="a line that TeX can move"),
        pytest.param(["body"] * 4, LATEX, 72.24, "bottom", id="a paragraph that TeX can break"),
        pytest.param(["body"] * 3, WORD, 72.24, "bottom", id="a word processor"),
    ],
)
def test_lines_that_tex_cannot_part_end_lower_below_floats(
    roles: list[Any], structure: Structure, last: float, case: str
) -> None:
    below_floats = structs.replace(column(last_baseline_bp=last), lines=2)
    rows = [line(baseline=last + 10.96 * number, role=role) for number, role in enumerate(reversed(roles))]
    measured = structs.replace(
        pages_of(below_floats, column(index=1)), lines=tuple(rows), structure=structure
    )
    assert [breach.case for breach in breaches("text-block", measured)] == [side for side in (case,) if side]


@pytest.mark.parametrize(
    ("small", "left", "last", "case"),
    [
        pytest.param(6.97, 53.8, 74.5, "", id="notes"),
        pytest.param(6.97, 53.8, 62.7, "bottom", id="more than a line lower"),
        pytest.param(6.97, 80.0, 74.5, "bottom", id="labels of a figure"),
        pytest.param(8.966, 53.8, 74.5, "bottom", id="text"),
    ],
)
def test_columns_that_were_balanced_with_their_notes_may_end_lower(
    small: float, left: float, last: float, case: str
) -> None:
    rows = [line(baseline=last + 10.96 * number) for number in range(8)]
    note = line(baseline=last + 50.0, size_bp=small, box=Box(left, 0.0, left + 200.0, 8.0))
    balanced = structs.replace(pages_of(column(last_baseline_bp=last), column(index=1)), lines=(*rows, note))
    assert [breach.case for breach in breaches("text-block", balanced)] == [side for side in (case,) if side]


@pytest.mark.parametrize(
    ("role", "beyond", "cases"),
    [("reference", 2.8, []), ("body", 2.8, ["right"]), ("reference", 3.2, ["right"])],
)
def test_references_in_boxes_may_stick_out_by_the_space_before_them(
    role: str, beyond: float, cases: list[str]
) -> None:
    wide = column(2, 1, right_bp=RIGHT[1] + beyond)
    entry = Box(RIGHT[0], 400.0, RIGHT[1] + beyond, 408.0)
    measured = structs.replace(
        pages_of(column(), wide), lines=lines(12, page=2, index=1, role=role, box=entry)
    )
    assert [breach.case for breach in breaches("text-block", measured)] == cases
    assert [breach.case for breach in breaches("column-width", measured)] == ["" for _ in cases]


def test_many_columns_that_share_a_lower_row_are_a_taller_block() -> None:
    taller = [column(number, index, last_baseline_bp=79.5) for number in (1, 2, 3) for index in (0, 1)]
    assert [breach.case for breach in breaches("text-block", pages_of(*taller))] == ["bottom"]


@pytest.mark.parametrize(
    ("rows", "structure", "cases"),
    [
        pytest.param([(698.35, 81.66)] * 4, LATEX, ["bottom"], id="a block that is taller by 3pt"),
        pytest.param([(701.34, 87.64)] * 4, LATEX, ["top"], id="a page that stands 3pt higher"),
        pytest.param([(699.35, 84.65)] * 4, LATEX, [], id="acmart of 2016"),
        pytest.param(
            [(701.34, 120.0)] * 3 + [(600.0, 120.0)] * 3, LATEX, ["top"], id="below floats, 3pt higher"
        ),
        pytest.param(
            [(701.34, 120.0)] * 2 + [(600.0, 120.0)] * 4, LATEX, [], id="two columns that begin higher"
        ),
        pytest.param([(698.35, 81.66)] * 3 + [(698.35, 120.0)], LATEX, [], id="too few columns to tell"),
        pytest.param([(698.35, 81.66)] * 4 + [(698.35, 84.65)] * 4, LATEX, [], id="half of the columns"),
        pytest.param([(698.35, 81.66)] * 4, WORD, [], id="a word processor's lines"),
    ],
)
def test_the_row_of_most_columns_is_that_of_the_class(
    rows: list[tuple[float, float]], structure: Structure, cases: list[str]
) -> None:
    columns = [
        column(1 + place // 2, place % 2, first_baseline_bp=first, last_baseline_bp=last)
        for place, (first, last) in enumerate(rows)
    ]
    measured = structs.replace(pages_of(*columns), structure=structure)
    assert [breach.case for breach in breaches("text-block", measured)] == cases


def _rows_of_pages(*rows: tuple[float, float]) -> tuple[Column, ...]:
    """Two columns a page, from the second page on, with the same first and last baselines."""
    return tuple(
        column(number, index, first_baseline_bp=first, last_baseline_bp=last)
        for number, (first, last) in enumerate(rows, 2)
        for index in (0, 1)
    )


USUAL, LOWERED, BELOW_FLOATS = (698.35, 84.65), (695.9, 82.2), (540.0, 82.2)
TWO_LINE_HEAD = tuple(
    line(3, WIDE, baseline, role="running-head", part="front", text="A Head of Two Lines")
    for baseline in (730.43, 722.2)
)


@pytest.mark.parametrize(
    ("rows", "lines", "cases"),
    [
        pytest.param([USUAL, LOWERED, LOWERED], (), [], id="lower by 2.45bp from the third page on"),
        pytest.param([USUAL, BELOW_FLOATS, LOWERED], (), [], id="a page of floats between"),
        pytest.param([USUAL, (690.9, 77.2), (690.9, 77.2)], (), [], id="lower by 7.45bp"),
        pytest.param([USUAL, *[BELOW_FLOATS] * 3], TWO_LINE_HEAD, [], id="floats alone, and such a head"),
        pytest.param([USUAL, *[BELOW_FLOATS] * 3], (), ["bottom"], id="floats alone, and no such head"),
        pytest.param([USUAL, *[(698.35, 82.2)] * 3], TWO_LINE_HEAD, ["bottom"], id="lower at the foot alone"),
        pytest.param([USUAL, *[(695.9, 79.2)] * 3], (), ["bottom"], id="lower at the foot by 3bp more"),
        pytest.param([LOWERED] * 4, (), ["bottom"], id="the second page, too"),
        pytest.param([USUAL, *[(687.39, 73.69)] * 3], (), ["bottom"], id="lower by a line"),
        pytest.param([USUAL, *[(687.39, 73.69)] * 3], TWO_LINE_HEAD, [], id="the same, and such a head"),
        pytest.param(
            [USUAL, *[(687.39, 62.73)] * 3], TWO_LINE_HEAD, ["bottom"], id="a line more at the foot"
        ),
    ],
)
def test_a_block_that_a_high_running_head_moved_down_has_as_many_lines(
    rows: list[tuple[float, float]], lines: tuple[Line, ...], cases: list[str]
) -> None:
    moved = structs.replace(pages_of(*_rows_of_pages(*rows)), structure=LATEX, lines=lines)
    assert [breach.case for breach in breaches("text-block", moved)] == cases


def test_on_other_paper_the_block_is_not_judged() -> None:
    moved = structs.replace(pages_of(column(left_bp=40.0)), pages=(page(size=(595.3, 841.9)),))
    assert breaches("text-block", moved) == []


def test_a_line_that_sticks_out_is_a_warning() -> None:
    sticking = line(box=Box(53.8, 398.0, 306.0, 406.0))
    (found,) = breaches("text-block", paper(lines=(sticking,)))
    assert (found.case, found.level) == ("overfull", "warning")
    assert found.measured == pytest.approx(306.0 - 294.05, abs=0.01)


@pytest.mark.parametrize(
    ("texts", "case"),
    [
        (["https://example.org/artifacts/v2/dataset"] * 2, "overfull-address"),
        (["at www.example.org/artifacts and", "a word"], "overfull"),
        (["data/budgeted/leakage/v20231114"], "overfull-address"),
        (["每次查询的代价由防御者事先约定，此后不再改变"] * 2 + ["a word"], "overfull-chinese"),
        (["防御者 and a long formula of many letters"], "overfull"),
        (["𝑧 = 𝛼𝑥𝛽𝑦𝛾"], "overfull"),
    ],
)
def test_lines_that_stick_out_are_told_by_what_they_hold(texts: list[str], case: str) -> None:
    out = tuple(line(box=Box(53.8, 398.0, 306.0, 406.0), text=text) for text in texts)
    (found,) = breaches("text-block", paper(lines=out))
    assert found.case == case


@pytest.mark.parametrize(("last", "over"), [(62.73, 2.0), (73.69, 1.0), (79.2, 0.5)])
def test_a_block_that_is_too_tall_is_told_in_lines(last: float, over: float) -> None:
    taller = [column(number, index, last_baseline_bp=last) for number in (1, 2, 3) for index in (0, 1)]
    (found,) = breaches("text-block", pages_of(*taller))
    assert found.detail == {"over": over}


@pytest.mark.parametrize(("wide", "case"), [(1, "passage"), (2, ""), (4, "")])
def test_one_wide_column_among_many_holds_a_passage(wide: int, case: str) -> None:
    places = [(number, index) for number in (1, 2, 3) for index in (0, 1)]
    columns = [
        column(number, index, right_bp=(301.0 if index == 0 else 565.2))
        if place < wide
        else column(number, index)
        for place, (number, index) in enumerate(places)
    ]
    (found,) = breaches("column-width", structs.replace(pages_of(*columns), column_width_bp=240.2))
    assert found.case == case


@pytest.mark.parametrize(("width", "cases"), [(243.3, [""]), (241.2, []), (200.0, ["narrow"])])
def test_column_width(width: float, cases: list[str]) -> None:
    measured = structs.replace(pages_of(column(right_bp=53.8 + width)), column_width_bp=width)
    assert [breach.case for breach in breaches("column-width", measured)] == cases


def passage(count: int, left: float, right: float, baseline: float = 690.0, **changes: Any) -> list[Line]:
    """Return full lines, one below the other, that begin and end at these places."""
    return [
        line(baseline=row, box=Box(left, row - 2.0, right, row + 6.0), **changes)
        for row in (baseline - 10.96 * number for number in range(count))
    ]


@pytest.mark.parametrize(
    ("count", "left", "right", "wide"),
    [
        (3, 49.8, 294.0, 0),
        (6, 49.8, 294.0, 6),
        (6, 53.8, 297.0, 6),
        (6, 52.8, 294.4, 0),
        (24, 43.8, 294.0, 24),
    ],
)
def test_passages_wider_than_their_columns(count: int, left: float, right: float, wide: int) -> None:
    lines = (*passage(count, left, right), *passage(20, *LEFT, baseline=400.0))
    measured = structs.replace(pages_of(column()), column_width_bp=240.2, lines=lines)
    found = answers("column-width", measured)
    if wide >= 24:
        assert [
            (type(answer), answer.case, answer.detail) for answer in found if isinstance(answer, Doubt)
        ] == [(Doubt, "passages", {"lines": wide})]
    else:
        own = breaches("column-width", measured)
        assert [(breach.case, breach.level, breach.lines) for breach in own] == (
            [("passages", "warning", wide)] if wide else []
        )


def test_lines_that_are_too_wide_by_chance_make_no_passage() -> None:
    overfull = [
        line(baseline=row, box=Box(53.8, row - 2.0, 294.0 + out, row + 6.0))
        for row, out in ((690.0, 4.0), (679.0, 9.0), (668.0, 2.0), (500.0, 7.0), (489.0, 7.5), (478.0, 13.0))
    ]
    chinese = passage(9, 53.8, 295.9, baseline=400.0, text="中文正文按自然宽度排版时会略微超出栏边，")
    measured = structs.replace(
        pages_of(column()), column_width_bp=240.2, lines=(*overfull, *chinese, *lines(20))
    )
    assert breaches("column-width", measured) == []


@pytest.mark.parametrize(("whole", "cases"), [(0, ["narrow"]), (2, ["narrow"]), (10, [])])
def test_columns_with_many_wrapped_figures_are_not_narrow(whole: int, cases: list[str]) -> None:
    beside = [line(baseline=700.0 - 11.0 * n, box=Box(53.8, 100.0, 173.8, 108.0)) for n in range(30)]
    lines = (*beside, *(line(baseline=300.0 - 11.0 * n) for n in range(whole)))
    measured = structs.replace(pages_of(column(right_bp=173.8)), column_width_bp=120.0, lines=lines)
    assert [breach.case for breach in breaches("column-width", measured)] == cases


@pytest.mark.parametrize(("gap", "broken"), [(21.9, True), (23.3, False), (30.0, False)])
def test_gutter(gap: float, broken: bool) -> None:
    measured = pages_of(column(index=0), column(index=1, left_bp=LEFT[1] + gap))
    assert bool(breaches("column-gap", measured)) is broken


@pytest.mark.parametrize(("leading", "broken"), [(10.63, True), (10.90, False), (11.96, False)])
def test_leading_of_the_whole(leading: float, broken: bool) -> None:
    measured = paper(body=BodyType("LinLibertineT", 8.966, leading, 1.0))
    assert bool(breaches("line-spacing", measured)) is broken


@pytest.mark.parametrize(("leading", "asked"), [(11.26, True), (12.0, False), (12.65, False), (16.4, False)])
def test_where_no_leading_is_stated_lines_that_collide_are_looked_at(leading: float, asked: bool) -> None:
    measured = paper(body=BodyType("FandolSong", 10.5, leading, 1.0))
    assert bool(answers("line-spacing", measured, "gbt-7713")) is asked
    assert rule("line-spacing", "gbt-7713").severity == "review"


@pytest.mark.parametrize(("leading", "cases"), [(10.957, []), (10.9, ["apart"])])
def test_captions_of_the_class_stand_on_a_leading_of_exactly_a_tenth_more(
    leading: float, cases: list[str]
) -> None:
    caption = SetPassage(1, "caption", Box(58.0, 400.0, 290.0, 500.0), "Example", 30, 1500, 9.963, leading)
    measured = paper(body=BodyType("NimbusRomNo9L", 10.909, 13.549, 1.0), passages=(caption,))
    assert [
        each.case for each in answers("line-spacing", measured, "acl") if isinstance(each, Breach)
    ] == cases


def test_leading_of_a_part() -> None:
    (found,) = breaches("line-spacing", pages_of(column(1), column(2, leading_bp=10.0)))
    assert (found.case, found.pages) == ("part", (2,))


def test_tight_leading_is_shown_where_most_of_it_is_not_in_the_reference_list() -> None:
    body = [line(1, baseline=690.0 - 10.6 * number) for number in range(40)]
    last = [line(9, baseline=690.0 - 10.6 * number) for number in range(9)]
    entries = [line(9, baseline=580.0 - 7.7 * number, role="reference") for number in range(60)]
    columns = (column(1, leading_bp=10.6), column(9, lines=69, leading_bp=10.6))
    (found,) = breaches("line-spacing", structs.replace(pages_of(*columns), lines=(*body, *last, *entries)))
    assert found.place is not None
    assert found.place.page == 1


def test_of_a_part_on_a_tighter_leading_its_first_line_is_quoted() -> None:
    upper = [line(2, baseline=690.0 - 10.96 * number, text=f"in the format {number}") for number in range(3)]
    lower = [line(2, baseline=657.0 - 10.0 * number, text=f"drawn together {number}") for number in range(9)]
    measured = structs.replace(pages_of(column(1), column(2, leading_bp=10.0)), lines=(*upper, *lower))
    (found,) = breaches("line-spacing", measured)
    assert found.place is not None
    assert found.place.words == "drawn together 1"


def test_of_a_page_with_a_condensed_passage_its_narrowest_line_is_quoted() -> None:
    own = lines(6, text="in the format", horizontal_scale=0.98)
    condensed = lines(14, text="condensed by hand", horizontal_scale=0.93)
    (found,) = breaches("body-font-width", paper(lines=own + condensed))
    assert (found.case, found.lines) == ("part", 20)
    assert found.place is not None
    assert found.place.words == "condensed by hand"


@pytest.mark.parametrize(
    ("size", "small", "found"),
    [
        (8.8, 40, [("", None)]),
        (8.93, 40, []),
        (8.5, 26, [("part", None)]),
        (8.5, 16, [("part", "warning")]),
        (8.5, 8, []),
        (9.96, 40, []),
    ],
)
def test_body_size(size: float, small: int, found: list[tuple[str, str | None]]) -> None:
    text = (*lines(small, size_bp=size), *lines(40 if small < 40 else 0))
    answers = breaches("body-font-size", paper(lines=text))
    assert [(breach.case, breach.level) for breach in answers] == found


@pytest.mark.parametrize(("unmapped", "broken"), [(5000, False), (2000, True)])
def test_of_lines_without_letters_nobody_knows_whether_they_are_references(
    unmapped: int, broken: bool
) -> None:
    text = (*lines(40), *lines(40, number=2, size_bp=6.97))
    measured = structs.replace(paper(lines=text), pages=(page(), page(2, unmapped=unmapped)))
    assert bool(breaches("body-font-size", measured)) is broken


@pytest.mark.parametrize(("remarks", "levels"), [(2, []), (5, ["warning"]), (9, ["warning"]), (10, [None])])
def test_remarks_in_small_type_add_up(remarks: int, levels: list[str | None]) -> None:
    text = [*lines(40)]
    for _ in range(remarks):
        text += (*lines(4, size_bp=6.97), *lines(20))
    assert [breach.level for breach in breaches("body-font-size", paper(lines=tuple(text)))] == levels


@pytest.mark.parametrize(("size", "broken"), [(6.8, True), (6.95, False), (8.966, False)])
def test_size_of_references(size: float, broken: bool) -> None:
    text = lines(30, role="reference", part="bibliography", size_bp=size)
    assert bool(breaches("bibliography-font-size", paper(lines=text))) is broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("https://developer.example.org/en-US/docs/Web/HTTP/Headers", False),
        ("docs/latest/guides/security/policies/frames. 2026-11-30.", False),
        ("https://example.org/a Accessed on the last of November, 2026.", True),
        ("Conference on Measurement, pages 12 to 19. ACM Press.", True),
        ("张三，李四．基于查询代价的模型窃取防御方法/评估．软件学报", True),
    ],
)
def test_addresses_in_smaller_type_are_no_small_references(text: str, broken: bool) -> None:
    small = lines(30, role="reference", part="bibliography", size_bp=5.98, text=text)
    others = lines(60, role="reference", part="bibliography", size_bp=6.97)
    assert bool(breaches("bibliography-font-size", paper(lines=small + others))) is broken


@pytest.mark.parametrize(
    ("count", "role", "broken"),
    [(30, "body", True), (3, "body", False), (30, "caption", False), (30, "float", False)],
)
def test_text_across_the_columns(count: int, role: str, broken: bool) -> None:
    across = lines(count, index=WIDE, role=role, box=Box(53.8, 398.0, 558.2, 406.0))
    beside = lines(10, index=0)
    assert bool(breaches("two-column", paper(lines=across + beside))) is broken


def test_an_appendix_across_the_columns_is_the_appendix_rules_matter() -> None:
    across = lines(30, index=WIDE, part="appendix", box=Box(53.8, 398.0, 558.2, 406.0))
    measured = paper(lines=across + lines(10, index=0))
    assert breaches("two-column", measured) == []
    assert len(breaches("appendix-layout", measured)) == 1


@pytest.mark.parametrize(
    ("count", "changes", "cases"),
    [
        (5, {"role": "footnote", "size_bp": 6.0}, ["footnote"]),
        (4, {"role": "footnote", "size_bp": 6.0}, []),
        (5, {"role": "footnote", "size_bp": 6.97}, []),
        (8, {"role": "caption", "size_bp": 6.0}, ["caption"]),
        (60, {"role": "footnote", "size_bp": 5.98, "text": "12"}, []),
        (8, {"role": "listing", "size_bp": 5.0}, ["listing"]),
        (8, {"role": "listing", "size_bp": 6.0}, []),
        (40, {"size_bp": 7.97, "full": False}, ["body"]),
        (39, {"size_bp": 7.97, "full": False}, []),
        (90, {"size_bp": 7.97, "full": False, "text": "i = 1, j"}, []),
        (90, {"size_bp": 7.97, "full": False, "text": "kept = [r for r in rows if r.score > limit]"}, []),
        (90, {"size_bp": 7.97, "full": False, "text": "return sorted (kept , key=lambda r: r .name)"}, []),
        (40, {"size_bp": 7.97, "full": False, "text": "as others found (see [3, 14] and below);"}, ["body"]),
        (40, {"size_bp": 7.97, "full": False, "text": "同上所述"}, ["body"]),
        (60, {"role": "float", "size_bp": 7.97}, ["float"]),
        (59, {"role": "float", "size_bp": 7.97}, []),
        (90, {"role": "float", "size_bp": 7.97, "full": False}, []),
        (90, {"role": "float", "size_bp": 7.97, "text": "12.5 13.1 14.8 a 15.2"}, []),
        (90, {"role": "float", "size_bp": 8.966}, []),
    ],
)
def test_small_print(count: int, changes: dict[str, Any], cases: list[str]) -> None:
    measured = paper(lines=lines(count, **changes) + lines(60))
    assert [breach.case for breach in breaches("small-text", measured)] == cases


def test_small_print_is_told_by_the_size_of_most_of_it() -> None:
    usual = lines(9, role="caption", size_bp=6.0, text="a caption in small type")
    few = lines(2, role="caption", size_bp=4.0, text="tiny")
    (found,) = breaches("small-text", paper(lines=few + usual))
    assert (found.measured, found.place and found.place.words) == (6.0, "a caption in small type")


@pytest.mark.parametrize(
    ("sizes", "width", "text", "creator", "reported"),
    [
        pytest.param([7.97] * 8, 180.0, "y = f(x) + b (3)", "LaTeX", 8, id="all of them"),
        pytest.param([7.97] * 7, 180.0, "y = f(x) + b (3)", "LaTeX", None, id="few"),
        pytest.param([7.97] * 8 + [8.966] * 8, 180.0, "y = f(x) (3)", "LaTeX", None, id="half of them"),
        pytest.param([8.966] * 9, 180.0, "y = f(x) + b (3)", "LaTeX", None, id="in the text's type"),
        pytest.param([7.97] * 9, 239.0, "y = f(x) + b (3)", "LaTeX", None, id="shrunk to fit"),
        pytest.param([5.98] * 9, 150.0, "y = f(x) + b (3)", "LaTeX", None, id="indices"),
        pytest.param([7.97] * 9, 180.0, "exc(p) = exc(q) }", "LaTeX", None, id="lines of code"),
        pytest.param([7.97] * 9, 180.0, "y = f(x) + b (3)", "Microsoft Word 2019", None, id="of Word"),
    ],
)
def test_formulas_have_the_size_of_the_text(
    sizes: list[float], width: float, text: str, creator: str, reported: int | None
) -> None:
    box = Box(54.0, 400.0, 54.0 + width, 410.0)
    formulas = [
        line
        for number, size in enumerate(sizes, 1)
        for line in lines(1, page=number, role="display", size_bp=size, full=False, text=text, box=box)
    ]
    measured = paper(
        pages=len(sizes), lines=lines(60) + tuple(formulas), structure=Structure(creator=creator)
    )
    found = breaches("small-text", measured)
    assert [(breach.case, breach.lines) for breach in found] == ([("display", reported)] if reported else [])


@pytest.mark.parametrize(
    ("figures", "tables", "reported"),
    [
        pytest.param([7.97] * 4, [], 4, id="all of them"),
        pytest.param([7.97] * 3, [], None, id="few"),
        pytest.param([7.97] * 4, [8.966] * 6, 4, id="those of figures"),
        pytest.param([7.97] * 4 + [8.966] * 4, [], None, id="half of them"),
        pytest.param([8.966] * 9, [8.966] * 9, None, id="the class's"),
        pytest.param([9.963] * 9, [], None, id="larger ones"),
    ],
)
def test_captions_of_figures_and_tables_have_the_format_s_size(
    figures: list[float], tables: list[float], reported: int | None
) -> None:
    named = [("figure", f"Figure {n}: Rounds", size) for n, size in enumerate(figures)]
    named += [("table", f"Table {n}: Rounds", size) for n, size in enumerate(tables)]
    captions = [line for _, text, size in named for line in lines(1, role="caption", size_bp=size, text=text)]
    labelled = tuple(
        FloatCaption(line.page, line.box, line.text, "table" if kind == "table" else "figure", "below")
        for (kind, _, _), line in zip(named, captions, strict=True)
    )
    found = breaches("small-text", paper(lines=lines(60) + tuple(captions), captions=labelled))
    assert [(breach.case, breach.lines) for breach in found] == (
        [("float-caption", reported)] if reported else []
    )


@pytest.mark.parametrize(
    ("changes", "citing", "cases"),
    [
        pytest.param({}, 6, ["cited"], id="the argument in boxes"),
        pytest.param({}, 0, [], id="prompts"),
        pytest.param({}, 5, [], id="prompts beside boxes with citations"),
        pytest.param({"size_bp": 8.966}, 6, [], id="in the body's type"),
        pytest.param({"cells": True}, 6, [], id="tables of related work"),
        pytest.param({"role": "caption"}, 6, [], id="captions"),
    ],
)
def test_small_prose_in_boxes_that_cites_is_the_paper_s_own(
    changes: dict[str, Any], citing: int, cases: list[str]
) -> None:
    box = Box(58.0, 400.0, 290.0, 500.0)
    boxed = SetPassage(1, "float", box, "As others found [3]", 12, 550, 6.974, 8.0, framed=True)
    passages = tuple(structs.replace(boxed, page=n, **changes) for n in range(1, 7))
    line = Box(58.0, 440.0, 290.0, 448.0)
    citations = tuple(Citation(n, line, "[3]", ("3",), "number") for n in range(1, citing + 1))
    measured = paper(lines=lines(60), passages=passages, citations=citations)
    assert [breach.case for breach in breaches("small-text", measured)] == cases


@pytest.mark.parametrize(
    ("passages", "notes", "cases"),
    [
        pytest.param([{"characters": 1000}] * 10, 0, [], id="less than two pages"),
        pytest.param([{}] * 10, 0, ["room"], id="boxes of 7pt on 8pt"),
        pytest.param([{"leading_bp": 10.5}] * 10, 0, [], id="boxes that save little room"),
        pytest.param([{"mono": True, "role": "listing"}] * 10, 0, ["room"], id="prose in fixed pitch"),
        pytest.param([{"cells": True}] * 10, 0, ["room"], id="prose in cells"),
        pytest.param([{"included": True}] * 10, 0, [], id="in included figures"),
        pytest.param([{"size_bp": 8.966}] * 10, 0, [], id="in the body's type"),
        pytest.param([{"mono": True, "role": "listing"}] * 25, 0, ["boxes"], id="a fifth in fixed pitch"),
        pytest.param([{"leading_bp": 12.0}] * 17, 130, ["together"], id="with notes"),
        pytest.param([{"leading_bp": 12.0}] * 8, 90, ["together"], id="boxes and notes, each half as much"),
        pytest.param([{"leading_bp": 12.0}] * 5, 50, [], id="boxes and notes of most papers"),
        pytest.param([{"leading_bp": 12.0}] * 17, 250, ["notes"], id="with many notes"),
        pytest.param([], 180, [], id="notes alone"),
        pytest.param([], 250, ["notes"], id="many notes alone"),
    ],
)
def test_small_print_of_all_kinds_adds_up(
    passages: list[dict[str, Any]], notes: int, cases: list[str]
) -> None:
    body = structs.replace(BODY_SETTING, lines=1800, full=1500)
    box = Box(58.0, 400.0, 290.0, 500.0)
    printed = SetPassage(1, "float", box, "Prose", 15, 1200, 6.974, 7.97, framed=True)
    measured = paper(
        lines=lines(1500, text="x" * 65) + lines(notes, role="footnote", text="x" * 84),
        passages=tuple(structs.replace(printed, **changes) for changes in passages),
        settings=(body,),
    )
    assert [breach.case for breach in breaches("small-text", measured)] == cases


@pytest.mark.parametrize(("text", "notes", "cases"), [(60, 30, []), (60, 60, ["notes"])])
def test_a_short_paper_may_have_a_quarter_in_notes(text: int, notes: int, cases: list[str]) -> None:
    measured = paper(lines=lines(text, text="x" * 65) + lines(notes, role="footnote", text="x" * 40))
    assert [breach.case for breach in breaches("small-text", measured)] == cases


@pytest.mark.parametrize(("count", "cases"), [(40, []), (100, ["front"])])
def test_the_first_page_has_little_small_print(count: int, cases: list[str]) -> None:
    measured = paper(lines=lines(60) + lines(count, role="front-note", text="x" * 62))
    assert [breach.case for breach in breaches("small-text", measured)] == cases


@pytest.mark.parametrize(
    ("structure", "first", "cases"),
    [
        (WORD, 706.8, []),
        (WORD, 708.5, []),
        (WORD, 698.35, []),
        (WORD, 719.5, ["top"]),
        (LATEX, 709.3, ["top"]),
        (LATEX, 698.35, []),
    ],
    ids=["word", "libreoffice", "latex-s-geometry", "a-line-more-in-word", "a-line-more-in-latex", "latex"],
)
def test_a_paper_is_held_to_the_template_that_it_follows(
    structure: Structure, first: float, cases: list[str]
) -> None:
    columns = tuple(
        column(number, index, first_baseline_bp=first) for number in (1, 2, 3) for index in (0, 1)
    )
    block = Box(LEFT[0], 84.65, RIGHT[1], first)
    measured = paper(pages=3, columns=columns, structure=structure, text_block=block)
    assert [breach.case for breach in breaches("text-block", measured)] == cases


@pytest.mark.parametrize(
    ("structure", "highest", "cases"),
    [
        pytest.param(WORD, 706.8, [], id="word"),
        pytest.param(WORD, 719.0, ["top"], id="a line more in word"),
        pytest.param(LATEX, 706.8, ["top"], id="latex"),
    ],
)
def test_the_highest_column_shows_the_template_if_most_begin_below_titles_and_floats(
    structure: Structure, highest: float, cases: list[str]
) -> None:
    firsts = (532.0, 556.2, highest, 569.0)
    columns = tuple(
        column(1 + place // 2, place % 2, first_baseline_bp=first, last_baseline_bp=120.0)
        for place, first in enumerate(firsts)
    )
    block = Box(LEFT[0], 120.0, RIGHT[1], 556.2)
    measured = paper(columns=columns, structure=structure, text_block=block)
    assert [breach.case for breach in breaches("text-block", measured)] == cases


@pytest.mark.parametrize(
    ("first", "last", "cases"),
    [
        pytest.param(733.1, 75.55, [], id="the class of 2015"),
        pytest.param(726.0, 68.5, [], id="the class of 2007 to 2012"),
        pytest.param(733.1, 68.5, ["bottom"], id="from the one to the other"),
        pytest.param(726.0, 56.6, ["bottom"], id="a line more in the earlier class"),
        pytest.param(577.7, 63.6, ["bottom"], id="columns that begin under a title"),
    ],
)
def test_earlier_versions_of_ieee_s_class_stand_lower(first: float, last: float, cases: list[str]) -> None:
    sides = ((48.96, 300.06), (311.95, 563.05))
    columns = tuple(
        Column(number, index, 50, *sides[index], first, last, 11.955)
        for number in (1, 2, 3)
        for index in (0, 1)
    )
    block = Box(48.96, last, 563.05, first)
    structure = Structure(creator="TeX", producer="pdfTeX-1.40.12")
    measured = paper(pages=3, columns=columns, structure=structure, text_block=block)
    assert [breach.case for breach in breaches("text-block", measured, pack="ieee-conference")] == cases


@pytest.mark.parametrize(
    ("first", "last", "cases"),
    [
        pytest.param(716.1, 178.9, [], id="its own"),
        pytest.param(666.2, 129.0, [], id="Letter's"),
        pytest.param(716.1, 129.0, ["bottom"], id="from the one to the other"),
        pytest.param(740.0, 178.9, ["top"], id="two lines more at the top"),
        pytest.param(666.2, 105.0, ["bottom"], id="two lines more below Letter's"),
    ],
)
def test_lncs_s_block_of_the_other_paper_conforms(first: float, last: float, cases: list[str]) -> None:
    columns = tuple(Column(number, 0, 40, 134.77, 480.6, first, last, 11.955) for number in (1, 2, 3, 4))
    pages = tuple(page(number, (595.28, 841.89), columns=1) for number in (1, 2, 3, 4))
    structure = Structure(creator="TeX", producer="pdfTeX-1.40.12")
    block = Box(134.77, last, 480.6, first)
    measured = structs.replace(paper(columns=columns, structure=structure, text_block=block), pages=pages)
    assert [breach.case for breach in breaches("text-block", measured, pack="llncs")] == cases


@pytest.mark.parametrize(
    ("top", "last", "cases"),
    [
        pytest.param(726.0, 68.5, [], id="the class of 2007 to 2012"),
        pytest.param(733.1, 68.5, ["bottom"], id="from the one to the other"),
        pytest.param(726.0, 56.6, ["bottom"], id="a line more in the earlier class"),
        pytest.param(534.5, 68.5, ["bottom"], id="no column that shows the block"),
    ],
)
def test_two_columns_show_the_block_where_most_begin_under_figures(
    top: float, last: float, cases: list[str]
) -> None:
    sides = ((48.96, 300.06), (311.95, 563.05))
    columns = tuple(
        Column(number, index, 50, *sides[index], top if number == 3 else 534.5, last, 11.955)
        for number in (1, 2, 3)
        for index in (0, 1)
    )
    structure = Structure(creator="TeX", producer="pdfTeX-1.40.12")
    measured = paper(
        pages=3, columns=columns, structure=structure, text_block=Box(48.96, last, 563.05, 534.5)
    )
    assert [breach.case for breach in breaches("text-block", measured, pack="ieee-conference")] == cases


@pytest.mark.parametrize(
    ("first", "last", "right", "cases"),
    [
        pytest.param(727.0, 58.5, 571.1, [], id="the template of 2014 to 2022"),
        pytest.param(733.1, 75.55, 563.05, [], id="today's template"),
        pytest.param(733.1, 75.55, 571.1, ["right"], id="from the one to the other"),
        pytest.param(600.0, 58.5, 571.1, [], id="columns that all begin under figures"),
        pytest.param(600.0, 58.5, 563.05, ["bottom"], id="with the sides of today's"),
        pytest.param(727.0, 47.5, 571.1, ["bottom"], id="a line more in the earlier template"),
        pytest.param(727.0, 58.5, 574.1, ["right"], id="wider than the earlier template"),
    ],
)
def test_earlier_templates_of_ndss_are_wider(
    first: float, last: float, right: float, cases: list[str]
) -> None:
    sides = ((48.96, 301.06), (right - 252.1, right))
    columns = tuple(
        Column(number, index, 50, *sides[index], first, last, 10.959)
        for number in (1, 2, 3)
        for index in (0, 1)
    )
    structure = Structure(creator="TeX", producer="pdfTeX-1.40.12")
    block = Box(48.96, last, right, first)
    measured = paper(pages=3, columns=columns, structure=structure, text_block=block, column_width_bp=252.1)
    assert [breach.case for breach in breaches("text-block", measured, pack="ndss")] == cases
    assert breaches("column-width", measured, pack="ndss") == []


@pytest.mark.parametrize(
    ("left", "rule", "case"),
    [
        (319.5, "text-block", "inner"),
        (316.4, "column-gap", "at-most"),
        (317.95, "text-block", ""),
        (317.95, "column-gap", ""),
    ],
)
def test_chinese_columns_are_judged_by_where_they_begin(left: float, rule: str, case: str) -> None:
    """Of lines at their natural width none tells where a column ends."""
    unknown = Unmeasured("too-few-lines")
    columns = (column(1, 0, right_bp=unknown), column(1, 1, left_bp=left, right_bp=unknown))
    assert [breach.case for breach in breaches(rule, paper(pages=1, columns=columns))] == [
        case for case in (case,) if case
    ]


@pytest.mark.parametrize("entries_begin", [335.0, 71.0])
def test_columns_of_references_do_not_show_where_columns_begin(entries_begin: float) -> None:
    """A reference list can be most of a short paper: its lines are set in behind their labels."""
    unknown = Unmeasured("too-few-lines")
    index = 0 if entries_begin < 300.0 else 1
    columns = (
        column(1, 0, lines=20),
        column(1, 1, lines=20),
        column(2, index, left_bp=entries_begin, lines=50),
        column(3, index, left_bp=entries_begin, right_bp=unknown, lines=8),
    )
    lines = tuple(line(number, index, role="reference") for number in (2, 3))
    measured = paper(pages=3, columns=columns, lines=lines)
    assert [rule for rule in ("text-block", "column-gap") if breaches(rule, measured)] == []


WORDS = "An attacker who sees the labels alone needs ten times as many queries, as we prove"


@pytest.mark.parametrize(
    ("left", "texts", "doubted"),
    [
        pytest.param(302.0, [f"{'x' * n} {WORDS}" for n in range(8)], True, id="in the gutter"),
        pytest.param(34.0, [f"{'x' * n} {WORDS}" for n in range(8)], True, id="in the margin"),
        pytest.param(302.0, [f"{'x' * n} {WORDS}" for n in range(3)], False, id="on few pages"),
        pytest.param(34.0, [WORDS] * 12, False, id="an archive's stamp on each page"),
        pytest.param(34.0, [f"{n} 12.5 0.81 0.77" * 5 for n in range(12)], False, id="numbers"),
        pytest.param(150.0, [f"{'x' * n} {WORDS}" for n in range(12)], False, id="rows of a turned table"),
    ],
)
def test_turned_words_outside_the_columns_are_a_question(
    left: float, texts: list[str], doubted: bool
) -> None:
    turned = tuple(
        Stamp(number, Box(left, 100.0, left + 6.0, 500.0), text) for number, text in enumerate(texts, 1)
    )
    columns = tuple(column(number, index) for number in range(1, len(texts) + 1) for index in (0, 1))
    measured = paper(pages=len(texts), columns=columns, stamps=turned, lines=lines(600))
    found = [answer for answer in answers("text-block", measured) if isinstance(answer, Doubt)]
    assert [doubt.case for doubt in found] == (["beyond"] if doubted else [])


def test_turned_words_between_rows_of_a_turned_table_are_rows_of_it() -> None:
    rows = tuple(
        Stamp(number, Box(left, 100.0, left + 6.0, 500.0), f"{'x' * number} {WORDS}")
        for number in range(1, 9)
        for left in (290.0, 302.0)
    )
    columns = tuple(column(number, index) for number in range(1, 9) for index in (0, 1))
    measured = paper(pages=8, columns=columns, stamps=rows, lines=lines(600))
    assert [answer for answer in answers("text-block", measured) if isinstance(answer, Doubt)] == []


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        pytest.param(range(4), True, id="on four pages"),
        pytest.param(range(3), False, id="on three"),
        pytest.param([0, 0, 1, 1, 2, 2, 3, 3], True, id="each on two of eight"),
        pytest.param([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3], False, id="four heads in turn"),
        pytest.param([0, 1, 2, 3, 0, 1, 2], False, id="heads of a short paper"),
    ],
)
def test_words_above_the_block_that_no_other_page_repeats_are_a_question(
    texts: Sequence[int], doubted: bool
) -> None:
    pages = len(texts)
    heads = [
        line
        for number in range(1, pages + 1)
        for line in lines(
            1,
            page=number,
            role="running-head",
            column=WIDE,
            baseline_bp=740.0,
            full=False,
            text=f"{'x' * texts[number - 1]} {WORDS}",
        )
    ]
    columns = tuple(column(number, index) for number in range(1, pages + 1) for index in (0, 1))
    measured = paper(pages=pages, columns=columns, lines=(*lines(600), *heads))
    found = [answer for answer in answers("text-block", measured) if isinstance(answer, Doubt)]
    assert [doubt.case for doubt in found] == (["beyond"] if doubted else [])


@pytest.mark.parametrize(
    ("bottom", "looks", "doubted"),
    [
        pytest.param(30.0, range(4), True, id="below the block"),
        pytest.param(30.0, range(3), False, id="few"),
        pytest.param(30.0, [5] * 8, False, id="a head as a picture"),
        pytest.param(90.0, range(8), False, id="within the block"),
        pytest.param(730.0, range(8), True, id="above the block"),
    ],
)
def test_rows_without_letters_around_the_block_are_a_question(
    bottom: float, looks: Iterable[int], doubted: bool
) -> None:
    rows = [InkRow(Box(60.0, bottom, 540.0, bottom + 4.0), look) for look in looks]
    shown = tuple(page(number, margin_rows=(row,)) for number, row in enumerate(rows, 1))
    columns = tuple(column(number, index) for number in range(1, len(rows) + 1) for index in (0, 1))
    measured = paper(columns=columns, lines=lines(600))
    found = [
        answer
        for answer in answers("text-block", structs.replace(measured, pages=shown))
        if isinstance(answer, Doubt)
    ]
    assert [doubt.case for doubt in found] == (["beyond"] if doubted else [])


@pytest.mark.parametrize(("notes", "doubted"), [(3, False), (30, True)])
def test_much_text_in_the_margins_is_a_question(notes: int, doubted: bool) -> None:
    beside = lines(notes, role="margin-note", column=OUTSIDE)
    measured = structs.replace(pages_of(column(), column(index=1)), lines=(*lines(100), *beside))
    found = [answer for answer in answers("text-block", measured) if isinstance(answer, Doubt)]
    assert [doubt.case for doubt in found] == (["margin"] if doubted else [])


@pytest.mark.parametrize(
    ("measured", "cases"),
    [
        (paper(lines=lines(100), columns=(column(1), column(1, 1))), []),
        (paper(lines=lines(100), columns=()), ["share"]),
        (paper(lines=lines(100), columns=(column(1),), body=Unmeasured("too-little-text")), ["body"]),
        (paper(lines=(*lines(45), *lines(55, index=1)), columns=(column(1),)), ["share"]),
        (paper(lines=(*lines(45), *lines(55, column=WIDE)), columns=(column(1),)), []),
        (paper(lines=lines(10), columns=()), []),
        (paper(lines=(*lines(60), *contents(40)), columns=(column(1),)), []),
    ],
    ids=["measured", "no-columns", "no-body", "one-of-two-columns", "across", "little-text", "contents"],
)
def test_what_was_not_measured_is_a_question(measured: Paper, cases: list[str]) -> None:
    """A hundred lines of eleven words; a page of text across the columns is asked about by two-column."""
    found = [answer for answer in answers("layout-unmeasured", measured) if isinstance(answer, Doubt)]
    assert [doubt.case for doubt in found] == cases
