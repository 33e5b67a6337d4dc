"""A packed stream that cannot be unpacked to its end is for a person: what it draws may be missing."""

from __future__ import annotations

import re
import zlib

import pytest

from mlcia_check import check
from mlcia_check.model.pdf_facts import Mended
from mlcia_check.pdf.reader import read
from mlcia_check.pdf.structure.damaged_streams import damaged_streams
from tests.fixtures_table import fixture
from tests.pdf_files import one_page

CONTENT = b"BT /F1 10 Tf 72 700 Td (Some words of running text) Tj ET\n" * 60
PACKED = zlib.compress(CONTENT)
FLUSHED = zlib.compressobj()
FLUSHED_BYTES = FLUSHED.compress(CONTENT) + FLUSHED.flush(zlib.Z_SYNC_FLUSH)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
RESOURCES = b"/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"


def paper(packed: bytes, entries: bytes = b"/Filter /FlateDecode") -> bytes:
    """A page whose content is this stream, object 4."""
    stream = b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(packed), packed)
    return one_page(stream, FONT, page=RESOURCES)


def with_wrong_byte(packed: bytes) -> bytes:
    """The stream with a block of no known kind in its middle."""
    return packed[:2] + b"\x07" + packed[3:]


SOUND = {
    "packed": paper(PACKED),
    "unpacked": paper(CONTENT, b""),
    "without its checksum": paper(PACKED[:-4]),
    "with another checksum": paper(PACKED[:-4] + b"\0\0\0\0"),
    "flushed and not finished": paper(FLUSHED_BYTES),
    "empty": paper(b""),
    "packed in two ways": paper(PACKED.hex().encode() + b">", b"/Filter [/ASCIIHexDecode /FlateDecode]"),
}
DAMAGED = {
    "cut short": paper(PACKED[:-20]),
    "a wrong byte": paper(with_wrong_byte(PACKED)),
    "no header": paper(b"\0\0" + PACKED[2:]),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_stream_is_no_finding(name: str) -> None:
    assert list(damaged_streams(SOUND[name])) == []


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_stream_is_named(name: str) -> None:
    assert list(damaged_streams(DAMAGED[name])) == [4]
    assert Mended("streams", "4", disputed=True) in read(DAMAGED[name]).structure.mended


def test_a_damaged_picture_or_note_about_the_file_is_none_of_the_pages_text() -> None:
    for kind in (b"/Subtype /Image", b"/Type /Metadata", b"/Type /EmbeddedFile"):
        assert not list(damaged_streams(paper(PACKED[:-20], b"/Filter /FlateDecode " + kind)))


def test_a_bomb_is_unpacked_no_further_than_the_bound() -> None:
    bomb = zlib.compress(bytes(200 << 20), 9)
    assert list(damaged_streams(paper(bomb))) == []


def test_a_paper_with_a_damaged_stream_is_for_a_person() -> None:
    data = fixture("two-pages").read_bytes()
    (begin, *_) = (
        found.end()
        for found in re.finditer(rb"<<([^<>]*/FlateDecode[^<>]*)>>\s*stream\r?\n", data)
        if not re.search(rb"ObjStm|XRef|Length1", found[1])
    )
    report = check(data[:begin] + b"\0\0" + data[begin + 2 :])
    assert report.verdict in ("review", "fail")
    assert "pdf-repaired" in [finding.rule for finding in report.findings]
