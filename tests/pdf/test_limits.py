"""Numbers of a file that no paper has: they are brought within bounds where they enter, and end no reader."""

from __future__ import annotations

import pytest

from mlcia_check import check
from mlcia_check.measure import measure
from mlcia_check.pdf.limits import COORDINATE_MAX_BP, PAGE_SIDE_MAX_BP
from mlcia_check.pdf.reader import read
from mlcia_check.pdf.structure.name_scan import names
from tests.packs import pack_at
from tests.pdf_files import one_page

HUGE = ["9" * 20, "-" + "9" * 20, "9" * 5000, "1" + "0" * 60, "0." + "0" * 400 + "1", "-", ".", "1e99"]
"""Numbers of 20 and 5,000 digits, beyond what a float of 32 bits holds, and what is none."""

PLACES = {
    "the page's box": "page",
    "a matrix": "q {n} 0 0 {n} {n} {n} cm BT /F1 9 Tf 72 700 Td (Words of a line) Tj ET Q",
    "a turned matrix": "q {n} {n} -{n} 1 0 0 cm BT /F1 9 Tf 72 700 Td (Words of a line) Tj ET Q",
    "the type size": "BT /F1 {n} Tf 72 700 Td (Words of a line of text) Tj ET",
    "where a line stands": "BT /F1 9 Tf {n} {n} Td (Words of a line of text) Tj ET",
    "spacing": "BT /F1 9 Tf {n} Tc {n} Tw {n} Tz 72 700 Td (Words of a line of text) Tj ET",
    "leading": "BT /F1 9 Tf {n} TL 72 700 Td (Words of a line) Tj T* (Words of a line) Tj ET",
    "a rectangle": "0 0 0 rg {n} {n} {n} {n} re f BT /F1 9 Tf 72 700 Td (Words of a line) Tj ET",
    "a clip": "0 0 {n} {n} re W n BT /F1 9 Tf 72 700 Td (Words of a line of text) Tj ET",
    "an annotation": "annotation",
    "UserUnit": "unit",
    "widths": "widths",
}


def made(place: str, number: str) -> bytes:
    """A page with this number in this place."""
    content = PLACES[place].format(n=number) if "{n}" in PLACES[place] else PLACES["leading"].format(n="10")
    box = f"0 0 {number} 792" if PLACES[place] == "page" else "0 0 612 792"
    more = f"/UserUnit {number}" if PLACES[place] == "unit" else ""
    if PLACES[place] == "annotation":
        more = (
            f"/Annots [<< /Type /Annot /Subtype /Square /Rect [{number} 0 9 {number}] /Contents (Note) >> "
            f"<< /Type /Annot /Subtype /Link /Rect [0 {number} {number} 0] "
            f"/Dest [3 0 R /XYZ {number} 0 0] >>]"
        )
    widths = (
        f"/FirstChar 32 /LastChar 34 /Widths [{number} 300 {number}]" if PLACES[place] == "widths" else ""
    )
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {widths} >>"
    page = f"/MediaBox [{box}] {more} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
    stream = b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content.encode())
    return one_page(stream, font.encode(), page=page.encode()).replace(b"/MediaBox [0 0 612 792] ", b"", 1)


@pytest.mark.parametrize("place", PLACES)
def test_no_number_ends_a_reader_and_what_it_places_is_within_bounds(place: str) -> None:
    for number in HUGE:
        data = made(place, number)
        for page in read(data).pages:
            assert 0.0 <= page.width_bp <= PAGE_SIDE_MAX_BP, number
            numbers = [
                edge for run in page.runs for edge in (*run.box, run.x_bp, run.baseline_bp, run.size_bp)
            ]
            numbers += [edge for ink in page.ink for edge in ink.box]
            numbers += [edge for note in page.notes for edge in note.box]
            assert all(abs(value) <= COORDINATE_MAX_BP for value in numbers), number
        # What cannot be foreseen would be an exception here, and not a reader that is lost.
        assert check(data, limits=None).verdict, number


def test_a_page_of_a_hundred_million_bp_is_as_wide_as_the_largest() -> None:
    (page,) = measure(read(made("the page's box", "100000000")), pack_at("mlcia-2022").vocabulary).pages
    assert (page.width_bp, page.height_bp) == (PAGE_SIDE_MAX_BP, 792.0)


@pytest.mark.parametrize("digits", ["9" * 20, "9" * 5000])
@pytest.mark.parametrize("key", ["Length", "First", "N"])
def test_an_object_stream_with_a_number_of_many_digits_is_told_to_be_unproven_or_read(
    key: str, digits: str
) -> None:
    entries = {"Length": "20", "First": "10", "N": "1"} | {key: digits}
    head = " ".join(f"/{name} {value}" for name, value in entries.items())
    data = one_page(f"<< /Type /ObjStm {head} >>\nstream\n7 {digits} << /A 1 >>\nendstream".encode())
    assert names(data).unproven or key == "N"
    assert check(data, limits=None).verdict
