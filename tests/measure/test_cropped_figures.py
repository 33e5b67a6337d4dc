"""Figures that a printing program drew into the page: what their crop cut off is no hidden text."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

TEXT = "".join(
    words("These lines are the text of the paper in its own typeface.", y=300 - 12 * n) for n in range(9)
)
LABELS = "".join(words(f"mov rax, {n} and call the handler of it", y=600 - 12 * n) for n in range(8))
PROSE = words("Here stand more than six words that nobody sees", y=450)


def in_courier(content: str) -> str:
    return content.replace("/F ", "/G ")


def manners(content: str) -> list[str]:
    """The manners of what is hidden on a page with a second font, Courier."""
    with pikepdf.open(io.BytesIO(tiny_pdf(TEXT + content))) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
        pdf.pages[0].Resources.Font.G = pdf.make_indirect(font)
        saved = io.BytesIO()
        pdf.save(saved)
    return [record.manner for record in hidden(read(saved.getvalue()))]


def window(content: str, bottom: int) -> str:
    return f"q 60 {bottom} 500 100 re W n\n{content}Q\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            in_courier(window(LABELS, 560)), "in-figure", id="four rows are shown, four are cut off"
        ),
        pytest.param(in_courier(window(LABELS, 700)), "clipped", id="nothing is shown"),
        pytest.param(window(LABELS, 560), "clipped", id="the typeface of the text"),
        pytest.param(
            in_courier(LABELS + window(PROSE, 700)), "clipped", id="shown labels stand outside the clip"
        ),
        pytest.param(
            in_courier(window(words("ax", y=750) + LABELS, 700)), "clipped", id="two letters are shown"
        ),
    ],
)
def test_text_that_a_crop_cuts_off_belongs_to_its_figure(content: str, expected: str) -> None:
    assert set(manners(content)) == {expected}


def covered(content: str, left: int) -> str:
    """The content, under a white box that begins at `left`."""
    return f"{content}1 g {left} 440 500 25 re f 0 g\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(covered(in_courier(PROSE), 200), {"in-figure"}, id="the row begins beside the box"),
        pytest.param(covered(in_courier(PROSE), 40), {"covered"}, id="the whole row is covered"),
        pytest.param(covered(PROSE, 200), {"covered"}, id="the typeface of the text"),
        pytest.param(
            covered(
                in_courier(words("Step 1", x=60, y=450) + words("Here stand more words", x=200, y=450)), 190
            ),
            {"covered"},
            id="the row beside the box is another one",
        ),
    ],
)
def test_a_box_of_a_figure_covers_a_part_of_a_row(content: str, expected: set[str]) -> None:
    assert set(manners(content)) == expected
