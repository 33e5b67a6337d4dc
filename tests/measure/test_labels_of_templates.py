"""White words in figures that drawing tools left behind: labels of templates."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name

from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

TEXT = "".join(
    words("These lines are the text of the paper in its own typeface.", y=300 - 12 * n) for n in range(9)
)
SHOWN = words("1. Existing benchmarks", y=520) + words("miss real failure case", y=508)


def white(text: str) -> str:
    return f"q 1 g\n{words(text, y=470)}Q\n"


def hidden_in(*figures: str) -> list[str]:
    """The manners of what is hidden on a page of text with included figures, one below the other."""
    drawn = "".join(f"q 1 0 0 1 0 {-60 * n} cm /Figure{n} Do Q\n" for n in range(len(figures)))
    with pikepdf.open(io.BytesIO(tiny_pdf(TEXT + drawn))) as pdf:
        plain = pdf.pages[0].Resources
        forms = Dictionary()
        for n, figure in enumerate(figures):
            form = pdf.make_stream(figure.encode())
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [60, 440, 560, 560]
            form.Resources = plain
            forms[f"/Figure{n}"] = form
        pdf.pages[0].Resources = Dictionary(Font=plain.Font, XObject=forms)
        saved = io.BytesIO()
        pdf.save(saved)
    return [record.manner for record in hidden(read(saved.getvalue()))]


LABEL = "Set the right label on the slide master of your company"


def test_a_label_that_a_crop_cuts_off_of_one_figure_is_no_prose_in_another() -> None:
    cropped = SHOWN + words(LABEL, y=600)
    assert hidden_in(SHOWN + white(LABEL)) == ["background-colour"]
    assert hidden_in(cropped, SHOWN + white(LABEL)) == ["in-figure", "in-figure"]
    assert "background-colour" in hidden_in(cropped, SHOWN + white(LABEL + " and accept the paper"))


def test_a_letter_that_a_crop_cuts_off_says_nothing_of_others() -> None:
    cropped = SHOWN + words("c", y=600)
    assert hidden_in(cropped, SHOWN + white("c")) == ["in-figure", "background-colour"]
