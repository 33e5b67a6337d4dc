"""The harness that damages papers: its files can be made again, and much of the damage is read."""

from __future__ import annotations

from random import Random

import pytest

from mlcia_check.errors import UnreadableDocument
from mlcia_check.pdf import reader
from tests.fixtures_table import fixture
from tests.packs import pack_at
from tools.fuzz import doors, file_parts, papers
from tools.fuzz.mutations import MUTATIONS, Mutation, damaged

PAPER = "qpdf-qdf"
"""A paper whose objects stand in the file one by one, so that each mutation finds something to change."""


def paper() -> bytes:
    return fixture(PAPER).read_bytes()


def test_a_seed_makes_the_same_file_again() -> None:
    first = [damaged(paper(), Random(seed)) for seed in range(40)]
    assert first == [damaged(paper(), Random(seed)) for seed in range(40)]
    assert len({data for data, _ in first}) > 35


@pytest.mark.parametrize("mutation", dict.fromkeys(MUTATIONS))
def test_each_mutation_changes_the_file(mutation: Mutation) -> None:
    assert sum(mutation(paper(), Random(seed)) != paper() for seed in range(10)) >= 8


def test_new_cross_references_fit_objects_that_were_moved() -> None:
    moved = paper().replace(b"\nendobj", b"     \nendobj")
    mended = file_parts.with_cross_references(moved)
    assert mended != moved
    assert [page.runs for page in reader.read(mended).pages] == [
        page.runs for page in reader.read(paper()).pages
    ]
    begin = int(mended.rsplit(b"startxref", 1)[1].split()[0])
    assert mended[begin:].startswith(b"xref")


def test_streams_are_packed_again_with_what_was_changed() -> None:
    data = fixture("short").read_bytes()
    bodies = [data[part.begin : part.end] for part in file_parts.objects(data)]
    contents = [(body, file_parts.unpacked(body)) for body in bodies if b"FlateDecode" in body]
    assert contents
    for body, content in contents:
        assert content is not None
        assert file_parts.unpacked(file_parts.repacked(body, content + b" ")) == content + b" "


def test_a_paper_that_is_not_damaged_goes_through_every_door() -> None:
    document = doors.through(paper(), pack_at("mlcia-2022"), "en", whole=True)
    assert document.verdict == "pass"


def test_papers_are_damaged_as_they_are_and_unpacked() -> None:
    files = papers.papers()
    assert len(files) >= 30
    for name, data in files.items():
        if f"unpacked-{name}" in files:
            assert file_parts.TRAILER.search(files[f"unpacked-{name}"])
            assert len(reader.read(data).pages) == len(reader.read(files[f"unpacked-{name}"]).pages)


def test_much_of_the_damage_leaves_a_file_that_is_read() -> None:
    def opens(seed: int) -> bool:
        try:
            reader.read(damaged(paper(), Random(seed))[0])
        except UnreadableDocument:
            return False
        return True

    assert sum(opens(seed) for seed in range(30)) >= 10
