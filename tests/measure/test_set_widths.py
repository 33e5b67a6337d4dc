"""The room that lines take against their typeface: rows that were read as one line say nothing."""

from __future__ import annotations

from random import Random

import pytest
from msgspec import structs

from mlcia_check.measure.observed.glyph_size import GlyphSizes, _TextWidths
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import room
from mlcia_check.model.pdf_facts import Facts, Structure
from mlcia_check.model.typefaces import ADVANCE_UNITS_PER_EM, typeface
from tests.drafts import draft, run
from tests.papers import FONT

WORDS = "The operator answers no more than a thousand queries of one client"


@pytest.mark.parametrize(
    ("beside", "size", "raised", "measured"),
    [
        pytest.param("", 9.0, 0.0, True, id="a line"),
        pytest.param(
            "and stops answering when the price", 9.0, 11.0, False, id="the row above an initial's foot"
        ),
        pytest.param("and stops answering when the price", 6.0, 11.0, True, id="small words above"),
        pytest.param("and stops", 9.0, 11.0, True, id="two raised words"),
    ],
)
def test_two_rows_read_as_one_are_not_measured(
    beside: str, size: float, raised: float, measured: bool
) -> None:
    line = draft(WORDS, 2)
    if beside:
        line.runs.append(run(beside, 60.0, line.baseline_bp + raised, size))
        line.text += f" {beside}"
    line.horizontal_scale = 1.0
    widths = GlyphSizes(Facts((), (FONT,), Structure())).set_widths([line] * 4, line.size_bp)
    assert bool(widths) is measured


@pytest.mark.parametrize(("share", "measured"), [(0.3, 1.0), (0.7, 0.95)], ids=["theorems", "all of it"])
def test_a_paper_in_italics_is_held_against_upright_type(share: float, measured: float) -> None:
    italic = structs.replace(FONT, name="LinLibertineTI")
    upright = structs.replace(FONT, name="LinLibertineT")
    glyphs = GlyphSizes(Facts((), (upright, italic), Structure()))
    lines = []
    for number in range(100):
        words = " ".join(Random(number).sample(WORDS.split(), len(WORDS.split())))
        line = draft(words, number)
        line.horizontal_scale, line.full, line.font = 1.0, True, int(number < 100 * share)
        line.runs = [run(words, line.left, line.baseline_bp, line.size_bp, line.font)]
        advances = typeface("LinLibertineTI" if line.font else "LinLibertineT").advances
        line.right = (
            line.left + sum(advances[letter] for letter in words) * line.size_bp / ADVANCE_UNITS_PER_EM
        )
        lines.append(line)
    widths = glyphs.set_widths(lines, lines[0].size_bp)
    assert room(widths) == pytest.approx(1.0 - (1.0 - measured) * share, abs=0.02)


def test_a_line_that_repeats_on_its_page_counts_once() -> None:
    glyphs = GlyphSizes(Facts((), (structs.replace(FONT, name="LinLibertineT"),), Structure()))
    lines = [draft(WORDS, number % 40, page=1 + number // 40) for number in range(80)]
    for line in lines:
        line.horizontal_scale = 1.0
    widths = glyphs.set_widths(lines, lines[0].size_bp)
    assert [(width.page, width.lines) for width in widths] == [(1, 1), (2, 1)]


@pytest.mark.parametrize("measured", [1.0, 0.9], ids=["as wide as its letters", "narrower"])
def test_a_wavy_underline_takes_no_room_from_the_letters_above_it(measured: float) -> None:
    text, wave = structs.replace(FONT, name="LinLibertineT"), structs.replace(FONT, name="LASY6")
    glyphs = GlyphSizes(Facts((), (text, wave), Structure()))
    line = draft(WORDS)
    line.horizontal_scale = 1.0
    advances = typeface("LinLibertineT").advances
    x = line.left
    line.runs = []
    for word in WORDS.split():
        length = measured * sum(map(advances.__getitem__, word)) * line.size_bp / ADVANCE_UNITS_PER_EM
        space = measured * advances[" "] * line.size_bp / ADVANCE_UNITS_PER_EM
        box = Box(x, 698.0, x + length, 707.0)
        line.runs.append(structs.replace(run(word, x, 700.0, line.size_bp), box=box))
        below = Box(x - 0.2, 695.0, x + length + space, 697.0)
        line.runs.append(structs.replace(run("✿✿✿✿", x, 696.0, 6.0, font=1), box=below))
        x += length + space
    line.right = x
    line.text = "✿✿✿✿".join(WORDS.split())
    assert room(glyphs.set_widths([line] * 4, line.size_bp)) == pytest.approx(measured, abs=0.02)


def test_an_abstract_in_smaller_type_is_not_measured_with_the_body() -> None:
    line = draft(WORDS, 2)
    line.horizontal_scale = 1.0
    glyphs = GlyphSizes(Facts((), (FONT,), Structure()))
    assert glyphs.set_widths([line] * 4, line.size_bp / 0.9) == ()
    assert glyphs.set_widths([line] * 4, line.size_bp) != ()


@pytest.mark.parametrize(
    "text", ["", WORDS, "“Ask – or not” — it’s ‘done’", "naïve ﬁne-tuning of 隐私 \ue000", "\ud800 x" * 100]
)
def test_the_width_of_a_text_is_the_sum_of_its_letters(text: str) -> None:
    advances = typeface("LinLibertineT").advances
    assert _TextWidths(advances).width(text) == sum(advances[letter] for letter in text)
