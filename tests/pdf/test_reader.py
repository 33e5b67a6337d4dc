"""What is read of a file: all of it, its layout alone, and what of it is beyond the limits."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from mlcia_check.errors import UnreadableDocument
from mlcia_check.pdf.limits import PAGE_OBJECTS_MAX
from mlcia_check.pdf.reader import opened, read
from tests.pdf_files import encrypted, one_page, raw_pdf

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
SCRIPT = b"<< /S /JavaScript /JS (app.beep\\(\\)) >>"
PAPERS = {
    "office": (FIXTURES / "office.pdf").read_bytes(),
    "with a script": one_page(catalog=b"/OpenAction " + SCRIPT),
    "encrypted": encrypted(one_page()),
    "a UserUnit": one_page(page=b"/UserUnit 2"),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_layout_has_the_same_pages_and_the_same_gaps(paper: str) -> None:
    whole = read(PAPERS[paper])

    with opened(PAPERS[paper]) as file:
        layout = file.layout_facts()

    assert (layout.pages, layout.fonts) == (whole.pages, whole.fonts)
    assert layout.structure.actions == whole.structure.actions
    assert layout.structure.encrypted == whole.structure.encrypted
    assert layout.structure.undetermined == whole.structure.undetermined


def test_a_file_without_pages_is_refused_in_both_ways() -> None:
    data = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")

    with pytest.raises(UnreadableDocument):
        read(data)
    with pytest.raises(UnreadableDocument), opened(data) as file:
        file.layout_facts()


def test_producer_and_creator_are_read() -> None:
    structure = read(PAPERS["office"]).structure

    assert structure.producer
    assert structure.creator


@pytest.mark.parametrize("clip", [b"", b"0 0 1 1 re W n "], ids=["shown", "clipped away"])
def test_a_page_with_more_objects_than_are_read_is_crowded_and_its_text_is_read(clip: bytes) -> None:
    text = b" BT /F 12 Tf 100 500 Td (below the plot) Tj ET"
    squares = zlib.compress(b"q " + clip + b"100 300 9 9 re f " * (PAGE_OBJECTS_MAX + 9) + b"Q" + text)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(squares), squares)
    fonts = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"

    (page,) = read(one_page(stream, page=b"/Contents 4 0 R /Resources " + fonts)).pages

    assert page.crowded
    assert len(page.ink) == (0 if clip else PAGE_OBJECTS_MAX)
    assert [run.text for run in page.runs] == ["below the plot"]


def test_text_in_a_font_that_the_file_does_not_hold_reaches_as_far_as_its_advances() -> None:
    facts = read((FIXTURES / "times-unembedded.pdf").read_bytes())

    ends = [
        run.box.right
        for page in facts.pages
        for run in page.runs
        if not facts.fonts[run.font].embedded and run.text[-1:].isalpha() and run.box.right > 550.0
    ]
    assert len(ends) > 50
    # Justified lines end at the column's edge; microtype lets letters protrude by a third of a point.
    assert all(558.1 < right < 558.6 for right in ends)
