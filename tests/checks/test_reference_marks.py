"""Type marks of references by GB/T 7714, and what else the pack gbt-7713 asks of the first page."""

from __future__ import annotations

import pytest

from mlcia_check.model.answers import Answer, Breach, NotApplicable
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import FrontMatter, Reference
from tests.papers import answers, paper

PACK = "gbt-7713"
MARKED = "王有, 李用. 查询的代价[J]. 模型与历史, 2019, 3(4): 11-20."
UNMARKED = "M. Abadi et al. Deep learning with differential privacy. In CCS, 2016."


def asked(*texts: str) -> list[Answer]:
    references = tuple(
        Reference(3, Box(54.0, 100.0, 290.0, 107.0), str(number), text, 8.97)
        for number, text in enumerate(texts, 1)
    )
    return answers("reference-marks", paper(references=references), PACK)


@pytest.mark.parametrize(
    "text",
    [
        MARKED,
        "李用. 模型与历史［M］. 北京: 湖畔出版社, 2019.",
        "王有. 查询的记录[DB/ OL]. (2022-03-01)[2023-05-04]. https://example.org.",
        "MOREAU A. Prices as a defence[C]//Proceedings. New York: Lakeside, 2020: 11.",
        "湖畔. 记录规范: GB/T 1234[S].",
    ],
)
def test_a_mark_of_any_type_and_width_is_known(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize("text", [UNMARKED, "王有. 查询[1]的代价. 2019.", "李用. 模型[X]. 2020."])
def test_an_entry_without_a_mark_is_an_error(text: str) -> None:
    [breach] = asked(text)
    assert isinstance(breach, Breach)
    assert (breach.case, breach.level, breach.detail["entries"]) == ("", None, "[1]")


def test_one_entry_of_five_without_a_mark_is_a_warning() -> None:
    [breach] = asked(*[MARKED] * 4, UNMARKED)
    assert isinstance(breach, Breach)
    assert (breach.case, breach.level, breach.detail["of"]) == ("some", "warning", 5)
    [breach] = asked(*[MARKED] * 4, UNMARKED, UNMARKED)
    assert isinstance(breach, Breach)
    assert (breach.case, breach.level, breach.detail["entries"]) == ("", None, "[5], [6]")


def test_a_paper_without_references_is_not_asked() -> None:
    assert asked() == [NotApplicable("no-reference-list")]


def test_the_classification_number_is_a_part_of_the_front_matter() -> None:
    whole = FrontMatter(title=True, abstract=True, keywords=True, classification=True)
    assert answers("front-matter", paper(front_matter=whole), PACK) == []
    [breach] = answers("front-matter", paper(front_matter=FrontMatter(True, True, keywords=True)), PACK)
    assert isinstance(breach, Breach)
    assert breach.detail["parts_zh"] == "中图分类号"
