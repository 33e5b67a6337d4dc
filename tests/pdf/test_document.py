"""One module opens, loads and closes documents through PDFium; a page is loaded no more often than needed."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

import mlcia_check
from mlcia_check import api
from mlcia_check.model.pdf_facts import CitationLink
from mlcia_check.pdf import reader
from mlcia_check.pdf.pdfium.binding import library
from mlcia_check.pdf.pdfium.document import PdfiumDocument, PdfiumRefusal
from tests.fixtures_table import fixture
from tests.tiny_pdf import tiny_pdf, words

LOADS = {
    "FPDF_LoadMemDocument64": "FPDF_CloseDocument",
    "FPDF_LoadPage": "FPDF_ClosePage",
    "FPDFText_LoadPage": "FPDFText_ClosePage",
}
"""Functions of PDFium that take something, each with the one that gives it back."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each of these functions has been called."""
    counted: Counter[str] = Counter()
    lib = library()

    def count(name: str) -> None:
        function = getattr(lib, name)

        def counting(*arguments: object) -> object:
            counted[name] += 1
            return function(*arguments)

        monkeypatch.setattr(lib, name, counting)

    for pair in LOADS.items():
        for name in pair:
            count(name)
    yield counted
    for load, close in LOADS.items():
        assert counted[load] == counted[close]


def test_one_module_calls_what_loads_and_closes() -> None:
    package = Path(mlcia_check.__file__).parent
    call = re.compile(r"\.({})\(".format("|".join((*LOADS, *LOADS.values()))))
    callers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if call.search(path.read_text("utf-8"))
    }
    assert callers == {"pdf/pdfium/document.py"}


@pytest.mark.parametrize(
    ("name", "pages"),
    [("pages-20", 20), ("cited-by-alias", 3)],
    ids=["words settle what is cited", "links settle what is cited"],
)
def test_each_page_of_a_paper_is_loaded_once(calls: Counter[str], name: str, pages: int) -> None:
    assert api.check(fixture(name), limits=None).verdict == "pass"
    assert calls["FPDF_LoadMemDocument64"] == 1
    assert calls["FPDF_LoadPage"] == pages


def test_a_page_is_loaded_again_only_if_an_annotation_paints(calls: Counter[str]) -> None:
    data = stamped(tiny_pdf(*(words("One line of text.") for _ in range(3))), page=2)
    _, second, _ = reader.read(data).pages
    assert [run.text for run in second.note_runs] == ["stamp"]
    assert calls["FPDF_LoadPage"] == 4


def test_what_was_loaded_is_closed_when_reading_breaks_off(calls: Counter[str]) -> None:
    def stop(number: int) -> None:
        raise KeyError(number)

    with pytest.raises(KeyError):
        reader.read(fixture("sigconf").read_bytes(), stop)
    with pytest.raises(KeyError), PdfiumDocument(tiny_pdf("")) as document, document.page(1):
        raise KeyError
    assert calls["FPDF_LoadPage"] == 2


@pytest.mark.parametrize(("name", "code"), [("random-bytes", 3), ("user-password", 4)])
def test_a_refusal_bears_the_code_of_pdfium(name: str, code: int) -> None:
    with pytest.raises(PdfiumRefusal) as refused:
        PdfiumDocument(fixture(name).read_bytes())
    assert refused.value.code == code


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_page_that_is_not_there_is_none(number: int) -> None:
    with PdfiumDocument(tiny_pdf("")) as document, document.page(number) as page:
        assert page is None


def test_links_are_taken_before_annotations_become_part_of_their_page() -> None:
    data = fixture("cited-by-alias").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = range(1, len(pdf.pages) + 1)
    painted = data
    for page in pages:
        painted = stamped(painted, page)

    assert links_of(data)
    assert links_of(painted) == links_of(data)


def test_links_are_placed_in_bp_on_a_page_with_larger_units() -> None:
    data = fixture("cited-by-alias").read_bytes()
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.UserUnit = 2
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    [plain, *_], [enlarged, *_] = links_of(data), links_of(buffer.getvalue())
    assert tuple(enlarged.box) == pytest.approx([2 * edge for edge in plain.box])
    assert (enlarged.x_bp, enlarged.y_bp) == pytest.approx((2 * plain.x_bp, 2 * plain.y_bp))


def links_of(data: bytes) -> tuple[CitationLink, ...]:
    with reader.opened(data) as file:
        file.facts()
        return file.citation_links()


def stamped(data: bytes, page: int) -> bytes:
    """The document with an annotation that paints the word "stamp" on a page, counted from 1."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = pdf.make_stream(
            b"BT /F 10 Tf 5 5 Td (stamp) Tj ET",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 60, 20]),
            Resources=Dictionary(Font=Dictionary(F=font)),
        )
        stamp = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            Rect=Array([72, 20, 132, 40]),
            F=4,
            AP=Dictionary(N=look),
        )
        whole = pdf.pages[page - 1]
        whole.Annots = Array([*whole.get("/Annots", Array()), pdf.make_indirect(stamp)])
        pdf.save(buffer)
    return buffer.getvalue()
