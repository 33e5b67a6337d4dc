"""The words of metadata streams."""

from __future__ import annotations

import html
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.pdf.structure.xmp import _unescaped, xmp_creators, xmp_packets, xmp_words
from tests.pdf_files import one_page

PACKET = (
    "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    '<rdf:Description pdf:Keywords="two words" xmp:CreateDate="2026-01-01T10:00:00Z">'
    '<dc:title><rdf:li xml:lang="x-default">Costs &amp; Budgets</rdf:li></dc:title>'
    "<dc:creator>张三</dc:creator><dc:format>application/pdf</dc:format></rdf:Description></x:xmpmeta>"
)
WORDS = "two words\nCosts & Budgets\n张三"


def stream(content: bytes, entries: str = "") -> bytes:
    head = f"<< /Type /Metadata /Subtype /XML {entries} /Length {len(content)} >>\nstream\n"
    return head.encode() + content + b"\nendstream"


@pytest.mark.parametrize(
    "written",
    [
        stream(PACKET.encode()),
        stream(("\ufeff" + PACKET).encode()),
        stream(PACKET.encode("utf-16")),
        stream(zlib.compress(PACKET.encode()), "/Filter /FlateDecode"),
    ],
    ids=["plain", "with a byte order mark", "UTF-16", "packed"],
)
def test_words_are_read_however_they_are_written(written: bytes) -> None:
    packets = list(xmp_packets(one_page(written, catalog=b"/Metadata 4 0 R")))
    assert list(xmp_words(packets)) == [WORDS]
    assert list(xmp_creators(packets)) == ["张三"]


@pytest.mark.parametrize("content", [b"", b"\x78\x9c\xff\xff", b"<x:xmpmeta>", b"\x8f" * 99])
def test_what_holds_no_words_yields_none(content: bytes) -> None:
    packets = list(xmp_packets(one_page(stream(content))))
    assert [*xmp_words(packets), *xmp_creators(packets)] == []


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    packets = list(xmp_packets(b"/Subtype /XML >> stream\n" + content))
    list(xmp_words(packets))
    list(xmp_creators(packets))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<rdf:Seq> <rdf:li>Alice Lindqvist</rdf:li>\n<rdf:li>Bruno Dube</rdf:li> </rdf:Seq>", 2),
        ("<rdf:Seq><rdf:li/></rdf:Seq>", 0),
        ("<rdf:Seq><rdf:li>A. Rao</rdf:li><rdf:li>A. Rao</rdf:li></rdf:Seq>", 1),
        ("", 0),
    ],
)
def test_creators_are_read_one_by_one(written: str, names: int) -> None:
    assert len(list(xmp_creators([f"<dc:creator>{written}</dc:creator>"]))) == names


@given(st.text("&;<>\"' abcgltmpquos#x0123456789", max_size=30))
def test_escapes_are_read_as_the_library_reads_them(text: str) -> None:
    for one in (text, html.escape(text), html.escape(html.escape(text))):
        assert _unescaped(one) == html.unescape(one)
