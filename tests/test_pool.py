"""Many documents on several cores: order, and what a dying worker costs."""

from __future__ import annotations

import os

import pytest

from mlcia_check import pool
from mlcia_check.findings import Document
from mlcia_check.sources import Source

SOURCES = [Source(name) for name in ("a", "kills", "b", "c", "kills", "d")]


def judged(source: Source, verdict: str = "pass") -> Document:
    return Document(source.path, "", verdict, (), (), None)  # type: ignore[arg-type]


def judged_or_dead(source: Source) -> Document:
    if source.path == "kills":
        os._exit(3)
    return judged(source)


def lost(source: Source) -> Document:
    return judged(source, "unreadable")


def test_a_worker_that_dies_costs_its_own_document_only() -> None:
    documents = list(pool.run(SOURCES, judged_or_dead, lost, processes=2))
    assert [(document.path, document.verdict) for document in documents] == [
        ("a", "pass"),
        ("kills", "unreadable"),
        ("b", "pass"),
        ("c", "pass"),
        ("kills", "unreadable"),
        ("d", "pass"),
    ]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_documents_come_in_the_order_of_their_sources(processes: int) -> None:
    documents = pool.run(SOURCES, judged, lost, processes)
    assert [document.path for document in documents] == [source.path for source in SOURCES]


@pytest.mark.parametrize(
    ("documents", "wanted", "processes"), [(1, None, 1), (1, 8, 1), (800, 3, 3), (2, 8, 2), (0, None, 1)]
)
def test_how_many_processes(documents: int, wanted: int | None, processes: int) -> None:
    assert pool.workers(documents, wanted) == processes
