"""Copies of papers with their findings drawn in: what they show, and that the paper stays as it was."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from msgspec import structs

from mlcia_check.errors import NoCopy
from mlcia_check.model.annotation_marks import AnnotationMark
from mlcia_check.model.geometry import Box
from mlcia_check.pdf.annotate import COLOURS
from mlcia_check.report import annotation_notes
from mlcia_check.report.words.phrases import Lang
from tests.annotated import annotated
from tests.cli.test_cli import run
from tests.fixtures_table import examined, fixture
from tests.packs import pack_at
from tests.pdf_files import raw_pdf

PACK = pack_at("mlcia-2022")
PAPERS = [
    "block-right-3",
    "body-8.8",
    "chinese-no-references",
    "crop-box",
    "hidden-off-crop",
    "hidden-phrase",
    "launch-windows",
    "leading-rubbish",
    "numbering-gap",
    "prompt-in-annotation",
    "prompt-in-metadata",
    "rotated-page",
    "screen",
    "sigconf",
    "user-unit-large",
]


MANY_PLACES = [
    "18-varied-references-review",
    "21-cheat-map-lines",
    "appendix-one-column",
    "appendix-unmarked-seven",
    "block-right-3",
    "chinese-no-references",
    "gutter-6",
    "leading-8",
    "letters-closer",
    "numbering-order",
    "other-venue",
    "references-6pt",
    "small-captions",
]
"""Papers whose findings show in several places, one for each way in which checks list them."""


class Note(NamedTuple):
    """One of our annotations: subtype without the slash, box in the page's user space."""

    page: int
    kind: str
    box: Box
    subject: str
    contents: str
    colour: tuple[float, ...]


def copy_of(name: str, *, stencil: bool = False, lang: Lang = "en") -> bytes:
    data = fixture(name).read_bytes()
    drawn = annotation_notes.notes(examined(data, PACK), PACK, lang)
    outline = annotation_notes.outline(PACK) if stencil else ()
    return annotated(data, drawn.marks, outline, drawn.strips)


def framed(item: pikepdf.Object) -> Box:
    """The box that an annotation frames: its rectangle without what stands around the frame, the tag."""
    left, bottom, right, top = (float(edge) for edge in item.Rect)
    around = [float(side) for side in item.get("/RD", (0, 0, 0, 0))]
    return Box(left + around[0], bottom + around[1], right - around[2], top - around[3])


def strips(data: bytes) -> dict[int, bytes]:
    """The content of the strip on each page that has one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            number: item.AP.N.read_bytes()
            for number, page in enumerate(pdf.pages, 1)
            for item in page.get("/Annots", [])
            if item.Subtype == pikepdf.Name.Stamp
        }


def notes(data: bytes) -> list[Note]:
    """The notes in a copy, in the order of pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            Note(
                page=number,
                kind=str(item.Subtype)[1:],
                box=framed(item),
                subject=str(item.Subj),
                contents=str(item.Contents),
                colour=tuple(float(part) for part in item.C),
            )
            for number, page in enumerate(pdf.pages, 1)
            for item in page.get("/Annots", [])
            if str(item.get("/T", "")) == "mlcia-check"
        ]


def text_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


# On a cropped page, the icon of a note stands on the running head, and a copy's words count as covered.
@pytest.mark.parametrize("name", [name for name in PAPERS if name != "crop-box"])
def test_a_copy_has_the_text_and_the_findings_of_the_paper(name: str) -> None:
    original = fixture(name).read_bytes()
    copy = copy_of(name, stencil=True)
    assert text_of(copy) == text_of(original)
    before, after = examined(original, PACK), examined(copy, PACK)
    # Long notes are text that no page shows: who submits the copy is asked for the paper.
    assert [found for found in after.findings if found.rule != "text-layer"] == list(before.findings)
    assert [found for found in after.outcomes if found.rule != "text-layer"] == [
        found for found in before.outcomes if found.rule != "text-layer"
    ]
    assert {note.subject for note in notes(copy)} == {found.rule for found in before.findings}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("body-8.8", [(1, "Square", "body-font-size", (51.97, 513.84, 296.08, 590.79))]),
        (
            "block-right-3",
            [
                (2, "Square", "text-block", (317.62, 81.03, 563.86, 601.48)),
                (3, "Square", "column-width", (51.97, 115.30, 298.21, 706.16)),
            ],
        ),
        # The page lies on its side, turned clockwise: what is seen top left is its bottom left.
        ("rotated-page", [(2, "Text", "paper-size", (18.0, 18.0, 36.0, 36.0))]),
        # The visible page is 540 x 720bp of 612 x 792, 36bp from each edge.
        ("crop-box", [(1, "Text", "paper-size", (54.0, 720.0, 72.0, 738.0))]),
        # Seen in units of 1.05bp.
        ("user-unit-large", [(1, "Text", "paper-size", (17.14, 757.71, 34.29, 774.86))]),
        (
            "chinese-no-references",
            [
                (1, "Text", "bibliography-present", (18.0, 756.0, 36.0, 774.0)),
                (1, "Square", "citation-resolved", (52.30, 367.78, 295.10, 379.64)),
            ],
        ),
    ],
)
def test_a_finding_is_drawn_where_it_is_seen(
    name: str, expected: list[tuple[int, str, str, tuple[float, ...]]]
) -> None:
    found = notes(copy_of(name))
    for page, kind, subject, box in expected:
        boxes = [note.box for note in found if (note.page, note.kind, note.subject) == (page, kind, subject)]
        assert any(tuple(one) == pytest.approx(box, abs=0.02) for one in boxes), boxes


