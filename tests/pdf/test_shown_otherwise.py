"""Transparent words above a picture of words, as office programs export text with effects."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Name

from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

TOLD = "key benefits of the method"
OTHER = "his modern views are those"
DARK = "q 0.1 0.2 0.5 rg 60 580 300 50 re f Q\n"


def pictured(content: str) -> bytes:
    """A page with a picture of what `content` paints, and transparent words above it."""
    bitmap = pypdfium2.PdfDocument(tiny_pdf(content))[0].render(scale=4, grayscale=True)
    pdf = pikepdf.open(io.BytesIO(tiny_pdf(words(TOLD, size=14, before="/Clear gs"))))
    page = pdf.pages[0]
    pixels = bytes(bitmap.buffer)
    page.Resources.XObject["/Picture"] = pdf.make_stream(
        b"".join(pixels[at : at + bitmap.width] for at in range(0, len(pixels), bitmap.stride)),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=bitmap.width,
        Height=bitmap.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    page.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Picture Do Q " + page.Contents.read_bytes())
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("content", "is_seen"),
    [
        pytest.param(words(TOLD, size=14), True, id="the same words"),
        pytest.param(words(TOLD, size=14, before="0.7 g"), True, id="the same words in grey"),
        pytest.param(DARK + words(TOLD, size=14, before="1 g"), True, id="the same words on a dark ground"),
        pytest.param("", False, id="nothing"),
        pytest.param(words(OTHER, size=14), False, id="other words"),
        pytest.param(words(TOLD, x=75, size=14), False, id="the same words further right"),
        pytest.param(words(TOLD, size=14) + words(OTHER, size=14), False, id="the same words among others"),
        pytest.param("0 g 60 590 300 30 re f\n", False, id="a bar"),
    ],
)
def test_words_that_the_page_shows_beneath_are_seen(content: str, is_seen: bool) -> None:
    (page,) = read(pictured(content)).pages
    assert (not page.unseen) is is_seen
    if is_seen:
        assert [run.fill for run in page.runs] == [0x00000000], "the words keep their own colour"
