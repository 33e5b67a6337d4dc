"""White space is judged as a system: several tight places of a kind, never one tight spot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec import structs

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.white_space import spaces as measured_spaces
from mlcia_check.model.answers import Breach
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE, BodyType, Line, Space, SpaceKind, Unmeasured
from mlcia_check.model.pdf_facts import Structure
from tests.drafts import draft
from tests.fixtures_table import examined, fixture
from tests.packs import pack_at
from tests.papers import answers, breaches, paper, rule

PACK = pack_at("mlcia-2022")
BOX = Box(53.8, 400.0, 150.0, 410.0)


def spaces(kind: SpaceKind, *distances: float) -> tuple[Space, ...]:
    return tuple(Space(kind, page, BOX, distance, "words") for page, distance in enumerate(distances, 1))


def wide(kind: SpaceKind, *distances: float) -> tuple[Space, ...]:
    return tuple(structs.replace(space, column=WIDE) for space in spaces(kind, *distances))


@pytest.mark.parametrize(
    ("measured", "tight"),
    [
        pytest.param(spaces("heading-above", 21.2, 21.4, 23.0), [], id="class"),
        pytest.param(spaces("heading-above", 12.0, 21.4, 23.0), [], id="one tight spot"),
        pytest.param(spaces("heading-above", 15.0, 15.2, 16.0), ["heading-above"], id="titlesec"),
        pytest.param(spaces("heading-above", 15.0, 15.2), [], id="too few places"),
        pytest.param(
            spaces("heading-above", 15.0, 15.2) + spaces("list-above", 10.96, 10.96),
            ["heading-above", "list-above"],
            id="two kinds",
        ),
        pytest.param(
            spaces("heading-above", 15.0, 15.2) + spaces("list-above", 10.96), [], id="a kind and a spot"
        ),
        pytest.param(spaces("heading-below", 13.7, 13.7, 13.7), [], id="class below"),
        pytest.param(spaces("heading-below", 12.0, 12.0, 12.0, 13.7), ["heading-below"], id="most below"),
        pytest.param(
            spaces("heading-above", 16.0, 16.0, 16.0, *[21.4] * 9),
            ["heading-above"],
            id="above sections alone",
        ),
        pytest.param(spaces("heading-above", 16.0, 16.0, *[21.4] * 20), [], id="two of many"),
        pytest.param(spaces("display-below", 10.96, 10.96, 11.0), ["display-below"], id="displays"),
        pytest.param(spaces("display-below", 12.87, 14.8, 14.8), [], id="displays of the class"),
        pytest.param(spaces("display-above", 10.96, 10.96, 16.0, 17.0), [], id="two formulas pulled up"),
        pytest.param(
            spaces("display-above", 13.0, 13.0, 13.8, 14.8, 15.4, 16.0, 17.0),
            ["display-above"],
            id="formulas pulled up",
        ),
        pytest.param(spaces("display-above", *[14.8] * 6, 15.2), [], id="above displays of the class"),
        pytest.param(spaces("reference-leading", *[7.73] * 30), ["reference-leading"], id="tight list"),
        pytest.param(spaces("reference-leading", *[7.97] * 30), [], id="list of the class"),
        pytest.param(spaces("line-above", *[10.46] * 12), ["line-above"], id="a negative skip of paragraphs"),
        pytest.param(spaces("line-above", *[9.3] * 11), [], id="superscripts taken for lines"),
        pytest.param(spaces("line-above", *[11.46] * 40), [], id="10pt on 11.5pt in larger leading"),
        pytest.param(spaces("list-above", 10.96, 10.96, 10.96), ["list-above"], id="nosep"),
        pytest.param(spaces("list-below", 10.96, 10.96, 10.96, 13.1), ["list-below"], id="nosep below"),
        pytest.param(spaces("list-below", 11.4, 13.0, 13.2, 11.4, 12.9, 13.9), [], id="formulas below lists"),
        pytest.param(
            spaces("theorem-above", 10.96, 10.96, 11.4), ["theorem-above"], id="theorems in the text"
        ),
        pytest.param(spaces("theorem-above", 14.2, 16.4, 16.5, 18.1), [], id="the class's theorems"),
        pytest.param(spaces("caption-below", 5.9, 5.9, 5.9), ["caption-below"], id="tables pulled up"),
        pytest.param(spaces("caption-below", 13.4, 14.9, 14.9), [], id="the class's tables"),
        pytest.param(spaces("heading-below", 0.0, 0.0, 0.0, 13.7), ["heading-below"], id="run-in headings"),
        pytest.param(spaces("footnote-above", 12.98, 12.98, 13.0), [], id="footnotes"),
        pytest.param(spaces("footnote-above", 10.1, 10.1, 10.1), ["footnote-above"], id="tight footnotes"),
        pytest.param(spaces("float-below", 18.2, 20.2, 28.7), [], id="some floats pulled up"),
        pytest.param(spaces("float-below", 14.8, 16.4, 17.6), ["float-below"], id="textfloatsep"),
        pytest.param(
            spaces("float-below", 28.2, 28.2, 28.2) + wide("float-below", 14.8, 14.8, 15.0, 15.0),
            ["float-below"],
            id="dbltextfloatsep",
        ),
        pytest.param(
            spaces("caption-above", 15.8, 15.8, 15.8), ["caption-above"], id="a shorter caption skip"
        ),
        pytest.param(spaces("caption-above", 18.8, 18.8, 18.8), [], id="figures without a margin"),
        pytest.param(spaces("float-above", 4.0, 6.0, 6.0, 6.6), ["float-above"], id="intextsep"),
        pytest.param(spaces("float-above", 8.0, 8.0, 10.0, 12.8), [], id="above floats of the class"),
        pytest.param(spaces("float-above", 3.6, 3.6), [], id="two floats close to the text"),
        pytest.param(spaces("float-top", 69.7, 69.7, 69.7, 83.7), ["float-top"], id="floats moved up"),
        pytest.param(spaces("float-top", 77.7, 77.7, 77.7, 85.1), ["float-top"], id="floats moved up by 6pt"),
        pytest.param(spaces("float-top", 69.7, 83.7, 85.0, 84.1), [], id="one float moved up"),
        pytest.param(
            spaces("float-bottom", 75.2, 75.2, 75.2, 120.0), ["float-bottom"], id="floats moved down"
        ),
        pytest.param(spaces("float-bottom", 84.6, 85.7, 85.7), [], id="floats at the foot"),
        pytest.param(spaces("float-bottom", 40.0, 85.7, 85.7), [], id="one float that is too high"),
        pytest.param(spaces("caption-above", 11.0, 11.0, 11.0, 19.6), [], id="some captions pulled up"),
        pytest.param(spaces("caption-above", 11.7, 11.7, 12.0), ["caption-above"], id="caption skip"),
    ],
)
def test_what_makes_a_system(measured: tuple[Space, ...], tight: list[str]) -> None:
    found = breaches("spacing-squeeze", paper(spaces=measured))
    assert sorted(breach.case for breach in found) == sorted(tight)


@pytest.mark.parametrize(
    ("creator", "distances", "tight"),
    [
        pytest.param("LaTeX", [28.19] * 4, False, id="below captions"),
        pytest.param("LaTeX", [24.9, 24.9, 25.6, 30.48], False, id="below a last line without depth"),
        pytest.param("LaTeX", [21.5, 21.5, 28.19, 28.19, 28.19], False, id="one of them"),
        pytest.param("LaTeX", [21.5] * 4, True, id="tables pulled up by 9pt"),
        pytest.param("LaTeX", [19.2] * 4, True, id="captions pulled up by 9pt"),
        pytest.param("Microsoft Word 2019", [21.5] * 4, False, id="in Word's template"),
    ],
)
def test_latex_shrinks_no_glue_below_floats_across_the_columns(
    creator: str, distances: list[float], tight: bool
) -> None:
    measured = paper(spaces=wide("float-below", *distances), structure=Structure(creator=creator))
    found = breaches("spacing-squeeze", measured)
    assert [breach.case for breach in found] == (["float-below"] if tight else [])
    assert all(breach.expected == pytest.approx(24.9, abs=0.01) for breach in found)


@pytest.mark.parametrize("kind", ["float-top", "float-bottom"])
def test_floats_by_word_s_template_stand_as_it_has_them(kind: SpaceKind) -> None:
    measured = paper(
        spaces=spaces(kind, 75.0, 75.0, 75.0, 75.0), structure=Structure(creator="Microsoft Word 2019")
    )
    assert breaches("spacing-squeeze", measured) == []


@pytest.mark.parametrize("kind", ["list-below", "theorem-above", "caption-below"])
@pytest.mark.parametrize(("creator", "tight"), [("LaTeX with acmart", True), ("Microsoft Word 2016", False)])
def test_templates_for_word_processors_leave_some_white_to_their_users(
    kind: SpaceKind, creator: str, tight: bool
) -> None:
    found = breaches(
        "spacing-squeeze", paper(spaces=spaces(kind, 6.0, 6.0, 6.0), structure=Structure(creator=creator))
    )
    assert [breach.case for breach in found] == ([kind] if tight else [])


@pytest.mark.parametrize(
    ("floats", "above_headings", "leading", "creator", "tight"),
    [
        pytest.param(
            (22.0, 23.0, 24.5, 29.0), 21.6, 10.96, "LaTeX", True, id="pulled up in stretched columns"
        ),
        pytest.param((22.0, 29.9, 30.5, 31.0), 21.6, 10.96, "LaTeX", False, id="one figure pulled up"),
        pytest.param((27.8, 27.8, 28.4, 33.0), 21.6, 10.96, "LaTeX", True, id="skip of 13pt"),
        pytest.param((29.8, 29.9, 31.5, 36.0), 21.6, 10.96, "LaTeX", False, id="the class"),
        pytest.param((31.8, 31.9, 33.5, 38.0), 23.1, 10.96, "LaTeX", True, id="less than the heading says"),
        pytest.param(
            (22.0, 23.0, 24.5, 29.0), 21.2, 10.96, "LaTeX", False, id="columns that may have shrunk"
        ),
        pytest.param((22.0, 23.0, 24.5, 29.0), 23.1, 11.96, "LaTeX", False, id="10pt"),
        pytest.param((22.0, 23.0, 24.5, 29.0), 21.6, 10.96, "Microsoft Word", False, id="without glue"),
    ],
)
def test_floats_stand_no_nearer_than_usual_in_columns_that_tex_stretched(
    floats: tuple[float, ...], above_headings: float, leading: float, creator: str, tight: bool
) -> None:
    headings = spaces("heading-above", *[above_headings] * len(floats))
    measured = [structs.replace(space, column=0) for space in (*spaces("float-below", *floats), *headings)]
    found = breaches(
        "spacing-squeeze",
        paper(
            spaces=tuple(measured),
            body=BodyType("LinLibertineO", 8.966, leading, 1.0),
            structure=Structure(creator=creator),
        ),
    )
    assert [breach.case for breach in found] == (["float-stretched"] if tight else [])


@pytest.mark.parametrize(("skip", "tight"), [(0.0, True), (1.99, False)])
def test_white_above_all_paragraphs_stands_above_headings_too(skip: float, tight: bool) -> None:
    """With a \\parskip of 2pt no glue of the column needs to be stretched."""
    floats = spaces("float-below", 28.2, 28.2, 28.2)
    headings = spaces("heading-above", *[23.16] * 3)
    found = breaches(
        "spacing-squeeze",
        paper(
            lines=tuple(paragraphs(12, skip)),
            spaces=tuple(structs.replace(space, column=0) for space in (*floats, *headings)),
            structure=Structure(creator="LaTeX"),
        ),
    )
    assert [breach.case for breach in found] == (["float-stretched"] if tight else [])


def paragraphs(number: int, skip: float) -> Iterator[Line]:
    """Paragraphs of two lines, the second of which is short, with so much white above each."""
    baseline = 700.0
    for _ in range(number):
        for full in (True, False):
            baseline -= 10.96 + (skip if full else 0.0)
            box = Box(53.8, baseline - 2.0, 294.0 if full else 150.0, baseline + 6.0)
            yield Line(1, 0, "body", "body", "words of a line", box, baseline, 8.966, 1.0, 0, False, full)


def column_of_entries(page: int, index: int, distances: list[float]) -> list[DraftLine]:
    """A column of a reference list whose lines stand so far apart."""
    found, baseline = [], 700.0
    for number, distance in enumerate([0.0, *distances]):
        baseline -= distance
        line = draft("words of an entry", number, role="reference", part="bibliography", size=7.0, page=page)
        line.column, line.baseline_bp = index, baseline
        found.append(line)
    return found


@pytest.mark.parametrize(
    ("columns", "measured"),
    [
        ([[7.57] * 20], 20),
        ([[7.97] * 20, [7.97] * 9], 29),
        ([[7.2, 7.6] * 10, [7.4, 7.5] * 10], 0),
        ([[7.2, 7.6] * 10, [7.4, 7.5] * 10, [7.3, 7.6] * 10], 20),
        ([[7.97] * 20, [7.97] * 20, [7.4, 7.6] * 5, [7.3, 7.5] * 5], 40),
        ([], 0),
    ],
)
def test_columns_that_were_balanced_say_nothing_of_the_list_s_leading(
    columns: list[list[float]], measured: int
) -> None:
    lines = [
        line
        for number, distances in enumerate(columns)
        for line in column_of_entries(1 + number // 2, number % 2, distances)
    ]
    found = measured_spaces(lines, (), [[] for _ in range(3)], 9.0, 11.0)
    assert len([space for space in found if space.kind == "reference-leading"]) == measured


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("3 Prices as of May.", ["footnote-above"]),
        ("∗Both are first.", ["footnote-above"]),
        ("□ agree □ disagree", []),
    ],
)
def test_small_print_at_a_column_s_foot_is_a_footnote_by_its_mark(words: str, kinds: list[str]) -> None:
    lines = [draft("words of the text", 0, size=9.0), draft(words, 1, role="footnote", size=7.0)]
    for line, baseline in zip(lines, (95.0, 85.0), strict=True):
        line.column, line.baseline_bp = 0, baseline
    assert [space.kind for space in measured_spaces(lines, (), [[], []], 9.0, 11.0)] == kinds


def test_the_space_above_footnotes_begins_at_the_lowest_letter() -> None:
    lines = [draft("pay the gap", 0, size=9.0), draft("1 Prices as of May.", 1, role="footnote", size=7.0)]
    for line, baseline in zip(lines, (95.0, 80.0), strict=True):
        line.column, line.baseline_bp = 0, baseline
    lines[0].bottom = 93.0
    (space,) = measured_spaces(lines, (), [[], []], 9.0, 11.0)
    assert space.distance_bp == 13.0


def test_finding_tells_places_and_lines_won() -> None:
    (found,) = breaches(
        "spacing-squeeze", paper(spaces=spaces("heading-above", 10.011, 10.011, 10.011, 22.0))
    )
    assert found.measured == 10.011
    assert found.pages == (1, 2, 3)
    assert found.detail == {"places": 3, "won": 3.0}


def test_no_spaces_no_question() -> None:
    assert [type(answer).__name__ for answer in answers("spacing-squeeze", paper())] == ["NotApplicable"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("squeezed", {"heading-above", "heading-below"}),
        ("squeezed-heads", {"heading-above"}),
        ("squeezed-floats", {"float-below", "caption-above", "caption-below"}),
        ("squeezed-lists", {"list-above"}),
        ("sigconf", set()),
        ("ten-point", set()),
        ("math-heavy", set()),
        ("footnotes", set()),
        ("office", set()),
    ],
)
def test_kinds_found_in_fixtures(name: str, kinds: set[str]) -> None:
    document = examined(fixture(name), PACK, select=["spacing-squeeze"])
    assert {finding.answer.case for finding in document.findings} == kinds


@pytest.mark.parametrize(
    ("em", "cases"),
    [(0.0, []), (-0.0015, []), (0.03, []), (-0.011, ["tracking"]), (-0.03, ["tracking"])],
)
def test_letterspacing(em: float, cases: list[str]) -> None:
    assert [breach.case for breach in breaches("body-font-width", paper(tracking_em=em))] == cases


@pytest.mark.parametrize(("em", "cases"), [(0.25, []), (0.237, []), (0.333, []), (0.20, ["word-space"])])
def test_word_space(em: float, cases: list[str]) -> None:
    assert [breach.case for breach in breaches("body-font-width", paper(word_space_em=em))] == cases


def test_word_space_of_a_paper_that_keeps_the_class() -> None:
    document = examined(fixture("pages-20"), PACK)
    assert document.paper is not None
    assert document.paper.word_space_em == pytest.approx(0.25, abs=0.013)


def test_unmeasured_letterspacing_is_no_finding() -> None:
    assert not breaches("body-font-width", paper(tracking_em=Unmeasured("too-few-lines")))


@pytest.mark.parametrize(
    ("name", "em"),
    [
        ("tracking", -0.03),
        ("sigconf", 0.0),
        ("no-microtype", 0.0),
        ("xetex", 0.0),
        ("luatex", 0.0),
        ("office", 0.0),
    ],
)
def test_letterspacing_of_fixtures(name: str, em: float) -> None:
    document = examined(fixture(name), PACK)
    assert document.paper is not None
    assert document.paper.tracking_em == pytest.approx(em, abs=0.003)


def test_fonts_that_are_not_embedded_tell_no_letterspacing() -> None:
    document = examined(fixture("times-unembedded"), PACK)
    assert document.paper is not None
    assert isinstance(document.paper.tracking_em, Unmeasured)


def test_letterspaced_placeholders_are_no_other_venue() -> None:
    document = examined(fixture("tracking"), PACK, select=["prior-publication"])
    assert not document.findings


def test_every_kind_of_space_has_its_reason() -> None:
    asked = rule("spacing-squeeze")
    assert set(asked.because) == set(asked.params.__struct_fields__)


def test_bold_numbers_are_the_headings_of_a_paper_without_others() -> None:
    lines = [draft("prose " * 10, number) for number in range(9)]
    for number in (2, 5):
        lines[number].text, lines[number].bold = f"{number} Threat Model", True
    found = measured_spaces(lines, (), [()], 9.0, 11.0)
    assert [space.kind for space in found] == ["heading-above", "heading-below"] * 2
    title = draft("1 Introduction", 20, role="heading", size=10.9)
    kinds = [space.kind for space in measured_spaces([*lines, title], (), [()], 9.0, 11.0)]
    assert kinds == ["heading-above"]


def test_floats_amid_the_text_have_a_least_distance_of_their_own() -> None:
    top = spaces("float-below", 20.0, 20.4, 20.5)
    amid = tuple(structs.replace(space, within_text=True) for space in top)
    for found, expected in ((top, ["float-below"]), (amid, [])):
        told = answers("spacing-squeeze", paper(spaces=found), pack="usenix-security")
        assert [answer.case for answer in told if isinstance(answer, Breach)] == expected


@pytest.mark.parametrize(
    ("leading", "distance", "expected"),
    [
        (11.96, 14.9, []),
        (11.96, 14.0, ["heading-below"]),
        (10.96, 14.0, []),
        (10.96, 13.0, ["heading-below"]),
    ],
)
def test_on_a_smaller_leading_that_the_format_allows_all_spaces_are_nearer(
    leading: float, distance: float, expected: list[str]
) -> None:
    body = BodyType("NimbusRomNo9L", 9.963, leading, 1.0)
    found = spaces("heading-below", *[distance] * 4)
    told = answers("spacing-squeeze", paper(spaces=found, body=body), pack="ndss")
    assert [answer.case for answer in told if isinstance(answer, Breach)] == expected