@pytest.mark.parametrize("box", [None, Box(700.0, 100.0, 800.0, 110.0), Box(54.0, -30.0, 90.0, -20.0)])
def test_a_finding_without_a_place_that_is_seen_stands_in_the_corner(box: Box | None) -> None:
    mark = AnnotationMark(3, box, "review", "some-rule", "some-rule")
    found = notes(annotated(fixture("sigconf").read_bytes(), [mark, mark]))
    assert [(note.page, note.kind) for note in found] == [(3, "Text")] * 2
    first, second = (note.box for note in found)
    assert first == Box(18.0, 756.0, 36.0, 774.0)
    assert not first.overlaps(second)


def test_a_note_says_which_rule_what_is_wrong_and_what_to_do() -> None:
    found = notes(copy_of("body-8.8"))
    assert len(found) > 1
    for number, note in enumerate(found, 1):
        heading, message, hint = note.contents.split("\n")
        assert heading == f"body-font-size, place {number} of {len(found)}"
        assert message.startswith("The body is set in 8.83pt type")
        assert hint
    (single,) = notes(copy_of("hidden-phrase"))
    assert single.contents.split("\n")[0] == "hidden-text"


def test_every_place_of_a_finding_is_marked() -> None:
    lost = [note for note in notes(copy_of("chinese-no-references")) if note.subject == "citation-resolved"]
    (found,) = (
        f for f in examined(fixture("chinese-no-references"), PACK).findings if f.severity == "warning"
    )
    assert len(lost) == found.answer.measured == 60
    assert len({(note.page, note.box) for note in lost}) == 60


@pytest.mark.parametrize("name", MANY_PLACES)
def test_places_lie_on_the_pages_of_their_finding(name: str) -> None:
    for found in examined(fixture(name), PACK).findings:
        pages = {place.page for place in found.answer.places}
        assert pages <= set(found.answer.pages), found.rule
        if found.answer.places and found.answer.place is not None:
            assert found.answer.place.page in pages, found.rule


def test_the_message_stands_on_the_page() -> None:
    told = strips(copy_of("block-right-3"))
    assert sorted(told) == [1, 2, 3]
    assert b"(1  text-block: The text ends" in told[2]
    assert b"/F 7.50 Tf" in told[2]


def test_a_chinese_message_stands_on_the_page() -> None:
    told = strips(copy_of("chinese-no-references", lang="zh"))[1]
    assert "参考文献".encode("utf-16-be").hex().encode() in told
    assert b"/C 7.50 Tf" in told


def test_many_messages_leave_the_text_of_the_page_alone() -> None:
    document = examined(fixture("block-right-3").read_bytes(), PACK)
    crowded = structs.replace(document, findings=document.findings * 20)
    for strip in annotation_notes.notes(crowded, PACK, "en").strips:
        assert len(strip.lines) <= annotation_notes.STRIP_MAX_ROWS
        assert strip.lines[-1].text.endswith("more findings: see their notes")


def test_a_note_speaks_the_language_asked_for() -> None:
    found = notes(copy_of("chinese-no-references", lang="zh"))
    assert any("参考文献" in note.contents for note in found)


def test_the_colour_tells_the_severity() -> None:
    found = {note.subject: note.colour for note in notes(copy_of("chinese-no-references"))}
    assert found["bibliography-present"] == pytest.approx(COLOURS["error"])
    assert found["citation-resolved"] == pytest.approx(COLOURS["warning"])
    assert len(set(COLOURS.values())) == 4


def test_every_note_opens_in_a_window_of_its_own() -> None:
    with pikepdf.open(io.BytesIO(copy_of("block-right-3"))) as pdf:
        for page in pdf.pages:
            for item in page.get("/Annots", []):
                if "/Popup" in item:
                    assert item.Popup.Parent.objgen == item.objgen
                    assert item.P.objgen == page.objgen


