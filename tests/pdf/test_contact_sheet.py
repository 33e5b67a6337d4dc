"""The writer of contact sheets: a PDF that other readers find sound, whatever stands in a cell."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdf
import pytest

from mlcia_check.model.geometry import Box
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.pdf.contact_sheet import BLACK, Cell, ContactSheet, Mark, cut, jpeg_size
from mlcia_check.pdf.pdfium import thumbnails
from mlcia_check.pdf.pdfium.open_pages import open_pages
from tests.fixtures_table import fixture


def picture(page: int = 1) -> Thumbnail:
    data = fixture("office").read_bytes()
    with open_pages(data) as pages:
        assert pages is not None
        [drawn] = thumbnails.drawn(pages, [page], 120, thumbnails.jpeg)
    return drawn


def sheet(*cells: Cell, columns: int = 5, title: str = "First pages") -> bytes:
    out = io.BytesIO()
    made = ContactSheet(out, title, columns, len(cells))
    for cell in cells:
        made.add(cell)
    made.close()
    return out.getvalue()


def test_cells_fill_pages_and_other_readers_find_the_file_sound() -> None:
    data = sheet(*[Cell((f"{number}", "PASS"), picture()) for number in range(52)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [len(page.get_images()) for page in pdf.pages] == [20, 20, 12]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    assert pages[2].endswith("First pages   3 / 3")
    assert "51" in pages[2]


def test_words_of_any_script_are_written() -> None:
    names = ("Müller (2) \\ 7", "论文 12 の", "Ωmega", "\udcb2 lost", "")
    data = sheet(*[Cell((name,), None, "cannot be drawn") for name in names], title="首页")
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "首页"
    text = reader.pages[0].extract_text()
    assert all(
        name in text for name in ("Müller (2) \\ 7", "论文 12 の", "Ωmega", "? lost", "cannot be drawn")
    )


@pytest.mark.parametrize(("ems", "shown"), [(99, "a longer name"), (4.0, "a lo..."), (0, "...")])
def test_a_label_is_cut_to_its_room(ems: float, shown: str) -> None:
    assert cut("a longer name", ems) == shown


def test_a_mark_stays_on_its_page() -> None:
    one = picture()
    mark = Mark(Box(-1000.0, 100.0, 5000.0, 200.0), BLACK)
    with pikepdf.open(io.BytesIO(sheet(Cell(("1",), one, marks=(mark,))))) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode()
    boxes = [[float(edge) for edge in found.split()] for found in re.findall(r"w ([-\d. ]+) re S", content)]
    marked, frame = boxes
    assert marked[0] == frame[0]
    assert marked[2] == frame[2]
    assert marked[3] == pytest.approx(100 * frame[2] / one.width, abs=0.01)


def test_the_size_of_a_picture_is_read_from_it() -> None:
    across, down = jpeg_size(picture().data)
    assert across == 120
    assert abs(down - 155) <= 1
