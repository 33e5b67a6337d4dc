"""The sections that headings open: a heading of two lines is one."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.sections import sections_of
from mlcia_check.measure.roles.heading_text import heading_number
from tests.drafts import draft

VOCABULARY = {
    "references": ("References",),
    "appendix": ("Appendix", "Appendices"),
    "abstract": ("Abstract",),
}


@pytest.mark.parametrize(
    ("left", "kind"), [(70.0, ""), (54.0, "appendix")], ids=["set in behind the number", "at the edge"]
)
def test_the_second_line_of_a_heading_opens_no_appendix(left: float, kind: str) -> None:
    headings = [
        draft("3 Ownership of Copied Models:", 0, role="heading"),
        draft("A Game of Two Players", 1, role="heading", left=left),
    ]
    assert [section.kind for section in sections_of(headings, VOCABULARY)] == ["", kind]


def test_a_lettered_heading_further_below_opens_the_appendix() -> None:
    headings = [draft("3 Discussion", 0, role="heading"), draft("A Proofs", 2, role="heading", left=70.0)]
    assert [section.kind for section in sections_of(headings, VOCABULARY)] == ["", "appendix"]


@pytest.mark.parametrize(("title", "kind"), [("A. Abstract", "appendix"), ("Abstract", "")])
def test_a_lettered_subsection_does_not_tell_the_usual_size(title: str, kind: str) -> None:
    """Headings in small capitals measure smaller than subsections in italics."""
    headings = [
        draft("REFERENCES", 0, role="heading", size=8.0),
        draft("APPENDIX", 5, role="heading", size=8.0),
        draft(title, 7, role="heading", size=10.0),
    ]
    assert sections_of(headings, VOCABULARY)[1].kind == kind


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (("6 Appendices", "7 Related Work", "References"), ""),
        (("6 Related Work", "7 Appendices", "References"), "appendix"),
        (("6 Related Work", "References", "7 Appendices", "8 Appendices of Data"), "appendix"),
    ],
    ids=["a section follows", "the last one", "after the list"],
)
def test_a_numbered_section_that_the_body_goes_on_from_is_no_appendix(
    titles: tuple[str, ...], kind: str
) -> None:
    headings = [draft(title, 2 * number, role="heading") for number, title in enumerate(titles)]
    sections = sections_of(headings, VOCABULARY)
    assert {s.kind for s in sections if "Appendices" in s.text} == {kind}


@pytest.mark.parametrize(
    ("titles", "parts"),
    [
        pytest.param(
            ("7 Conclusion", "References", "Supplementary Material", "1 Screenshots", "2 Rates"),
            ("body", "bibliography", "appendix", "appendix", "appendix"),
            id="counted anew",
        ),
        pytest.param(
            ("7 Conclusion", "References", "Supplementary Material", "8 Further Results", "9 Rates"),
            ("body", "bibliography", "appendix", "body", "body"),
            id="the body's numbers go on",
        ),
        pytest.param(
            ("7 Conclusion", "Appendix", "1 Screenshots", "References"),
            ("body", "appendix", "body", "bibliography"),
            id="in front of the list",
        ),
        pytest.param(
            ("7 Conclusion", "References", "1 Screenshots"),
            ("body", "bibliography", "body"),
            id="under no appendix",
        ),
    ],
)
def test_sections_that_count_anew_behind_the_list_belong_to_the_appendix(
    titles: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    headings = [draft(title, 2 * number, role="heading") for number, title in enumerate(titles)]
    assert tuple(section.part for section in sections_of(headings, VOCABULARY)) == parts


@pytest.mark.parametrize("number", ["", "七、", "第七章 ", "7、", "7.", "（七）", "7 "])
def test_chinese_numbers_of_headings_are_no_part_of_their_words(number: str) -> None:
    words = {**VOCABULARY, "references": ("参考文献",), "appendix": ("附录",)}
    headings = [
        draft("一、引言", 0, role="heading"),
        draft(f"{number}参考文献", 5, role="heading"),
        draft(f"{number}附录", 9, role="heading"),
    ]
    assert [section.kind for section in sections_of(headings, words)] == ["", "references", "appendix"]


def test_a_title_that_begins_with_a_numeral_has_no_number() -> None:
    assert heading_number("一种查询隐私的度量") == ("", "一种查询隐私的度量")
    assert heading_number("三元组抽取") == ("", "三元组抽取")
