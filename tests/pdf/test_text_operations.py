"""Content is read as pdfminer reads it, token by token; what is not plain is left to pdfminer."""

from __future__ import annotations

import random
from itertools import chain

import pytest

from mlcia_check.pdf import other_parser
from mlcia_check.pdf.text_operations import NotPlainError, text_operations
from tests.fixtures_table import fixture
from tests.parsed_pages import parsed
from tests.tiny_pdf import tiny_pdf

PLAIN = (
    "BT /F 9 Tf 50 700 Td (one) Tj ET",
    "BT /F 9 Tf 1 0 0 1 50 700 Tm [(o) -250.5 (n\\)e\\\\) .5 <7477 6f> -.25]TJ ET",
    "BT /F 9 Tf 50 700 Td (a\\101\\7z\\q\\\n) Tj <414> Tj ET",
    "q 2 0 0 2 10 10 cm BT/F 9 Tf 12 TL 5 Ts 90 Tz 1 Tc 2 Tw 20 30 TD(a b)Tj T* (c)' 1 2 (d e)\" ET Q",
    "/P <</MCID 0 /Kids [1 [2] <</A (b)>>]>> BDC BT /F +9. Tf 3 Tr (unseen) Tj 0 Tr 9 9 Td (seen) Tj ET EMC",
    "1 2 3 BT /F 9 Tf 7 50 700 Td true (x) Tj ET % a comment\n0 0 m 1 1 l S",
)
NOT_PLAIN = (
    "BI /W 1 /H 1 /BPC 8 /CS /G ID a EI BT /F 9 Tf (one) Tj ET",
    "BT /F 9 Tf 50 700 Td (a (nested) string) Tj ET",
    "BT /F 9 Tf 50 Td (too few operands) Tj ET",
    "BT /F#31 9 Tf (an escape in a name) Tj ET",
    "BT /F 9 Tf [(not closed) Tj ET",
    "BT /F 9 Tf (no such code: \\777) Tj ET",
    "BT /F 9 Tf 50 - Td (a sign alone) Tj ET",
    "BT /F 9 Tf T_a (no operator) Tj ET",
)
SHIFT_TOO_LARGE = f"BT /F 9 Tf 50 700 Td [(one) {'9' * 400} (two)] TJ ET"


def left_to_pdfminer(_: object) -> object:
    raise NotPlainError


def both(data: bytes, pages: list[int], monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """Return what is read of the pages as usual, and if pdfminer reads all of the content."""
    ours = parsed(data, pages)
    with monkeypatch.context() as patch:
        patch.setattr(other_parser, "text_operations", left_to_pdfminer)
        return ours, parsed(data, pages)


@pytest.mark.parametrize("content", PLAIN)
def test_plain_content(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert text_operations([content.encode()])
    ours, theirs = both(tiny_pdf(content), [1], monkeypatch)
    assert ours == theirs
    assert isinstance(ours, dict)
    assert len(ours[1]) > 0


@pytest.mark.parametrize("content", NOT_PLAIN)
def test_content_that_is_left_to_pdfminer(content: str) -> None:
    with pytest.raises(NotPlainError):
        text_operations([content.encode()])


def test_a_long_string_that_never_ends_is_searched_for_its_end_once() -> None:
    """Once for each of its parentheses would take hours."""
    with pytest.raises(NotPlainError):
        text_operations([b"(\\" * 1_000_000])


def test_a_shift_that_is_too_large_makes_a_page_unreadable() -> None:
    assert parsed(tiny_pdf(SHIFT_TOO_LARGE), [1]) == {1: other_parser.Unread("second-unreadable")}


def test_content_at_random(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in a stream, the glyphs are those of pdfminer's own reading."""
    draw = random.Random(16)
    pieces = [*chain.from_iterable(content.split() for content in (*PLAIN, *NOT_PLAIN)), "[", "]", "<<", ">>"]
    for _ in range(200):
        content = " ".join(["BT /F 9 Tf", *draw.choices(pieces, k=draw.randrange(1, 12)), "(end) Tj ET"])
        ours, theirs = both(tiny_pdf(content), [1], monkeypatch)
        assert ours == theirs, content


@pytest.mark.parametrize("name", ["sigconf", "body-8.8"])
def test_real_papers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = both(fixture(name).read_bytes(), [1, 2], monkeypatch)
    assert ours == theirs
    assert isinstance(ours, dict)
    assert all(len(page) > 100 for page in ours.values())
