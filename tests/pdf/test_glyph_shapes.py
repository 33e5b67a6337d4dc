# ruff: noqa: E501  (content of PDF in one line)
"""Glyphs that are other letters than the text layer says, told by their shapes."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mlcia_check.pdf.pdfium.objects.glyph_shapes import _is_other, _Shape, _without_ligatures
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LINE = "every query of a happy guest is kept by the judge for long and the lamp may glow"
OTHER = str.maketrans(ALPHABET, "qwertyuiopasdfghjklzxcvbnm")
NONE: frozenset[str] = frozenset()
ALL = frozenset(LINE.split())
SECOND = frozenset(LINE.split()[::2])
CAPITALS = frozenset({"by"})
LABELS = frozenset({"a", "and", "for", "happy", "lamp", "long", "query"})
HIGH, LOW, DEEP = "bdfhklt", "aceimnorsuvwxz", "gjpqy"


def drawn(letter: str, capitals: bool, is_tall: bool) -> bytes:
    """A bar of the letter's height; i and l are narrow, m and w wide. A tall typeface has a larger x-height."""
    bottom = -220 if letter in DEEP and not capitals else 0
    top = 650 if letter in HIGH or capitals else 430
    if is_tall:
        top = top * 5 // 4
    width = 150 if letter in "ijl" else 700 if letter in "mw" else 400
    return f"{width + 50} 0 0 {bottom} {width} {top} d1 0 {bottom} {width} {top - bottom} re f".encode()


Glyph = tuple[str, str, bool]
"""The letter that it shows, the letter that the text layer says, and whether it is a small capital."""


def bars(pdf: pikepdf.Pdf, codes: dict[Glyph, int], is_tall: bool) -> Dictionary:
    """A Type 3 font whose glyphs are bars."""
    rows = "".join(f"<{index:02x}> <{ord(letter):04x}>\n" for (_, letter, _), index in codes.items())
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar\n{rows}endbfchar"
    procedures = {
        f"/g{index}": drawn(glyph, capital, is_tall) for (glyph, _, capital), index in codes.items()
    }
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        BaseFont=Name.Tall if is_tall else Name.Bars,
        FontBBox=Array([0, -300, 1000, 900]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary({name: pdf.make_stream(procedure) for name, procedure in procedures.items()}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *map(Name, procedures)])),
        FirstChar=1,
        LastChar=len(codes),
        Widths=Array([800 if glyph in "mw" else 500 for glyph, _, _ in codes]),
        ToUnicode=pdf.make_stream(cmap.encode()),
    )


def lines(
    told: str,
    capitals: frozenset[str] = frozenset(),
    separate: bool = False,
    tall: frozenset[str] = frozenset(),
    unit: float = 0.001,
) -> bytes:
    """A page with a line of bars that look like the letters of LINE, which the text layer says to be others.

    `capitals` are the words that are set in small capitals, `tall` those in a typeface of larger x-height.
    `unit` is that of the typefaces, of which a thousand are an em.
    """
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(words("a page of text"))))
    page = pdf.pages[0]
    glyphs = [
        [(glyph, letter, shown in capitals) for glyph, letter in zip(shown, said, strict=True)]
        for shown, said in zip(LINE.split(), told.split(), strict=True)
    ]
    pairs = sorted({pair for word in glyphs for pair in word})
    codes = {pair: index for index, pair in enumerate(pairs, 1)}
    page.Resources.Font["/Bars"] = pdf.make_indirect(bars(pdf, codes, is_tall=False))
    page.Resources.Font["/Tall"] = pdf.make_indirect(bars(pdf, codes, is_tall=True))
    steps = []
    x = 60.0
    for word, shown in zip(glyphs, LINE.split(), strict=True):
        operand = "".join(f"{codes[pair]:02x}" for pair in word)
        font = "Tall" if shown in tall else "Bars"
        steps.append(f"<{operand}>" if not separate else f"BT /{font} 9 Tf {x:.1f} 30 Td <{operand}> Tj ET")
        x += 5 * len(word) + 3
    for face in ("/Bars", "/Tall"):
        page.Resources.Font[face].FontMatrix = Array([unit, 0, 0, unit, 0, 0])
    content = " ".join(steps) if separate else f"BT /Bars 9 Tf 60 30 Td [{' -250 '.join(steps)}] TJ ET"
    content = content.replace(" 9 Tf", f" {0.009 / unit:g} Tf")
    page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + f" Q {content}".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("told", "is_found"), [(LINE, False), (LINE.translate(OTHER), True)], ids=["as told", "others"]
)
def test_typefaces_of_other_x_heights_are_compared_apart(told: str, is_found: bool) -> None:
    """Rows of a table in small capitals stand beside a plot, whose labels have a larger x-height."""
    pdf = lines(told, capitals=CAPITALS, separate=True, tall=LABELS)
    assert any(text.painted is None for page in read(pdf).pages for text in page.replaced) is is_found


