"""Figures of pages that a program wrapped in a form, as those that stamp or join papers do."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

ROWS = [*range(60, 540, 20), *range(640, 760, 20)]
PAGE = "".join(words("words of the running text that everybody can see", y=y, size=20) for y in ROWS)
COVERED = (
    words("an older label of this drawing that nobody sees", y=600, size=8) + "q 1 g 60 590 300 20 re f Q\n"
)
SHOWN = words("the label", y=560, size=8)


def wrapped(times: int, content: str, figure: str) -> list[str]:
    """The manners of what is hidden on a page in `times` forms, with a figure painted after its content."""
    with pikepdf.open(io.BytesIO(tiny_pdf(""))) as pdf:
        fonts = pdf.pages[0].Resources.Font
        inner: dict[str, pikepdf.Object] = {}
        drawn, name = figure, "/Figure"
        for _ in range(times + 1):
            form = pdf.make_stream(drawn.encode())
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 612, 792]
            form.Resources = Dictionary(Font=fonts, XObject=Dictionary(inner))
            inner = {name: form}
            drawn, name = (content if name == "/Figure" else "") + f"{name} Do\n", "/Page"
        pdf.pages[0].Resources = Dictionary(Font=fonts, XObject=Dictionary(inner))
        pdf.pages[0].Contents = pdf.make_stream(drawn.encode())
        saved = io.BytesIO()
        pdf.save(saved)
    return [record.manner for record in hidden(read(saved.getvalue()))]


@pytest.mark.parametrize("times", [0, 1, 2])
def test_covered_words_of_a_figure_are_a_figure_s_on_a_wrapped_page_too(times: int) -> None:
    assert wrapped(times, PAGE, SHOWN + COVERED) == ["in-figure"]


def test_covered_words_of_the_wrapped_page_itself_are_no_figure_s() -> None:
    assert wrapped(1, PAGE + COVERED, SHOWN) == ["covered"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_form_as_large_as_the_page_is_no_figure(times: int) -> None:
    assert wrapped(times, "", PAGE + COVERED) == ["covered"]
