"""What is read of a file for its layout alone is part of what is read of it for all measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlcia_check.errors import UnreadableDocument
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