@pytest.mark.parametrize(
    ("told", "capitals", "separate", "is_found"),
    [
        (LINE, NONE, False, False),
        (LINE, NONE, True, False),
        (LINE, ALL, False, False),
        (LINE, SECOND, False, False),
        (LINE, SECOND, True, False),
        (LINE.translate(OTHER), NONE, False, True),
        (LINE.translate(OTHER), NONE, True, True),
        (LINE.translate(OTHER), ALL, False, True),
        (LINE.translate(OTHER), SECOND, False, True),
        (LINE.translate(OTHER), SECOND, True, True),
    ],
    ids=[
        "as told",
        "as told, by word",
        "small capitals",
        "words in small capitals",
        "words in small capitals, by word",
        "others",
        "others by word",
        "other small capitals",
        "others and words in small capitals",
        "others and words in small capitals, by word",
    ],
)
def test_letters_that_cannot_look_so_are_found(
    told: str, capitals: frozenset[str], separate: bool, is_found: bool
) -> None:
    replaced = [text for page in read(lines(told, capitals, separate)).pages for text in page.replaced]
    assert bool(replaced) is is_found
    assert all(text.painted is None for text in replaced)


@pytest.mark.parametrize("unit", [0.01, 0.0001])
@pytest.mark.parametrize("separate", [False, True], ids=["a line", "words"])
@pytest.mark.parametrize(
    ("told", "is_found"), [(LINE, False), (LINE.translate(OTHER), True)], ids=["as told", "others"]
)
def test_fonts_in_units_of_their_own_are_compared_alike(
    told: str, is_found: bool, separate: bool, unit: float
) -> None:
    pdf = lines(told, separate=separate, unit=unit)
    assert any(text.painted is None for page in read(pdf).pages for text in page.replaced) is is_found


ROWS = ("rmblkans", "opopopop", "0Z0Z0Z0Z", "Z0Z0Z0Z0", "0Z0Z0Z0Z", "Z0Z0Z0Z0", "POPOPOPO", "SNAQJBMR")
PROSE = ("they keep", "a query", "my happy", "judge of", "people", "whom you", "may help", "to weigh")


@pytest.mark.parametrize(("rows", "is_found"), [(ROWS, False), (PROSE, True)], ids=["a board", "words"])
def test_the_squares_of_a_board_tell_no_words(rows: tuple[str, ...], is_found: bool) -> None:
    """Each glyph is a square of one em or a piece in its middle, as those of fonts for chess are."""
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(words("a page of text"))))
    page = pdf.pages[0]
    names = {letter: "zero" if letter == "0" else letter for letter in set("".join(rows)) - {" "}}
    square = b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f"
    piece = b"1000 0 140 140 860 860 d1 140 140 720 720 re f"
    page.Resources.Font["/Board"] = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(
                {
                    f"/{name}": pdf.make_stream(piece if name in "kqrbnp" else square)
                    for name in names.values()
                }
            ),
            Encoding=Dictionary(
                Type=Name.Encoding,
                Differences=Array(
                    [x for letter, name in names.items() for x in (ord(letter), Name(f"/{name}"))]
                ),
            ),
            FirstChar=32,
            LastChar=126,
            Widths=Array([1000] * 95),
        )
    )
    text = "".join(f"BT /Board 9 Tf 60 {300 - 9 * at} Td ({row}) Tj ET " for at, row in enumerate(rows))
    page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + f" Q {text}".encode())
    out = io.BytesIO()
    pdf.save(out)
    assert (
        any(text.painted is None for page in read(out.getvalue()).pages for text in page.replaced) is is_found
    )


def outlines(word: str, order: int, capitals: bool = False) -> list[_Shape]:
    """The letters of a word in units of the type size; "fl" and "Qu" in brackets have one outline."""
    found = []
    for part in re.findall(r"\[\w+\]|\w", word):
        letters = part.strip("[]")
        tall = not capitals and any(letter in HIGH for letter in letters)
        bottom = -0.22 if not capitals and any(letter in DEEP for letter in letters) else 0.0
        width = 0.5 * len(letters) if len(letters) > 1 else 0.75 if letters in "mw" else 0.45
        top = 0.7 if tall or len(letters) > 1 else 0.46
        found += [_Shape(letter, width, bottom, top, (order, 0), 1) for letter in letters]
    return found


def test_the_letters_of_a_ligature_are_not_compared() -> None:
    words = [
        outlines("[ffl]", 1),
        outlines("[fl]", 2),
        outlines("Sparrow", 3, capitals=True),
        outlines("tomato", 4),
    ]
    shapes = [shape for word in words for shape in word]
    assert _is_other(shapes)
    assert not _is_other(list(_without_ligatures(shapes)))


def test_two_letters_that_no_typeface_joins_are_compared() -> None:
    shapes = outlines("[an]d [ow]e", 1)
    assert list(_without_ligatures(shapes)) == shapes
