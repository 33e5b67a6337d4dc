"""The page reader in C and the calls through ctypes give the same records, bit for bit."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from ctypes import CFUNCTYPE, POINTER, c_int, c_ushort, c_void_p
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from mlcia_check.pdf.matrix import view
from mlcia_check.pdf.pdfium import binding
from mlcia_check.pdf.pdfium.binding import PageHandle, TextPageHandle
from mlcia_check.pdf.pdfium.document import PdfiumDocument, PdfiumRefusal, extracted_text
from mlcia_check.pdf.pdfium.native.library import NativeReader, loaded
from mlcia_check.pdf.pdfium.objects.call_by_call import CallByCall
from mlcia_check.pdf.pdfium.objects.fonts import FontTable
from mlcia_check.pdf.pdfium.objects.page_walk import MayHide, PageWalk
from mlcia_check.pdf.pdfium.page_records import Characters, PageReader, decoded
from mlcia_check.pdf.pdfium.seen.letter_boxes import letters_of
from tests.fixtures_table import ROOT, fixture
from tests.hostile import nested_forms, noise, packed
from tests.tiny_pdf import tiny_pdf

SAMPLE = (
    "sigconf",
    "math-heavy",
    "shuffled",
    "ghostscript",
    "office",
    "chinese-noto",
)
"""Fixtures of every producer, of Chinese, and of objects in an odd order."""

VIEWS = (
    view(0.0, 0.0, 612.0, 792.0, rotation=0, unit=1.0),
    view(0.0, 0.0, 612.0, 792.0, rotation=1, unit=1.0),
    view(-31.5, 7.25, 612.0, 792.0, rotation=2, unit=2.5),
)
"""Pages as viewed, upright and turned: the readers compute with any of them on any page."""

is_built = pytest.mark.skipif(loaded() is None, reason="the page reader in C was not built here")


def both() -> tuple[PageReader, PageReader]:
    library = loaded()
    assert library is not None
    return NativeReader(library, binding.library()), CallByCall(binding.library())


def records(reader: PageReader, document: PdfiumDocument, page: PageHandle) -> Iterator[object]:
    """Everything that a reader says of a page; `repr` tells all doubles apart, and -0.0 from 0.0."""
    for to_view in VIEWS:
        found = reader.objects(page, to_view)
        yield from (
            repr(list(column)) for column in (*astuple(found.texts), *astuple(found.inks), found.forms)
        )
        yield found.last
    with extracted_text(document.lib, page) as text:
        assert text
        count = document.lib.FPDFText_CountChars(text)
        yield list(reader.owners(text, count))
        places = [*range(-1, count + 1)]
        yield repr(reader.loose_boxes(text, places))
        yield repr(reader.outline_boxes(text, places))
        characters = Characters(document.lib, text)
        yield [list(column) for column in reader.stretches(text, characters)]
        # PDFium separates no lines for a page on which some characters have no code unit.
        characters.units = b""
        yield [list(column) for column in reader.stretches(text, characters)]


def walked(reader: PageReader, document: PdfiumDocument, page: PageHandle) -> Iterator[object]:
    """What is made of the records."""
    for to_view in VIEWS[:2]:
        walk = PageWalk(
            document.lib, page, FontTable(document.lib), 1.0, to_view, MayHide(layers=True), reader
        )
        walk.walk()
        yield from (repr(walk.runs), repr(walk.ink), repr(walk.forms), repr(walk.unseen), walk.last)
        objects = set(walk.handles.values())
        yield repr(list(letters_of(document.lib, page, objects, to_view, reader)))
        yield from (walk.handles, walk.marked, walk.cut, walk.told, walk.other, walk.covers)


def assert_both_agree(data: bytes, pages: int = 20) -> None:
    """Compare what both readers say of the first pages of a file, if PDFium opens it."""
    try:
        document = PdfiumDocument(data)
    except PdfiumRefusal:
        return
    native, through_ctypes = both()
    with document:
        for number in range(1, min(document.page_count, pages) + 1):
            with document.page(number) as page:
                if page is None:
                    continue
                for said in (records, walked):
                    pairs = zip(
                        said(native, document, page), said(through_ctypes, document, page), strict=True
                    )
                    for one, other in pairs:
                        assert one == other


@is_built
@pytest.mark.parametrize("name", SAMPLE)
def test_both_readers_agree(name: str) -> None:
    assert_both_agree(fixture(name).read_bytes())


@is_built
@pytest.mark.parametrize("path", sorted(ROOT.glob("pdf/*.pdf"))[::5], ids=lambda path: path.stem)
def test_both_readers_agree_on_the_beginning_of_a_fifth_of_the_fixtures(path: Path) -> None:
    assert_both_agree(path.read_bytes(), pages=1)


@is_built
@pytest.mark.parametrize(
    "data",
    [nested_forms(5, times=2), nested_forms(60, times=1), noise(1)],
    ids=["forms-in-forms", "deeper-than-the-limit", "noise"],
)
def test_both_readers_agree_on_hostile_pages(data: bytes) -> None:
    assert_both_agree(data)


@is_built
@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (nested_forms(5, times=3), (0, 50)),
        (packed(b"0 0 m 9 9 l S ", 200), (0, 50)),
        (tiny_pdf("0 0 m 9 9 l S BT /F 9 Tf 72 600 Td (a) Tj ET " * 200), (50, 25)),
    ],
    ids=["forms", "page", "text"],
)
def test_both_readers_leave_out_and_stop_at_the_same_object(
    data: bytes, kept: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("objects.call_by_call", "native.library"):
        monkeypatch.setattr(f"mlcia_check.pdf.pdfium.{module}.PAGE_OBJECTS_MAX", 50)
        monkeypatch.setattr(f"mlcia_check.pdf.pdfium.{module}.PAGE_OBJECTS_COUNTED_MAX", 120)
    assert_both_agree(data)
    with PdfiumDocument(data) as document, document.page(1) as page:
        assert page
        for reader in both():
            found = reader.objects(page, VIEWS[0])
            assert (len(found.texts.items), len(found.inks.items)) == kept
            assert found.last == 120


NUMBERS = st.one_of(
    st.sampled_from(
        [0.0, 1.0, -1.0, 0.5, 12.0, 7200.0, -7200.5, 14400.0, 40000.0, 1e-30, -1e-30, 3e38, -3e38]
    ),
    st.floats(-1000.0, 1000.0),
)
MATRICES = st.one_of(
    st.sampled_from(
        [
            (1.0, 0.0, 0.0, 1.0, 72.0, 600.0),
            (0.0, 1.0, -1.0, 0.0, 9.0, 9.0),
            (1.0, 0.0, 0.0, -1.0, 0.0, 792.0),
        ]
    ),
    st.tuples(*[NUMBERS] * 6),
)
TEXTS = st.sampled_from(["A line of words that are set as usual", "gpqy", "", " ", "a    b", "0.5   (7)"])


def written(*values: float) -> str:
    return " ".join(f"{value:.40f}".rstrip("0") for value in values)


@st.composite
def contents(draw: st.DrawFn, forms: bool) -> str:
    """The content of a page or a form: text, paths, clips and turned spaces, whole or nonsense.

    Without `forms`, it paints none: a form that paints itself several times hangs PDFium.
    """
    kinds = ["text", "text", "path", "line", "clip", "triangle", "space", *["form"] * forms]
    parts = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(kinds))
        if kind == "text":
            mode, size, matrix = draw(st.integers(0, 8)), draw(NUMBERS), draw(MATRICES)
            parts.append(f"BT {mode} Tr /F {written(size)} Tf {written(*matrix)} Tm ({draw(TEXTS)}) Tj ET")
        elif kind == "path":
            paint = draw(st.sampled_from(["f", "S", "B", "n"]))
            parts.append(f"0.9 g {written(*draw(st.tuples(*[NUMBERS] * 4)))} re {paint}")
        elif kind == "line":
            parts.append(f"[3 2] 0 d 9 9 m {written(*draw(st.tuples(NUMBERS, NUMBERS)))} l S")
        elif kind == "clip":
            parts.append(f"q {written(*draw(st.tuples(*[NUMBERS] * 4)))} re W n")
        elif kind == "triangle":
            parts.append(f"q 0 0 m 300 0 l {written(*draw(st.tuples(NUMBERS, NUMBERS)))} l h W* n")
        elif kind == "space":
            parts.append(f"Q {written(*draw(MATRICES))} cm")
        else:
            parts.append("/Clear gs /Inner Do")
    return "\n".join(parts)


@is_built
@settings(max_examples=60)
@given(contents(forms=True), contents(forms=False))
def test_both_readers_agree_on_pages_that_no_program_writes(page: str, inner: str) -> None:
    assert_both_agree(tiny_pdf(page, forms={"Inner": inner}))


class FakePdfium:
    """PDFium's functions for the text of a page whose characters are `units`, of the objects `owners`.

    All other functions return 0, as PDFium does for a handle that is null.
    """

    def __init__(self, units: Sequence[int], owners: Sequence[int]) -> None:
        def get_text(_: int, start: int, count: int, buffer: Any) -> int:
            for at, unit in enumerate([*units[start : start + count], 0]):
                buffer[at] = unit
            return count + 1

        self.FPDFText_GetTextObject = CFUNCTYPE(c_void_p, c_void_p, c_int)(lambda _, at: owners[at])
        self.FPDFText_GetText = CFUNCTYPE(c_int, c_void_p, c_int, c_int, POINTER(c_ushort))(get_text)
        self.nothing = CFUNCTYPE(c_int)(lambda: 0)

    def __getattr__(self, name: str) -> object:
        return self.nothing


UNITS = st.sampled_from([0x41, 0x20, 0xD835, 0xDC00, 0xD835, 0xDFFF, 0x4E2D])
"""Letters, and halves of characters that take two code units."""


@is_built
@given(st.lists(st.tuples(UNITS, st.integers(0, 3)), min_size=1), st.booleans())
def test_a_stretch_has_its_own_code_units(characters: list[tuple[int, int]], at_once: bool) -> None:
    """Two objects can share a character of two code units: each then has half of it, which is no letter."""
    library = loaded()
    assert library is not None
    units, owners = zip(*characters, strict=True)
    encoded = array("H", units).tobytes()
    fake: Any = FakePdfium(units, owners)
    read = encoded if at_once else b""
    page: Any = SimpleNamespace(units=read, decoded=decoded(read), count=len(units))
    found = NativeReader(library, fake).stretches(TextPageHandle(1), page)
    for start, end, text in zip(found.starts, found.ends, found.texts, strict=True):
        assert text == decoded(encoded[2 * start : 2 * end])
    shared = {at for start, end in zip(found.starts, found.ends, strict=True) for at in range(start, end)}
    assert shared >= {at for at, owner in enumerate(owners) if owner}


@is_built
def test_a_page_without_objects_has_no_records() -> None:
    library = loaded()
    assert library is not None
    nothing: Any = FakePdfium([], [])
    reader = NativeReader(library, nothing)
    assert reader.objects(PageHandle(1), VIEWS[0]).last == 0
    empty: Any = SimpleNamespace(units=b"", decoded="", count=-1)
    assert reader.stretches(TextPageHandle(1), empty).lines == []
    assert list(reader.owners(TextPageHandle(1), -1)) == []
    assert reader.loose_boxes(TextPageHandle(1), [-1, 7]) == [None, None]
    assert reader.outline_boxes(TextPageHandle(1), []) == []
