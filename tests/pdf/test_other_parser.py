"""The shortcuts of the second reader's parser read what pdfminer reads without them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO

import pytest
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFStreamParser

from mlcia_check.pdf import other_parser
from mlcia_check.pdf.plain_character_map import plain_character_map
from tests.fixtures_table import fixture
from tests.parsed_pages import parsed

HEAD = b"%!PS-Adobe-3.0 Resource-CMap\n/CIDInit /ProcSet findresource begin\nbegincmap\n/Registry (TeX) def\n"
FOOT = b"endcmap\nend\n%%EOF"
PLAIN = (
    b"2 beginbfchar\n<01> <0041>\n<1B> <00660069>\nendbfchar\n1 beginbfrange\n<20><22><0061>\nendbfrange\n",
    b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <0010> <0012> <D835DC00> endbfrange ",
    b"1 beginbfchar <20> <0020> endbfchar 2 beginbfchar <20> <00A0> <41> <41> endbfchar ",
    b"2 beginbfrange <20> <7E> <0020> <80> <81> <FFFE> endbfrange 1 beginbfchar <41> <0391> endbfchar ",
    b"0 beginbfchar endbfchar ",
    b"",
)
NOT_PLAIN = (
    b"1 beginbfrange <01> <02> [<0041> <0042>] endbfrange ",
    b"1 beginbfrange <01> <02> <FFFFFFFF> endbfrange ",
    b"1 beginbfrange <01> <0002> <0041> endbfrange ",
    b"1 beginbfchar <01> /A endbfchar ",
    b"2 beginbfchar <20> <0020> <20> <00A0> endbfchar ",
    b"2 beginbfrange <20> <2F> <0020> <2F> <30> <0041> endbfrange ",
    b"1 beginbfchar <1> <0041> endbfchar ",
    b"1 beginbfchar <01> <0041> % <02> <0042>\n endbfchar ",
    b"1 beginbfchar <01> <0041> <02> endbfchar ",
    b"1 begincidrange <01> <02> 65 endcidrange 1 beginbfchar <01> <0041> endbfchar ",
    b"/Other usecmap 1 beginbfchar <01> <0041> endbfchar /Other usecmap ",
    b"1 beginbfchar <01> <0041> endcmap endbfchar ",
    b"(a string) 1 beginbfchar <01> <0041> endbfchar (beginbfchar <02> <0042> endbfchar) ",
)


def by_pdfminer(content: bytes) -> dict[int, str] | None:
    """The map as pdfminer reads it; None if it gives up."""
    found = FileUnicodeMap()
    try:
        CMapParser(found, BytesIO(content)).run()
    except other_parser.BROKEN:
        return None
    return found.cid2unichr


def by_shortcut(content: bytes, codes: Iterable[int]) -> dict[int, str] | None:
    """The texts of these codes as the shortcut reads them; None if it leaves the map to pdfminer."""
    found = plain_character_map(content)
    if found is None:
        return None
    texts = {}
    for code in codes:
        with suppress(KeyError):
            texts[code] = found.get_unichr(code)
    return texts


@pytest.mark.parametrize("body", PLAIN)
def test_a_plain_map(body: bytes) -> None:
    content = HEAD + body + FOOT
    assert by_shortcut(content, range(1 << 8)) == by_pdfminer(content)


@pytest.mark.parametrize("body", NOT_PLAIN)
def test_a_map_that_is_left_to_pdfminer(body: bytes) -> None:
    assert plain_character_map(HEAD + body + FOOT) is None


def test_maps_at_random() -> None:
    """Whatever stands in a map, it is read as pdfminer reads it or left to it."""
    draw = random.Random(16)
    pieces = [word for body in (HEAD, FOOT, *PLAIN, *NOT_PLAIN) for word in body.split()]
    plain = 0
    for _ in range(3000):
        words = draw.choices(pieces, k=draw.randrange(1, 9))
        content = HEAD + b"1 beginbfchar <01> <0041> endbfchar " + b" ".join(words) + b" " + FOOT
        found = by_shortcut(content, range(1 << 8))
        if found is not None and (expected := by_pdfminer(content)) is not None:
            plain += 1
            assert found == expected, content
    assert plain > 100


@pytest.mark.parametrize("array", [b"[500 0 .5 5. 0.25 007]", b"[]", b" [1\n2\f3\t]\r\n", b"[0]"])
def test_plain_numbers(array: bytes) -> None:
    numbers = other_parser.plain_numbers(array)
    _, expected = PDFStreamParser(array).nextobject()
    assert repr(numbers) == repr(expected)


@pytest.mark.parametrize(
    "array", [b"[1.2.3 4]", b"[. 5]", b"[1 [2] 3]", b"[1 0 R 7]", b"[12", b"[-1]", b"[1]]", b"<< /A [1] >>"]
)
def test_numbers_that_are_left_to_pdfminer(array: bytes) -> None:
    assert other_parser.plain_numbers(array) is None


@pytest.mark.parametrize("name", ["body-8.8", "references-6pt", "office-narrow", "a4", "anonymous-review"])
def test_pages_with_and_without_the_shortcuts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = fixture(name).read_bytes()
    ours = parsed(data, [1, 2])
    monkeypatch.setattr(other_parser, "_LazyDocument", PDFDocument)
    monkeypatch.setattr(other_parser, "plain_character_map", lambda _: None)
    assert all(ours.values())
    assert ours == parsed(data, [1, 2])
