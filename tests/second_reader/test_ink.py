"""The ink reader: columns, edges and leading from pixels alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mlcia_check.checks
from mlcia_check.pdf.pdfium.open_pages import open_pages
from mlcia_check.pdf.pdfium.rendering import GreyPicture
from mlcia_check.second_reader.ink import PIXELS_PER_BP, InkPage
from mlcia_check.second_reader.quantities import QUANTITIES
from tests.fixtures_table import fixture
from tests.tiny_pdf import tiny_pdf


def ink_of(data: bytes, number: int = 1) -> InkPage:
    with open_pages(data) as renderer:
        assert renderer is not None
        picture = renderer.render(number, 72 * PIXELS_PER_BP)
    assert picture is not None
    return InkPage(picture)


def line(left: float, right: float, baseline: float, height: float = 6.0) -> str:
    """A bar in place of a line's ink."""
    return f"{left} {baseline} {right - left} {height} re f\n"


def column(left: float, right: float, first: float = 700.0, lines: int = 50, leading: float = 11.0) -> str:
    return "".join(line(left, right, first - leading * n) for n in range(lines))


def test_two_columns_with_their_edges_and_leading() -> None:
    page = ink_of(tiny_pdf(column(54.0, 294.0) + column(318.0, 558.0)))
    edges = [edge for c in page.columns for edge in (c.left, c.right)]
    assert edges == pytest.approx([54.0, 294.0, 318.0, 558.0], abs=0.4)
    assert [c.leading for c in page.columns] == [pytest.approx(11.0, abs=0.02)] * 2
    assert set(page.slabs) == {2}


def test_one_column() -> None:
    page = ink_of(tiny_pdf(column(54.0, 558.0)))
    assert len(page.columns) == 1
    assert set(page.slabs) == {1}


def test_a_float_across_the_columns_hides_no_gutter() -> None:
    page = ink_of(
        tiny_pdf(
            line(54.0, 558.0, 500.0, 200.0) + column(54.0, 294.0, 480.0, 35) + column(318.0, 558.0, 480.0, 35)
        )
    )
    assert len(page.columns) == 2
    assert page.columns[1].left == pytest.approx(318.0, abs=0.4)


def test_a_few_lines_that_stick_out_move_no_edge() -> None:
    overfull = line(54.0, 310.0, 700.0 - 11.0 * 20) + line(40.0, 294.0, 700.0 - 11.0 * 30)
    page = ink_of(tiny_pdf(column(54.0, 294.0) + overfull + column(318.0, 558.0)))
    assert page.columns[0].right == pytest.approx(294.0, abs=0.4)
    assert page.columns[0].left == pytest.approx(54.0, abs=0.4)


def test_what_leaves_no_ink_is_not_there() -> None:
    white = "1 g " + column(40.0, 294.0, 705.5) + "0 g "
    page = ink_of(tiny_pdf(white + column(54.0, 294.0) + column(318.0, 558.0)))
    assert page.columns[0].left == pytest.approx(54.0, abs=0.4)


@pytest.mark.parametrize("content", ["", line(54.0, 294.0, 700.0), "54 40 504 700 re f\n"])
def test_a_page_without_lines_has_no_edges(content: str) -> None:
    assert all(c.left is None and c.leading is None for c in ink_of(tiny_pdf(content)).columns)


def test_a_picture_of_no_height() -> None:
    page = InkPage(GreyPicture(10, 0, 0.0, 0.0, PIXELS_PER_BP, b""))
    assert (page.columns, page.slabs) == ((), ())


def test_a_picture_so_coarse_that_a_word_space_is_less_than_a_pixel() -> None:
    """A poster is drawn with few pixels: 14,400bp across leave 0.28 pixels to the bp."""
    coarse = GreyPicture(4, 3, 0.0, 0.0, 0.28, b"\xff\0\xff\xff" + b"\xff" * 8)
    assert len(InkPage(coarse).columns[0].lines) == 1


@pytest.mark.parametrize(
    ("name", "left", "right", "leading"),
    [
        ("sigconf", 53.8, 294.0, 10.96),
        ("block-left-3", 50.8, 292.5, 10.96),
        ("leading-3", 53.8, 294.0, 10.63),
    ],
)
def test_the_left_column_of_real_papers(name: str, left: float, right: float, leading: float) -> None:
    found = ink_of(fixture(name).read_bytes(), 2).columns[0]
    assert found.left == pytest.approx(left, abs=0.7)
    assert found.right == pytest.approx(right, abs=0.7)
    assert found.leading == pytest.approx(leading, abs=0.05)


def test_every_geometric_check_has_a_row() -> None:
    """A breach that says `geometric=True` is measured again: its check needs a quantity for that."""
    folder = Path(mlcia_check.checks.__file__).parent
    geometric = {
        module.stem
        for module in folder.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "geometric"
    }
    assert {name.replace("_", "-") for name in geometric} == set(QUANTITIES)
