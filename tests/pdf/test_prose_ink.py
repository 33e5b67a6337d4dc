"""Running text that is shown without letters: scans and outlines are told from pictures."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from mlcia_check.model.pdf_facts import PageFacts
from mlcia_check.pdf.pdfium.open_pages import open_pages
from mlcia_check.pdf.pdfium.seen.prose_ink import prose_cells
from mlcia_check.pdf.reader import read
from tests.fixtures_table import fixture
from tests.tiny_pdf import tiny_pdf

FULL = 90
"""Cells of a page that is full of prose: 100 to 180 in English, 70 and more in Chinese."""

Area = tuple[float, float, float, float]
PAGE: Area = (0.0, 0.0, 612.0, 792.0)
BLOCK: Area = (54.0, 84.0, 504.0, 624.0)


def scan(name: str = "short", number: int = 2) -> Image.Image:
    """A page as a scanner sees it, at 150 dpi."""
    with open_pages(fixture(name).read_bytes()) as pages:
        assert pages is not None
        picture = pages.render(number, 150)
    assert picture is not None
    return Image.frombytes("L", (picture.width, picture.height), picture.pixels)


def shown(picture: Image.Image, area: Area = PAGE, head: str = "") -> PageFacts:
    """A page with a picture in `area` (left, bottom, width, height)."""
    pdf = pikepdf.open(io.BytesIO(tiny_pdf("")))
    image = pdf.make_stream(
        zlib.compress(picture.convert("L").tobytes()),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    left, bottom, width, height = area
    page = pdf.pages[0]
    page.Resources.XObject = Dictionary(Im=image)
    page.Contents = pdf.make_stream(f"q {width} 0 0 {height} {left} {bottom} cm /Im Do Q\n{head}".encode())
    saved = io.BytesIO()
    pdf.save(saved)
    return read(saved.getvalue()).pages[0]


def shaded(picture: Image.Image) -> Image.Image:
    """Darker at the left, as near the fold of a book."""
    ramp = Image.linear_gradient("L").rotate(90).resize(picture.size).point(lambda tone: 140 + tone // 3)
    return Image.composite(picture, Image.new("L", picture.size, 0), ramp)


def grainy(picture: Image.Image) -> Image.Image:
    rng = random.Random(1)
    grain = Image.frombytes("L", picture.size, rng.randbytes(picture.width * picture.height))
    return Image.blend(picture, grain, 0.25)


SCANS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": lambda picture: picture,
    "bilevel": lambda picture: picture.point(lambda tone: 255 * (tone > 128)),
    "turned by a degree": lambda picture: picture.rotate(1, fillcolor=255, resample=Image.Resampling.BICUBIC),
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(1.5)),
    "light on dark": ImageOps.invert,
    "grainy": grainy,
    "shaded": shaded,
    "coarse": lambda picture: picture.resize((612, 792)),
}


@pytest.mark.parametrize("change", SCANS.values(), ids=SCANS)
def test_a_scan_of_a_page_is_found(change: Callable[[Image.Image], Image.Image]) -> None:
    assert len(shown(change(scan()), head="BT /F 7 Tf 54 760 Td (A head) Tj ET").prose_ink) >= FULL // 2


@pytest.mark.parametrize("name", ["chinese-xecjk", "chinese-noto", "chinese-ctex"])
def test_a_scan_of_chinese_is_found(name: str) -> None:
    assert len(shown(scan(name)).prose_ink) >= FULL // 2


@pytest.mark.parametrize("area", [BLOCK, (54.0, 84.0, 504.0, 300.0)])
def test_a_scan_is_found_in_a_part_of_the_page(area: Area) -> None:
    whole = scan()
    part = whole.crop((0, 0, whole.width, round(whole.height * area[3] / 792)))
    boxes = shown(part, area).prose_ink
    assert len(boxes) >= FULL * area[3] / 792 / 2
    assert all(area[1] - 48 <= box.bottom and box.top <= area[1] + area[3] + 48 for box in boxes)


@pytest.mark.parametrize("scale", [0.6, 0.55, 0.5, 0.45])
def test_a_page_that_is_shrunk_to_small_type_is_found(scale: float) -> None:
    """9pt on 11pt at half its size is 4.5pt on 5.5pt: figures can hold pages of it."""
    boxes = shown(scan(), (54.0, 200.0, 612 * scale, 792 * scale)).prose_ink
    assert len(boxes) >= FULL * scale**2 / 2


def photograph(rng: random.Random) -> Image.Image:
    small = Image.frombytes("L", (14, 18), rng.randbytes(14 * 18))
    return grainy(small.resize((700, 900), Image.Resampling.BICUBIC))


def noise(rng: random.Random) -> Image.Image:
    return Image.frombytes("L", (350, 450), rng.randbytes(350 * 450))


def cells(rng: random.Random) -> Image.Image:
    return Image.frombytes("L", (35, 45), rng.randbytes(35 * 45)).resize((700, 900), Image.Resampling.NEAREST)


def rules(rng: random.Random) -> Image.Image:  # noqa: ARG001
    picture = Image.new("L", (700, 900), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(0, 900, 15):
        draw.line((0, y, 700, y), fill=0, width=3)
    return picture


def dashes(rng: random.Random) -> Image.Image:
    """Spikes in rows, as of neurons."""
    picture = Image.new("L", (700, 900), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(0, 900, 15):
        for _ in range(60):
            x = rng.randrange(700)
            draw.line((x, y, x, y + 8), fill=0)
    return picture


def lattice(rng: random.Random) -> Image.Image:  # noqa: ARG001
    picture = Image.new("L", (700, 900), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(0, 900, 15):
        for x in range(0, 700, 15):
            draw.ellipse((x, y, x + 7, y + 7), fill=0)
    return picture


def table(rng: random.Random) -> Image.Image:
    picture = Image.new("L", (700, 900), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(0, 900, 15):
        for x in range(0, 700, 100):
            draw.text((x + 10, y), f"{rng.random():.3f}", fill=0)
    return picture


def code(rng: random.Random) -> Image.Image:
    picture = Image.new("L", (700, 900), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(0, 900, 14):
        line = " ".join(
            rng.choice(["return", "value", "if", "state", "next", "="]) for _ in range(rng.randrange(8))
        )
        draw.text((30 * rng.randrange(4), y), line, fill=0)
    return picture


PICTURES = {
    "photograph": photograph,
    "noise": noise,
    "heat map": cells,
    "rules": rules,
    "spikes": dashes,
    "lattice": lattice,
    "table": table,
    "code": code,
}


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("area", [BLOCK, (54.0, 84.0, 240.0, 308.0)])
def test_a_picture_is_no_prose(draw: Callable[[random.Random], Image.Image], area: Area) -> None:
    assert len(shown(draw(random.Random(2)), area).prose_ink) < 0.15 * FULL


def prose(x: float, width: float) -> str:
    """A column of 56 lines, as operators."""
    rng = random.Random(3)
    words = [
        "the",
        "loss",
        "of",
        "a",
        "client",
        "is",
        "bounded",
        "by",
        "what",
        "it",
        "asked",
        "before",
        "and",
        "the",
        "price",
        "that",
        "it",
        "paid",
    ]
    rows = []
    for row in range(56):
        line = ""
        while len(line) < width / 4.2:
            line += rng.choice(words) + " "
        rows.append(f"BT /F 9 Tf {x} {700 - 11 * row} Td ({line}) Tj ET\n")
    return "".join(rows)


COLUMNS = prose(54, 240) + prose(318, 240)


def test_text_explains_its_own_ink() -> None:
    assert read(tiny_pdf(COLUMNS)).pages[0].prose_ink == ()
    grey = Image.new("L", (100, 100), 230)
    assert shown(grey, head=COLUMNS).prose_ink == ()


def test_prose_in_a_pattern_is_found() -> None:
    pdf = pikepdf.open(io.BytesIO(tiny_pdf("/Pattern cs /P scn 0 0 612 792 re f")))
    page = pdf.pages[0]
    page.Resources.Pattern = Dictionary(
        P=pdf.make_stream(
            COLUMNS.encode(),
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, 612, 792]),
            XStep=612,
            YStep=792,
            Resources=Dictionary(Font=page.Resources.Font),
        )
    )
    saved = io.BytesIO()
    pdf.save(saved)
    assert len(read(saved.getvalue()).pages[0].prose_ink) >= FULL // 2


def test_prose_that_an_annotation_paints_is_found() -> None:
    pdf = pikepdf.open(io.BytesIO(tiny_pdf("")))
    page = pdf.pages[0]
    look = pdf.make_stream(
        COLUMNS.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 612, 792]),
        Resources=Dictionary(Font=page.Resources.Font),
    )
    stamp = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 612, 792]), F=4, AP=Dictionary(N=look)
    )
    page.Annots = Array([pdf.make_indirect(stamp)])
    saved = io.BytesIO()
    pdf.save(saved)
    assert len(read(saved.getvalue()).pages[0].prose_ink) >= FULL // 2


def test_recognised_words_over_a_scan_explain_it() -> None:
    pages = read(fixture("scan-with-ocr").read_bytes()).pages
    assert sum(len(page.prose_ink) for page in pages) < 0.1 * FULL


@pytest.mark.parametrize("name", ["sigconf", "chinese-xecjk", "pages-20"])
def test_pages_of_prose_are_told_by_their_look(name: str) -> None:
    with open_pages(fixture(name).read_bytes()) as pages:
        assert pages is not None
        picture, bare = pages.render(2, 72), pages.render(2, 72, text=False)
    assert picture is not None
    assert bare is not None
    assert len(prose_cells(picture)) >= FULL // 2
    assert prose_cells(bare) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda picture: picture.rotate(90, expand=True),
        lambda picture: picture.rotate(270, expand=True),
        lambda picture: picture.point(lambda tone: 150 + tone * 105 // 255),
    ],
    ids=["on its left side", "on its right side", "in grey"],
)
def test_a_scan_on_its_side_or_in_grey_is_found(change: Callable[[Image.Image], Image.Image]) -> None:
    assert len(shown(change(scan())).prose_ink) >= FULL // 4


MARGINS: dict[str, tuple[Area, int]] = {
    "below the text": ((0.0, 6.0, 612.0, 60.0), 0),
    "above the text": ((0.0, 726.0, 612.0, 60.0), 0),
    "beside the text": ((4.0, 60.0, 36.0, 612.0), 90),
    "between the columns": ((294.0, 60.0, 28.0, 612.0), 90),
}


@pytest.mark.parametrize(("area", "turned"), MARGINS.values(), ids=MARGINS)
def test_few_rows_of_words_in_a_picture_are_found_in_the_margins(area: Area, turned: int) -> None:
    width, height = (area[3], area[2]) if turned else (area[2], area[3])
    whole = scan()
    rows = whole.crop((0, 500, round(width * 150 / 72), 500 + round(height * 150 / 72)))
    page = shown(rows.rotate(turned, expand=True), area)
    assert len(page.margin_rows) >= 2
    assert all((row.box.height > row.box.width) is bool(turned) for row in page.margin_rows)
    assert not page.prose_ink or not turned


@pytest.mark.parametrize("draw", [photograph, noise, cells, rules, dashes, lattice])
def test_other_pictures_in_the_margins_have_no_rows_of_words(
    draw: Callable[[random.Random], Image.Image],
) -> None:
    strip = draw(random.Random(2)).resize((700, 80))
    assert len(shown(strip, (0.0, 5.0, 612.0, 66.0)).margin_rows) <= 1


def test_pictures_that_look_alike_have_the_same_look() -> None:
    rows = scan().crop((0, 500, 1275, 600))
    one, other = (shown(rows, (0.0, 6.0, 612.0, 48.0)).margin_rows for _ in range(2))
    assert one == other
