"""Where fonts are used: a stamp at the edge of a page is no text."""

from __future__ import annotations

import pytest

from mlcia_check.measure.observed.font_use import font_uses
from mlcia_check.pdf.reader import read
from tests.pdf_files import raw_pdf

WORDS = "View publication stats"


def uses(baseline_bp: int) -> tuple[int, int]:
    """The characters of text and of stamps of a page with one line in a font that is not embedded."""
    content = b"BT /F 4 Tf 50 %d Td (%b) Tj ET" % (baseline_bp, WORDS.encode())
    facts = read(
        raw_pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        )
    )
    (found,) = font_uses(facts, ())
    return found.text, found.stamps


@pytest.mark.parametrize("baseline_bp", [5, 780])
def test_words_at_the_edge_of_a_page_are_a_stamp(baseline_bp: int) -> None:
    assert uses(baseline_bp) == (0, len(WORDS))


@pytest.mark.parametrize("baseline_bp", [20, 85, 700, 765])
def test_words_on_the_page_are_text(baseline_bp: int) -> None:
    assert uses(baseline_bp) == (len(WORDS), 0)
