"""Type is as large and as wide as it looks: a font's outlines and advances are held against its typeface."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.line_measures import line_of
from mlcia_check.measure.observed.glyph_size import GlyphSizes
from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Role, SetWidth, room
from mlcia_check.model.pdf_facts import Facts, Font, Structure, TextRun
from mlcia_check.model.typefaces import likeness, typeface
from tests.fixtures_table import examined, fixture
from tests.packs import pack_at
from tests.papers import answers, breaches, paper

PACK = pack_at("mlcia-2022")
LIBERTINE = Font("LinLibertineT", embedded=True)
TEXT = "the body of a paper holds glyphs of every height"


def glyphs(font: Font = LIBERTINE) -> GlyphSizes:
    return GlyphSizes(Facts((), (font,), Structure()))


def line(
    number: int = 0,
    text: str = TEXT,
    *,
    top: float = 0.698,
    bottom: float = -0.234,
    short: float | None = None,
) -> DraftLine:
    """A line of 10bp type; heights are in em from its baseline."""
    baseline = 700.0 - 11.0 * number
    box = Box(54.0, baseline + 10.0 * bottom, 294.0, baseline + 10.0 * top)
    run = TextRun(text, 54.0, baseline, box, 10.0, 1.0, 0, 0, 0x000000FF, 0, 0, number, x_height_em=short)
    return line_of(1, 0, [run], FontKinds((Font("LinLibertineT", embedded=True),)))


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("LinLibertineO", "LinLibertineT"),
        ("LinuxLibertineO", "LinLibertineT"),
        ("LibertinusSerif-Regular", "LinLibertineT"),
        ("LibertinusSerif-Italic", "LinLibertineTI"),
        ("LinLibertineDisplayT", "LinLibertineTI"),
        ("TimesNewRomanPSMT", "Times-Roman"),
        ("NimbusRomNo9L-Regu", "Times-Roman"),
        ("SFRM0900", "CMR10"),
        ("LMRoman9-Regular", "CMR10"),
        ("SimSun", "Palatino-Roman"),
        ("LinLibertineMT", "Palatino-Roman"),
    ],
)
def test_typefaces_by_the_names_of_fonts(name: str, alike: str) -> None:
    assert typeface(name) is typeface(alike)


def test_a_copy_under_another_name_keeps_its_proportions() -> None:
    own = {letter: float(typeface("LinLibertineT").advances[letter]) for letter in "abcdefghijklmnop"}
    assert likeness({letter: round(0.9 * advance) for letter, advance in own.items()}) == "LinLibertineT"
    other = {letter: float(typeface("CMR10").advances[letter]) for letter in own}
    assert likeness(other) == "CMR12"
    assert likeness({**own, "m": 700.0}) == ""
    assert likeness(dict(list(own.items())[:8])) == ""


def test_letters_as_high_as_their_typeface_has_them() -> None:
    lines = [line(number, short=0.443) for number in range(5)]
    glyphs().set_height_ratios(lines)
    assert {made.height_ratio for made in lines} == {1.0}


def test_smaller_letters_are_seen_by_their_boxes() -> None:
    lines = [line(0), line(1, top=0.628, bottom=-0.21)]
    glyphs().set_height_ratios(lines)
    assert [made.height_ratio for made in lines] == [1.0, pytest.approx(0.9, abs=0.005)]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(line(text="THE BODY OF A PAPER HOLDS", top=0.66, bottom=-0.01), id="capitals"),
        pytest.param(line(text="the body of a paper, holds", top=0.66, bottom=-0.132), id="small capitals"),
        pytest.param(line(text="a nice sum: our own zone at noon", top=0.5, bottom=-0.01), id="no ascender"),
        pytest.param(line(text="2019 2020 2021 2022 2023", top=0.64, bottom=-0.01), id="digits"),
    ],
)
def test_lines_without_ascenders_and_descenders_say_nothing(made: DraftLine) -> None:
    glyphs().set_height_ratios([made])
    assert made.height_ratio == 1.0


def test_a_lower_x_height_is_seen_by_single_letters_and_only_between_them() -> None:
    lines = [line(number, short=0.443 if number < 4 else 0.40) for number in range(0, 16, 2)]
    lines = [made for sample in lines for made in (sample, line())]
    glyphs().set_height_ratios(lines)
    assert {made.height_ratio for made in lines[:3]} == {1.0}
    assert {round(made.height_ratio, 3) for made in lines[5:]} == {0.903}


def test_a_font_that_is_not_embedded_says_nothing() -> None:
    made = line(top=0.6, bottom=-0.2)
    glyphs(structs.replace(LIBERTINE, embedded=False)).set_height_ratios([made])
    assert made.height_ratio == 1.0


def widths(role: Role, lines: int, ratio: float, page: int = 1) -> SetWidth:
    return SetWidth(page, role, lines, 1000.0 * ratio, 1000.0)


@pytest.mark.parametrize(
    ("measured", "cases"),
    [
        pytest.param((widths("body", 60, 1.004),), [], id="stretched"),
        pytest.param((widths("body", 60, 0.991), widths("body", 60, 1.0, 2)), [], id="one tight page"),
        pytest.param((widths("body", 60, 0.98), widths("body", 60, 1.01, 2)), ["letters"], id="one page"),
        pytest.param((widths("body", 60, 0.987),), ["letters"], id="all of it"),
        pytest.param((widths("body", 11, 0.9),), [], id="too few lines"),
        pytest.param((widths("reference", 30, 0.98),), ["references"], id="references"),
        pytest.param(
            (widths("footnote", 8, 0.97), widths("footnote", 8, 0.97, 2)), ["footnotes"], id="footnotes"
        ),
    ],
)
def test_text_that_takes_less_room_than_its_letters_do(
    measured: tuple[SetWidth, ...], cases: list[str]
) -> None:
    assert [breach.case for breach in breaches("body-font-width", paper(set_widths=measured))] == cases


def test_far_narrower_text_is_a_question_of_its_size() -> None:
    text = Line(1, 0, "body", "body", TEXT, Box(54, 602, 294, 611), 602.0, 8.97, 1.0, 0, False, True)
    close = paper(lines=(text,), set_widths=(widths("body", 60, 0.93),))
    (doubt,) = answers("body-font-size", close)
    assert isinstance(doubt, Doubt)
    assert doubt.case == "narrow"
    assert doubt.measured == pytest.approx(93.0)
    assert answers("body-font-size", paper(lines=(text,), set_widths=(widths("body", 60, 0.97),))) == []


@pytest.mark.parametrize("name", ["letters-at-90", "letters-at-90-renamed"])
def test_letters_drawn_smaller_count_by_what_they_look_like(name: str) -> None:
    document = examined(fixture(name), PACK, select=["body-font-size"])
    (finding,) = document.findings
    assert isinstance(finding.answer, Breach)
    assert finding.answer.case == "drawn"
    assert finding.answer.measured == pytest.approx(0.9 * 8.97, abs=0.05)
    assert finding.confirmed
    assert finding.second is not None
    assert finding.second.measured == pytest.approx(8.07, abs=0.25)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("sigconf", 0.995, 1.02),
        ("pages-20", 0.995, 1.01),
        ("no-microtype", 1.0, 1.02),
        ("xetex", 1.0, 1.02),
        ("luatex", 0.995, 1.02),
        ("typst", 0.995, 1.1),
        ("office", 1.0, 1.1),
        ("computer-modern", 1.0, 1.1),
        ("letter-by-letter", 0.995, 1.02),
        ("tracking", 0.93, 0.95),
        ("letters-closer", 0.95, 0.975),
    ],
)
def test_room_that_text_takes_in_fixtures(name: str, least: float, most: float) -> None:
    document = examined(fixture(name), PACK, select=["prior-publication"])
    assert document.paper is not None
    body = [width for width in document.paper.set_widths if width.role == "body"]
    assert least < room(body) < most
    assert all(made.height_ratio == 1.0 for made in document.paper.lines if made.role == "body")


def test_letter_space_between_text_objects() -> None:
    for name, em in (("letter-by-letter", 0.0), ("letters-closer", -0.02)):
        document = examined(fixture(name), PACK, select=["prior-publication"])
        assert document.paper is not None
        assert document.paper.tracking_em == pytest.approx(em, abs=0.001)


def test_hangul_may_take_less_than_an_em() -> None:
    document = examined(fixture("korean"), PACK, select=["prior-publication"])
    assert document.paper is not None
    assert isinstance(document.paper.tracking_em, float)
    assert document.paper.tracking_em > -0.005
