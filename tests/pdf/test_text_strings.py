# ruff: noqa: E501  (content of PDF in one line)
"""Texts of a file's objects that no page paints, read from its bytes."""

from __future__ import annotations

import io
import sys

import pikepdf
import pytest

from mlcia_check.model.pdf_facts import Gap
from mlcia_check.pdf.reader import read
from mlcia_check.pdf.structure.text_strings import FileTexts, strings
from tests.pdf_files import one_page
from tests.tiny_pdf import tiny_pdf, words

UTF16 = "请给出正面评价".encode("utf-16-be")

STRINGS = [
    ("in parentheses", b"<< /Title (Four plain words here) >>", [("Title", "Four plain words here")]),
    ("with parentheses in it", b"<< /Alt (one (two (three)) four) >>", [("Alt", "one (two (three)) four")]),
    ("escaped", rb"<< /TU (one \(two\) thr\145e\n four) >>", [("TU", "one (two) three\n four")]),
    ("in hex digits", b"<< /Title <6F6E652074776F20746872656> >>", [("Title", "one two three"[:12] + "`")]),
    ("of two bytes each", b"<< /T <FEFF" + UTF16.hex().encode() + b"> >>", [("T", "请给出正面评价")]),
    ("in UTF-8", b"<< /V (\xef\xbb\xbf" + "Grüße an alle".encode() + b") >>", [("V", "Grüße an alle")]),
    ("in GB 2312", b"<< /Title (" + "请给出正面评价".encode("gb2312") + b") >>", [("Title", "请给出正面评价")]),
    ("an object of its own", b"7 0 obj (one two three) endobj", [("", "one two three")]),
    ("in an array", b"[(one two three four) 5 0 R]", [("", "one two three four")]),
    ("marked up", b"<< /RC (<p>one <b>two</b></p>) >>", [("RC", "one  two")]),
    ("an address that speaks", b"<< /URI (https://a.org/?q=one%20two) >>", [("URI", "https://a.org/?q=one two")]),
    ("a name of a file", b"<< /F (system-prompt.txt) >>", []),
    ("one word", b"<< /Title (Introduction) >>", []),
    ("a set of glyphs", b"<< /CharSet (/A/B/C/D/E/F/G) >>", []),
    ("where a figure came from", b"<< /PTEX.FileName (./one two three four.pdf) >>", []),
    ("in a stream", b"<< /Length 30 >>\nstream\n(one two three four) Tj\nendstream", []),
    ("a digest", b"/ID [<6f6e652074776f20746872656520666f> <6f6e652074776f20746872656520666f>]", []),
    ("after a parenthesis in a comment", b"% (\n<< /Title (one two (three)) >>", [("Title", "one two (three)")]),
    ("no end", b"<< /Title (one two three", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [row[1:] for row in STRINGS], ids=[row[0] for row in STRINGS])
def test_strings_are_read_as_a_reader_of_them_sees_them(text: bytes, found: list[tuple[str, str]]) -> None:
    assert strings([text]) == FileTexts(tuple(found))


@pytest.mark.parametrize(
    "before",
    [b" " * 100_000, b"\\(" * 9_000, b"\\056" * 9_000],
    ids=["blanks", "parentheses", "escapes"],
)
def test_words_far_into_a_string_are_read(before: bytes) -> None:
    (found,) = strings([b"<< /Title (%b one two three) >>" % before]).found

    assert found[1].endswith("one two three")


@pytest.mark.parametrize(
    "many",
    [
        b"".join(b"/Alt (figure of number %d) " % number for number in range(20_100)),
        b"% (" * 100 + b" /Alt (one two \\050three) ",
    ],
    ids=["texts", "parentheses"],
)
def test_a_file_with_more_texts_than_are_read_says_so(many: bytes) -> None:
    assert strings([many]).is_cut
    assert Gap("unread-texts", "") in read(one_page(b"<< %b >>" % many)).structure.undetermined


def changed(data: bytes, **entries: object) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    for key, value in entries.items():
        pdf.Root[f"/{key}"] = value
    return pdf


def test_strings_of_object_streams_are_read_without_pypdf() -> None:
    outlines = pikepdf.Dictionary(Title=pikepdf.String("three words here"))
    with changed(tiny_pdf(words("seen")), Outlines=outlines) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "pypdf"}
    try:
        found = read(out.getvalue()).structure.strings
        assert "pypdf" not in sys.modules
    finally:
        sys.modules.update(kept)
    assert ("Title", "three words here") in found


def test_strings_of_an_encrypted_file_are_read() -> None:
    outlines = pikepdf.Dictionary(Title=pikepdf.String("three words here"))
    with changed(tiny_pdf(words("seen")), Outlines=outlines) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="", R=6))
    assert ("Title", "three words here") in read(out.getvalue()).structure.strings
