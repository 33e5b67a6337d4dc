"""The characters of a page are shared out to text objects as if each character were asked for its own."""

from __future__ import annotations

from ctypes import c_ushort

import pytest

from mlcia_check.pdf import reader
from mlcia_check.pdf.pdfium.binding import library
from mlcia_check.pdf.pdfium.page_text import page_text
from tests.fixtures_table import fixture
from tests.tiny_pdf import tiny_pdf


@pytest.mark.parametrize(
    "name", ["sigconf", "math-heavy", "shuffled", "ghostscript", "office", "chinese-noto"]
)
def test_every_object_gets_its_own_characters(name: str) -> None:
    lib = library()
    data = fixture(name).read_bytes()
    document = lib.FPDF_LoadMemDocument64(data, len(data), None)
    assert document
    for number in range(lib.FPDF_GetPageCount(document)):
        page = lib.FPDF_LoadPage(document, number)
        assert page
        text = lib.FPDFText_LoadPage(page)
        assert text
        buffer = (c_ushort * 8)()
        one_by_one: dict[int, str] = {}
        for index in range(lib.FPDFText_CountChars(text)):
            owner = lib.FPDFText_GetTextObject(text, index)
            if owner is not None:
                units = lib.FPDFText_GetText(text, index, 1, buffer)
                one_by_one[owner] = one_by_one.get(owner, "") + "".join(map(chr, buffer[: units - 1]))
        with page_text(lib, page) as found:
            shared = {
                item: "".join(map(chr, memoryview(words.encode("utf-16-le", "surrogatepass")).cast("H")))
                for item, words in found.runs.items()
            }
        assert shared == one_by_one
        lib.FPDFText_ClosePage(text)
        lib.FPDF_ClosePage(page)
    lib.FPDF_CloseDocument(document)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("[(Run) -3000 (41.2%) -2500 (7)] TJ", 2),
        ("[(one) -300 (two) -300 (three)] TJ", 0),
        ("(a line of words that are set as usual) Tj", 0),
    ],
    ids=["cells", "words", "a-line"],
)
def test_white_inside_an_object_parts_its_cells(content: str, parts: int) -> None:
    """TeX writes a row of a table as one object; words are a quarter of an em apart."""
    [page] = reader.read(tiny_pdf(f"BT /F 9 Tf 72 700 Td {content} ET")).pages
    [run] = page.runs
    assert len(run.white_gaps_bp) == parts
    assert all(run.box.left < left < right < run.box.right for left, right in run.white_gaps_bp)
