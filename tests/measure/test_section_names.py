"""Headings and the sections of a pack that they open."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.keywords import keywords
from mlcia_check.measure.document.section_names import SectionNames
from mlcia_check.measure.lines.leading import set_gaps_above
from mlcia_check.support import word_count
from tests.drafts import draft
from tests.packs import pack_at

PACK = pack_at("acm-sigconf")
NAMES = SectionNames(
    {
        "limitations": ["Limitations", "局限性", "局限与不足"],
        "ethics": ["Ethical Considerations", "Ethics", "伦理声明"],
        "open-science": ["Open Science", "Open Science *Policy", "开放科学"],
    },
    PACK.vocabulary,
)
KEYWORDS = PACK.vocabulary["keywords"]


@pytest.mark.parametrize(
    ("heading", "opened"),
    [
        ("Limitations", "limitations"),
        ("LIMITATIONS", "limitations"),
        ("L I M I T A T I O N S", "limitations"),
        ("Limitations.", "limitations"),
        ("9 Limitations", "limitations"),
        ("9.2 Limitations", "limitations"),
        ("IX. Limitations", "limitations"),
        ("B Open Science", "open-science"),
        ("Appendix A: Open Science", "open-science"),
        ("Appendix Open Science", "open-science"),
        ("Open Science and Artifact Policy", "open-science"),
        ("Limitations and Ethical Considerations", "limitations ethics"),
        ("Limitations & Ethics", "limitations ethics"),
        ("Limitations, Ethics, and Open Science", "limitations ethics open-science"),
        ("局限性", "limitations"),
        ("6 局限性", "limitations"),
        ("六、局限性", "limitations"),
        ("第七章 局限性", "limitations"),
        ("局限性与伦理声明", "limitations ethics"),
        ("附录 A 开放科学", "open-science"),
        ("Limitations of Earlier Work", ""),
        ("Limitations and Results", ""),
        ("Results and Limitations of the Open Science of Others", ""),
        ("An Open Science of Results", ""),
        ("伦理声明之外的结果", ""),
        ("Discussion", ""),
        ("", ""),
    ],
)
def test_a_heading_opens_the_sections_that_it_names(heading: str, opened: str) -> None:
    assert " ".join(NAMES.opened_by(heading)) == opened


def test_no_heading_opens_a_section_of_a_pack_without_sections() -> None:
    assert not SectionNames({}, PACK.vocabulary)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Keywords: privacy, query budgets; noise."], ["privacy", "query budgets", "noise"]),
        (["Index Terms—privacy, query", "budgets, noise"], ["privacy", "query budgets", "noise"]),
        (["Keywords: leakage · budgets · classifiers"], ["leakage", "budgets", "classifiers"]),
        (["关键词：模型窃取；成员推断；隐私保护"], ["模型窃取", "成员推断", "隐私保护"]),
        (["关 键 词：模型窃取，成员推断"], ["模型窃取", "成员推断"]),
        (["Keywords", "privacy, member-", "ship inference"], ["privacy", "membership inference"]),
        (["Keywords are not enough to tell papers apart, we show"], []),
        (["An abstract of some words"], []),
        (["关键词：隐私 查询代价 BP 神经网络 度量"], ["隐私", "查询代价 BP 神经网络", "度量"]),
        (
            ["关键词：自然语言处理 Word2vec Keras", "双输入 LSTM"],
            ["自然语言处理", "Word2vec Keras", "双输入", "LSTM"],
        ),
        (["关键词：神经网络"], ["神经网络"]),
        (["关键词：query budgets of models"], ["query budgets of models"]),
    ],
)
def test_keywords(lines: list[str], found: list[str]) -> None:
    drafts = [draft(text, number) for number, text in enumerate(lines)]
    if lines[0] == "Keywords":
        drafts[0].role = "heading"
    drafts.append(draft("1 Introduction", len(lines) + 2, role="heading"))
    set_gaps_above(drafts)
    assert keywords(drafts, KEYWORDS) == tuple(found)


def test_keywords_that_are_bold_as_a_whole_stand_behind_their_label() -> None:
    line = draft("关键词：隐私；查询；度量", 0, role="heading")
    assert keywords([line, draft("一、引言", 3, role="heading")], KEYWORDS) == ("隐私", "查询", "度量")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["a state-of-the-art model, e.g. ours"], 5),
        (["a hyphen-", "ated word"], 3),
        (["as shown [3, 5-8] before"], 3),
        (["模型窃取 of models"], 6),
        (["— · ,"], 0),
    ],
)
def test_words_are_counted_as_people_count_them(lines: list[str], words: int) -> None:
    assert word_count.count(lines) == words
