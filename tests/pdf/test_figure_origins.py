"""What TeX keeps of included figures: their paths, and the authors that they name."""

from __future__ import annotations

import pytest

from mlcia_check.model.pdf_facts import FigureOrigin
from mlcia_check.pdf.structure.figure_origins import figure_origins
from mlcia_check.pdf.structure.object_streams import ObjectStream

FIGURE = b"5 0 obj\n<< /PTEX.FileName (%s)\n/PTEX.PageNumber 1\n/PTEX.InfoDict 7 0 R\n>>\nendobj\n"
INFORMATION = b"<< /Producer (Quartz) /Author (%s) >>"


def test_the_author_is_read_from_the_files_own_objects() -> None:
    data = (
        FIGURE % b"./plot.pdf"
        + b"17 0 obj <</Author (No)>> endobj 7 0 obj\n"
        + INFORMATION % b"Ada Kern"
        + b"\nendobj\n"
    )
    assert figure_origins(data, ()) == (FigureOrigin("./plot.pdf", "Ada Kern"),)


def test_the_author_is_read_from_an_object_stream() -> None:
    text = b"7 0 "
    stream = ObjectStream(text + INFORMATION % b"Ada Kern", len(text))
    assert figure_origins(FIGURE % b"/home/kern/plot.pdf", (stream,)) == (
        FigureOrigin("/home/kern/plot.pdf", "Ada Kern"),
    )


@pytest.mark.parametrize(
    ("author", "read"),
    [(b"Ada \\(A.\\) Kern", "Ada (A.) Kern"), (b"\xfe\xff\x67\x4e\x53\x4e", "李华"), (b"", ""), (b"  ", "")],
)
def test_names_are_read_as_they_are_shown(author: bytes, read: str) -> None:
    data = FIGURE % b"a.pdf" + b"7 0 obj" + INFORMATION % author + b"endobj"
    assert figure_origins(data, ()) == (FigureOrigin("a.pdf", read),)


def test_hexadecimal_names_are_read_and_others_are_left_out() -> None:
    data = FIGURE % b"a.pdf"
    assert figure_origins(data + b"7 0 obj << /Author <416461> >> endobj", ())[0].author == "Ada"
    assert figure_origins(data + b"7 0 obj << /Author <41zz> >> endobj", ())[0].author == ""


@pytest.mark.parametrize(
    "data", [b"", b"/PTEX.Fullbanner (This is pdfTeX)", b"/PTEX.FileName", b"/PTEX.FileName (a.pdf"]
)
def test_other_files_have_no_named_figures(data: bytes) -> None:
    assert not any(figure.path or figure.author for figure in figure_origins(data, ()))
