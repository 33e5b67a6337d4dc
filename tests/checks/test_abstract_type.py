"""The abstract's own type: as small as the format states it, never a cover for small running text."""

from __future__ import annotations

import pytest

from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Paper
from tests.papers import answers, paper

BODY = 10.0


def lines(count: int, size: float, *, in_abstract: bool, full: bool = True, words: str = "") -> list[Line]:
    """Lines of running text on page 1."""
    text = words or "the attack returns each answer with noise and a budget"
    box = Box(54.0, 500.0, 294.0, 508.0)
    return [
        Line(1, 0, "body", "body", text, box, 500.0, size, 1.0, 0, False, full, in_abstract=in_abstract)
        for _ in range(count)
    ]


def a_paper(abstract: list[Line], body: int = 200) -> Paper:
    return paper(lines=(*abstract, *lines(body, BODY, in_abstract=False)))


def about(measured: Paper, rule: str = "body-font-size", abstract: float | None = None) -> list[Answer]:
    if rule == "small-text":
        return answers(rule, measured, body=BODY, abstract=abstract, abstract_smallest=8.0)
    return answers(rule, measured, least=BODY, abstract=abstract, abstract_smallest=8.0)


@pytest.mark.parametrize("stated", [None, 9.0])
@pytest.mark.parametrize("size", [9.0, 10.0, 11.0])
def test_an_abstract_in_its_own_type_is_no_small_text(stated: float | None, size: float) -> None:
    measured = a_paper(lines(30, size, in_abstract=True))
    assert about(measured, abstract=stated) == []
    indented = a_paper(lines(60, size, in_abstract=True, full=False))
    assert about(indented, "small-text", stated) == []


def test_the_same_lines_are_small_text_where_they_are_no_abstract() -> None:
    assert about(a_paper(lines(30, 9.0, in_abstract=False)))
    assert about(a_paper(lines(60, 9.0, in_abstract=False, full=False)), "small-text")


def test_an_abstract_below_its_stated_size_is_told_with_that_size() -> None:
    (answer,) = about(a_paper(lines(30, 8.0, in_abstract=True)), abstract=9.0)
    assert isinstance(answer, Breach)
    assert (answer.case, answer.measured, answer.expected, answer.lines) == ("abstract", 8.0, 9.0, 30)


@pytest.mark.parametrize(
    ("count", "size", "is_told"), [(8, 8.0, True), (4, 8.0, False), (8, 9.0, False), (8, 10.0, False)]
)
def test_a_short_abstract_below_its_stated_size_is_a_warning(count: int, size: float, is_told: bool) -> None:
    found = about(a_paper(lines(count, size, in_abstract=True)), abstract=9.0)
    told = [(a.case, a.level, a.measured, a.expected, a.lines) for a in found if isinstance(a, Breach)]
    assert told == [("abstract", "warning", size, 9.0, count)] * is_told


@pytest.mark.parametrize(("characters", "is_told"), [(45, True), (30, False)])
def test_three_wide_lines_of_chinese_are_an_abstract_too(characters: int, is_told: bool) -> None:
    measured = paper(
        lines=lines(3, 5.5, in_abstract=True, words="隐" * characters) + lines(200, 10.5, in_abstract=False)
    )
    assert bool(answers("body-font-size", measured, "gbt-7713")) is is_told


def test_a_short_abstract_of_the_body_s_size_is_a_warning() -> None:
    (answer,) = answers("body-font-size", a_paper(lines(8, 7.0, in_abstract=True)))
    assert isinstance(answer, Breach)
    assert (answer.case, answer.level) == ("abstract", "warning")
    assert answer.expected == pytest.approx(8.97, abs=0.01)


def test_a_short_small_abstract_is_nothing_where_no_size_is_stated() -> None:
    assert about(a_paper(lines(8, 7.0, in_abstract=True))) == []


def test_an_abstract_below_the_footnotes_is_small_text_if_no_size_is_stated() -> None:
    (answer,) = about(a_paper(lines(30, 7.0, in_abstract=True)))
    assert isinstance(answer, Breach)
    assert (answer.case, answer.expected, answer.lines) == ("part", BODY, 30)


@pytest.mark.parametrize("stated", [None, 9.0])
def test_a_section_is_not_an_abstract_because_it_is_called_one(stated: float | None) -> None:
    (answer,) = about(a_paper(lines(90, 9.0, in_abstract=True)), abstract=stated)
    assert isinstance(answer, Breach)
    assert (answer.case, answer.expected, answer.lines) == ("part", BODY, 90)


def test_chinese_characters_count_twice() -> None:
    words = "我们研究了模型抽取攻击中查询预算与信息泄露之间的关系并给出一种防御方法"
    assert about(a_paper(lines(40, 9.0, in_abstract=True, words=words))) == []
    assert about(a_paper(lines(60, 9.0, in_abstract=True, words=words)))


def test_an_abstract_of_the_body_size_is_judged_as_the_body() -> None:
    small = a_paper(lines(30, 8.0, in_abstract=True))
    (answer,) = answers("body-font-size", small)
    assert isinstance(answer, Breach)
    assert answer.case == "part"
