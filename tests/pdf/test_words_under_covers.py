"""Words under letters, lines and faint sheets that hide them together, and honest pages that look alike."""

from __future__ import annotations

import io
from collections.abc import Iterable
from math import cos, pi, sin

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

PROSE = "no reader of this page can see these few words"
LOOSE = "some words that everybody can see on this page"
UNDER = words(PROSE)
WHITE, BLACK = "1 g", "0 g"


def page_of(content: str, pieces: Iterable[str] = ()) -> bytes:
    """A page with ZapfDingbats /Squares, bold /Bold, Type 3 fonts, and a state /Faint.

    Glyph n of /Squares is a square. Of the Type 3 fonts, /White and /Black paint squares, and /Mixed has
    two stems as a and a white square as b. `pieces` are forms that are painted after the content.
    """
    pieces = list(pieces)
    calls = "".join(f"/Piece{at} Do\n" for at in range(len(pieces)))
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(content + calls)))
    resources = pdf.pages[0].Resources
    for name, base in (("Squares", Name.ZapfDingbats), ("Bold", Name("/Helvetica-Bold"))):
        resources.Font[f"/{name}"] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=base)
    square = "500 0 d0 1 g 0 -250 550 1100 re f"
    stems = "500 0 d0 0 0 100 700 re 200 0 100 700 re f"
    for name, glyphs in (
        ("White", {"a": square}),
        ("Black", {"a": square.replace("1 g", "")}),
        ("Mixed", {"a": stems, "b": square}),
    ):
        names = [item for glyph in glyphs for item in (ord(glyph), Name(f"/{glyph}"))]
        resources.Font[f"/{name}"] = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 0, 0]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(
                {f"/{glyph}": pdf.make_stream(drawing.encode()) for glyph, drawing in glyphs.items()}
            ),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array(names)),
            FirstChar=97,
            LastChar=98,
            Widths=Array([500, 500]),
        )
    resources.ExtGState.Faint = Dictionary(ca=0.15)
    for at, piece in enumerate(pieces):
        resources.XObject[f"/Piece{at}"] = pdf.make_stream(
            piece.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 612, 792]),
            Resources=Dictionary(Font=resources.Font),
        )
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


def found(content: str, pieces: Iterable[str] = ()) -> list[str]:
    return [passage.text for passage in hidden(read(page_of(content, pieces))) if passage.page]


def row(
    letter: str,
    step: float,
    size: float,
    y: float,
    *,
    font: str = "Bold",
    before: str = WHITE,
    left: float = 70,
) -> list[str]:
    """Letters from `left` on over 220bp, each a text object of its own."""
    return [
        f"q {before} BT /{font} {size} Tf 1 0 0 1 {left + step * at:.2f} {y} Tm ({letter}) Tj ET Q\n"
        for at in range(int(220 / step) + 1)
    ]


def squares(before: str = WHITE, left: float = 70) -> list[str]:
    return row("n", 8, 16, 597, font="Squares", before=before, left=left)


def tiles(width: float, height: float, bottom: float, left: float = 70) -> str:
    boxes = (
        f"{left + (width - 0.1) * at:.1f} {bottom} {width} {height} re f\n"
        for at in range(int(220 / width) + 3)
    )
    return f"q 1 g\n{''.join(boxes)}Q\n"


def line(width: float, *points: tuple[float, float], before: str = "0 G") -> str:
    way = " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))
    return f"q {before} {width} w {way} S Q\n"


