"""The search for names proves that a paper is plain, and never calls a paper plain that is not."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.pdf.structure import name_scan as module
from mlcia_check.pdf.structure.name_scan import names
from tests.pdf_files import (
    Packing,
    in_object_streams,
    in_qdf,
    linearized,
    link,
    one_page,
    raw_pdf,
    without_object_streams,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
PACKINGS = [bytes, in_object_streams, without_object_streams, in_qdf, linearized]

# Each telling name in a value as it stands in a document, as an entry of the catalog.
TELLING = {
    "3DD": b"/X << /3DD << /Type /3D >> >>",
    "AA": b"/AA << /WC << /S /URI /URI (https://example.org) >> >>",
    "AdditionalStreams": b"/AdditionalStreams [/application#2Fpdf 9 0 R]",
    "DestOutputProfileRef": b"/OutputIntents [<< /DestOutputProfileRef << /ProfileName (p) >> >>]",
    "EF": b"/X << /EF << /F 9 0 R >> >>",
    "EmbeddedFile": b"/X << /Type /EmbeddedFile >>",
    "EmbeddedFiles": b"/Names << /EmbeddedFiles << /Names [] >> >>",
    "FFilter": b"/X << /FFilter /FlateDecode >>",
    "FS": b"/X << /FS /URL /F (https://example.org) >>",
    "FileAttachment": b"/X << /Subtype /FileAttachment >>",
    "Filespec": b"/X << /Type /Filespec >>",
    "GoToE": b"/X << /S /GoToE >>",
    "GoToR": b"/X << /S /GoToR /F (other.pdf) >>",
    "ImportData": b"/X << /S /ImportData >>",
    "JS": b"/X << /JS (app.beep\\(\\)) >>",
    "JavaScript": b"/X << /S /JavaScript >>",
    "Launch": b"/X << /S /Launch >>",
    "Movie": b"/X << /Subtype /Movie >>",
    "OCProperties": b"/OCProperties << /OCGs [] /D << >> >>",
    "OPI": b"/X << /OPI << /2.0 9 0 R >> >>",
    "Ref": b"/X << /Ref << /F (other.pdf) >> >>",
    "Rendition": b"/X << /S /Rendition >>",
    "RichMedia": b"/X << /Subtype /RichMedia >>",
    "RichMediaExecute": b"/X << /S /RichMediaExecute >>",
    "Sound": b"/X << /S /Sound >>",
    "SubmitForm": b"/X << /S /SubmitForm >>",
    "TR": b"/X << /TR << /FunctionType 2 >> >>",
    "TR2": b"/X << /TR2 [ << /FunctionType 2 >> ] >>",
    "Thread": b"/X << /S /Thread /F (other.pdf) >>",
    "UserUnit": b"/X << /UserUnit 1.1 >>",
    "XFA": b"/AcroForm << /Fields [] /XFA (x) >>",
}

PLAIN = {
    "nothing": one_page(),
    "URI in a link": one_page(page=link(b"<< /S /URI /URI (https://example.org/JS/AA/) >>")),
    "jump in a link": one_page(page=link(b"<< /S /GoTo /D [3 0 R /Fit] >>")),
    "opens at a place": one_page(catalog=b"/OpenAction [3 0 R /Fit]", page=link(b"<< /S /URI /URI (x) >>")),
    "opens with a jump": one_page(
        catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", page=link(b"<< /S /URI /URI (x) >>")
    ),
    "opens with a jump elsewhere": one_page(
        b"<< /S /GoTo /D [3 0 R /Fit] >>", catalog=b"/OpenAction 4 0 R", page=link(b"<< /S /URI /URI (x) >>")
    ),
    "opens with a named action": one_page(
        catalog=b"/OpenAction << /S /Named /N /FirstPage >>", page=link(b"<< /S /URI /URI (x) >>")
    ),
    "outline": one_page(
        b"<< /First 5 0 R /Last 5 0 R /Count 1 >>",
        b"<< /Title (On \\(objects\\) and obj) /Parent 4 0 R /Dest [3 0 R /Fit] >>",
        catalog=b"/Outlines 4 0 R",
    ),
    "flags of annotations": one_page(page=b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /F 4 >>]"),
    "a glyph named F": one_page(b"<< /F 5 0 R >>", b"<< /Length 2 >>\nstream\n  \nendstream"),
    "escapes that spell nothing telling": one_page(catalog=b"/Lang#20uage /en"),
}

NOT_PLAIN = {
    "opens a URI": one_page(catalog=b"/OpenAction << /S /URI /URI (https://example.org) >>"),
    "opens a URI elsewhere": one_page(b"<< /S /URI /URI (x) >>", catalog=b"/OpenAction 4 0 R"),
    "opens a URI after a jump": one_page(
        catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (x) >> >>"
    ),
    "opens an object that cannot be found": one_page(
        b"<< /S /URI /URI (x) >>", catalog=b"/OpenAction 4 0 R"
    ).replace(b"4 0 obj", b"4 0%\nobj"),
    "content in a file": one_page(b"<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream"),
    "content in a file, comments between": one_page(
        b"<< /F%a\n(/etc/passwd) /Length %b\n 0 >>%c\nstream\n\nendstream"
    ),
    "content in a file, a long comment between": one_page(
        b"<< /F %" + b"-" * 9000 + b"\n(/etc/passwd) /Length 0 >>\nstream\n\nendstream"
    ),
    "a harmless name for each of two openings": one_page(
        b"<< /S /GoTo /D [3 0 R /Fit] >>", b"<< /S /URI /URI (x) >>", catalog=b"/OpenAction 4 0 R"
    )
    + b"1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >> endobj\n",
}


def object_stream(content: bytes, entries: bytes = b"/Filter /FlateDecode", *, packed: bytes = b"") -> bytes:
    data = packed or zlib.compress(content)
    head = b"<< /Type /ObjStm /N 1 /First 4 %b /Length %d >>" % (entries, len(data))
    return raw_pdf(b"<< >>", head + b"\nstream\n" + data + b"\nendstream")


SCRIPT = b"9 0 << /S /JavaScript /JS (x) >>"
UNPROVEN = {
    "other filter": object_stream(b"", b"/Filter /LZWDecode", packed=b"x" * 9),
    "two filters": object_stream(SCRIPT, b"/Filter [/ASCIIHexDecode /FlateDecode]"),
    "predictor": object_stream(SCRIPT, b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"),
    "a key twice": object_stream(SCRIPT, b"/Filter /LZWDecode /Filter /FlateDecode"),
    "an escaped key": object_stream(SCRIPT, b"/Filt#65r /FlateDecode"),
    "damaged": object_stream(b"", packed=b"\x78\x9c" + b"\xff" * 20),
    "cut short": object_stream(b"", packed=zlib.compress(SCRIPT)[:-9]),
    "length elsewhere": object_stream(SCRIPT).replace(b"/Length ", b"/Length 3 0 R /L "),
    "header in a comment": raw_pdf(
        b"<< >>",
        b"<< /DecodeParms << /Predictor 12 >> %9 0 obj <<\n"
        b"/N 1 /First 4 /Filter /FlateDecode /Length "
        + str(len(zlib.compress(SCRIPT))).encode()
        + b" >>\nstream\n"
        + zlib.compress(SCRIPT)
        + b"\nendstream",
    ),
    "the dictionary's rest in a string of a comment": raw_pdf(
        b"<< >>",
        b"<< %9 0 obj << /A (\n/N 1 /First 4 /Length 30 >>\nstream\n) >> endobj" + b" " * 9 + b"\nendstream",
    ),
    "comment": object_stream(SCRIPT, b"/Filter %\n/FlateDecode"),
    "a bomb": object_stream(b" " * (module.STREAM_INFLATED_MAX_BYTES + 1)),
    "encrypted": raw_pdf(
        b"<< >>", b"<< /First 4 /N 1 /Length 0 >>\nstream\n\nendstream", trailer=b"/Encrypt << >>"
    ),
    "name in escapes": one_page(catalog=b"/X << /S /J#61vaScript >>"),
    "name all in escapes": one_page(
        catalog=b"/" + b"".join(b"#%02x" % letter for letter in b"AA") + b" << >>"
    ),
    "object stream in escapes": one_page(catalog=b"/X << /#46irst 4 >>"),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("case", PLAIN)
def test_ordinary_papers_are_plain_however_they_are_packed(case: str, packing: Packing) -> None:
    scan = names(packing(PLAIN[case]))

    assert scan.plain, scan


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("name", TELLING)
def test_each_telling_name_is_seen_however_it_is_packed(name: str, packing: Packing) -> None:
    scan = names(packing(one_page(catalog=TELLING[name])))

    assert name in scan.found


@pytest.mark.parametrize("name", TELLING)
def test_every_name_of_the_search_has_its_case(name: str) -> None:
    assert set(TELLING) | {"Encrypt"} == set(module._TELLING)
    of_appearance = ("OCProperties", "TR", "TR2", "UserUnit")
    assert names(one_page(catalog=TELLING[name])).plain == (name in of_appearance)


def test_transfer_functions_are_told_from_the_names_of_the_standard_ones() -> None:
    assert names(one_page(catalog=b"/X << /TR2 /Default /TR /Identity >>")).may_have_transfers is False
    assert names(one_page(catalog=b"/X << /TR << /FunctionType 2 >> >>")).may_have_transfers


@pytest.mark.parametrize("case", NOT_PLAIN)
def test_what_opens_or_fetches_by_itself_is_not_plain(case: str) -> None:
    assert not names(NOT_PLAIN[case]).plain


@pytest.mark.parametrize("case", UNPROVEN)
def test_what_cannot_be_searched_is_unproven(case: str) -> None:
    scan = names(UNPROVEN[case])

    assert scan.unproven
    assert not scan.plain
    assert scan.may_have_user_units


def test_an_object_stream_without_its_type_is_searched() -> None:
    assert "JavaScript" in names(object_stream(SCRIPT).replace(b"/Type /ObjStm", b"")).found


def test_a_user_unit_is_seen_and_is_no_reason_to_read_the_structure() -> None:
    scan = names(one_page(page=b"/UserUnit 1.1"))

    assert scan.plain
    assert scan.may_have_user_units
    assert not names(one_page()).may_have_user_units


@pytest.mark.parametrize(
    "hostile",
    [
        b"/First " * 100_000,
        b"1 0 obj<<" * 50_000 + b"/First",
        b"1 0 obj << /First 1 /X " + b"[" * 200_000,
        b"/F(" * 100_000,
        b"/F%" * 100_000,
        b"/F<<" * 100_000,
        b"/#41" * 100_000,
        b"/URI /OpenAction 1 0 R " * 20_000,
        b"/URI " + b"".join(b"/OpenAction %d 0 R " % number for number in range(20_000)),
    ],
    ids=lambda data: data[:16].decode(),
)
def test_hostile_repetition_ends(hostile: bytes) -> None:
    names(hostile)


@given(st.binary(max_size=2000))
def test_no_bytes_raise(data: bytes) -> None:
    names(data)


@given(st.sampled_from(sorted(TELLING)), st.data())
def test_a_name_written_with_escapes_is_never_missed(name: str, data: st.DataObject) -> None:
    spelt = "".join(
        data.draw(st.sampled_from([letter, f"#{ord(letter):02x}", f"#{ord(letter):02X}"])) for letter in name
    )
    catalog = TELLING[name].replace(b"/" + name.encode(), b"/" + spelt.encode())

    scan = names(one_page(catalog=catalog))

    assert name in scan.found or scan.unproven


@given(st.sampled_from(sorted(TELLING)), st.binary(max_size=300), st.binary(max_size=300))
def test_a_name_is_found_among_any_bytes(name: str, before: bytes, after: bytes) -> None:
    assert name in names(before + one_page(catalog=TELLING[name]) + after).found


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_a_name_in_an_object_stream_is_found_or_unproven_whatever_surrounds_it(
    before: bytes, after: bytes
) -> None:
    scan = names(before + object_stream(SCRIPT) + after)

    assert "JavaScript" in scan.found or scan.unproven


@pytest.mark.parametrize(
    "name", ["sigconf", "linearized", "qpdf-qdf", "ghostscript", "luatex", "open-at-page"]
)
def test_real_papers_are_plain(name: str) -> None:
    assert names((FIXTURES / f"{name}.pdf").read_bytes()).plain
