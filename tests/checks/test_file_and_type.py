"""The rules about the file, its pages and its fonts, on both sides of each threshold."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from msgspec import structs

from mlcia_check.checks.layout.room_to_cut import columns_to_cut
from mlcia_check.model.answers import Breach, Doubt, NotApplicable
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    APART,
    OUTSIDE,
    WIDE,
    BodyType,
    FontUse,
    Hidden,
    Line,
    Manner,
    PagesSpent,
    Paper,
    Part,
    Unmeasured,
)
from mlcia_check.model.pdf_facts import Action, Attachment, Font, Gap, Structure
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang
from tests.papers import FONT, answers, breaches, page, paper, rule


def line(number: int, part: Part) -> Line:
    box = Box(54.0, 600.0, 294.0, 609.0)
    return Line(number, 0, "body", part, "text", box, 602.0, 8.97, 1.0, 0, bold=False, full=True)


@pytest.mark.parametrize(
    ("paragraph", "levels"),
    [
        pytest.param("full short short", ["warning"], id="a question and its answers"),
        pytest.param("full full short", [None], id="a paragraph of three lines"),
        pytest.param("full set-in set-in short", [None], id="an item of four lines"),
        pytest.param("full", [None], id="a section"),
    ],
)
def test_items_that_end_short_are_no_section_in_small_type(paragraph: str, levels: list[str | None]) -> None:
    boxes = {"short": Box(54.0, 600.0, 180.0, 609.0), "set-in": Box(70.0, 600.0, 294.0, 609.0)}
    small = [
        structs.replace(full, size_bp=7.97, full=kind == "full", box=boxes.get(kind, full.box))
        for full in [line(2, "appendix")] * 30
        for kind in paragraph.split()
    ]
    measured = paper(2, lines=(*(line(1, "body") for _ in range(90)), *small))
    assert [breach.level for breach in breaches("body-font-size", measured)] == levels


CHINESE = "大规模语言模型会记住训练数据"
LUATEXJA = 0.962216


@pytest.mark.parametrize(
    ("size", "words", "said"),
    [
        pytest.param(LUATEXJA * 8.966, CHINESE, "doubt", id="luatexja's own scale"),
        pytest.param(LUATEXJA * 8.966, f"{CHINESE} model", "doubt", id="with a Latin word"),
        pytest.param(0.955 * 8.966, CHINESE, "error", id="a smaller scale"),
        pytest.param(LUATEXJA * 8.966, "Language models remember", "error", id="Latin letters"),
        pytest.param(8.966, CHINESE, "nothing", id="the format's size"),
    ],
)
@pytest.mark.parametrize("others", [0, 90])
def test_chinese_at_the_scale_of_luatexja_is_for_a_person_to_decide(
    size: float, words: str, said: str, others: int
) -> None:
    chinese = [structs.replace(line(2, "body"), size_bp=size, text=words) for _ in range(60)]
    measured = paper(2, lines=(*(line(1, "body") for _ in range(others)), *chinese))
    found = answers("body-font-size", measured)
    kinds = {Doubt: "doubt", Breach: "error"}
    assert [kinds[type(answer)] for answer in found] == ([said] if said != "nothing" else [])


@pytest.mark.parametrize(("pages", "over"), [(1, ()), (20, ()), (21, (21,)), (23, (21, 22, 23))])
def test_page_limit(pages: int, over: tuple[int, ...]) -> None:
    found = breaches("page-limit", paper(pages))
    assert [breach.pages for breach in found] == ([over] if over else [])
    assert all((breach.measured, breach.expected) == (pages, 20) for breach in found)


def test_what_is_over_is_told_in_pages_and_lines() -> None:
    lines = (*(line(number, "body") for number in range(1, 22)), line(21, "body"), line(21, "appendix"))
    (found,) = breaches("page-limit", paper(21, lines=lines, budget=PagesSpent(21, 18.1, 1.2, 1.1)))
    assert (found.case, found.lines, found.detail) == ("", 3, {"over": 0.4, "columns": 0.2})
    (figure,) = breaches("page-limit", paper(21, lines=lines[:20], budget=PagesSpent(21, 18.0, 1.0, 2.0)))
    assert (figure.case, figure.detail) == ("without-text", {"over": 1.0})


@pytest.mark.parametrize(
    ("lowest", "columns"),
    [
        # (page, column, bottom of its lowest line); a column of the block reaches from 705.6 to 82.0
        pytest.param([(21, 0, 697.0)], 0.1, id="one line"),
        pytest.param([(21, 0, 82.0), (21, 1, 643.2)], 1.1, id="a column and a tenth"),
        pytest.param([(21, 0, 82.0), (21, 1, 82.0), (22, 0, 393.8)], 2.5, id="more than a page"),
        pytest.param([(21, WIDE, 393.8)], 1.0, id="half a page across both columns"),
        pytest.param([(21, OUTSIDE, 393.8)], 0.1, id="a note in the margin"),
    ],
)
def test_what_has_to_go_is_told_in_columns(lowest: list[tuple[int, int, float]], columns: float) -> None:
    lines = [
        structs.replace(line(number, "body"), column=column, box=Box(54.0, bottom, 294.0, bottom + 9.0))
        for number, column, bottom in lowest
    ]
    assert columns_to_cut(paper(22), lines) == columns


def test_a_page_in_one_column_counts_as_the_columns_of_the_others() -> None:
    measured = paper(21)
    last = structs.replace(measured.pages[-1], columns=1)
    single = structs.replace(measured, pages=(*measured.pages[:-1], last))
    half = structs.replace(line(21, "body"), box=Box(54.0, 393.8, 558.0, 402.8))
    assert columns_to_cut(single, [half]) == 1.0


def test_free_parts_are_not_over() -> None:
    lines = (line(1, "body"), line(2, "body"), line(2, "bibliography"), line(3, "bibliography"))
    measured = paper(3, lines=lines, budget=PagesSpent(3, 1.3, 1.7, 0.0))
    (found,) = breaches("page-limit", measured, most=1, free=("bibliography",))
    assert (found.pages, found.lines, found.detail) == (
        (2,),
        1,
        {"over": 0.3, "columns": 0.2, "free_en": "references", "free_zh": "参考文献"},
    )


def test_latex_s_temporary_page_is_a_warning_and_no_page_over_the_limit() -> None:
    pages = (*(page(number) for number in range(1, 21)), page(21, kind="temporary"))
    measured = structs.replace(paper(), pages=pages, budget=PagesSpent(20, 18.0, 2.0, 0.0))
    (found,) = breaches("page-limit", measured)
    assert (found.case, found.level, found.pages) == ("temporary", "warning", (21,))


def test_a_format_without_a_limit_does_not_ask() -> None:
    assert answers("page-limit", paper(99), most=None) == [NotApplicable("no-limit")]


@pytest.mark.parametrize(
    ("parts", "free", "counted"),
    [
        (["body", "body", "bibliography"], ("bibliography",), 2),
        (["body", "bibliography", "appendix"], ("bibliography",), 2),
        (["body", "bibliography", "appendix"], ("bibliography", "appendix"), 1),
        (["body", "bibliography", "appendix"], (), 3),
    ],
)
def test_pages_of_free_parts_do_not_count(parts: list[Part], free: tuple[str, ...], counted: int) -> None:
    lines = tuple(line(number, part) for number, part in enumerate(parts, 1))
    found = breaches("page-limit", paper(3, lines=lines), free=free, most=0)
    assert [breach.measured for breach in found] == [counted]


def test_a_page_shared_with_the_body_counts() -> None:
    lines = (line(1, "body"), line(1, "bibliography"), line(2, "bibliography"))
    assert [
        b.measured for b in breaches("page-limit", paper(2, lines=lines), free=("bibliography",), most=0)
    ] == [1]


@pytest.mark.parametrize(
    ("pages", "characters", "references", "is_placeholder"),
    [
        (1, 2000, False, True),
        (1, 9000, True, True),
        (2, 3000, False, True),
        (2, 3000, True, True),
        (2, 3007, True, True),
        (2, 3010, True, False),
        (2, 3001, False, False),
        (3, 100, False, False),
    ],
)
def test_a_placeholder_is_one_page_or_short_apart_from_its_references(
    pages: int, characters: int, references: bool, is_placeholder: bool
) -> None:
    plain = paper(pages)
    measured = structs.replace(
        plain,
        pages=tuple(page(number, characters=characters) for number in range(1, pages + 1)),
        references=plain.references if references else (),
    )
    assert bool(breaches("page-minimum", measured, pages=2, characters=6000)) == is_placeholder
    listless = structs.replace(measured, references=())
    assert bool(breaches("bibliography-present", listless)) == (
        pages > 2 or (pages == 2 and 2 * characters > 3500)
    )
    assert not breaches("page-minimum", structs.replace(measured, imposed=True))


@pytest.mark.parametrize(
    ("size", "case"),
    [
        ((612.0, 792.0), None),
        ((611.0, 793.0), None),
        ((613.1, 792.0), ""),
        ((612.0, 790.9), ""),
        ((595.3, 841.9), ""),
        ((792.0, 612.0), "turned"),
    ],
)
def test_paper_size(size: tuple[float, float], case: str | None) -> None:
    found = breaches("paper-size", paper(pages=2) if case is None else sized((612.0, 792.0), size))
    assert [(breach.case, breach.measured, breach.pages) for breach in found] == (
        [] if case is None else [(case, size, (2,))]
    )


@pytest.mark.parametrize(
    ("turned", "case", "level"),
    [((2,), "landscape", "warning"), ((2, 3, 4), "turned", None), ((), "turned", None)],
)
def test_a_single_sheet_may_be_shown_on_its_side(
    turned: tuple[int, ...], case: str, level: str | None
) -> None:
    pages = (
        page(number, (792.0, 612.0) if number in (turned or (2,)) else (612.0, 792.0))
        for number in range(1, 6)
    )
    measured = structs.replace(
        paper(), pages=tuple(structs.replace(each, turned=each.number in turned) for each in pages)
    )
    (found,) = breaches("paper-size", measured)
    assert (found.case, found.level) == (case, level)


@pytest.mark.parametrize(("cropped", "case"), [((1, 2), "cropped"), ((1,), ""), ((), "")])
def test_cropped_pages_are_told_as_such(cropped: tuple[int, ...], case: str) -> None:
    pages = tuple(page(number, (540.0, 720.0), cropped=number in cropped) for number in (1, 2))
    (found,) = breaches("paper-size", structs.replace(paper(), pages=pages))
    assert found.case == case


def sized(*sizes: tuple[float, float]) -> Paper:
    return structs.replace(paper(), pages=tuple(page(number, size) for number, size in enumerate(sizes, 1)))


def test_one_breach_for_each_wrong_size() -> None:
    a4, ledger, letter = (595.28, 841.89), (1224.0, 792.0), (612.0, 792.0)
    found = breaches("paper-size", sized(a4, letter, ledger, (595.3, 841.9)))
    assert [breach.pages for breach in found] == [(1, 4), (3,)]


ACTIVE = ["javascript", "launch", "submit-form", "import-data", "auto-action", "rich-media", "xfa"]


@pytest.mark.parametrize("kind", [*ACTIVE, "external-reference"])
def test_whatever_runs_or_calls_out_is_active_content(kind: str) -> None:
    actions = (Action(kind, 3, "app.alert(1)"), Action(kind, 2, "other"), Action(kind, None, "third"))
    [breach] = breaches("pdf-active-content", paper(structure=Structure(actions=actions)))
    assert (breach.case, breach.measured, breach.pages) == (kind, 3, (2, 3))
    assert breach.detail == {"target": "app.alert(1)"}


@pytest.mark.parametrize("kind", ["launch-relative", "multimedia"])
def test_links_to_local_files_and_movies_are_attachments(kind: str) -> None:
    measured = paper(structure=Structure(actions=(Action(kind, 2, "proof.v"),)))
    assert not breaches("pdf-active-content", measured)
    assert [breach.case for breach in breaches("pdf-attachments", measured)] == [kind]


@pytest.mark.parametrize(("associated", "found"), [(False, 1), (True, 0)])
def test_files_of_the_structure_tree_are_no_attachments(associated: bool, found: int) -> None:
    structure = Structure(attachments=(Attachment("mathml.xml", None, associated=associated),))
    assert len(breaches("pdf-attachments", paper(structure=structure))) == found


@pytest.mark.parametrize("rule_id", ["pdf-active-content", "pdf-attachments"])
def test_structure_that_cannot_be_read_is_a_doubt(rule_id: str) -> None:
    gaps = (Gap("lost-object", "7"), Gap("no-catalog"))
    assert answers(rule_id, paper(structure=Structure(undetermined=gaps))) == [Doubt("", gaps=gaps)]


@pytest.mark.parametrize(
    ("kind", "unmapped", "characters", "case"),
    [
        ("text", 0, 5000, None),
        ("text", 750, 5000, None),
        ("text", 1100, 5000, "unmapped"),
        ("text", 90, 100, None),
        ("text", 5000, 5000, "unmapped"),
        ("floats", 0, 0, None),
        ("blank", 0, 0, None),
        ("no-text", 0, 0, ""),
    ],
)
def test_text_layer(kind: str, unmapped: int, characters: int, case: str | None) -> None:
    measured = paper(pages=1)
    shown = page(kind=kind, unmapped=unmapped, characters=characters)
    found = breaches("text-layer", structs.replace(measured, pages=(shown,)))
    assert [breach.case for breach in found] == ([] if case is None else [case])


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ({"prose_ink_pages": 0.3}, None),
        ({"prose_ink_pages": 0.3, "bare_prose_ink_pages": 0.1}, None),
        ({"prose_ink_pages": 0.3, "bare_prose_ink_pages": 0.2}, "picture"),
        ({"prose_ink_pages": 0.4}, "picture"),
        ({"note_characters": 450}, None),
        ({"note_characters": 550}, "annotations"),
    ],
)
def test_text_without_letters_and_text_of_annotations(changes: dict[str, Any], case: str | None) -> None:
    pages = tuple(page(number, **changes) for number in (1, 2))
    found = breaches("text-layer", structs.replace(paper(pages=2), pages=pages))
    assert [(breach.case, breach.pages) for breach in found] == ([(case, (1, 2))] if case else [])


def test_pages_with_too_many_objects_are_a_doubt_of_the_text_layer() -> None:
    pages = (page(1), page(2, crowded=True), page(3, crowded=True))
    (doubt,) = answers("text-layer", structs.replace(paper(pages=3), pages=pages))
    assert isinstance(doubt, Doubt)
    assert (doubt.case, doubt.pages) == ("crowded", (2, 3))


_VOCABULARY = [
    "alpha",
    "bravo",
    "charlie",
    "delta",
    "echo",
    "foxtrot",
    "golf",
    "hotel",
    "india",
    "juliett",
    "kilo",
    "lima",
    "mike",
]


def prose(characters: int, seed: int) -> str:
    """Words in an order that no other text of another seed has."""
    drawn = Random(seed)
    text = ""
    while len(text) < characters:
        text += drawn.choice(_VOCABULARY) + " "
    return text


def notes(count: int, characters: int, manner: Manner = "annotation") -> tuple[Hidden, ...]:
    return tuple(Hidden(1, Box(20, 700, 40, 720), prose(characters, seed), manner) for seed in range(count))


FIELDS = Hidden(0, None, APART.join(prose(60, seed) for seed in range(60)), "field")
TITLES = Hidden(0, None, APART.join(prose(60, seed) for seed in range(60)), "bookmark")


@pytest.mark.parametrize(
    ("hidden", "opened"),
    [
        pytest.param(notes(10, 400), True, id="the argument in notes"),
        pytest.param(notes(6, 400), False, id="some long remarks"),
        pytest.param(notes(60, 100), False, id="many short remarks"),
        pytest.param(notes(10, 400, "bookmark"), True, id="the argument in bookmarks"),
        pytest.param((TITLES,), False, id="headings"),
        pytest.param((FIELDS,), True, id="choices of a list"),
        pytest.param(notes(10, 400, "alternative"), False, id="texts of figures"),
        pytest.param((notes(1, 400)[0],) * 10, False, id="one note many times"),
    ],
)
def test_prose_that_a_reader_opens_stands_on_no_page(hidden: tuple[Hidden, ...], opened: bool) -> None:
    found = breaches("text-layer", structs.replace(paper(), hidden=hidden))
    assert [breach.case for breach in found] == (["opened"] if opened else [])


def test_marks_that_repeat_the_words_of_a_page_hold_no_prose() -> None:
    marks = notes(10, 400)
    printed = tuple(
        Line(1, 0, "body", "body", mark.text, Box(54, 600, 294, 609), 602.0, 8.97, 1.0, 0, False, True)
        for mark in marks
    )
    assert breaches("text-layer", structs.replace(paper(lines=printed), hidden=marks)) == []


def use(font: int, page: int = 1, **characters: int) -> FontUse:
    return FontUse(
        font, **{"text": 0, "figures": 0, "stamps": 0, "display": 0, **characters}, first_page=page
    )


HELVETICA = Font("Helvetica", embedded=False)


@pytest.mark.parametrize(
    ("text", "display", "figures", "stamps", "broken"),
    [
        (500, 0, 0, 0, "font-embedding"),
        (0, 40, 0, 0, "figure-font-embedding"),
        (500, 0, 80, 0, "font-embedding"),
        (0, 0, 80, 0, "figure-font-embedding"),
        (0, 0, 0, 30, "figure-font-embedding"),
        (3, 0, 80, 0, "figure-font-embedding"),
        (0, 0, 0, 0, None),
    ],
)
def test_fonts_that_the_file_does_not_carry(
    text: int, display: int, figures: int, stamps: int, broken: str | None
) -> None:
    uses = (use(0, text=9000), use(1, page=2, text=text, display=display, figures=figures, stamps=stamps))
    measured = paper(fonts=(FONT, HELVETICA), font_uses=uses)
    for rule_id in ("font-embedding", "figure-font-embedding"):
        found = [(breach.measured, breach.pages) for breach in breaches(rule_id, measured)]
        assert found == ([("Helvetica", (2,))] if rule_id == broken else [])


@pytest.mark.parametrize(("bitmap", "broken"), [(0, False), (400, False), (600, True), (9000, True)])
def test_running_text_in_type_3_fonts(bitmap: int, broken: bool) -> None:
    uses = (use(0, text=9000), use(1, text=bitmap, figures=5000))
    measured = paper(fonts=(FONT, Font("ecrm1000", embedded=True, type3=True)), font_uses=uses)
    assert bool(breaches("font-type3", measured)) == broken


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("LinLibertineT", False),
        ("LinLibertineO", False),
        ("LinuxLibertineO", False),
        ("LibertinusSerif-Regular", False),
        ("FandolSong-Regular", False),
        ("NotoSerifCJKsc-Regular", False),
        ("SimSun", False),
        ("simhei", False),
        ("FZKTK--GBK1-0", False),
        ("FZSSK--GBK1-0", False),
        ("BousungEG-Light-GB", False),
        ("gbsnu4e", False),
        ("gkaiu65", False),
        ("TW-Sung-98_1", False),
        ("MSung-Light", False),
        ("HiraginoSansGB-W3", False),
        ("YouYuan", False),
        ("Sarasa-Gothic-SC", False),
        ("HanaMinA", False),
        ("宋体,Bold", False),
        ("仿宋_GB2312", False),
        ("新細明體", False),
        ("", True),
        ("KaiTi_GB2312", False),
        ("CMR9", True),
        ("TimesNewRomanPSMT", True),
        ("NimbusRomNo9L-Regu", True),
    ],
)
def test_type_families(name: str, broken: bool) -> None:
    measured = paper(body=BodyType(name, 8.97, 10.96, 1.0))
    assert [breach.measured for breach in breaches("font-family", measured)] == ([name] if broken else [])


@pytest.mark.parametrize(("han", "broken"), [(0.9, False), (0.6, False), (0.1, True)])
def test_a_font_that_sets_mostly_chinese_is_fine_under_any_name(han: float, broken: bool) -> None:
    body = BodyType("HYShuYuanJ", 8.97, 10.96, 1.0, han)
    assert bool(breaches("font-family", paper(body=body))) == broken


NAMELESS = Font("", embedded=True, type3=True)


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "a Type 3 font without a name"), ("zh", "没有名称的 Type 3 字体")]
)
def test_a_font_without_a_name_is_called_so(lang: Lang, told: str) -> None:
    measured = paper(fonts=(NAMELESS,), font_uses=(use(0, text=9000),))
    (breach,) = breaches("font-type3", measured)
    assert told in wording.words(rule("font-type3").message[breach.case], lang)
    missing = structs.replace(measured, fonts=(Font("", embedded=False), HELVETICA))
    assert breaches("font-embedding", missing)[0].case == "nameless"
    both = structs.replace(missing, font_uses=(use(0, text=9000), use(1, text=90)))
    assert [(found.case, found.measured) for found in breaches("font-embedding", both)] == [("", "Helvetica")]


def test_without_running_text_there_is_no_family_to_judge() -> None:
    assert answers("font-family", paper(body=Unmeasured("no-text"))) == [NotApplicable("no-text")]
