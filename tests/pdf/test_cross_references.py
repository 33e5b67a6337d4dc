"""A table of objects that had to be mended is told; where others cannot open the file, a person looks."""

from __future__ import annotations

import re
import zlib

import pytest

from mlcia_check import check
from mlcia_check.model.pdf_facts import Mended
from mlcia_check.pdf.reader import read
from mlcia_check.pdf.structure.cross_references import is_table_sound
from tests.fixtures_table import fixture
from tests.pdf_files import in_object_streams, raw_pdf, updated

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
PLAIN = raw_pdf(CATALOG, PAGES, PAGE)


def starting(data: bytes, shift: int) -> bytes:
    """The file with its last `startxref` moved by so many bytes."""
    start = re.findall(rb"startxref\s+(\d+)", data)[-1]
    head, found, tail = data.rpartition(start)
    return head + b"%d" % (int(found) + shift) + tail


STREAMED = in_object_streams(PLAIN)


def without_catalog(data: bytes) -> bytes:
    """The file with another table at its end, as a program writes it that knows of no objects in streams."""
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 6 /Root 2 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + table % len(data)


SOUND = {
    "a table": PLAIN,
    "a table in a stream": in_object_streams(PLAIN),
    "an update": updated(PLAIN, 3, PAGE),
    "mail before the header": b"From: a mailer\r\n\r\n" + PLAIN,
    "an empty part, as Word writes it": PLAIN.replace(b"xref\n0 4\n", b"xref\n4 0\n0 4\n"),
    "numbers in use at the header, as Quartz writes them": PLAIN.replace(
        b"xref\n0 4\n", b"xref\n7 2\n0000000000 00000 n \n0000000000 00000 n \n0 4\n"
    ),
    "a table in a stream, in an odd way": STREAMED.replace(b"/W [", b"/#4fdd 0 % a comment\n/W ["),
    "a table in a stream with parts": STREAMED.replace(b"/Size 6", b"/Index [0 1 1 5] /Size 6"),
    "a trailer in an odd way": raw_pdf(CATALOG, PAGES, PAGE, trailer=b"/Odd#20Name [] % a comment\n"),
}
MENDED = {
    "no table where it should be": starting(PLAIN, 4),
    "an entry that leads to another object": PLAIN.replace(b"0000000058 00000 n", b"0000000059 00000 n"),
    "a catalog in use at the header": re.sub(rb"(?<=f \n)[0-9]{10}", b"0000000000", PLAIN),
    "no startxref": PLAIN.replace(b"startxref", b"startxxxx"),
}
NOT_OPENED = {
    "no table in a stream where it should be": starting(in_object_streams(PLAIN), 2),
    "a stream that is no table": STREAMED.replace(b"/Type /XRef", b"/Type /YRef"),
    "a size that is no number": STREAMED.replace(b"/Size 6", b"/Size nan"),
    "a size that is no integer": STREAMED.replace(b"/Size 6", b"/Size .01"),
    "a width that is no number": STREAMED.replace(b"/W [ 1 1 1 ]", b"/W [ 1 1 x ]"),
    "a width below 0": STREAMED.replace(b"/W [ 1 1 1 ]", b"/W [ 1 -1 1 ]"),
    "two widths": STREAMED.replace(b"/W [ 1 1 1 ]", b"/W [ 1 1 ]"),
    "a part without its count": STREAMED.replace(b"/Size 6", b"/Index [0 2 3] /Size 6"),
    "a table that ends before the catalog": STREAMED.replace(b"/Size 6", b"/Size 2"),
    "fewer rows than there are objects": STREAMED.replace(b"/Size 6", b"/Size 7"),
    "more objects than there can be": STREAMED.replace(b"/Size 6", b"/Size 4294967296"),
    "a stream that cannot be unpacked": STREAMED.replace(b"x\x9ccb``", b"x\x9cxxxx"),
    "a key twice": STREAMED.replace(b"/W [", b"/#57 0 /W ["),
    "an impossible width": STREAMED.replace(b"/W [ 1 1 1 ]", b"/W [ 1 9 1 ]"),
    "a trailer with a key that is no name": PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R e9"),
    "a trailer with a key twice": PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Root 1 0 R"),
    "another generation of the catalog": PLAIN.replace(b"/Root 1 0 R", b"/Root 1 1 R"),
    "another generation of the catalog, which stands in a stream": STREAMED.replace(
        b"/Root 2 0 R", b"/Root 2 1 R"
    ),
    "a table without the catalog, which stands in a stream": without_catalog(STREAMED),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_table_is_no_finding(name: str) -> None:
    assert read(SOUND[name]).structure.mended == ()


@pytest.mark.parametrize("name", MENDED)
def test_a_table_that_every_reader_can_do_without_is_a_warning(name: str) -> None:
    assert MENDED[name] != PLAIN
    assert read(MENDED[name]).structure.mended == (Mended("cross-references"),)


@pytest.mark.parametrize("name", NOT_OPENED)
def test_without_a_trailer_to_find_other_readers_cannot_open_the_file(name: str) -> None:
    assert NOT_OPENED[name] not in (PLAIN, STREAMED)
    assert Mended("cross-references", disputed=True) in read(NOT_OPENED[name]).structure.mended


def test_a_table_with_an_unknown_filter_is_not_sound() -> None:
    assert is_table_sound(STREAMED)
    assert not is_table_sound(STREAMED.replace(b"/Filter /FlateDecode", b"/Filter /FlareDecode"))


def streamed_table(rows: list[bytes], predictor: bytes, widths: bytes = b"1 2 1") -> bytes:
    """A file whose objects are listed by a cross-reference stream that is packed in this way."""
    table = PLAIN.index(b"xref")
    head = PLAIN[:table] + b"4 0 obj\n"
    packed = zlib.compress(b"".join(rows))
    return (
        head
        + b"<< /Type /XRef /Root 1 0 R /Size 5 /W [ %s ] /Filter /FlateDecode %s /Length %d >>\nstream\n"
        % (widths, predictor, len(packed))
        + packed
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table
    )


def rows_of_plain() -> list[list[int]]:
    """The rows for the objects of PLAIN and the table itself, with fields of 1, 2 and 1 bytes."""
    places = [PLAIN.index(b"%d 0 obj" % number) for number in (1, 2, 3)] + [PLAIN.index(b"xref")]
    return [[0, 0, 0, 255], *([1, place >> 8, place & 255, 0] for place in places)]


def filtered(kind: int, rows: list[list[int]]) -> list[bytes]:
    """The rows as PNG's filter of this number packs them."""
    packed, above = [], [0] * len(rows[0])
    for row in rows:
        left = [0, *row[:-1]]
        corner = [0, *above[:-1]]
        guesses = [
            (0, before, up, (before + up) // 2, nearest(before, up, slant))[kind]
            for before, up, slant in zip(left, above, corner, strict=True)
        ]
        packed.append(
            bytes([kind, *((byte - guess) & 255 for byte, guess in zip(row, guesses, strict=True))])
        )
        above = row
    return packed


def nearest(left: int, up: int, corner: int) -> int:
    """Paeth's guess, as the PNG specification words it."""
    target = left + up - corner
    by_left, by_up, by_corner = abs(target - left), abs(target - up), abs(target - corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


@pytest.mark.parametrize("kind", range(5))
def test_rows_are_read_under_every_filter_of_png(kind: int) -> None:
    predictor = b"/DecodeParms << /Predictor 12 /Columns 4 >>"
    rows = rows_of_plain()
    assert is_table_sound(streamed_table(filtered(kind, rows), predictor))
    rows[3][2] += 1
    assert not is_table_sound(streamed_table(filtered(kind, rows), predictor))


def test_a_row_of_a_stream_that_leads_astray_is_not_sound() -> None:
    rows = rows_of_plain()
    assert is_table_sound(streamed_table([bytes(row) for row in rows], b""))
    for changed in ([1, 0, 200, 0], [15, 0, 0, 0], [2, 0, 77, 0]):
        astray = [*rows[:3], changed, rows[4]]
        assert not is_table_sound(streamed_table([bytes(row) for row in astray], b""))


def test_a_table_that_names_itself_as_the_stream_beside_it_ends() -> None:
    table = PLAIN.index(b"xref")
    data = PLAIN.replace(b"/Root 1 0 R", b"/XRefStm %d /Root 1 0 R" % table)
    assert not is_table_sound(data)


def test_a_table_with_a_sound_stream_beside_it_is_sound() -> None:
    inner = streamed_table([bytes(row) for row in rows_of_plain()], b"")
    stream = inner[PLAIN.index(b"xref") : inner.index(b"startxref")]
    head = PLAIN[: PLAIN.index(b"xref")] + stream
    table = PLAIN[PLAIN.index(b"xref") : PLAIN.index(b"startxref")].replace(
        b"/Root", b"/XRefStm %d /Root" % PLAIN.index(b"xref")
    )
    assert is_table_sound(head + table + b"startxref\n%d\n%%%%EOF\n" % len(head))


def test_a_catalog_that_only_one_reader_understands() -> None:
    data = PLAIN.replace(b"/Pages 2 0 R >>", b"/Pages 2 . R >>")
    assert read(data).structure.mended == (Mended("not-opened", disputed=True),)


def test_a_count_that_only_one_reader_understands() -> None:
    data = PLAIN.replace(PAGES, b"<< /Count nan /Kids [3 0 R] /Type /Pages >>")
    assert any(one.disputed for one in read(data).structure.mended)


def test_the_verdict_is_review_in_dispute_and_pass_with_a_warning_where_all_can_mend() -> None:
    verdicts = []
    for data in (starting(fixture("sigconf").read_bytes(), 6), fixture("wrong-xref").read_bytes()):
        report = check(data)
        (found,) = [one for one in report.findings if one.rule == "pdf-repaired"]
        verdicts.append((report.verdict, found.severity))
    assert verdicts == [("review", "review"), ("pass", "warning")]
