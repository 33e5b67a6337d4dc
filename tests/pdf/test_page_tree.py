"""The pages that are checked are those that every reader shows; where readers differ, a person is asked."""

from __future__ import annotations

import pytest

from mlcia_check import check
from mlcia_check.model.pdf_facts import Mended
from mlcia_check.pdf.reader import read
from tests.pdf_files import Packing, in_object_streams, linearized, raw_pdf, updated

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
NODE = b"<< /Type /Pages /Parent 2 0 R /Kids [%b] /Count %b >>"


def tree(kids: bytes, count: bytes, *more: bytes, page: bytes = PAGE) -> bytes:
    """A document of which 3, 4 and 5 are pages, the last as given; `more` are the objects from 6 on."""
    root = b"<< /Type /Pages /Kids [%b] /Count %b >>" % (kids, count)
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", root, PAGE, PAGE, page, *more)


ALL = b"3 0 R 4 0 R 5 0 R"
SOUND = {
    "flat": tree(ALL, b"3"),
    "nested": tree(b"3 0 R 6 0 R", b"3", NODE % (b"4 0 R 5 0 R", b"2")),
    "a page twice": tree(ALL + b" 5 0 R", b"4"),
    "a page that does not say so": tree(ALL, b"3", page=PAGE.replace(b"/Type /Page", b"")),
    "a page that names another parent": tree(ALL, b"3", page=PAGE.replace(b"2 0 R", b"4 0 R")),
    "kids elsewhere": raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids 4 0 R /Count 1 >>", PAGE, b"[3 0 R]"
    ),
    "a page added by an update": updated(
        tree(b"3 0 R 4 0 R", b"2"), 2, b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>"
    ),
}
OTHER_COUNT = {
    "more than counted": (tree(ALL, b"2"), 3),
    "more in a node than counted": (tree(b"3 0 R 6 0 R", b"2", NODE % (b"4 0 R 5 0 R", b"1")), 3),
    "fewer than counted": (tree(b"3 0 R 4 0 R", b"3"), 2),
    "an entry that leads nowhere": (tree(b"3 0 R 9 0 R 4 0 R", b"3"), 2),
    "an entry of another generation": (tree(b"3 0 R 4 1 R", b"2"), 1),
    "a tree of another generation": (tree(ALL, b"3").replace(b"/Pages 2 0 R", b"/Pages 2 1 R"), 0),
    "a page with kids": (tree(ALL, b"3", page=PAGE[:-2] + b"/Kids [3 0 R 4 0 R] >>"), 4),
    "a page written out in the kids": (tree(b"3 0 R 4 0 R " + PAGE, b"3"), 2),
    "a count that stands elsewhere": (tree(ALL, b"6 0 R", b"2"), 3),
}
DISPUTED = {
    "no count": tree(ALL, b"null"),
    "a count below zero": tree(ALL, b"-3"),
    "a node's count alone": tree(b"3 0 R 6 0 R", b"3", NODE % (b"4 0 R 5 0 R", b"1")),
    "a page that says it is something else": tree(ALL, b"3", page=PAGE.replace(b"/Page ", b"/Pagf ")),
    "a page with one kid": tree(ALL, b"3", page=PAGE[:-2] + b"/Kids [3 0 R] /Count 1 >>"),
    "a node twice": tree(b"6 0 R 6 0 R", b"4", NODE % (b"4 0 R 5 0 R", b"2")),
}


@pytest.mark.parametrize("packing", [bytes, in_object_streams, linearized])
def test_a_tree_on_which_readers_agree_is_no_finding(packing: Packing) -> None:
    for name, data in SOUND.items():
        assert read(packing(data)).structure.mended == (), name


@pytest.mark.parametrize("name", OTHER_COUNT)
def test_pages_that_only_some_readers_show_are_counted(name: str) -> None:
    data, pages = OTHER_COUNT[name]
    assert read(data).structure.mended == (Mended("page-count", pages=pages),)


@pytest.mark.parametrize("name", DISPUTED)
def test_a_tree_that_readers_take_differently_is_disputed(name: str) -> None:
    assert read(DISPUTED[name]).structure.mended == (Mended("page-tree", disputed=True),)


def test_the_pages_of_an_earlier_version_are_not_shown_in_silence() -> None:
    earlier = tree(ALL, b"3")
    later = updated(earlier, 2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    table = later.rindex(b"startxref")
    lost = later[:table] + b"startxref\n7\n%%EOF\n"
    assert Mended("other-version", disputed=True) in read(lost).structure.mended
    assert read(later).structure.mended == ()


def test_two_catalogs_are_two_documents() -> None:
    data = tree(ALL, b"3", b"<< /Type /Catalog /Pages 7 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    assert read(data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Root 6 0 R")).structure.mended


def test_pages_over_the_limit_count_whatever_the_file_says_of_their_number() -> None:
    objects = [b"<< /Type /Pages /Kids [%b] /Count 20 >>" % b" ".join(b"%d 0 R" % n for n in range(3, 24))]
    document = check(raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *objects, *[PAGE] * 21))
    found = {(finding.rule, finding.severity) for finding in document.findings}
    assert {("page-limit", "error"), ("pdf-repaired", "review")} <= found


def test_two_values_of_one_key_are_two_pages() -> None:
    sound = tree(ALL, b"3")
    doubled = sound.replace(b"/Type /Catalog", b"/Pages 9 0 R /Type /Catalog", 1)
    assert Mended("page-tree", disputed=True) in read(doubled).structure.mended


def stating(languages: bytes) -> bytes:
    """A document whose catalog has these entries of its language."""
    catalog = b"<< /Type /Catalog %b /Pages 2 0 R >>" % languages
    return raw_pdf(catalog, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE)


def test_one_value_stated_twice_is_one_value() -> None:
    """As pdfTeX writes a catalog to which two packages add the language."""
    data = stating(b"/Lang(en)/Lang (en)")
    later = updated(data, 1, b"<< /Type /Catalog /Lang(en)/Lang (en) /Pages 2 0 R >>")
    assert [read(each).structure.mended for each in (data, later)] == [(), ()]


def test_two_languages_in_a_catalog_are_two_values() -> None:
    data = stating(b"/Lang (en) /Lang (de)")
    assert read(data).structure.mended == (Mended("page-tree", disputed=True),)
