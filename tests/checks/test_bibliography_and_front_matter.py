"""The reference list, what follows it, and the front matter: read from lines, and judged."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from mlcia_check.measure.document.bibliography import (
    cell_labels,
    part_labels,
    reference_lists,
    references,
    role_labels,
)
from mlcia_check.measure.document.front_matter import front_matter
from mlcia_check.measure.document.unheaded_lists import further_parts
from mlcia_check.measure.draft_line import DraftLine, apply_parts
from mlcia_check.model.answers import Breach, NotApplicable
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    Citation,
    FrontMatter,
    Line,
    Paper,
    Part,
    Reference,
    Role,
    Section,
    Unresolved,
)
from mlcia_check.model.pdf_facts import Font
from tests.drafts import column, draft, run
from tests.papers import answers, breaches, page, paper

BOX = Box(54.0, 600.0, 294.0, 609.0)
VOCABULARY = {
    "abstract": ("Abstract", "摘要"),
    "ccs": ("CCS Concepts",),
    "keywords": ("Keywords", "Index Terms", "关键词"),
}
BODY = Font("Body", embedded=True)
BOLD = Font("Bold", embedded=True, bold=True)


def listed(rows: list[tuple[float, str]], sizes: dict[int, float] | None = None) -> list[str]:
    """The labels of the entries of a list with these lines: left edge and words."""
    lines = [
        draft(
            text,
            number,
            role="unclassified",
            part="bibliography",
            left=left,
            size=(sizes or {}).get(number, 7.0),
        )
        for number, (left, text) in enumerate(rows)
    ]
    return [entry.label for entry in references(reference_lists(lines))]


DATED = [(54.0, "Rao, A. 2010. A title that runs on"), (64.0, "over its line. In a book.")] * 4


@pytest.mark.parametrize(
    ("tail", "parts"),
    [
        ([(54.0, "words of a paragraph that goes on and on")] * 30, "appendix"),
        ([(54.0, "Rao, A. A page of the web."), (64.0, "https://example.org/a")] * 15, "bibliography"),
        ([(54.0, "words of a paragraph that goes on and on")] * 9, "bibliography"),
    ],
)
def test_what_follows_a_list_without_labels(tail: list[tuple[float, str]], parts: Part) -> None:
    lines = [
        draft(text, number, role="unclassified", part="bibliography", left=left, size=7.0)
        for number, (left, text) in enumerate(DATED + tail)
    ]
    apply_parts(part_labels(reference_lists(lines)))
    assert {line.part for line in lines[len(DATED) :]} == {parts}


def test_a_table_between_the_entries_does_not_end_the_list() -> None:
    rows = [(57.0, f"[{number}] A. 2020.") for number in range(1, 25)]
    table = [(60.0, "Item First Second"), (60.0, "Alpha 12 13"), (60.0, "Beta 14 15")]
    sizes = dict.fromkeys(range(10, 13), 9.0)
    assert listed(rows[:10] + table + rows[10:], sizes) == [str(number) for number in range(1, 25)]


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([(57, "[1] A. 2020."), (69, "More of it."), (57, "[2] B. 2021.")], ["1", "2"]),
        ([(57, "[9] A. 2020."), (69, "43. https://a.org"), (54, "[10] B. 2021.")], ["9", "10"]),
        (
            [(57, "[1] A. 2020."), (69, "[cs.CR] arXiv."), (57, "[2] B. 2021."), (57, "[3] C. 2021.")],
            ["1", "2", "3"],
        ),
        ([(57, "[1] A. 2020."), (69, "[2012] and on."), (57, "[2] B. 2021.")], ["1", "2"]),
        ([(54, "1. A. 2020."), (66, "More."), (54, "2. B. 2021.")], ["1", "2"]),
        ([(54, "【1】张三. 题名[J]. 2020."), (54, "【2】李四. 题名[D]. 2021.")], ["1", "2"]),
        ([(54, "[ 1 ] 张三. 题名[J]. 2020."), (54, "[ 12 ] 李四. 题名[D]. 2021.")], ["1", "12"]),
        ([(54, "[RAO10] A. 2010."), (66, "More."), (54, "[KB08] B. 2008.")], ["RAO10", "KB08"]),
        ([(54, "Rao, A. 2010. A title."), (64, "In a book."), (54, "Kern, B. 2008. B.")], ["", ""]),
        ([], []),
    ],
)
def test_entries(rows: list[tuple[float, str]], labels: list[str]) -> None:
    assert listed(rows) == labels


def test_larger_type_after_the_list_is_no_entry() -> None:
    rows = [(57.0, "[1] A. 2020."), (57.0, "[2] B. 2021."), *[(54.0, "Running text again.")] * 9]
    lines = [
        draft(
            text, number, role="unclassified", part="bibliography", left=left, size=7.0 if number < 2 else 9.0
        )
        for number, (left, text) in enumerate(rows)
    ]
    found = reference_lists(lines)
    assert [entry.text for entry in references(found)] == ["[1] A. 2020.", "[2] B. 2021."]
    assert role_labels(found) == dict.fromkeys(lines[:2], "reference")


@pytest.mark.parametrize(
    ("size", "cells"), [(6.0, 2), (7.0, 0)], ids=["in smaller type", "in the type of the entries"]
)
def test_cells_that_go_on_from_a_float_beside_the_list_are_no_entries(size: float, cells: int) -> None:
    rows = ["[1] A. 2020.", "Table 3: Findings", "Case 1 no answer leaks", "Case 2 none", "[2] B. 2021."]
    lines = [
        draft(
            text,
            number,
            role="caption" if number == 1 else "unclassified",
            part="bibliography",
            size=size if number in (2, 3) else 7.0,
        )
        for number, text in enumerate(rows)
    ]
    assert cell_labels(lines) == dict.fromkeys(lines[2 : 2 + cells], "float")


def heading(text: str, number: int) -> tuple[DraftLine, Section]:
    line = draft(text, number, role="heading", part="appendix")
    return line, Section(1, 0, line.box, text, "", 1, "appendix")


@pytest.mark.parametrize(
    ("rows", "part", "entries"),
    [
        (
            ["[S1] Rao. 2019. A.", "More of it.", "[S2] Kern. 2020. B.", "[S3] Li. 2021. C."],
            "bibliography",
            3,
        ),
        (["[1] Rao. 2019. A.", "[2] Kern. 2020. B.", "[3] Li. 2021. C."], "bibliography", 3),
        (["The studies:", "[P1] Rao. 2019. A.", "[P2] Kern. 2020. B.", "[P3] Li. 2021. C."], "appendix", 3),
        (["[R1] It answers.", "[R2] It is fast.", "[R3] It ends."], "appendix", 0),
        (["[S1] Rao. 2019. A.", "[S2] Kern. 2020. B."], "appendix", 0),
        (["[S1] Rao. 2019. A.", "[S3] Kern. 2020. B.", "[S5] Li. 2021. C."], "appendix", 0),
        (["Running text of 2019.", "It goes on.", "It ends."], "appendix", 0),
    ],
)
def test_a_list_under_a_heading_of_its_own_is_known_by_its_form(
    rows: list[str], part: Part, entries: int
) -> None:
    first, section = heading("Primary Studies", 0)
    lines = [
        first,
        *(draft(row, number, role="unclassified", part="appendix") for number, row in enumerate(rows, 1)),
    ]
    parts, (marked,) = further_parts(lines, [first], [section])
    apply_parts(parts)
    assert marked.part == part
    assert len(references(reference_lists(lines))) == entries


def test_each_list_is_numbered_by_itself() -> None:
    first, section = heading("References", 4)
    rows = ["[1] Rao. 2019. A.", "[2] Kern. 2020. B.", "[3] Li. 2021. C."]
    upper = [draft(row, number, role="unclassified", part="bibliography") for number, row in enumerate(rows)]
    lower = [
        draft(row, number, role="unclassified", part="bibliography") for number, row in enumerate(rows, 5)
    ]
    parted = references(reference_lists([*upper, first, *lower]))
    assert [entry.list for entry in parted] == [0, 0, 0, 1, 1, 1]
    assert section.part == "appendix"
    assert breaches("bibliography-numbering", paper(references=parted)) == []
    joined = references(reference_lists([*upper, *lower]))
    (breach,) = breaches("bibliography-numbering", paper(references=joined))
    assert breach.case == "repeat"


def test_small_print_below_a_list_on_the_first_page_is_no_entry() -> None:
    rows = [(57.0, "[1] A. 2020."), (69.0, "In a book."), (57.0, "[2] B. 2021."), (69.0, "In a book.")]
    listed = [
        draft(text, n, role="unclassified", part="bibliography", left=x, size=7.0)
        for n, (x, text) in enumerate(rows)
    ]
    note = [
        draft("Permission to make copies", n, role="unclassified", part="bibliography", size=7.0)
        for n in (6, 7)
    ]
    found = reference_lists([*listed, *note])
    assert [role_labels(found).get(line) for line in note] == ["front-note", "front-note"]
    assert [entry.text.count("Permission") for entry in references(found)] == [0, 0]


def with_labels(*labels: str, **changes: Any) -> Paper:
    refs = tuple(Reference(9, BOX, label, f"[{label}] A. Author. 2020.", 7.0) for label in labels)
    return structs.replace(paper(9), references=refs, **changes)


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("1 2 3 4", {}),
        ("1 2 4 5", {"gap": "[3]"}),
        ("2 3 4", {"gap": "[1]"}),
        ("1 2 2 3", {"repeat": "[2]"}),
        ("1 3 2 4", {"order": "[2]"}),
        ("1 2 2 5", {"repeat": "[2]", "gap": "[3], [4]"}),
        ("1", {}),
    ],
)
def test_numbering(labels: str, found: dict[str, str]) -> None:
    broken = breaches("bibliography-numbering", with_labels(*labels.split()))
    assert {breach.case: breach.detail["numbers"] for breach in broken} == found


def test_lists_without_numbers_are_not_asked() -> None:
    assert answers("bibliography-numbering", with_labels("", "", "")) == [NotApplicable("no-numbered-list")]
    assert answers("bibliography-uncited", with_labels("", "", "")) == [
        NotApplicable("citations-not-followed")
    ]


@pytest.mark.parametrize(
    ("unmapped", "on_page", "answer"),
    [(1500, 3, NotApplicable("unreadable-list")), (1500, 1, "empty"), (900, 3, "empty"), (0, 3, "empty")],
    ids=["its page", "a page before", "few characters", "none"],
)
def test_a_list_whose_entries_cannot_be_read_is_a_matter_of_the_text_layer(
    unmapped: int, on_page: int, answer: NotApplicable | str
) -> None:
    heading = Section(2, 0, BOX, "参考文献", "", 1, "bibliography", "references")
    pages = tuple(
        page(number, unmapped=unmapped if number == on_page else 0, characters=5000) for number in (1, 2, 3)
    )
    measured = structs.replace(paper(3), pages=pages, references=(), sections=(heading,))
    (found,) = answers("bibliography-present", measured)
    assert (found.case if isinstance(found, Breach) else found) == answer
    assert bool(breaches("text-layer", measured)) == (unmapped > 1000)


def line(text: str, role: Role = "body", part: Part = "body", **changes: Any) -> Line:
    plain = Line(9, 0, role, part, text, BOX, 602.0, 8.97, 1.0, 0, bold=False, full=True)
    return structs.replace(plain, **changes)


def test_an_entry_that_stands_on_the_page_is_not_missing() -> None:
    seen_elsewhere = (line("[3] C. Author. 2022.", "float"),)
    assert breaches("bibliography-numbering", with_labels("1", "2", "4", lines=seen_elsewhere)) == []


@given(st.integers(3, 60), st.data())
def test_numbering_finds_what_was_taken_out(count: int, data: st.DataObject) -> None:
    numbers = [str(number) for number in range(1, count + 1)]
    assert breaches("bibliography-numbering", with_labels(*numbers)) == []
    taken = data.draw(st.integers(1, count - 1))
    left = [number for number in numbers if number != str(taken)]
    if len(left) >= 3:
        (breach,) = breaches("bibliography-numbering", with_labels(*left))
        assert (breach.case, breach.measured, breach.detail) == ("gap", 1, {"numbers": f"[{taken}]"})


def citing(*groups: str, last: int) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            3,
            BOX,
            f"[{group}]",
            tuple(group.split(", ")),
            "number",
            tuple(label for label in group.split(", ") if int(label) > last),
        )
        for group in groups
    )


@pytest.mark.parametrize(
    ("groups", "numbers"),
    [
        (["1", "2", "3", "4", "5, 6"], None),
        (["1", "2", "3", "1", "2, 6"], "[4], [5]"),
        (["1", "2"], None),
        (["1", "90", "91", "92", "93"], None),
    ],
)
def test_uncited_entries(groups: list[str], numbers: str | None) -> None:
    found = breaches("bibliography-uncited", with_labels(*"123456", citations=citing(*groups, last=6)))
    assert [breach.detail["numbers"] for breach in found] == ([numbers] if numbers else [])


@pytest.mark.parametrize(
    ("places", "lost", "words"),
    [
        ([0, 1, 2, 0, 1], 0, None),
        ([0, 1, 1, 0, 1], 0, "Chiara Kern. 2012"),
        ([0, 0, 0, 0, 0], 0, "Bela Rao and Ann Li. 2010; Chiara Kern. 2012"),
        ([0, 1, 1, 0], 0, None),
        ([0, 1, 1, 0, 1], 1, None),
    ],
)
def test_uncited_entries_by_author_and_year(places: list[int], lost: int, words: str | None) -> None:
    texts = ("Farida Ibarra. 2008. A.", "Bela Rao and Ann Li. 2010. B.", "Chiara Kern. 2012. C.")
    cites = [Citation(3, BOX, "[Rao 2010]", ("Rao 2010",), "author-year", (), (place,)) for place in places]
    gone = [Citation(3, BOX, "[Okafor 2011]", ("Okafor 2011",), "author-year", ("Okafor 2011",))] * lost
    measured = structs.replace(
        paper(9),
        references=tuple(Reference(9, BOX, "", text, 7.0) for text in texts),
        citations=(*cites, *gone),
    )
    found = breaches("bibliography-uncited", measured)
    assert [breach.detail["numbers"] for breach in found] == ([words] if words else [])


@pytest.mark.parametrize(
    ("groups", "marks"),
    [
        (["1", "2", "3", "4", "5, 6"], None),
        (["1", "2", "3", "4", "5, 9"], "[5, 9]"),
        (["1", "2", "8", "9"], None),
    ],
)
def test_numbers_beyond_the_list(groups: list[str], marks: str | None) -> None:
    found = breaches("citation-resolved", with_labels(*"123456", citations=citing(*groups, last=6)))
    assert [(breach.case, breach.detail) for breach in found] == (
        [("beyond", {"marks": marks, "last": 6})] if marks else []
    )


def test_a_list_that_goes_on_unread_makes_no_citation_wrong() -> None:
    measured = with_labels(
        *"123456",
        citations=citing("1", "2", "3", "4", "5", "7", last=6),
        lines=(line("[7] G. Author.", "float"),),
    )
    assert breaches("citation-resolved", measured) == []


def test_lost_marks_are_counted_by_kind() -> None:
    marks = (
        Unresolved(4, BOX, "[? ]", "as shown in [? ], the", "citation"),
        Unresolved(6, BOX, "[?]", "by [?] again", "citation"),
        Unresolved(5, BOX, "??", "see Figure ??.", "reference"),
    )
    found = breaches("citation-resolved", with_labels("1", unresolved=marks))
    assert [(breach.case, breach.measured, breach.pages) for breach in found] == [
        ("", 2, (4, 6)),
        ("reference", 1, (5,)),
    ]
    assert found[0].place is not None
    assert found[0].place.words == "as shown in [? ], the"


def section(text: str, kind: str) -> tuple[Line, Section]:
    box = Box(54.0, float(len(text)), 294.0, 609.0)
    heading = line(text, "heading", box=box)
    return heading, Section(9, 0, box, text, "", 1, "body", kind)  # type: ignore[arg-type]


TAIL = [line("text after the list")] * 4
NAMED = [line("text of a section that the pack names", named=0)] * 4


@pytest.mark.parametrize(
    ("after", "count"),
    [
        ([], 0),
        (TAIL, 4),
        (TAIL[:2], 0),
        ([section("A Proofs", "appendix"), *TAIL], 0),
        ([section("Acknowledgments", "acknowledgements"), *TAIL], 0),
        ([section("Acknowledgments", "acknowledgements"), *TAIL, section("B", "appendix"), *TAIL], 0),
        ([section("Discussion", ""), *TAIL], 4),
        ([section("Open Science", ""), *NAMED], 0),
        ([section("Open Science", ""), *NAMED, *TAIL], 4),
        ([*TAIL, section("Appendix", "appendix"), *TAIL], 4),
        ([line("a caption", "caption")] * 5, 0),
    ],
)
def test_text_after_the_list(after: list[Any], count: int) -> None:
    start = [line("running text"), line("[1] A.", "reference", "bibliography")]
    headings = [row for row in after if isinstance(row, tuple)]
    lines = (*start, *(row[0] if isinstance(row, tuple) else row for row in after))
    measured = paper(9, lines=lines, sections=tuple(section for _, section in headings))
    found = breaches("appendix-marked", measured)
    assert [breach.lines for breach in found] == ([count] if count else [])


def test_without_a_list_nothing_follows_it() -> None:
    assert answers("appendix-marked", paper(9, lines=tuple(TAIL))) == [NotApplicable("no-reference-list")]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ABSTRACT", "abstract"),
        ("A B S T R A C T", "abstract"),
        ("Abstract.", "abstract"),
        ("Abstract—Recently, a major challenge", "abstract"),
        ("摘 要", "abstract"),
        ("摘  要 : 近年来", "abstract"),
        ("【摘要】近年来", "abstract"),
        ("001 Abstract", "abstract"),
        ("CCS Concepts: • Security and privacy", "ccs"),
        ("KEYWORDS", "keywords"),
        ("Key words: model theft", "keywords"),
        ("Index Terms—packet processing", "keywords"),
        ("关键词：模型窃取；成员推断", "keywords"),
        ("Abstracting with credit is permitted.", ""),
        ("Extended Abstract", ""),
        ("keywords as the only means", ""),
        ("关键的数据可能被泄露", ""),
    ],
)
def test_parts_of_the_front_matter(text: str, part: str) -> None:
    found = front_matter(column(text), 9.0, (BODY, BOLD), VOCABULARY)
    assert [name for name in ("abstract", "ccs", "keywords") if getattr(found, name)] == (
        [part] if part else []
    )


PROSE = "inputs and watches only the predicted label of a model"


def test_entries_of_figures_are_no_formulas() -> None:
    texts = ("[1] 周佳. 57(11): 2290-2305, 2020.", "[2] 李用. 模型与历史[J].", "57(11): 2290-2305, 2020.")
    lines = column(*texts, role="unclassified", part="bibliography", size=7.0)
    lines[0].role = lines[2].role = "display"
    assert [entry.text for entry in references(reference_lists(lines))] == [
        texts[0],
        f"{texts[1]} {texts[2]}",
    ]
    lines[2].left += 200.0
    assert [entry.text for entry in references(reference_lists(lines))] == list(texts[:2])
    lines[2].left -= 200.0
    lines[2].math = True
    assert [entry.text for entry in references(reference_lists(lines))] == list(texts[:2])


@pytest.mark.parametrize(("full", "found"), [(True, True), (False, False)])
def test_a_chinese_abstract_without_its_word_fills_its_lines(full: bool, found: bool) -> None:
    prose = "我们把上述问题归纳为三类：命名、版本、签名；每一类都有各自的攻击面。"
    lines = column(
        "沈怀瑾，临江大学网络空间安全学院，中国", *[prose] * 3, "CCS Concepts: • Security and privacy"
    )
    for one in lines[1:4]:
        one.full = full
    assert front_matter(lines, 9.0, (BODY, BOLD), VOCABULARY).abstract is found


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ([PROSE] * 3, True),
        ([PROSE] * 2, False),
        (["ALICE LINDQVIST, Institute for Data Protection, Bern, Switzerland"] * 4, False),
        (["1 Introduction", PROSE, PROSE, PROSE], False),
    ],
)
def test_an_abstract_without_its_word_is_prose_above_the_keywords(above: list[str], found: bool) -> None:
    lines = column(*above, "CCS Concepts: • Security and privacy")
    for one in lines:
        one.role = "heading" if one.text[0].isdigit() else "body"
    assert front_matter(lines, 9.0, (BODY, BOLD), VOCABULARY).abstract is found


@pytest.mark.parametrize(("font", "found"), [(1, True), (0, False)])
def test_a_word_in_bold_runs_in(font: int, found: bool) -> None:
    first = draft("Keywords model theft, membership inference")
    first.runs = [run("Keywords", 54.0, 700.0, 9.0, font), run(" model theft", 95.0, 700.0, 9.0, 0)]
    assert front_matter([first], 9.0, (BODY, BOLD), VOCABULARY).keywords is found


@pytest.mark.parametrize(("size", "page", "found"), [(17.2, 1, True), (9.0, 1, False), (17.2, 2, False)])
def test_the_title_is_large_and_on_the_first_page(size: float, page: int, found: bool) -> None:
    lines = [draft("On the Price of an Answer", role="title-block", size=size, page=page)]
    assert front_matter(lines, 9.0, (BODY,), VOCABULARY).title is found


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        (FrontMatter(True, True, True, True), None),
        (FrontMatter(True, True, False, True), ("CCS concepts", "CCS 分类")),
        (FrontMatter(True, False, True, False), ("abstract, keywords", "摘要、关键词")),
    ],
)
def test_missing_parts_are_named_in_one_warning(
    present: FrontMatter, missing: tuple[str, str] | None
) -> None:
    found = breaches("front-matter", paper(front_matter=present))
    assert all(isinstance(breach, Breach) for breach in found)
    assert [(breach.detail["parts_en"], breach.detail["parts_zh"]) for breach in found] == (
        [missing] if missing else []
    )


@pytest.mark.parametrize(
    ("count", "size", "left", "part", "in_last_entry"),
    [
        (5, 9.0, 54.0, "bibliography", 0),
        (25, 9.0, 54.0, "appendix", 0),
        (25, 7.0, 54.0, "appendix", 0),
        (5, 7.0, 54.0, "bibliography", 5),
        (25, 7.0, 69.0, "bibliography", 25),
    ],
)
def test_a_long_text_after_the_list_is_an_appendix(
    count: int, size: float, left: float, part: Part, in_last_entry: int
) -> None:
    rows = [(57.0, "[1] A. 2020."), (69.0, "In a book."), (57.0, "[2] B. 2021."), (69.0, "In a book.")]
    head = [
        draft(text, n, role="unclassified", part="bibliography", left=x, size=7.0)
        for n, (x, text) in enumerate(rows)
    ]
    tail = [
        draft("and more", n, role="unclassified", part="bibliography", left=left, size=size)
        for n in range(4, 4 + count)
    ]
    (found,) = reference_lists([*head, *tail])
    apply_parts(part_labels([found]))
    assert {line.part for line in tail} == {part}
    assert [len(entry) for entry in found.entries] == [2, 2 + in_last_entry]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019.", False),
        ("[1] 2019. 17", False),
        ("Li. 2019. Maps.", True),
        ("李明. 论文题目[J]. 2019.", True),
    ],
)
def test_an_entry_has_words(text: str, found: bool) -> None:
    listed = paper(references=(Reference(2, Box(318.0, 100.0, 558.0, 107.0), "1", text, 6.97),))
    assert (breaches("bibliography-present", listed) == []) is found


def test_a_list_may_stand_on_a_page_that_is_a_picture() -> None:
    pictured = paper(pages=3, references=())
    shown = structs.replace(pictured, pages=(*pictured.pages[:2], page(3, prose_ink_pages=0.9)))
    assert [type(answer).__name__ for answer in answers("bibliography-present", shown)] == ["Doubt"]
    assert [type(answer).__name__ for answer in answers("bibliography-present", pictured)] == ["Breach"]
