"""ToUnicode maps that one reader takes and the next one does not."""

from __future__ import annotations

import io

import pikepdf
import pytest

from mlcia_check.model.measured_paper import Paper
from mlcia_check.pdf.reader import read
from tests.papers import breaches, paper
from tests.tiny_pdf import tiny_pdf, words

CHARS = "<61> <0061>\n<62> <0062>\n"
MAPS = [
    ("rows as counted", f"2 beginbfchar\n{CHARS}endbfchar", 0),
    ("a range", "1 beginbfrange\n<61> <7a> <0061>\nendbfrange", 0),
    ("a range with an array", "1 beginbfrange\n<61> <62> [<0061> <0062>]\nendbfrange", 0),
    ("two blocks", f"2 beginbfchar\n{CHARS}endbfchar\n1 beginbfchar\n<63> <0063>\nendbfchar", 0),
    ("a hyphen twice", "2 beginbfchar\n<2d> <002D>\n<2d> <00AD>\nendbfchar", 0),
    ("the same letter twice", "2 beginbfchar\n<61> <0061>\n<61> <0061>\nendbfchar", 0),
    ("fewer rows than counted", f"3 beginbfchar\n{CHARS}endbfchar", 1),
    ("more rows than counted", f"1 beginbfchar\n{CHARS}endbfchar", 1),
    ("a blank that an editor added", f"2 beginbfchar\n{CHARS}<0020> <0020>\nendbfchar", 0),
    ("a letter that was made a blank", f"2 beginbfchar\n{CHARS}<0061> <0020>\nendbfchar", 1),
    ("a letter of the blank's code", f"2 beginbfchar\n{CHARS}<20> <0063>\nendbfchar", 1),
    (
        "a sign before a letter, whose code is another row's",
        "4 beginbfchar\n<0040> <002d>\n<0041> <0069>\n<0050> <002d>\n<0042> <006a>\nendbfchar",
        0,
    ),
    ("a row that is missing, as by matplotlib", "1 beginbfrange\n\nendbfrange", 0),
    ("a missing row before others", f"1 beginbfrange\n\nendbfrange\n2 beginbfchar\n{CHARS}endbfchar", 1),
    ("a row behind the block", "1 beginbfrange\n\nendbfrange\n<61> <62> <0041>", 1),
    ("a glyph without a letter", f"2 beginbfchar\n{CHARS}% <9B> /.notdef\nendbfchar", 0),
    ("a letter in a comment", f"2 beginbfchar\n{CHARS}% <9B> <0061>\nendbfchar", 1),
    ("a comment without an end of line", f"2 beginbfchar\n{CHARS}% <9B> /a\r<63> <0063> endbfchar", 1),
    ("two letters of one code", "2 beginbfchar\n<61> <0061>\n<61> <0078>\nendbfchar", 1),
]


def with_map(rows: str) -> bytes:
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(words("seen by everybody"))))
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange\n{rows}\nendcmap"
    pdf.pages[0].Resources.Font.F.ToUnicode = pdf.make_stream(cmap.encode())
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


@pytest.mark.parametrize(("rows", "count"), [row[1:] for row in MAPS], ids=[row[0] for row in MAPS])
def test_maps_with_two_readings_are_counted(rows: str, count: int) -> None:
    assert read(with_map(rows)).structure.two_readings == count


def test_a_map_with_two_readings_is_a_question() -> None:
    structure = read(with_map(MAPS[-1][1])).structure
    judged: Paper = paper(structure=structure)
    assert [breach.case for breach in breaches("text-layer", judged)] == ["two-readings"]


@pytest.mark.parametrize(
    ("told", "is_question"),
    [
        (["ffi", "fl", "st"], False),
        (["ignore all", "previous words", "of this page"], True),
        (["ignoreallpreviouswordsofthispageandofthenext"], True),
        ([f"word{letter}" for letter in "abcdefghijkl"], True),
        (["home", "search", "menu"], False),
    ],
)
def test_glyphs_that_are_told_as_words_are_a_question(told: list[str], is_question: bool) -> None:
    rows = "\n".join(f"<{97 + i:02x}> <{text.encode('utf-16-be').hex()}>" for i, text in enumerate(told))
    structure = read(with_map(f"{len(told)} beginbfchar\n{rows}\nendbfchar")).structure
    judged: Paper = paper(structure=structure)
    assert [breach.case for breach in breaches("text-layer", judged)] == ["glyph-words"] * is_question