OVER: dict[str, str] = {
    "white squares": "".join(squares()),
    "off-white squares": "".join(squares("0.9 g")),
    "grey squares": "".join(squares("0.5 g")),
    "black squares one by one": "".join(row("a", 2, 10, 600, font="Black", before=BLACK)),
    "bold letters, dense": "".join(row("W", 1.5, 10, 600)),
    "bold letters, two rows": "".join(row("M", 2, 14, 597) + row("M", 2, 14, 600)),
    "pairs of bold letters": "".join(row("XX", 3, 12, 598)),
    "squares aslant": "".join(
        f"q 1 g BT /Squares 16 Tf .95 .3 -.3 .95 {68 + 6 * at} 595 Tm (n) Tj ET Q\n" for at in range(38)
    ),
    "letters with broad white outlines": "".join(row("M", 4, 10, 600, before="1 G 1 Tr 5 w")),
    "letters with broad black outlines": "".join(row("M", 4, 10, 600, before="0 G 1 Tr 8 w")),
    "white glyphs, one run": f"BT /White 10 Tf 70 600 Td ({'a' * 44}) Tj ET\n",
    "white glyphs one by one": "".join(row("a", 4.5, 10, 600, font="White", before=BLACK)),
    "white glyphs of a font with letters": "BT /Mixed 10 Tf 70 500 Td (aaaa) Tj ET\n"
    + "".join(row("b", 4.5, 10, 600, font="Mixed", before=BLACK)),
    "in marked content": "".join(f"/Span BMC\n{square}EMC\n" for square in squares()),
    "letters and tiles by turns": "".join(row("n", 16, 17, 597, font="Squares"))
    + "".join(f"q 1 g {78 + 16 * at} 595 8.5 15 re f Q\n" for at in range(14)),
    "tiles as high as the letters, across two rows of squares": tiles(5, 12, 597),
    "three strips": "q 1 g 60 604.6 250 9 re f 60 590 250 10.8 re f\n"
    "60 600.6 250 2.6 re f 60 602.9 250 2 re f Q\n",
    "a thousand specks": "".join(tiles(1.1, 1.1, 597 + at) for at in range(12)),
    "thousands of specks": "".join(tiles(0.6, 0.6, 597 + 0.5 * at) for at in range(22)),
    "a line of three points": line(14, (60, 603), (180, 603), (300, 603)),
    "a line of two parts": "q 0 G 14 w 60 603 m 180 603 l 180 603 m 300 603 l S Q\n",
    "a line aslant": line(14, (60, 603), (300, 603.3)),
    "a curve": "q 0 G 14 w 60 603 m 100 603 200 603.4 300 603 c S Q\n",
    "a zigzag": line(1.5, *((70 + 1.2 * (at // 2), 612 if at % 4 in (1, 2) else 595) for at in range(360))),
    "a zigzag, and a line elsewhere": line(
        1.5,
        *((70 + 1.2 * (at // 2), 612 if at % 4 in (1, 2) else 595) for at in range(360)),
        (290, 100),
        (500, 100),
    ),
    "thin lines aslant": "".join(line(1.2, (60, 595 + at), (300, 595.2 + at)) for at in range(15)),
    "lines of three points": "".join(
        line(3, (60, 596 + 2.8 * at), (180, 596.1 + 2.8 * at), (300, 596 + 2.8 * at)) for at in range(5)
    ),
    "upright strokes": "".join(line(3, (70 + 2.8 * at, 595), (70.1 + 2.8 * at, 612)) for at in range(80)),
    "short strokes": "".join(
        line(3, (70 + 2.6 * x, 595 + 4.3 * y), (70.4 + 2.6 * x, 599.9 + 4.3 * y))
        for x in range(85)
        for y in range(4)
    ),
    "hatching": "".join(line(2.5, (60 + 2.4 * at, 592), (80 + 2.4 * at, 612)) for at in range(96)),
    "a flat thick frame": "q 0 G 12 w 66 603 224 0.5 re S Q\n",
    "a broad grey line": line(14, (60, 603), (180, 603), (300, 603), before="0.7 G"),
    "dashes": "q 1 G 14 w [8 0.01] 0 d 60 603 m 180 603.2 l 300 603 l S Q\n",
    "faint sheets": "q /Faint gs 1 g\n" + "60 590 240 30 re f\n" * 25 + "Q\n",
    "faint tiles": ("q /Faint gs " + tiles(5, 14, 596) + "Q\n") * 25,
}


@pytest.mark.parametrize("over", OVER.values(), ids=OVER)
def test_words_that_covers_hide_together_are_found(over: str) -> None:
    texts = found(UNDER + over)

    assert any(PROSE in text for text in texts), texts


@pytest.mark.parametrize("over", [OVER["white squares"], OVER["thin lines aslant"]], ids=["squares", "lines"])
def test_words_over_the_same_shapes_are_seen(over: str) -> None:
    assert PROSE not in found(over + words(PROSE, before="0.4 g" if over[2:5] == WHITE else "1 g"))


def test_words_on_their_own_ground_under_letters_of_its_colour_are_found() -> None:
    blue = ".75 .85 1 rg"

    assert PROSE in found(f"q {blue} 60 585 300 30 re f Q\n" + UNDER + "".join(squares(blue)))


def test_covers_in_forms_are_summed() -> None:
    assert PROSE in found(UNDER, squares())


@pytest.mark.parametrize(
    "over", ["".join(squares(left=38)), tiles(5, 14, 596, left=38)], ids=["letters", "tiles"]
)
def test_covers_over_a_part_of_a_long_line_hide_that_part(over: str) -> None:
    texts = found(words(f"{PROSE} {LOOSE} {LOOSE}", x=40) + over)

    assert any("can see these few words" in text for text in texts)
    assert not any(LOOSE in text for text in texts)


def test_words_aslant_under_tiles_are_found() -> None:
    boxes = "".join(f"{84 + 3 * at} {394 + 3 * at} 10 10 re f\n" for at in range(58))

    assert PROSE in found(words(PROSE, matrix=".7 .7 -.7 .7 90 400") + f"q 1 g\n{boxes}Q\n")


@pytest.mark.parametrize("step", [5, 7], ids=["on each other", "side by side"])
def test_letters_each_under_a_square_of_its_own_are_found(step: float) -> None:
    apart = "".join(
        words(letter, x=72 + step * at) + f"q 1 g BT /Squares 16 Tf {70 + step * at} 597 Td (n) Tj ET Q\n"
        for at, letter in enumerate(PROSE)
        if letter != " "
    )

    assert PROSE.replace(" ", "") in "".join(found(apart)).replace(" ", "")


def halo(text: str, y: float) -> str:
    """White copies of a text all around it, then the text."""
    around = [(0.8 * cos(pi * at / 8), 0.8 * sin(pi * at / 8)) for at in range(16)]
    return "".join(words(text, 72 + x, y + up, before=WHITE) for x, up in around) + words(text, y=y)


def apart(text: str, before: str, outline: str = "") -> str:
    """Letters as text objects of their own, each after its white outline or its box."""
    return "".join(
        (f"q {outline} BT /F 10 Tf {72 + 5.2 * at:.1f} 600 Td ({letter}) Tj ET Q\n" if outline else "")
        + before.format(left=71 + 5.2 * at)
        + words(letter, x=72 + 5.2 * at)
        for at, letter in enumerate(text)
        if letter != " "
    )


def lines_of(count: int, leading: float = 12) -> str:
    return "".join(words(LOOSE, y=600 - leading * at) for at in range(count))


HONEST: dict[str, str] = {
    "letters, each after its white outline": apart(LOOSE, "", "1 G 1 Tr 2 w"),
    "letters, each after its broad white outline": apart(LOOSE, "", "1 G 1 Tr 3 w"),
    "letters, each after its white box": apart(LOOSE, "q 1 g {left} 597 6 12 re f Q\n"),
    "words after their white outline": "".join(
        words(LOOSE, y=600 - 14 * at, before="1 G 1 g 2 Tr 3 w") + words(LOOSE, y=600 - 14 * at)
        for at in range(4)
    ),
    "contours that touch the lines above": "".join(halo(LOOSE, 600 - 8.5 * at) for at in range(6)),
    "a pale watermark above": lines_of(20)
    + "q 0.9 g BT /Bold 90 Tf .7 .7 -.7 .7 90 400 Tm (DRAFT) Tj ET Q\n",
    "struck-out words": lines_of(6)
    + "".join(line(0.6, (72, 603 - 12 * at), (290, 603 - 12 * at)) for at in range(6)),
    "crossed-out words": UNDER
    + "".join(line(0.5, (72 + 5 * at, 598), (80 + 5 * at, 609)) for at in range(40)),
    "a wavy underline": UNDER
    + line(0.8, *((72 + 1.5 * at, 598 + at % 2 * 1.5) for at in range(140)), before="1 0 0 RG"),
    "words highlighted one by one": UNDER
    + "q /Faint gs 1 1 0 rg\n"
    + "".join(f"{70 + 20 * at} 597 20 12 re f\n" for at in range(11))
    + "Q\n",
    "shaded rows": "".join(f"q .9 g 70 {596 - 12 * at} 300 12 re f Q\n" for at in range(9)) + lines_of(8),
    "pale marks over labels": UNDER
    + "q .9 g\n"
    + "".join(f"{72 + 37 * at % 250} {598 + 17 * at % 12} 1.5 1.5 re f\n" for at in range(120))
    + "Q\n",
    "white nodes that touch": "".join(
        f"q 1 g 70 {597 - 10 * at} 240 10.5 re f Q\n" + words("going quickly by jumping", y=598 - 10 * at)
        for at in range(8)
    ),
    "a light shadow above": UNDER + words(PROSE, x=72.8, y=599.2, before="0.8 g"),
    "a thick frame after its text": lines_of(6) + "q 3 w 60 530 260 85 re S Q\n",
    "a thick arrow through an edge": UNDER + line(4, (60, 620), (150, 590), (300, 585)),
    "a thousand pale specks between lines": lines_of(3, leading=24)
    + "".join(tiles(0.6, 0.6, bottom + 0.5 * at) for bottom in (585, 561) for at in range(20)),
    "a thousand pale specks under words": "".join(tiles(0.6, 0.6, 596 + 0.5 * at) for at in range(24))
    + UNDER,
    "a dense pale grid": lines_of(5)
    + "".join(line(1, (70 + 3 * at, 540), (70 + 3 * at, 612), before="0.9 G") for at in range(75)),
    "faint bands": lines_of(5)
    + "q /Faint gs .2 .4 1 rg\n"
    + "".join(f"{70 + 20 * at} 540 30 80 re f\n" for at in range(10))
    + "Q\n",
    "hollow letters": words(LOOSE, size=14, before="1 Tr 1.2 w"),
}


@pytest.mark.parametrize("content", HONEST.values(), ids=HONEST)
def test_words_that_are_seen_beside_covers_are_not_found(content: str) -> None:
    assert found(content) == []


def points(letter: str, size: float, left: float, bottom: float) -> str:
    """400 points of a plot close together, each a sign as R draws it."""
    return "".join(
        f"BT /Squares {size} Tf {left + at % 40 * 0.8} {bottom + at // 40 * 1.2} Td ({letter}) Tj ET\n"
        for at in range(400)
    )


@pytest.mark.parametrize("size", [8, 3])
def test_points_of_a_plot_on_each_other_are_no_hidden_words(size: float) -> None:
    assert found("0 g " + points("l", size, 300, 300)) == []


def test_words_under_points_of_a_plot_are_found() -> None:
    over = "1 g " + "".join(points("l", 16, 60 + 30 * at, 592) for at in range(9))

    assert any(PROSE in text for text in found(UNDER + over))


@pytest.mark.parametrize("dash", ["-", "_"])
def test_dashes_under_a_faint_tint_are_seen(dash: str) -> None:
    dashes = "".join(words(dash, x=72 + 20 * at) for at in range(10))
    tint = "q /Faint gs 1 1 0 rg\n" + "60 590 300 30 re f\n" * 4 + "Q\n"

    assert not read(page_of(dashes + tint)).pages[0].unseen


def test_more_doubtful_words_in_one_place_than_can_be_told_apart_are_never_silent() -> None:
    heap = "".join(
        words(f"word{at % 7}", x=100 + at % 10 * 0.8, y=700 + at // 10 % 10 * 0.5) for at in range(3000)
    )
    specks = "".join(tiles(0.6, 0.6, 697 + 0.5 * at, left=95) for at in range(30))

    assert read(page_of(heap + specks)).pages[0].crowded
    assert not read(page_of(heap)).pages[0].crowded
