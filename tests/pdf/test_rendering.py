"""Pictures of pages for measuring: where their ink stands, with and without text and annotations."""

from __future__ import annotations

import io
from math import ceil

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mlcia_check.model.annotation_marks import AnnotationMark
from mlcia_check.model.geometry import Box
from mlcia_check.pdf.pdfium.open_pages import open_pages
from mlcia_check.pdf.pdfium.rendering import GreyPicture
from mlcia_check.pdf.reader import opened, read
from tests.annotated import annotated
from tests.fixtures_table import fixture
from tests.tiny_pdf import tiny_pdf

BAR = "0 g 100 500 200 50 re f\n"
WORDS = "BT /F 20 Tf 100 300 Td (Many words of text) Tj ET\n"


def drawn(
    data: bytes, dpi: float = 36, part: Box | None = None, annotations: bool = True, text: bool = True
) -> GreyPicture:
    with open_pages(data) as pages:
        assert pages is not None
        picture = pages.render(1, dpi, part, annotations=annotations, text=text)
    assert picture is not None
    return picture


def test_ink_stands_where_the_page_has_it() -> None:
    picture = drawn(tiny_pdf(BAR), dpi=72)
    assert (picture.width, picture.height, picture.stride) == (612, 792, 612)
    rows = [picture.row(row).count(0) for row in range(picture.height)]
    columns = [picture.pixels[column :: picture.width].count(0) for column in range(picture.width)]
    inked = [row for row, count in enumerate(rows) if count]
    assert (picture.y(inked[0]), picture.y(inked[-1] + 1)) == (550.0, 500.0)
    assert {rows[row] for row in inked} == {200}
    inked = [column for column, count in enumerate(columns) if count]
    assert (picture.x(inked[0]), picture.x(inked[-1] + 1)) == (100.0, 300.0)
    assert picture.row(250) == b"\xff" * 100 + b"\x00" * 200 + b"\xff" * 312


def test_a_part_is_cut_from_the_whole_page() -> None:
    box = Box(90.0, 480.0, 190.0, 560.0)
    part = drawn(tiny_pdf(BAR), dpi=72, part=box)
    assert (part.width, part.height, part.left, part.top) == (100, 80, 90.0, 560.0)
    assert part.pixels == drawn(tiny_pdf(BAR), dpi=72).patch(box)
    assert part.patch(Box(300.0, 480.0, 310.0, 490.0)) == b""


@pytest.mark.parametrize("inside_form", [False, True])
def test_text_is_left_out_wherever_it_stands(inside_form: bool) -> None:
    data = tiny_pdf(BAR + "/X Do", forms={"X": WORDS}) if inside_form else tiny_pdf(BAR + WORDS)
    assert drawn(data).pixels != drawn(tiny_pdf(BAR)).pixels
    assert drawn(data, text=False).pixels == drawn(tiny_pdf(BAR)).pixels


def test_text_that_was_left_out_comes_back() -> None:
    with open_pages(tiny_pdf(WORDS)) as pages:
        assert pages is not None
        before, _, after = pages.render(1, 36), pages.render(1, 36, text=False), pages.render(1, 36)
    assert before is not None
    assert before == after


def test_annotations_are_drawn_or_left_out() -> None:
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(BAR)))
    look = pdf.make_stream(b"1 g 0 0 200 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 50])
    cover = Dictionary(
        Type=Name.Annot, Subtype=Name.Square, Rect=Array([100, 500, 300, 550]), F=4, AP=Dictionary(N=look)
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(cover)])
    saved = io.BytesIO()
    pdf.save(saved)
    assert drawn(saved.getvalue(), annotations=False).pixels.count(0) == 100 * 25
    assert drawn(saved.getvalue()).pixels.count(0) == 0


@pytest.mark.parametrize("name", ["rotated-page", "crop-box", "user-unit-large"])
def test_pictures_are_measured_as_the_page_is_viewed(name: str) -> None:
    data = fixture(name).read_bytes()
    with open_pages(data) as pages:
        assert pages is not None
        for page in read(data).pages:
            picture = pages.render(page.number, 72)
            assert picture is not None
            assert (picture.width, picture.height) == (ceil(page.width_bp), ceil(page.height_bp))
            text = page.runs[len(page.runs) // 2].box
            assert min(picture.patch(text)) < 100 < max(picture.patch(text))


def test_what_cannot_be_drawn_is_none() -> None:
    with open_pages(b"not a PDF") as nothing:
        assert nothing is None
    with open_pages(tiny_pdf(BAR)) as pages:
        assert pages is not None
        assert pages.render(2, 36) is None
        assert pages.render(0, 36) is None
        assert pages.render(1, 36, Box(700.0, 0.0, 800.0, 100.0)) is None


def test_a_large_page_is_drawn_coarsely() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14400, 14400))
    saved = io.BytesIO()
    pdf.save(saved)
    picture = drawn(saved.getvalue(), dpi=144)
    assert picture.width * picture.height < 16_100_000
    assert picture.width / picture.scale == pytest.approx(14400, abs=4)


def test_a_paper_that_was_read_is_drawn_as_its_file_has_it() -> None:
    """Reading a page makes its annotations content of the open document, which the file's pages lack."""
    mark = AnnotationMark(1, Box(72.0, 700.0, 90.0, 710.0), "error", "some-rule", "some words")
    data = annotated(tiny_pdf(WORDS), [mark])
    with opened(data) as paper, open_pages(data) as fresh:
        assert fresh is not None
        paper.facts()
        with paper.pages() as pages:
            for annotations in (True, False):
                drawn = pages.render(1, 72, annotations=annotations)
                assert drawn == fresh.render(1, 72, annotations=annotations)
        assert fresh.render(1, 72, annotations=True) != fresh.render(1, 72, annotations=False)