def test_what_a_paper_hides_is_not_repeated_in_its_copy() -> None:
    (finding,) = (f for f in examined(fixture("hidden-phrase"), PACK).findings if f.rule == "hidden-text")
    quote = finding.answer.detail["quote"]
    assert isinstance(quote, str)
    assert quote
    assert not any(quote in note.contents for note in notes(copy_of("hidden-phrase")))


@pytest.mark.parametrize("name", ["sigconf", "rotated-page", "crop-box"])
def test_the_stencil_shows_block_and_columns_on_every_page(name: str) -> None:
    with pikepdf.open(io.BytesIO(copy_of(name, stencil=True))) as pdf:
        for page in pdf.pages:
            lines = [
                item
                for item in page.Annots
                if item.Subtype == pikepdf.Name.Square and "/Contents" not in item
            ]
            assert len(lines) == 3
            assert all(int(item.F) & 4 for item in lines), "the outline is printed"


def test_the_stencil_is_the_format_s_own() -> None:
    block, left, right = annotation_notes.outline(PACK)
    assert (block.left, block.right) == pytest.approx((53.8, 558.2))
    assert (left.left, left.right) == pytest.approx((53.8, 294.05))
    assert (right.left, right.right) == pytest.approx((317.95, 558.2))
    paper = examined(fixture("sigconf"), PACK).paper
    assert paper is not None
    assert isinstance(paper.text_block, Box)
    assert block.contains(paper.text_block, slack=1.0), "a plain paper's text stays inside"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert copy_of("block-right-3", stencil=True) == copy_of("block-right-3", stencil=True)


def test_earlier_annotations_stay() -> None:
    def links(data: bytes) -> int:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return sum(
                item.Subtype == pikepdf.Name.Link for page in pdf.pages for item in page.get("/Annots", [])
            )

    original = fixture("block-right-3").read_bytes()
    assert links(copy_of("block-right-3")) == links(original) > 0


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("name", PAPERS)
def test_qpdf_finds_no_fault_in_a_copy(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(copy_of(name, stencil=True))
    done = subprocess.run(["qpdf", "--check", copy], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (fixture("owner-password").read_bytes(), "encrypted"),
        (fixture("no-xref").read_bytes(), "damaged"),
        (raw_pdf(b"<< /Type /Catalog >>", trailer=b"/Broken"), "damaged"),
    ],
)
def test_a_paper_that_cannot_be_copied_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(NoCopy, match=f"{said}.*no copy was written"):
        annotated(data)


@pytest.mark.parametrize(("name", "code"), [("sigconf", 0), ("body-8.8", 1), ("scanned-page", 3)])
def test_the_exit_code_is_that_of_check(name: str, code: int, tmp_path: Path) -> None:
    paper = fixture(name)
    assert run("annotate", paper, "-o", tmp_path / "out.pdf")[0] == run("check", paper)[0] == code
    assert (tmp_path / "out.pdf").exists()


def test_the_paper_itself_is_never_changed(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    shutil.copy(fixture("body-8.8"), paper)
    before = paper.read_bytes()
    code, out, err = run("annotate", "--stencil", paper, "-o", tmp_path / "out.pdf")
    assert (code, err) == (1, "")
    verdict, written = out.splitlines()
    assert verdict.startswith("FAIL  ")
    found = notes((tmp_path / "out.pdf").read_bytes())
    pages = len({note.page for note in found})
    assert written == f"Written: {tmp_path / 'out.pdf'} ({len(found)} notes on {pages} pages)"
    assert paper.read_bytes() == before
    (tmp_path / "link.pdf").symlink_to(paper)
    for target in (paper, tmp_path / "link.pdf"):
        code, _, err = run("annotate", paper, "-o", target)
        assert code == 2
        assert "is an input of this run" in err
    assert paper.read_bytes() == before


@pytest.mark.parametrize(
    ("paper", "target", "code", "said"),
    [
        ("body-8.8", "missing/out.pdf", 2, "does not exist"),
        ("body-8.8", ".", 2, "it is a folder"),
        ("owner-password", "out.pdf", 2, "encrypted"),
        ("user-password", "out.pdf", 1, "cannot be read; no annotated copy was written"),
        ("truncated-early", "out.pdf", 1, "cannot be read; no annotated copy was written"),
        ("not-a-pdf", "out.pdf", 1, "cannot be read; no annotated copy was written"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(
    paper: str, target: str, code: int, said: str, tmp_path: Path
) -> None:
    answered, _, err = run("annotate", fixture(paper), "-o", tmp_path / target)
    assert answered == code
    assert said in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
