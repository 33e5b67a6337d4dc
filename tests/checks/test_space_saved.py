"""Room won is one sum: each quantity by its mean, and only where it wins."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.text_density import settings as measured_settings
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    Column,
    MeanSpacing,
    PagesSpent,
    Paper,
    SetPassage,
    SetWidth,
    Space,
    Unmeasured,
)
from mlcia_check.model.pdf_facts import Structure
from tests.drafts import draft, run
from tests.papers import BODY_SETTING, FONT, LEADING, answers, page, paper

TOP, BOTTOM = 698.35, 84.65


def column(
    number: int, index: int, *, top: float = TOP, bottom: float = BOTTOM, width: float = 240.25
) -> Column:
    left = 53.8 + 264.16 * index
    return Column(number, index, 50, left, left + width, top, bottom, LEADING)


def set_paper(
    pages: int = 20,
    used: float | None = None,
    spaces: tuple[Space, ...] = (),
    columns: Any = None,
    passages: tuple[SetPassage, ...] = (),
    **changes: Any,
) -> Paper:
    """A paper whose columns are full of running text, set as the format has it but for the changes."""
    every = BODY_SETTING.lines * pages
    body = structs.replace(
        BODY_SETTING, lines=every, full=every, distances_bp=BODY_SETTING.distances_bp * pages
    )
    return paper(
        pages,
        budget=PagesSpent(pages, used or float(pages), 0.0, 0.0),
        columns=tuple(
            column(number, index, **(columns or {})) for number in range(1, pages + 1) for index in (0, 1)
        ),
        settings=(structs.replace(body, **changes),),
        spaces=spaces,
        passages=passages,
    )


def told(measured: Paper, **params: Any) -> Answer | None:
    """The one answer, or None."""
    found = answers("space-saved", measured, **params)
    assert len(found) < 2
    return found[0] if found else None


def percent(measured: Paper, **params: Any) -> float:
    """The room won, however little it is."""
    answer = told(measured, warn=0.001, few=0.0, review=99.0, most=None, **params)
    return float(str(answer.measured)) if isinstance(answer, Breach) else 0.0


TIGHT: dict[str, Any] = {"size_bp": 8.9, "distances_bp": (10.85,) * 2000}
BOX = Box(53.8, 400.0, 150.0, 410.0)


def spaces(kind: Any, *distances: float, within: bool = False) -> tuple[Space, ...]:
    return tuple(Space(kind, 1, BOX, distance, "words", within_text=within) for distance in distances)


def test_the_format_wins_nothing() -> None:
    assert percent(set_paper()) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("changes", "won"),
    [
        pytest.param({"size_bp": 8.87}, 0.95, id="size"),
        pytest.param({"horizontal_scale": 0.99}, 0.89, id="stretch"),
        pytest.param({"tracking": MeanSpacing(-0.006, 0.0)}, 1.29, id="tracking"),
        pytest.param({"word_space": MeanSpacing(0.222, 0.0)}, 0.96, id="words"),
        pytest.param({"distances_bp": (10.82,) * 2000}, 1.12, id="leading"),
        pytest.param({"distances_bp": (10.3, LEADING) * 1000}, 2.66, id="every second line"),
        pytest.param({"columns": {"width": 241.6}}, 0.49, id="width"),
        pytest.param({"columns": {"top": TOP + 2.9, "bottom": BOTTOM - 2.9}}, 0.93, id="block"),
        pytest.param({"spaces": spaces("heading-above", *[15.5] * 40)}, 0.88, id="headings"),
        pytest.param({"spaces": spaces("float-below", *[22.2] * 30)}, 0.71, id="floats"),
        pytest.param(
            {"spaces": spaces("float-below", *[18.2] * 30, within=True)}, 0.71, id="floats amid text"
        ),
        pytest.param({"spaces": spaces("float-above", *[7.0] * 40)}, 0.79, id="floats at the foot"),
    ],
)
def test_each_quantity_wins_what_it_spares(changes: dict[str, Any], won: float) -> None:
    assert percent(set_paper(**changes)) == pytest.approx(won, abs=0.03)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"size_bp": 9.96, "distances_bp": (11.96,) * 2000}, id="10pt"),
        pytest.param({"distances_bp": (10.9, 11.02) * 1000}, id="rounded to a tenth"),
        pytest.param({"distances_bp": (LEADING, 13.4) * 1000}, id="stretched by formulas"),
        pytest.param({"word_space": MeanSpacing(0.241, 0.01)}, id="few samples"),
        pytest.param(
            {"word_space": Unmeasured("too-few-lines"), "tracking": Unmeasured("too-few-lines")}, id="unknown"
        ),
        pytest.param({"columns": {"width": 230.0}}, id="set in"),
        pytest.param({"columns": {"top": TOP - 1, "bottom": BOTTOM - 1}}, id="moved by a point"),
        pytest.param({"spaces": spaces("float-below", 25.0, 31.5, 28.1)}, id="glue"),
        pytest.param({"spaces": spaces("float-above", *[9.0, 14.9] * 20)}, id="glue above"),
        pytest.param({"spaces": spaces("heading-above", 21.0, 25.0)}, id="headings"),
        pytest.param({"spaces": spaces("float-below", *[24.1] * 60, within=True)}, id="floats amid text"),
    ],
)
def test_what_honest_papers_do_wins_nothing(changes: dict[str, Any]) -> None:
    assert percent(set_paper(**changes)) == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize(
    ("changes", "reported"),
    [
        pytest.param({"distances_bp": (10.9,) * 2000}, True, id="leading"),
        pytest.param({"distances_bp": (10.95,) * 2000}, False, id="leading by less than a hundredth"),
        pytest.param({"size_bp": 8.88}, True, id="size"),
        pytest.param({"size_bp": 8.91}, True, id="size by half as much"),
        pytest.param({"size_bp": 8.94}, False, id="size by less than a third of a percent"),
        pytest.param({"spaces": spaces("heading-above", *[15.5] * 35)}, True, id="white space"),
        pytest.param({"spaces": spaces("heading-above", *[15.5] * 20)}, False, id="white space of ten lines"),
        pytest.param({"size_bp": 8.94, "spaces": spaces("heading-above", *[15.5] * 20)}, True, id="both"),
    ],
)
def test_what_is_exact_is_reported_alone(changes: dict[str, Any], reported: bool) -> None:
    assert (told(set_paper(**changes)) is not None) is reported


@pytest.mark.parametrize(("creator", "won"), [("Microsoft Word", 0.0), ("LaTeX", 1.68)])
def test_papers_by_words_template_begin_higher(creator: str, won: float) -> None:
    measured = set_paper(columns={"top": 706.8, "bottom": 82.6})
    block = Box(53.8, 82.6, 558.2, 706.8)
    by_template = structs.replace(measured, text_block=block, structure=Structure(creator=creator))
    assert percent(by_template) == pytest.approx(won, abs=0.02)


def widths(lines: int, length: float, *, known: bool) -> SetWidth:
    """Lines of the body whose letters would take 240bp each, in their typeface or in the narrowest."""
    natural = 240.0 if known else 0.84 * 240.0
    return SetWidth(1, "body", lines, lines * 240.0 * length, lines * natural, known)


@pytest.mark.parametrize(
    ("set_widths", "won"),
    [
        pytest.param((widths(1000, 1.003, known=True),), 0.0, id="the format's own"),
        pytest.param((widths(1000, 0.976, known=True),), 0.0, id="another known typeface"),
        pytest.param((widths(1000, 1.05, known=False),), 0.0, id="a wide typeface"),
        pytest.param((widths(1000, 0.90, known=False),), 9.75, id="a narrow typeface"),
        pytest.param((widths(500, 1.0, known=True), widths(500, 0.90, known=False)), 4.62, id="half of it"),
        pytest.param((widths(1000, 1.0, known=True), widths(29, 0.90, known=False)), 0.0, id="few lines"),
    ],
)
def test_narrow_typefaces_save_room(set_widths: tuple[SetWidth, ...], won: float) -> None:
    measured = structs.replace(set_paper(), set_widths=set_widths)
    assert percent(measured) == pytest.approx(won, abs=0.1)
    assert percent(measured, narrowest=0.0) == pytest.approx(0.0, abs=0.1)


def test_the_spaces_of_a_narrow_typeface_count_once() -> None:
    narrow = structs.replace(set_paper(), set_widths=(widths(1000, 0.95, known=False),))
    spaced = set_paper(word_space=MeanSpacing(0.20, 0.001))
    both = structs.replace(spaced, set_widths=narrow.set_widths)
    assert percent(both) == pytest.approx(max(percent(narrow), percent(spaced)))


def test_what_one_quantity_wastes_offsets_no_other() -> None:
    alone = percent(set_paper(size_bp=8.87))
    assert percent(set_paper(size_bp=8.87, spaces=spaces("heading-above", *[40.0] * 40))) == pytest.approx(
        alone
    )
    assert percent(set_paper(size_bp=8.87, distances_bp=(11.96,) * 2000)) == pytest.approx(alone)
    assert percent(set_paper(size_bp=8.87, horizontal_scale=1.02)) == pytest.approx(0.0, abs=0.01)


def test_little_is_a_warning() -> None:
    answer = told(set_paper(used=15.0, **TIGHT))
    assert isinstance(answer, Breach)
    assert answer.detail["won"] == pytest.approx(float(str(answer.measured)) / 100 * 15 * 2 * 57, abs=1)


def test_much_is_for_a_person() -> None:
    answer = told(set_paper(used=15.0, tracking=MeanSpacing(-0.012, 0.0), **TIGHT))
    assert isinstance(answer, Doubt)
    assert answer.case == "much"
    assert answer.grave


@pytest.mark.parametrize(("used", "decides"), [(19.9, True), (19.0, False), (20.4, False)])
def test_room_that_decides_about_the_limit_is_for_a_person(used: float, decides: bool) -> None:
    answer = told(set_paper(used=used, **TIGHT))
    assert isinstance(answer, Doubt if decides else Breach)
    if isinstance(answer, Doubt):
        assert answer.case == "limit"


@pytest.mark.parametrize(("within", "doubted"), [(True, False), (False, True)])
def test_white_below_figures_amid_the_text_is_no_doubt_alone(within: bool, doubted: bool) -> None:
    """Figures with a caption by \\captionof stand a point from the text, like floats without their glue."""
    close = spaces("float-below", *[10.4] * 120, within=within)
    for used in (15.0, 19.9):
        assert isinstance(told(set_paper(used=used, spaces=close)), Doubt if doubted else Breach)


def test_a_line_or_two_are_never_told() -> None:
    short = set_paper(2, spaces=spaces("float-below", 11.0, 12.0))
    assert percent(short) > 1.0
    assert told(short) is None


def test_papers_that_cannot_be_compared_are_not_asked() -> None:
    one_column = structs.replace(set_paper(), pages=tuple(page(n, columns=1) for n in range(1, 21)))
    assert isinstance(told(one_column), NotApplicable)
    assert isinstance(told(paper()), NotApplicable)


def test_lines_of_another_size_are_no_part_of_the_body() -> None:
    text = [draft("prose " * 10, number) for number in range(10)]
    quoted = [draft("asked " * 10, number, size=7.0) for number in range(12, 22)]
    for line in (*text, *quoted):
        line.full, line.horizontal_scale = True, 1.0
    (body,) = measured_settings([*text, *quoted], 9.0, (FONT,), (False,))
    assert (body.lines, body.full) == (10, 10)
    assert body.size_bp == pytest.approx(9.0)
    assert body.distances_bp == pytest.approx((11.0,) * 9)


def in_two_sizes(number: int, words: str, size: float) -> DraftLine:
    line = draft("prose " * 10, number)
    line.runs = [run("prose " * 5, 54.0, line.baseline_bp, 9.0), run(words, 150.0, line.baseline_bp, size)]
    line.full, line.horizontal_scale, line.weight = True, 1.0, 30 + len(words)
    return line


@pytest.mark.parametrize(
    ("words", "size", "mono", "mean"),
    [
        pytest.param("words " * 5, 8.0, False, 8.5, id="half of the words"),
        pytest.param("words " * 5, 8.0, True, 9.0, id="typewriter type"),
        pytest.param("n=2,4,8 (0.5) [1,2] 10^6 = 10.0", 6.0, False, 9.0, id="scripts"),
        pytest.param("DNS TLS QUIC TCP UDP HTTP ARP ", 8.0, False, 9.0, id="acronyms"),
    ],
)
def test_smaller_words_among_the_others_count(words: str, size: float, mono: bool, mean: float) -> None:
    lines = [in_two_sizes(number, words, size) for number in range(10)]
    (body,) = measured_settings(lines, 9.0, (FONT,), (mono,))
    assert body.size_bp == pytest.approx(mean, abs=0.01)


@pytest.mark.parametrize(("words", "counted"), [("prose " * 10, 2), ("a = b", 1)])
def test_paragraphs_drawn_up_beside_a_short_line(words: str, counted: int) -> None:
    lines = [draft("prose " * 10, 0), draft("prose " * 10, 1), draft(words, 1)]
    lines[2].baseline_bp -= 5.0
    for line in lines:
        line.full, line.horizontal_scale = True, 1.0
    (body,) = measured_settings(lines, 9.0, (FONT,), (False,))
    assert len(body.distances_bp) == counted


@pytest.mark.parametrize(
    ("leading", "size", "percents"),
    [(10.96, 9.0, 0.0), (10.2, 9.0, 1.31), (10.2, 8.0, 0.0)],
    ids=["as the body", "tight", "small type has a leading of its own"],
)
def test_frames_of_tight_prose_win_room(leading: float, size: float, percents: float) -> None:
    box = Box(53.8, 100.0, 294.05, 600.0)
    boxes = [SetPassage(n, "float", box, "Prose", 22, 1200, size, leading, True) for n in range(1, 21)]
    measured = structs.replace(set_paper(), passages=tuple(boxes))
    assert percent(measured) == pytest.approx(percents, abs=0.05)
    included = tuple(structs.replace(one, framed=False, included=True) for one in boxes)
    assert percent(structs.replace(measured, passages=included)) == pytest.approx(percents, abs=0.05)


@pytest.mark.parametrize(("leading", "won"), [(11.0, 0.0), (13.75, 0.9)])
def test_tables_in_floats_have_the_leading_that_the_format_gives_them(leading: float, won: float) -> None:
    """ACM's manuscript format sets its text on one and a half lines, and what stands in floats on one."""
    prose = SetPassage(1, "float", BOX, "words", 100, 8000, 8.966, 10.96)
    assert percent(set_paper(passages=(prose,)), float_leading=leading) == pytest.approx(won, abs=0.3)
