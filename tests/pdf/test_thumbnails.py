"""Pictures of pages: what they show, how large they are, and what happens to pages that cannot be drawn."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from mlcia_check.model.judged import Severity
from mlcia_check.page_pictures import PICTURES_MAX, chosen
from mlcia_check.pdf.pdfium.thumbnails import WIDTH_PX, draw
from mlcia_check.pdf.reader import read
from tests.cli.test_cli import archive, run
from tests.fixtures_table import ROOT, fixture
from tests.tiny_pdf import tiny_pdf


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def test_each_page_is_drawn_once_in_order_and_only_those_asked_for() -> None:
    drawn = draw(fixture("sigconf").read_bytes(), [3, 1, 3])
    assert [thumbnail.page for thumbnail in drawn] == [1, 3]
    for thumbnail in drawn:
        assert (thumbnail.width, thumbnail.height, thumbnail.media_type) == (612.0, 792.0, "image/png")
        assert picture(thumbnail.data).size == (WIDTH_PX, 932)
        assert len(thumbnail.data) < 60_000


@pytest.mark.parametrize("name", ["rotated-page", "crop-box", "user-unit-large"])
def test_a_page_is_as_large_as_its_reader_sees_it(name: str) -> None:
    data = fixture(name).read_bytes()
    pages = read(data).pages
    drawn = draw(data, [page.number for page in pages])
    assert [(t.width, t.height) for t in drawn] == [pytest.approx((p.width_bp, p.height_bp)) for p in pages]


def test_photographs_are_no_larger_than_text() -> None:
    noise = Image.effect_noise((600, 780), 80)
    raw = io.BytesIO()
    noise.save(raw, "PDF")
    (thumbnail,) = draw(raw.getvalue(), [1])
    assert len(thumbnail.data) < 250_000
    assert thumbnail.media_type == "image/webp"
    assert picture(thumbnail.data).getextrema() != (255, 255)


@pytest.mark.parametrize("size", [(3.0, 14400.0), (14400.0, 3.0), (14400.0, 14400.0), (3.0, 3.0)])
def test_no_page_makes_a_large_picture(size: tuple[float, float]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=size)
    saved = io.BytesIO()
    pdf.save(saved)
    (thumbnail,) = draw(saved.getvalue(), [1])
    columns, rows = picture(thumbnail.data).size
    assert 1 <= columns <= WIDTH_PX + 1
    assert 1 <= rows <= 2 * WIDTH_PX + 1


@pytest.mark.parametrize("pages", [(), (0,), (-1,), (2,), (10**9,)])
def test_a_page_that_is_not_there_has_no_picture(pages: tuple[int, ...]) -> None:
    assert draw(tiny_pdf("0 0 50 50 re f"), pages) == ()


def test_whatever_the_file_nothing_is_raised() -> None:
    for path in sorted((ROOT / "pdf").glob("*.pdf")):
        data = path.read_bytes()
        if len(data) < 20_000:
            draw(data, [1, 2])
    for data in (b"", b"%PDF-1.7", b"not a PDF"):
        assert draw(data, [1]) == ()


@pytest.mark.parametrize(
    ("found", "pages"),
    [
        ([], ()),
        ([("error", None)], ()),
        ([("info", 9), ("error", 4), ("warning", 9)], (4, 9)),
        ([("warning", page) for page in range(1, 30)] + [("error", 77)], (*range(1, PICTURES_MAX), 77)),
    ],
)
def test_of_a_paper_s_pages_the_gravest_are_drawn_and_never_many(
    found: list[tuple[Severity, int | None]], pages: tuple[int, ...]
) -> None:
    assert chosen(found) == pages


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_html_report_shows_the_pages_with_findings(tmp_path: Path, jobs: str) -> None:
    packed = archive(tmp_path / "papers.zip", [("inside.pdf", fixture("body-8.8").read_bytes())])
    papers = [packed, fixture("pages-20"), fixture("truncated-early"), fixture("unresolved")]
    code, out, err = run("check", "--format", "html", "--jobs", jobs, *papers)
    assert (code, err) == (1, "")
    shown = re.findall(r'<article id="paper-(\d)|<img (?:src="data:image/png;base64,)', out)
    assert [paper or "picture" for paper in shown] == ["1", "picture", "2", "3", "4", "picture", "picture"]


def test_standard_input_is_drawn_too() -> None:
    code, out, _ = run("check", "--format", "html", "-", given=fixture("body-8.8").read_bytes())
    assert code == 1
    assert out.count('<img src="data:image/png') == 1
