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
HIGH, LOW, DEEP = "bdfhklt", "aceimnorsuvwxz", "gjpqy"


def drawn(letter: str, capitals: bool) -> bytes:
    """A bar of the letter's height; i and l are narrow, m and w wide."""
    bottom = -220 if letter in DEEP and not capitals else 0
    top = 650 if letter in HIGH or capitals else 430
    width = 150 if letter in "ijl" else 700 if letter in "mw" else 400
    return f"{width + 50} 0 0 {bottom} {width} {top} d1 0 {bottom} {width} {top - bottom} re f".encode()


def lines(told: str, capitals: bool = False, separate: bool = False) -> bytes:
    """A page with a line of bars that look like the letters of LINE, which the text layer says to be others."""
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(words("a page of text"))))
    page = pdf.pages[0]
    pairs = sorted(set(zip(LINE.replace(" ", ""), told.replace(" ", ""), strict=True)))
    codes = {pair: index for index, pair in enumerate(pairs, 1)}
    rows = "".join(f"<{index:02x}> <{ord(letter):04x}>\n" for (_, letter), index in codes.items())
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange {len(pairs)} beginbfchar\n{rows}endbfchar"
    page.Resources.Font["/Bars"] = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, -300, 1000, 800]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary({f"/g{index}": pdf.make_stream(drawn(glyph, capitals)) for (glyph, _), index in codes.items()}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(f"/g{index}") for index in codes.values())])),
            FirstChar=1,
            LastChar=len(pairs),
            Widths=Array([800 if glyph in "mw" else 500 for glyph, _ in pairs]),
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
    )  # fmt: skip
    steps = []
    x = 60.0
    for shown, said in zip(LINE.split(), told.split(), strict=True):
        operand = "".join(f"{codes[pair]:02x}" for pair in zip(shown, said, strict=True))
        steps.append(f"<{operand}>" if not separate else f"BT /Bars 9 Tf {x:.1f} 30 Td <{operand}> Tj ET")
        x += 5 * len(shown) + 3
    content = " ".join(steps) if separate else f"BT /Bars 9 Tf 60 30 Td [{' -250 '.join(steps)}] TJ ET"
    page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + f" Q {content}".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("told", "capitals", "separate", "is_found"),
    [
        (LINE, False, False, False),
        (LINE, False, True, False),
        (LINE, True, False, False),
        (LINE.translate(OTHER), False, False, True),
        (LINE.translate(OTHER), False, True, True),
        (LINE.translate(OTHER), True, False, True),
    ],
    ids=["as told", "as told, by word", "small capitals", "others", "others by word", "other small capitals"],
)
def test_letters_that_cannot_look_so_are_found(
    told: str, capitals: bool, separate: bool, is_found: bool
) -> None:
    replaced = [text for page in read(lines(told, capitals, separate)).pages for text in page.replaced]
    assert bool(replaced) is is_found
    assert all(text.painted is None for text in replaced)
