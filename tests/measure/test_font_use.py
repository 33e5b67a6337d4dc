"""Where fonts are used: a stamp at the edge of a page is no text."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.measure.observed.font_use import font_uses
from mlcia_check.model.pdf_facts import Facts, Font, PageFacts, Structure
from mlcia_check.pdf.reader import read
from tests.drafts import draft
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


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([("0.5 1.0 1.5", 1)], 0, id="labels of a figure"),
        pytest.param([("accuracy by rounds", 1), ("a formula", 0)], 0, id="words of a figure"),
        pytest.param([("0.5 1.0 1.5", 1), ("a full line", 1)], 22, id="a line of text in the same font"),
        pytest.param([("a full line", 1)], 11, id="a line of text"),
    ],
)
def test_short_lines_in_a_font_that_sets_nothing_else_are_labels(
    lines: list[tuple[str, int]], text: int
) -> None:
    drafts = []
    for order, (words, font) in enumerate(lines):
        one = draft(words, order)
        one.runs = [structs.replace(one.runs[0], font=font, order=order)]
        one.full = "full" in words
        drafts.append(one)
    page = PageFacts(1, 612.0, 792.0, 0, 1.0, tuple(one.runs[0] for one in drafts), ())
    fonts = (Font("LinLibertineT", embedded=True), Font("Helvetica", embedded=False))
    uses_of = font_uses(Facts((page,), fonts, Structure()), drafts)
    assert sum(use.text for use in uses_of if use.font == 1) == text
