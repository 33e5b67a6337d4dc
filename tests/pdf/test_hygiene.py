"""What a file says beside its pages' content is read from it, and what cannot be read is named."""

from __future__ import annotations

import io
from typing import Any

import pytest

from mlcia_check.examination import only_readable
from mlcia_check.model.file_hygiene import FileHygiene
from mlcia_check.pdf.reader import opened
from mlcia_check.rulebook import load_pack
from tests.fixtures_table import ROOT, examined, fixture

pikepdf = pytest.importorskip("pikepdf")


def hygiene(data: bytes) -> FileHygiene:
    with opened(data) as file:
        return file.hygiene({page.number: page.user_unit for page in file.facts().pages})


def of(name: str) -> FileHygiene:
    return hygiene(fixture(name).read_bytes())


def edited(change: Any, **options: Any) -> bytes:
    """The plain file with one change."""
    out = io.BytesIO()
    with pikepdf.open(fixture("hygienic")) as pdf:
        change(pdf)
        pdf.save(out, **options)
    return out.getvalue()


def test_the_facts_of_a_file() -> None:
    found = of("hygienic")
    assert (found.version, found.pdfa, found.language) == ("1.7", "2a", "en-US")
    assert (found.tagged, found.shows_title, found.title) == (True, True, "Six short pages")
    assert (found.bookmarks, found.dead_bookmarks, found.unordered_pages) == (6, (), ())
    assert [(figure.page, figure.described) for figure in found.figures] == [(1, True), (1, True)]
    assert [(image.width_px, image.pixel_bits, round(image.ppi)) for image in found.images] == [
        (80, 8, 320),
        (120, 1, 617),
    ]
    assert [one.kind for one in found.annotations] == ["Link"]
    assert found.unread == ()


def test_resolution_is_that_on_the_page() -> None:
    in_form = of("hygiene-coarse-in-form").images[-1]
    assert round(in_form.ppi) == 40
    assert tuple(in_form.box) == pytest.approx((72, 200, 216, 344))

    def twice(pdf: Any) -> None:
        pdf.pages[0].obj.UserUnit = 2
        pdf.pages[0].obj.Rotate = 90

    doubled = hygiene(edited(twice))
    assert [round(image.ppi) for image in doubled.images] == [160, 309]


def test_an_image_beside_the_page_is_left_out() -> None:
    def moved(pdf: Any) -> None:
        pdf.pages[0].MediaBox = [0, 350, 612, 792]

    assert len(hygiene(edited(moved)).images) == 1


def test_the_catalog_states_a_later_version() -> None:
    def stated(pdf: Any) -> None:
        pdf.Root.Version = pikepdf.Name("/2.0")

    assert hygiene(edited(stated, force_version="1.5")).version == "2.0"


@pytest.mark.parametrize(
    ("name", "dead"),
    [
        ("hygiene-dead-bookmarks", ("Section 1", "Section 2")),
        ("sigconf", ()),
        ("typst", ()),
        ("luatex", ()),
        ("associated-file", ()),
    ],
)
def test_bookmarks_that_lead_nowhere(name: str, dead: tuple[str, ...]) -> None:
    found = of(name)
    assert found.bookmarks >= 2
    assert found.dead_bookmarks == dead


def test_bookmarks_in_a_circle_end() -> None:
    def circle(pdf: Any) -> None:
        first = pdf.Root.Outlines.First
        first.First = first
        first.Next.Next = first

    assert hygiene(edited(circle)).bookmarks == 2


def test_a_bookmark_that_opens_an_address_leads_somewhere() -> None:
    def address(pdf: Any) -> None:
        first = pdf.Root.Outlines.First
        del first.Dest
        first.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org"))

    assert hygiene(edited(address)).dead_bookmarks == ()


def test_a_figure_by_another_name() -> None:
    """LaTeX and Word have names of their own for roles, which the file maps to the standard's."""

    def renamed(pdf: Any) -> None:
        tree = pdf.Root.StructTreeRoot
        for element in tree.K.K:
            if pikepdf.Name.Figure == element.S:
                element.S = pikepdf.Name("/Abbildung")
                del element.Alt
        tree.RoleMap = pikepdf.Dictionary({"/Abbildung": pikepdf.Name("/Bild"), "/Bild": pikepdf.Name.Figure})

    assert [figure.described for figure in hygiene(edited(renamed)).figures] == [False, False]


def test_the_claim_of_an_included_figure_is_not_the_document_s() -> None:
    def moved(pdf: Any) -> None:
        pdf.pages[0].Resources.XObject.Photo.Metadata = pdf.Root.Metadata
        del pdf.Root.Metadata

    assert hygiene(edited(moved)).pdfa == ""


def test_an_encrypted_file_that_opens_is_read() -> None:
    locked = pikepdf.Encryption(owner="secret", R=3, aes=False, metadata=False)
    found = hygiene(edited(lambda _: None, encryption=locked))
    assert (found.pdfa, found.language, found.dead_bookmarks) == ("2a", "en-US", ())


def test_what_cannot_be_read_is_named() -> None:
    from mlcia_check.pdf.structure.hygiene import hygiene as of_objects

    whole = fixture("hygienic").read_bytes()
    found = of_objects(whole[: len(whole) // 2])
    assert (found.size_bytes, found.version) == (len(whole) // 2, "1.7")
    assert found.unread


def test_it_is_read_only_if_a_rule_asks_for_it() -> None:
    path = fixture("hygienic")
    asks = load_pack(str(ROOT / "packs" / "hygiene.yaml"))
    for pack, asked in ((load_pack("mlcia-2022"), False), (asks, True), (only_readable(asks), False)):
        paper = examined(path, pack, confirm=False).paper
        assert paper is not None
        assert (paper.hygiene is not None) == asked
