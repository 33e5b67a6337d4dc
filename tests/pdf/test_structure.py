"""What runs, calls out or is attached is found wherever a document can keep it, and nothing else is."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject

from mlcia_check.model.pdf_facts import Action, Attachment, Structure
from mlcia_check.pdf.structure.beside_pages import UserUnits, structure, user_units
from mlcia_check.pdf.structure.name_scan import NameScan, names
from mlcia_check.pdf.structure.objects import message
from tests.pdf_files import (
    Packing,
    encrypted,
    in_object_streams,
    linearized,
    link,
    one_page,
    raw_pdf,
    updated,
    without_object_streams,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
PACKINGS = [bytes, in_object_streams, without_object_streams, linearized]

SCRIPT = b"<< /S /JavaScript /JS (app.beep\\(0\\)) >>"
VISIT = b"<< /S /URI /URI (https://example.org/seen) >>"
PROGRAM = b"<< /S /Launch /F (/usr/bin/xcalc) >>"
NOTE = b"<< /Type /Filespec /F (data.csv) /UF (data.csv) /EF << /F 5 0 R >> >>"
FILE = b"<< /Type /EmbeddedFile /Length 3 >>\nstream\n1,2\nendstream"

runs = Action("javascript", None, "app.beep(0)", automatic=True)
runs_on_page = Action("javascript", 1, "app.beep(0)", automatic=True)
runs_on_click = Action("javascript", 1, "app.beep(0)")
visits = Action("auto-action", None, "https://example.org/seen", automatic=True)
visits_on_page = Action("auto-action", 1, "https://example.org/seen", automatic=True)
launches = Action("launch", 1, "/usr/bin/xcalc")


def widget(entries: bytes) -> bytes:
    return b"<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /FT /Btn /T (b) %b >>" % entries


def annotation(entries: bytes) -> bytes:
    return b"/Annots [<< /Type /Annot /Rect [0 0 9 9] %b >>]" % entries


# What the document is: what is found.
WHERE: dict[str, tuple[bytes, list[Action]]] = {
    "opening action": (one_page(catalog=b"/OpenAction " + SCRIPT), [runs]),
    "opening action elsewhere": (one_page(SCRIPT, catalog=b"/OpenAction 4 0 R"), [runs]),
    "opening action with a URI": (one_page(catalog=b"/OpenAction " + VISIT), [visits]),
    "opening action that jumps, then a URI": (
        one_page(catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [" + VISIT + b"] >>"),
        [visits],
    ),
    "closing of the document": (one_page(catalog=b"/AA << /WC " + VISIT + b" >>"), [visits]),
    "opening of a page": (one_page(page=b"/AA << /O " + VISIT + b" >>"), [visits_on_page]),
    "a pointer over a field": (
        one_page(
            widget(b"/AA << /E " + VISIT + b" >>"),
            catalog=b"/AcroForm << /Fields [4 0 R] >>",
            page=b"/Annots [4 0 R]",
        ),
        [visits_on_page],
    ),
    "a field's script": (
        one_page(
            widget(b"/AA << /K " + SCRIPT + b" >>"),
            catalog=b"/AcroForm << /Fields [4 0 R] >>",
            page=b"/Annots [4 0 R]",
        ),
        [runs_on_page],
    ),
    "a field of no page": (
        one_page(
            b"<< /T (group) /Kids [5 0 R] >>",
            b"<< /T (sum) /Parent 4 0 R /FT /Tx /AA << /C " + SCRIPT + b" >> >>",
            catalog=b"/AcroForm << /Fields [4 0 R] >>",
        ),
        [runs],
    ),
    "the document's scripts": (
        one_page(
            b"<< /Kids [5 0 R] >>",
            b"<< /Limits [(a) (a)] /Names [(a) 6 0 R] >>",
            SCRIPT,
            catalog=b"/Names << /JavaScript 4 0 R >>",
        ),
        [runs],
    ),
    "a script as a stream": (
        one_page(
            b"<< /Length 11 >>\nstream\napp.beep(0)\nendstream",
            catalog=b"/OpenAction << /S /JavaScript /JS 4 0 R >>",
        ),
        [runs],
    ),
    "a script behind a link": (one_page(page=link(SCRIPT)), [runs_on_click]),
    "a script of a bookmark": (
        one_page(
            b"<< /First 5 0 R /Last 5 0 R /Count 1 >>",
            b"<< /Title (x) /Parent 4 0 R /A " + SCRIPT + b" >>",
            catalog=b"/Outlines 4 0 R",
        ),
        [Action("javascript", None, "app.beep(0)")],
    ),
    "a script after a click on a URI": (
        one_page(page=link(b"<< /S /URI /URI (x) /Next " + SCRIPT + b" >>")),
        [runs_on_click],
    ),
    "a script behind a rendition": (
        one_page(page=annotation(b"/Subtype /Screen /A << /S /Rendition /OP 0 /JS (app.beep\\(0\\)) >>")),
        [runs_on_click, Action("multimedia", 1, "a rendition")],
    ),
    "a submit button": (
        one_page(page=link(b"<< /S /SubmitForm /F << /FS /URL /F (https://example.org/in) >> >>")),
        [Action("submit-form", 1, "https://example.org/in")],
    ),
    "an import of data": (
        one_page(page=link(b"<< /S /ImportData /F (answers.fdf) >>")),
        [Action("import-data", 1, "answers.fdf")],
    ),
    "XFA": (
        one_page(catalog=b"/AcroForm << /Fields [] /XFA (<xdp/>) >>"),
        [Action("xfa", None, "a form in XFA")],
    ),
    "rich media": (
        one_page(page=annotation(b"/Subtype /RichMedia /RichMediaContent << /Assets << >> >>")),
        [Action("rich-media", 1, "rich media")],
    ),
    "a 3D model": (
        one_page(
            b"<< /Type /3D /Subtype /U3D /Length 0 >>\nstream\n\nendstream",
            page=annotation(b"/Subtype /3D /3DD 4 0 R"),
        ),
        [Action("rich-media", 1, "a 3D model")],
    ),
    "a movie": (
        one_page(page=annotation(b"/Subtype /Movie /Movie << /F (clip.mov) >>")),
        [Action("multimedia", 1, "clip.mov")],
    ),
    "a movie from a server": (
        one_page(
            page=annotation(b"/Subtype /Movie /Movie << /F << /FS /URL /F (https://example.org/m) >> >>")
        ),
        [Action("external-reference", 1, "https://example.org/m")],
    ),
    "content from a server": (
        one_page(
            b"<< /Length 0 /F << /FS /URL /F (https://example.org/p) >> >>\nstream\n\nendstream",
            page=b"/Contents 4 0 R",
        ),
        [Action("external-reference", 1, "https://example.org/p")],
    ),
    "content from a file": (
        one_page(b"<< /Length 0 /F (page.txt) >>\nstream\n\nendstream", page=b"/Contents 4 0 R"),
        [Action("external-reference", 1, "page.txt")],
    ),
    "a page of another document": (
        one_page(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (other.pdf) /Page 1 >> /Length 0 >>"
            b"\nstream\n\nendstream",
            page=b"/Resources << /XObject << /A 4 0 R >> >>",
        ),
        [Action("external-reference", 1, "other.pdf")],
    ),
    "another document at once": (
        one_page(catalog=b"/OpenAction << /S /GoToR /F (other.pdf) /D [0 /Fit] >>"),
        [Action("auto-action", None, "other.pdf", automatic=True)],
    ),
    "the same action by itself and on a click": (
        one_page(SCRIPT, catalog=b"/OpenAction 4 0 R", page=link(b"4 0 R")),
        [runs, runs_on_click],
    ),
    "actions in a circle": (
        one_page(
            b"<< /S /JavaScript /JS (app.beep\\(0\\)) /Next 5 0 R >>",
            b"<< /S /Named /N /FirstPage /Next 4 0 R >>",
            catalog=b"/OpenAction 4 0 R",
        ),
        [runs],
    ),
    "a later version of a page": (
        updated(
            one_page(page=link(VISIT)),
            3,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] %b >>" % link(PROGRAM),
        ),
        [launches],
    ),
}

# What a click launches or opens: the class it falls into.
TARGETS: dict[bytes, str] = {
    b"/S /Launch /F (./proof.v)": "launch-relative",
    b"/S /Launch /F (artifact/x.zip)": "launch-relative",
    b"/S /Launch /F (README)": "launch-relative",
    b"/S /Launch /F << /Type /Filespec /UF (data.csv) >>": "launch-relative",
    b"/S /GoToR /F (appendix.pdf) /D [0 /Fit]": "launch-relative",
    b"/S /Launch /F (/usr/bin/xcalc)": "launch",
    b"/S /Launch /F (C:/Windows/system32/calc)": "launch",
    b"/S /Launch /F (\\\\\\\\server\\\\share\\\\x.doc)": "launch",
    b"/S /Launch /F (https://example.org/x.pdf)": "launch",
    b"/S /Launch /F (../../bin/tool)": "launch",
    b"/S /Launch /F (run.exe)": "launch",
    b"/S /Launch /F (setup.BAT /quiet)": "launch",
    b"/S /Launch /F (run.exe. )": "launch",
    b"/S /Launch /F << /F (paper.doc) /DOS (cmd.exe) >>": "launch",
    b"/S /Launch /Win << /F (cmd.exe) /P (/c dir) >>": "launch",
    b"/S /Launch": "launch",
    b"/S /GoToR /F (/etc/passwd)": "external-reference",
    b"/S /GoToR /F << /FS /URL /F (https://example.org/x.pdf) >>": "external-reference",
}

HARMLESS: dict[str, bytes] = {
    "a click on a URI": one_page(page=link(VISIT)),
    "a click that jumps": one_page(page=link(b"<< /S /GoTo /D [3 0 R /Fit] >>")),
    "a bookmark with a URI": one_page(
        b"<< /First 5 0 R /Last 5 0 R /Count 1 >>",
        b"<< /Title (x) /Parent 4 0 R /A " + VISIT + b" >>",
        catalog=b"/Outlines 4 0 R",
    ),
    "opens at a place": one_page(catalog=b"/OpenAction [3 0 R /XYZ null null 0]"),
    "hides a layer, turns the page": one_page(
        page=b"/AA << /O << /S /SetOCGState /State [] /Next << /S /Named /N /NextPage >> >>"
        b" /C << /S /Hide /T (x) >> >>"
    ),
    "a click on a button, which a reader chooses": one_page(
        widget(b"/AA << /D " + VISIT + b" >>"),
        catalog=b"/AcroForm << /Fields [4 0 R] >>",
        page=b"/Annots [4 0 R]",
    ),
    "a script that nothing leads to": one_page(SCRIPT),
    "an earlier version of a page": updated(
        one_page(page=link(PROGRAM)), 3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    ),
    "fonts named A and AA": one_page(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        page=b"/Resources << /Font << /A 4 0 R /AA 4 0 R >> >>",
    ),
    "attributes of a tagged table": one_page(
        b"<< /Type /StructTreeRoot /K << /Type /StructElem /S /Table /A << /O /Table /RowSpan 2 >> >> >>",
        catalog=b"/StructTreeRoot 4 0 R",
    ),
    "an empty list of attachments": one_page(catalog=b"/Names << /EmbeddedFiles << /Names [] >> >>"),
}

ATTACHED: dict[str, tuple[bytes, Attachment]] = {
    "to the document": (
        one_page(NOTE, FILE, catalog=b"/Names << /EmbeddedFiles << /Names [(n) 4 0 R] >> >>"),
        Attachment("data.csv", None),
    ),
    "to a page": (
        one_page(NOTE, FILE, page=annotation(b"/Subtype /FileAttachment /FS 4 0 R")),
        Attachment("data.csv", 1),
    ),
    "to a formula of the structure tree": (
        one_page(
            NOTE,
            FILE,
            catalog=b"/StructTreeRoot << /K << /S /Formula /AF [4 0 R] >> >>",
        ),
        Attachment("data.csv", None, associated=True),
    ),
    "to a formula and listed": (
        one_page(
            NOTE,
            FILE,
            catalog=b"/StructTreeRoot << /K << /S /Formula /AF 4 0 R >> >>"
            b" /Names << /EmbeddedFiles << /Names [(n) 4 0 R] >> >>",
        ),
        Attachment("data.csv", None, associated=True),
    ),
    "associated with the document, not its structure": (
        one_page(NOTE, FILE, catalog=b"/AF [4 0 R]"),
        Attachment("data.csv", None),
    ),
    "as no specification's own": (
        one_page(NOTE, FILE, catalog=b"/PieceInfo << /Writer << /Private 5 0 R >> >>"),
        Attachment("an unnamed file", None),
    ),
}

HYBRID = raw_pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
    b"<< /Length 3 >>\nstream\nODT\nendstream",
    trailer=b"/AdditionalStreams [/application#2Fvnd#2Eoasis#2Eopendocument#2Etext 4 0 R]",
)
"""As LibreOffice writes it."""


def read(data: bytes) -> Structure:
    return structure(data, names(data))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("case", WHERE)
def test_actions_are_found_wherever_they_are_kept(case: str, packing: Packing) -> None:
    data, expected = WHERE[case]

    found = read(packing(data))

    assert sorted(found.actions, key=str) == sorted(expected, key=str)
    assert not found.undetermined


@pytest.mark.parametrize("action", TARGETS, ids=lambda action: action.decode())
def test_what_a_click_opens_falls_into_its_class(action: bytes) -> None:
    found = read(one_page(page=link(b"<< " + action + b" >>")))

    assert [act.kind for act in found.actions] == [TARGETS[action]]


def test_a_launch_that_comes_by_itself_is_never_the_lesser_kind() -> None:
    found = read(one_page(catalog=b"/OpenAction << /S /Launch /F (./proof.v) >>"))

    assert found.actions == (Action("launch", None, "./proof.v", automatic=True),)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("case", HARMLESS)
def test_the_harmless_is_no_finding(case: str, packing: Packing) -> None:
    data = packing(HARMLESS[case])

    # Also when the search for names has not shown it to be plain.
    for scan in (names(data), NameScan(frozenset({"AA"}), ("doubtful",))):
        assert structure(data, scan) == Structure()


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("case", ATTACHED)
def test_attachments(case: str, packing: Packing) -> None:
    data, expected = ATTACHED[case]

    assert read(packing(data)).attachments == (expected,)


def test_a_hybrid_carries_its_source_in_the_trailer() -> None:
    assert read(HYBRID).attachments == (Attachment("application/vnd.oasis.opendocument.text", None),)
    assert read(updated(HYBRID, 4, b"null")).attachments


def test_a_hybrid_whose_trailer_became_a_stream_still_carries_its_source() -> None:
    assert read(in_object_streams(HYBRID)).attachments == (Attachment("an unnamed file", None),)


def test_an_owner_password_hides_nothing() -> None:
    found = read(encrypted(one_page(catalog=b"/OpenAction " + SCRIPT)))

    assert found.encrypted
    assert found.actions == (runs,)


def test_targets_are_one_short_line_without_controls() -> None:
    script = b"<feff" + "\u202eapp;\n\t\u200bx".encode("utf-16-be").hex().encode() + b"0041" * 200 + b">"
    found = read(one_page(catalog=b"/OpenAction << /S /JavaScript /JS %b >>" % script))

    target = found.actions[0].target
    assert target.startswith("app; xAAA")
    assert len(target) == 80


UNDETERMINED: dict[str, bytes] = {
    "a password": encrypted(one_page(), user="secret"),
    "no catalog": raw_pdf(b"<< >>").replace(b"/Root 1 0 R", b""),
    "nothing but a header": b"%PDF-1.7\n",
    "a script in a place of its own": one_page(catalog=b"/PieceInfo << /X << /Private " + SCRIPT + b" >> >>"),
    "an action of no known type": one_page(catalog=b"/OpenAction << /Type /Action /S /Teleport >>"),
    "pages in a circle": raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>"
    ),
    "an object that is no object": one_page(b"<< /S /Launch /F (", catalog=b"/OpenAction 4 0 R"),
}


@pytest.mark.parametrize("case", UNDETERMINED)
def test_what_cannot_be_decided_is_said(case: str) -> None:
    found = structure(UNDETERMINED[case], NameScan(frozenset({"JavaScript"}), ("doubtful",)))

    assert found.undetermined


def test_what_pypdf_says_of_an_object_has_no_address() -> None:
    """Otherwise each process would report the same file in other words."""
    loop = PdfReadError(f"Detected loop with self reference for {IndirectObject(50, 0, None)!r}.")
    assert message(loop) == "Detected loop with self reference for 50 0 R."
    assert message(TypeError(f"{object()!r} is no number")) == "<object object> is no number"
    assert message(ValueError()) == "ValueError"


def test_a_damaged_file_that_names_a_script_is_not_passed_silently() -> None:
    data = one_page(SCRIPT, catalog=b"/OpenAction 9 0 R")

    assert read(data).undetermined


def test_deep_and_endless_documents_end() -> None:
    deep = one_page(b"[" * 5000 + b"]" * 5000, catalog=b"/OpenAction " + SCRIPT + b" /X 4 0 R")
    chain = one_page(
        *(b"<< /S /GoTo /D [] /Next %d 0 R >>" % (number + 1) for number in range(4, 3000)),
        SCRIPT,
        catalog=b"/OpenAction 4 0 R",
    )

    assert runs in read(deep).actions or read(deep).undetermined
    assert read(chain).actions == (runs,)


def test_more_findings_than_are_listed_are_said_to_be_more() -> None:
    scripts = b" ".join(b"<< /S /Launch /F (%d.csv) >>" % number for number in range(1500))
    found = read(one_page(page=link(b"<< /S /URI /URI (x) /Next [" + scripts + b"] >>")))

    assert len(found.actions) == 1000
    assert found.undetermined


def test_pypdf_does_not_talk_to_the_terminal(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    read(one_page(catalog=b"/OpenAction 9 0 R /AA 12 0 R").replace(b"xref", b"xxxx"))

    assert capfd.readouterr() == ("", "")
    assert not caplog.records
    assert logging.getLogger("pypdf").propagate


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(WHERE)), st.integers(0, 2000), st.binary(max_size=40))
def test_no_damage_raises(case: str, at: int, bytes_there: bytes) -> None:
    data = WHERE[case][0]
    data = data[:at] + bytes_there + data[at + len(bytes_there) :]

    structure(data, NameScan(frozenset({"JavaScript"}), ()))
    user_units(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=500))
def test_no_bytes_raise(data: bytes) -> None:
    for content in (data, b"%PDF-1.7\n" + data):
        assert structure(content, NameScan(frozenset(), ("doubtful",))).undetermined
        user_units(content)


def test_user_units() -> None:
    pages = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 /UserUnit 3 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /UserUnit 1.05 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /UserUnit 6 0 R >>",
        b"2",
    )

    assert user_units(pages) == UserUnits({1: 1.05, 3: 2.0})
    assert user_units(b"%PDF-1.7\n").undetermined


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("javascript-escaped", ["javascript"]),
        ("launch-proof", ["launch-relative"]),
        ("launch-windows", ["launch"]),
        ("external-stream", ["external-reference"]),
        ("rich-media", ["rich-media"]),
        ("xfa", ["xfa"]),
        ("opens-uri", ["auto-action"]),
        ("open-at-page", []),
        ("associated-file", []),
    ],
)
def test_fixtures(name: str, kinds: list[str]) -> None:
    found = read((FIXTURES / f"{name}.pdf").read_bytes())

    assert [action.kind for action in found.actions] == kinds
    assert not found.undetermined
