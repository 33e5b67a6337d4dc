"""Links to addresses, read from a PDF and given to the entries of the list on which they stand."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mlcia_check.checks.references.linked_works import links_elsewhere
from mlcia_check.measure import measure
from mlcia_check.model.measured_paper import EntryLink, Line, Paper
from mlcia_check.pdf import reader
from tests.fixtures_table import fixture
from tests.packs import pack_at

FIXTURE = "impossible-references"
WORDS = pack_at("mlcia-2022").vocabulary


def measured(data: bytes) -> Paper:
    return measure(reader.read(data), WORDS)


@pytest.fixture(scope="module")
def plain() -> Paper:
    return measured(fixture(FIXTURE).read_bytes())


def linked(line: Line, address: bytes, begins: float = 0.0, unit: float = 1.0) -> bytes:
    """The fixture with a link on a line, from a part of its width to its end."""
    data = io.BytesIO()
    with pikepdf.open(fixture(FIXTURE)) as pdf:
        left = line.box.left + begins * (line.box.right - line.box.left)
        annotation = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([left - 1, line.box.bottom - 2, line.box.right + 1, line.box.top + 2]),
            A=Dictionary(S=Name.URI, URI=pikepdf.String(address)),
        )
        page = pdf.pages[line.page - 1]
        page.Annots = Array([*page.get("/Annots", Array()), pdf.make_indirect(annotation)])
        for one in pdf.pages:
            one.UserUnit = unit
        pdf.save(data, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data.getvalue()


def line_with(paper: Paper, words: str) -> Line:
    return next(line for line in paper.lines if line.role == "reference" and words in line.text)


@pytest.mark.parametrize("unit", [1.0, 2.0])
def test_a_link_is_given_to_its_entry_with_the_words_under_it(plain: Paper, unit: float) -> None:
    line = line_with(plain, "arXiv:")
    entry = next(one.label for one in plain.references if line.text in one.text)
    paper = measured(linked(line, b"https://arxiv.org/abs/1706.03762", unit=unit))
    [found] = [one for one in paper.references if one.links]
    assert found.label == entry
    assert found.links == (EntryLink("https://arxiv.org/abs/1706.03762", line.text),)
    assert [reference.label for reference, _ in links_elsewhere(paper.references)] == [entry]


def test_only_the_words_under_a_link_are_its_own(plain: Paper) -> None:
    line = line_with(plain, "arXiv:")
    [found] = [one for one in measured(linked(line, b"https://a.org", begins=0.5)).references if one.links]
    [link] = found.links
    assert line.text.endswith(link.words)
    assert 0.3 < len(link.words) / len(line.text) < 0.7


def test_a_link_outside_of_the_list_is_given_to_no_entry(plain: Paper) -> None:
    body = next(line for line in plain.lines if line.role == "body")
    assert not any(one.links for one in measured(linked(body, b"https://a.org")).references)


@pytest.mark.parametrize("address", [b"https://a.org/" + b"x" * 3_000, b"", b"\xff\xfe"])
def test_an_odd_address_does_no_harm(plain: Paper, address: bytes) -> None:
    paper = measured(linked(line_with(plain, "arXiv:"), address))
    assert list(links_elsewhere(paper.references)) == []
