"""How a paper's text is set on the mean: which lines follow one another."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.letter_spacing import text_spacing
from mlcia_check.measure.observed.text_density import settings
from mlcia_check.model.measured_paper import MeanSpacing
from mlcia_check.model.pdf_facts import Font
from tests.drafts import draft

WORDS = "the operator answers no more"


def wrapped(leading_bp: float) -> list[DraftLine]:
    """Narrow lines of text with the lines of a caption beside them, half a line lower, in reading order."""
    lines = []
    for number in range(12):
        for left, lower in ((54.0, 0.0), (260.0, leading_bp / 2)):
            line = draft(WORDS, left=left)
            line.baseline_bp = 700.0 - leading_bp * number - lower
            line.full = True
            lines.append(line)
    return lines


@pytest.mark.parametrize("leading_bp", [10.96, 9.5], ids=["the class's", "tight"])
def test_lines_beside_each_other_are_not_one_under_the_other(leading_bp: float) -> None:
    (body,) = settings(wrapped(leading_bp), 9.0, (), ())
    assert body.distances_bp == pytest.approx([leading_bp] * 22)


FONTS = (Font("LinLibertineT", embedded=True), Font("LinLibertineTI", embedded=True, italic=True))


@pytest.mark.parametrize(
    ("upright_em", "italic_em", "italics", "mean_em"),
    [
        pytest.param(0.0, -0.026, 8, 0.0, id="theorems in italics"),
        pytest.param(-0.02, -0.046, 8, -0.02, id="tightened text with theorems"),
        pytest.param(0.0, -0.026, 12, -0.026, id="italics throughout"),
    ],
)
def test_slanted_letters_do_not_tell_how_far_letters_stand_apart(
    upright_em: float, italic_em: float, italics: int, mean_em: float
) -> None:
    lines = [draft(WORDS, number) for number in range(20 if italics < 12 else 12)]
    for number, line in enumerate(lines):
        line.full = True
        slanted = number < italics
        tracking = italic_em if slanted else upright_em
        line.runs = [structs.replace(line.runs[0], font=int(slanted), tracking_em=tracking)]
    (body,) = settings(lines, 9.0, FONTS, (False, False))
    assert isinstance(body.tracking, MeanSpacing)
    assert body.tracking.mean_em == pytest.approx(mean_em)


HAN = "管理员在第三天发现了这些查询并关闭了接口"


@pytest.mark.parametrize(
    ("words", "added", "spacing_em", "mean_em"),
    [
        pytest.param(HAN, (0.0, 0.02, 0.033, 0.0), 0.0, 0.0, id="Chinese lines are only stretched"),
        pytest.param(HAN, (-0.03, -0.012, 0.033, 0.0), -0.012, -0.0105, id="Chinese lines that shrink, too"),
        pytest.param(WORDS, (-0.03, -0.012, 0.033, 0.0), -0.006, -0.00225, id="English lines even out"),
    ],
)
def test_stretched_lines_of_chinese_make_up_for_no_closer_ones(
    words: str, added: tuple[float, ...], spacing_em: float, mean_em: float
) -> None:
    lines = [draft(words, number) for number in range(24)]
    for number, line in enumerate(lines):
        line.full, line.role = True, "body"
        line.runs = [structs.replace(line.runs[0], tracking_em=added[number % len(added)])]
    (body,) = settings(lines, 9.0, FONTS, (False, False))
    assert isinstance(body.tracking, MeanSpacing)
    assert body.tracking.mean_em == pytest.approx(mean_em)
    assert text_spacing(lines, FONTS).tracking_em == pytest.approx(spacing_em)


@pytest.mark.parametrize(
    ("pieces", "size_bp"),
    [
        pytest.param(("th", "e", " oper", "a", "tor answers"), 9.0, id="one or two letters"),
        pytest.param(
            ("th", "e", " op", "e", "r", "a", "t", "o", "r ", "a", "nsw", "e", "rs"), 8.7, id="vowels"
        ),
        pytest.param(("the ", "operator", " answers"), 8.6, id="words"),
    ],
)
def test_smaller_letters_within_words_save_room_as_smaller_words_do(
    pieces: tuple[str, ...], size_bp: float
) -> None:
    lines = [draft("".join(pieces), number) for number in range(4)]
    for line in lines:
        line.full = True
        line.runs = [
            structs.replace(line.runs[0], text=piece, size_bp=9.0 if number % 2 == 0 else 8.0)
            for number, piece in enumerate(pieces)
        ]
    (body,) = settings(lines, 9.0, FONTS, (False, False))
    assert body.size_bp == pytest.approx(size_bp, abs=0.05)
