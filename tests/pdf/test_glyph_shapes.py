# ruff: noqa: E501  (content of PDF in one line)
"""Glyphs that are other letters than the text layer says, told by their shapes."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LINE = "every query of a happy guest is kept by the judge for long and the lamp may glow"
OTHER = str.maketrans(ALPHABET, "qwertyuiopasdfghjklzxcvbnm")
NONE: frozenset[str] = frozenset()
ALL = frozenset(LINE.split())
SECOND = frozenset(LINE.split()[::2])
HIGH, LOW, DEEP = "bdfhklt", "aceimnorsuvwxz", "gjpqy"


def drawn(letter: str, capitals: bool) -> bytes:
    """A bar of the letter's height; i and l are narrow, m and w wide."""
    bottom = -220 if letter in DEEP and not capitals else 0
    top = 650 if letter in HIGH or capitals else 430
    width = 150 if letter in "ijl" else 700 if letter in "mw" else 400
    return f"{width + 50} 0 0 {bottom} {width} {top} d1 0 {bottom} {width} {top - bottom} re f".encode()


def lines(told: str, capitals: frozenset[str] = frozenset(), separate: bool = False) -> bytes:
    """A page with a line of bars that look like the letters of LINE, which the text layer says to be others.

    `capitals` are the words that are set in small capitals.
    """
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(words("a page of text"))))
    page = pdf.pages[0]
    glyphs = [
        [(glyph, letter, shown in capitals) for glyph, letter in zip(shown, said, strict=True)]
        for shown, said in zip(LINE.split(), told.split(), strict=True)
    ]
    pairs = sorted({pair for word in glyphs for pair in word})
    codes = {pair: index for index, pair in enumerate(pairs, 1)}
    rows = "".join(f"<{index:02x}> <{ord(letter):04x}>\n" for (_, letter, _), index in codes.items())
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange {len(pairs)} beginbfchar\n{rows}endbfchar"
    page.Resources.Font["/Bars"] = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, -300, 1000, 800]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary({f"/g{index}": pdf.make_stream(drawn(glyph, capital)) for (glyph, _, capital), index in codes.items()}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(f"/g{index}") for index in codes.values())])),
            FirstChar=1,
            LastChar=len(pairs),
            Widths=Array([800 if glyph in "mw" else 500 for glyph, _, _ in pairs]),
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
    )  # fmt: skip
    steps = []
    x = 60.0
    for word in glyphs:
        operand = "".join(f"{codes[pair]:02x}" for pair in word)
        steps.append(f"<{operand}>" if not separate else f"BT /Bars 9 Tf {x:.1f} 30 Td <{operand}> Tj ET")
        x += 5 * len(word) + 3
    content = " ".join(steps) if separate else f"BT /Bars 9 Tf 60 30 Td [{' -250 '.join(steps)}] TJ ET"
    page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + f" Q {content}".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


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
