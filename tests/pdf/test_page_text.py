"""The characters of a page are shared out to text objects as if each character were asked for its own."""

from __future__ import annotations

from ctypes import c_ushort

import pytest

from mlcia_check.pdf import reader
from mlcia_check.pdf.pdfium.binding import PageHandle, Pdfium
from mlcia_check.pdf.pdfium.document import PdfiumDocument, extracted_text
from mlcia_check.pdf.pdfium.objects.page_text import page_text
from tests.fixtures_table import fixture
from tests.tiny_pdf import tiny_pdf


@pytest.mark.parametrize(
    "name", ["sigconf", "math-heavy", "shuffled", "ghostscript", "office", "chinese-noto"]
)
def test_every_object_gets_its_own_characters(name: str) -> None:
    with PdfiumDocument(fixture(name).read_bytes()) as document:
        for number in range(1, document.page_count + 1):
            with document.page(number) as page:
                assert page
                with page_text(document.lib, page) as found:
                    shared = {item: code_units(text) for item, text in found.runs.items()}
                assert shared == one_by_one(document.lib, page)


def one_by_one(lib: Pdfium, page: PageHandle) -> dict[int, str]:
    """The characters of each object, each character asked for its object."""
    buffer = (c_ushort * 8)()
    found: dict[int, str] = {}
    with extracted_text(lib, page) as text:
        assert text
        for index in range(lib.FPDFText_CountChars(text)):
            owner = lib.FPDFText_GetTextObject(text, index)
            if owner is not None:
                units = lib.FPDFText_GetText(text, index, 1, buffer)
                found[owner] = found.get(owner, "") + "".join(map(chr, buffer[: units - 1]))
    return found


def code_units(text: str) -> str:
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))


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
