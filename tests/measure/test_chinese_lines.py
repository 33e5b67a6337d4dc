"""Lines of Chinese text as word processors and TeX leave them: gaps, ligatures, and what a font sets."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.body_type import body_type
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.line_measures import line_of
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import BodyType
from mlcia_check.model.pdf_facts import Font, TextRun
from tests.drafts import column

SIZE = 9.0
SONG, LATIN = Font("Song", embedded=True), Font("Latin", embedded=True)


def read(*pieces: tuple[str, float], em: float = 1.0) -> str:
    """The text of a line of pieces, each set so many ems behind the one before."""
    runs: list[TextRun] = []
    x = 54.0
    for order, (text, gap) in enumerate(pieces):
        x += gap * SIZE
        right = x + em * SIZE * len(text)
        runs.append(
            TextRun(text, x, 700.0, Box(x, 698.0, right, 707.0), SIZE, 1.0, 0, 0, 0x000000FF, 0, order, 0)
        )
        x = right
    return line_of(1, 0, runs, FontKinds((SONG,))).text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("使无法读", 0.0), ("取模型", 0.4)], "使无法读取模型"),
        ([("也能", 0.0), ("，数据", 0.5)], "也能，数据"),
        ([("场景", 0.0), ("GPT", 0.25), ("下", 0.25)], "场景 GPT 下"),
        ([("准确率", 0.0), ("召回率", 2.0)], "准确率 召回率"),
        ([("two", 0.0), ("words", 0.25)], "two words"),
    ],
    ids=["justified", "before a mark", "Latin between", "cells of a table", "Latin"],
)
def test_ideographs_that_justification_drives_apart_are_one_word(
    pieces: list[tuple[str, float]], text: str
) -> None:
    assert read(*pieces) == text


@pytest.mark.parametrize(
    ("glyph", "text"), [("\u2047", "??"), ("\u2048", "?!"), ("\u2049", "!?"), ("\ufffe", "-"), ("？", "？")]
)
def test_ligatures_of_marks_are_read_as_they_were_typed(glyph: str, text: str) -> None:
    assert read(("如图", 0.0), (glyph, 0.0), ("所示", 0.0)) == f"如图{text}所示"


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("本节说明攻击者可以观察到的全部信息以及他的目标", 1.0),
        ("本节说明 query budget 与预算受限的攻击", 0.5),
        ("this section says what the attacker sees of it", 0.0),
    ],
)
def test_how_much_chinese_a_font_sets(words: str, share: float) -> None:
    lines = column(*[words] * 20)
    for line in lines:
        line.full = True
    found = body_type(lines, (SONG, LATIN))
    assert isinstance(found, BodyType)
    assert found.chinese_share == pytest.approx(share, abs=0.1)
