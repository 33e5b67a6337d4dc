"""A bug of this package is never reported as a broken file."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

import mlcia_check
from mlcia_check.errors import NoCopy
from mlcia_check.pdf import annotate, other_parser
from mlcia_check.pdf.structure import object_graph
from mlcia_check.pdf.structure.name_scan import names
from mlcia_check.support.own_faults import raise_own_fault
from tests.annotated import annotated
from tests.parsed_pages import parsed
from tests.tiny_pdf import tiny_pdf, words

PAPER = tiny_pdf(words("One line of text."))
READINGS: dict[str, tuple[Callable[[], object], object, str]] = {
    "walk": (lambda: object_graph.walk(PAPER, names(PAPER)), object_graph._Walk, "_inspect"),
    "open for the walk": (lambda: object_graph.walk(PAPER, names(PAPER)), object_graph._Walk, "__init__"),
    "units": (lambda: object_graph.units(PAPER), object_graph, "pages_in_order"),
    "page tree": (lambda: object_graph.page_tree(PAPER), object_graph, "tree"),
    "copy": (lambda: annotated(PAPER), annotate, "_draw"),
    "second reader": (lambda: parsed(PAPER, [1]), other_parser._Collector, "render_string"),
    "second reader's page": (lambda: parsed(PAPER, [1]), other_parser, "_glyphs"),
}
"""Each reading that takes a library's errors for a broken file, and a function of ours within it."""


def bug(*_: object, **__: object) -> object:
    return raise_own_fault.no_such_attribute  # type: ignore[attr-defined]


@pytest.mark.parametrize("reading", READINGS)
def test_a_bug_of_ours_surfaces(monkeypatch: pytest.MonkeyPatch, reading: str) -> None:
    read, holder, function = READINGS[reading]
    read()
    # as if the package's own function had the bug
    monkeypatch.setitem(bug.__globals__, "__name__", "mlcia_check.pdf.somewhere")
    monkeypatch.setattr(holder, function, bug)
    with pytest.raises(AttributeError, match="no_such_attribute"):
        read()


@pytest.mark.parametrize(
    ("before", "after", "gaps"),
    [
        (b"/Length ", b"/Length [1] /Was ", ["lost-object"]),
        (b"\nxref\n0", b"\nxref\n[1]", ["unread-structure"]),
    ],
    ids=["the length of a stream is an array", "a row of the table begins with an array"],
)
def test_an_error_that_pypdf_lets_through_is_a_broken_file(
    before: bytes, after: bytes, gaps: list[str]
) -> None:
    data = PAPER.replace(before, after)
    with pytest.raises(TypeError):
        PdfReader(io.BytesIO(data)).get_object(4)
    assert [gap.kind for gap in object_graph.walk(data, names(data)).undetermined] == gaps
    with pytest.raises(NoCopy):
        annotated(data)


def test_a_page_of_a_unit_that_is_not_a_number_is_unread() -> None:
    data = PAPER.replace(b"/Type /Page ", b"/Type /Page /UserUnit [2] ")
    assert data != PAPER
    assert parsed(data, [1]) == {1: other_parser.Unread("second-unreadable")}


def test_each_place_that_takes_errors_for_a_broken_file_asks_first() -> None:
    package = Path(mlcia_check.__file__).parent
    handlers = [
        handler
        for path in package.rglob("*.py")
        for handler in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(handler, ast.ExceptHandler)
        and handler.type is not None
        and "BROKEN" in ast.unparse(handler.type)
    ]
    assert len(handlers) >= len(READINGS)
    assert {ast.unparse(handler.body[0]) for handler in handlers} == {"raise_own_fault(error)"}
