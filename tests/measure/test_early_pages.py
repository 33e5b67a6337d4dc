"""How far the front matter may reach: covers and blank sheets in front of the prose do not count."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.early_pages import last_early_page
from mlcia_check.measure.document.front_matter import front_matter
from mlcia_check.measure.document.keywords import keywords
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.pdf_facts import Font
from mlcia_check.rulebook import vocabulary
from tests.drafts import draft

FONTS = [Font("Times-Roman", embedded=True)]


def full(page: int, count: int = 3) -> list[DraftLine]:
    lines = [draft("the attack returns each answer with noise", number, page=page) for number in range(count)]
    for line in lines:
        line.full = True
    return lines


def cover() -> list[DraftLine]:
    return [draft("The Cost of an Answer", 0, size=16.0), draft("A. Author", 1), *full(1, 1)]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ([], 2),
        (full(1), 2),
        ([*cover(), *full(2)], 3),
        ([*cover(), *full(3), *full(4)], 4),
    ],
)
def test_the_page_after_the_first_with_prose_is_the_last(lines: list[DraftLine], last: int) -> None:
    assert last_early_page(lines) == last


@pytest.mark.parametrize(("covers", "is_there"), [(cover(), True), (full(1), False)])
def test_what_stands_behind_a_cover_is_front_matter(covers: list[DraftLine], is_there: bool) -> None:
    words = vocabulary("gbt-7713")
    labelled = [draft("摘要：我们证明", 0, page=3), draft("关键词：模型；隐私", 4, page=3)]
    lines = [*covers, labelled[0], *full(3), labelled[1]]
    found = front_matter(lines, 9.0, FONTS, words)
    assert (found.abstract, found.keywords) == (is_there, is_there)
    assert keywords(lines, words["keywords"]) == (("模型", "隐私") if is_there else ())
